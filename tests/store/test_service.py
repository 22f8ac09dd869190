"""Maintenance runs, time spent, follow-ups and what a replay takes, on both engines."""

from datetime import timedelta

from maildesk.desk.check_line import CheckLine
from maildesk.desk.decision import ChangeKind, LedgerState, PersonUpdate, SpentTime, Verdict
from maildesk.desk.intake import IntakeRecord
from maildesk.desk.ticket import Priority, State
from maildesk.store.claims import claim_pending, judge
from maildesk.store.database import Database
from maildesk.store.events import append_events
from maildesk.store.followups import active_customers, decline_followups, followups_since, take_followup
from maildesk.store.people import save_persons
from maildesk.store.recurring import last_run, note_run, take_run
from maildesk.store.replaying import as_opened, past_of, sent_mails, stored_mails
from maildesk.store.tickets import read_tickets
from maildesk.store.time_spent import add_time, minutes_on, time_between
from maildesk.store.transaction import Transaction
from tests.store.builders import ANNA, KEY, NOON, arrival, change, kept, later, opened

ADDRESS = ANNA.address


def test_intake_record_and_check_list_come_back_as_they_were(database: Database) -> None:
    record = IntakeRecord(when="昨天", how_many="12", trouble=True, understood=True)
    lines = (CheckLine(text="Look at the log", done_at=NOON, done_by="wang"), CheckLine(text="磁带"))
    database.run(lambda tx: opened(tx, intake=record, checklist=lines, reminded_at=NOON))
    with database.reading() as tx:
        found = read_tickets(tx, [1])[1]
    assert (found.intake, found.checklist, found.reminded_at) == (record, lines, NOON)


def test_a_due_moment_is_taken_once(database: Database) -> None:
    assert database.run(lambda tx: take_run(tx, "backups", NOON, NOON))
    assert not database.run(lambda tx: take_run(tx, "backups", NOON, later(days=1)))
    database.run(lambda tx: note_run(tx, "backups", NOON, 7))
    with database.reading() as tx:
        assert last_run(tx, "backups") == NOON
        assert last_run(tx, "others") is None


def test_time_is_summed_and_what_is_taken_back_is_subtracted(database: Database) -> None:
    def write(tx: Transaction) -> None:
        number = opened(tx, team="net").number
        add_time(tx, number, [SpentTime(staff_id="wang", minutes=45)], NOON)
        add_time(tx, number, [SpentTime(staff_id="wang", minutes=-15)], later(hours=1))

    database.run(write)
    with database.reading() as tx:
        assert minutes_on(tx, 1) == 30
        assert minutes_on(tx, 2) == 0
        assert [(each.team, each.minutes, each.at) for each in time_between(tx, NOON, later(hours=1))] == [
            ("net", 45, NOON)
        ]


def proven(database: Database) -> None:
    def write(tx: Transaction) -> None:
        opened(tx, state=State.CLOSED)
        save_persons(tx, (PersonUpdate(address=ADDRESS, name="Anna", proven=True),), NOON)

    database.run(write)


def test_active_customers_are_proven_and_say_when_they_were_asked(database: Database) -> None:
    proven(database)
    assert database.run(lambda tx: take_followup(tx, ADDRESS, 5, later(days=1)))
    assert not database.run(lambda tx: take_followup(tx, ADDRESS.upper(), 5, later(days=2)))
    with database.reading() as tx:
        [found] = active_customers(tx, NOON - timedelta(days=1))
        assert (found.address, found.open_tickets, found.newest_ticket) == (ADDRESS, 0, NOON)
        assert found.asked_at == later(days=1)
        assert followups_since(tx, NOON) == 1
        assert list(active_customers(tx, later(days=1))) == []


def test_who_declined_or_is_muted_is_not_active(database: Database) -> None:
    proven(database)
    database.run(lambda tx: decline_followups(tx, [ADDRESS], NOON))
    with database.reading() as tx:
        assert list(active_customers(tx, NOON - timedelta(days=1))) == []
        assert followups_since(tx, NOON - timedelta(days=1)) == 0


def test_a_replay_takes_mails_with_their_end_and_tickets_as_they_were_opened(database: Database) -> None:
    kept(database, arrival(1))

    def write(tx: Transaction) -> None:
        [mail] = claim_pending(tx, "me", NOON, 60, 10)
        number = opened(tx, priority=Priority.LOW, owner="chen").number
        changes = [
            change(ChangeKind.PRIORITY_CHANGED, before="urgent", after="normal"),
            change(ChangeKind.PRIORITY_CHANGED, before="normal", after="low"),
            change(ChangeKind.OWNER_CHANGED, before=None, after="chen"),
        ]
        append_events(tx, KEY, number, changes, NOON)
        judge(tx, mail.ledger_id, Verdict(state=LedgerState.TICKET, reason="new"), now=NOON, ticket=number)

    database.run(write)
    with database.reading() as tx:
        [mail] = stored_mails(tx, NOON)
        assert (mail.state, mail.ticket, mail.judged_at) == ("ticket", 1, NOON)
        first = as_opened(tx, [1])[1]
        assert (first.priority, first.owner) == (Priority.URGENT, None)
        assert [each.number for each in past_of(tx, [1], later(days=1)).tickets] == [1]
        assert past_of(tx, [1], NOON).tickets == ()
        assert list(sent_mails(tx, NOON)) == []
