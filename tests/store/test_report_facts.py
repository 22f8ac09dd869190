"""The rows of sent reports, and facts that a generated desk does not have, on both engines."""

from datetime import date

from maildesk.desk.decision import ChangeKind
from maildesk.desk.report_period import Period
from maildesk.desk.ticket import State, TicketType
from maildesk.store.database import Database
from maildesk.store.events import append_events
from maildesk.store.leases import had_report, take_report
from maildesk.store.report_facts import report_facts
from maildesk.store.transaction import Transaction
from tests.store.builders import KEY, NOON, change, later, opened

DAY = Period(first=date(2026, 11, 23), last=date(2026, 11, 23), zone="UTC")


def test_a_report_is_taken_once_a_reader_and_period(database: Database) -> None:
    assert database.run(lambda tx: take_report(tx, "li", "week 2026-W47", NOON))
    assert not database.run(lambda tx: take_report(tx, "li", "week 2026-W47", later(days=1)))
    assert database.run(lambda tx: take_report(tx, "li", "month 2026-11", NOON))
    with database.reading() as tx:
        assert had_report(tx, "li", "week 2026-W47")
        assert not had_report(tx, "wang", "week 2026-W47")


def test_a_ticket_counts_as_it_stood_at_the_end_of_the_period(database: Database) -> None:
    def write(tx: Transaction) -> None:
        for number, (state, cause) in enumerate(((State.RESOLVED, "delay"), (State.OPEN, None)), start=1):
            opened(tx, state=state, type=TicketType.COMPLAINT, cause=cause)
            append_events(tx, KEY, number, [change(after="new")], NOON)
        solved = change(ChangeKind.STATE_CHANGED, actor="wang", before="open", after="resolved")
        append_events(tx, KEY, 1, [solved], later(days=2))  # after the period

    database.run(write)
    with database.reading() as tx:
        now, before = report_facts(tx, DAY)
    assert [(each.number, each.cause, each.finished) for each in now.opened] == [(1, "delay", False), (2, None, False)]
    assert [each.number for each in now.backlog] == [1, 2]
    assert before.is_empty()
    with database.reading() as tx:
        after, _ = report_facts(tx, Period(first=date(2026, 11, 24), last=date(2026, 11, 26), zone="UTC"))
    assert [each.number for each in after.backlog] == [2]


def test_a_merged_ticket_is_not_open_any_more(database: Database) -> None:
    def write(tx: Transaction) -> None:
        opened(tx)
        opened(tx, state=State.CLOSED, merged_into=1)
        for number in (1, 2):
            append_events(tx, KEY, number, [change(after="new")], NOON)

    database.run(write)
    with database.reading() as tx:
        now, _ = report_facts(tx, DAY)
    assert [each.number for each in now.backlog] == [1]
    assert [each.finished for each in now.opened] == [False, True]
