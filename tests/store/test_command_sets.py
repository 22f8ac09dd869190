"""What a mail of staff did is kept and can be put back exactly, on both engines."""

from dataclasses import replace
from datetime import timedelta

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.decision import Direction, Visibility
from maildesk.desk.ended_clocks import EndedClock
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import Priority, State, StateSpan, Ticket, TicketType
from maildesk.desk.undo_set import RunningAgain
from maildesk.mail.letter import Address
from maildesk.store.command_sets import add_command_set, last_command_set, mark_undone, withdraw_words
from maildesk.store.database import Database
from maildesk.store.ended_clocks import add_ended_clocks, ended_between, forget_ended
from maildesk.store.messages import MessageToKeep, add_messages, history
from maildesk.store.outbox import cancel_mail, enqueue
from maildesk.store.tickets import lock_tickets, save_ticket
from maildesk.store.transaction import Transaction
from tests.store.builders import NOON, later, message, opened, outgoing


def changed(of: Ticket) -> Ticket:
    return replace(
        of,
        state=State.RESOLVED,
        spans=(*of.spans, StateSpan(state=State.RESOLVED, since=later(hours=1))),
        owner="chen",
        tags=(*of.tags, "vpn"),
        due_at=later(days=1),
        participants=(*of.participants, Address(name="Eve", address="eve@x.test")),
        asset="X1 PF3",
    )


def commanded(database: Database, cause: str = "mail:12") -> tuple[Ticket, Ticket]:
    before = database.run(opened)
    after = changed(before)

    def write(tx: Transaction) -> None:
        lock_tickets(tx, [before.number])
        save_ticket(tx, after)
        ids = enqueue(tx, [outgoing(1), outgoing(2, kind=MessageKind.ANSWER)], NOON)
        add_command_set(
            tx, staff_id="wang", cause=cause, before=before, after=after, spent=45, moved=(), mails=ids, now=NOON,
        )  # fmt: skip

    database.run(write)
    return before, after


def test_the_former_ticket_comes_back_to_the_letter(database: Database) -> None:
    before, after = commanded(database)
    last = database.run(lambda tx: last_command_set(tx, before.number, "wang"))
    assert last is not None
    (part,) = last.parts
    assert (part.ticket, part.former, part.changed_since) == (after, before, ())
    assert set(part.fields) == {"state", "spans", "owner", "tags", "due_at", "participants", "asset"}
    assert (part.spent, last.at, last.ledger_id) == (45, NOON, 12)
    assert [(mail.kind, mail.queued) for mail in part.mails] == [
        (MessageKind.ACKNOWLEDGEMENT, True), (MessageKind.ANSWER, True),
    ]  # fmt: skip


def test_what_changed_again_is_named_and_other_changes_are_kept(database: Database) -> None:
    before, after = commanded(database)

    def again(tx: Transaction) -> None:
        lock_tickets(tx, [before.number])
        save_ticket(tx, replace(after, owner="li", score=5))

    database.run(again)
    last = database.run(lambda tx: last_command_set(tx, before.number, "wang"))
    assert last is not None
    assert last.parts[0].changed_since == ("owner",)
    assert last.parts[0].former.score == 5


def test_a_set_belongs_to_its_writer_and_is_taken_back_once(database: Database) -> None:
    before, _ = commanded(database)
    assert database.run(lambda tx: last_command_set(tx, before.number, "chen")) is None
    last = database.run(lambda tx: last_command_set(tx, before.number, "wang"))
    assert last is not None
    database.run(lambda tx: mark_undone(tx, [part.row for part in last.parts], NOON + timedelta(hours=1)))
    assert database.run(lambda tx: last_command_set(tx, before.number, "wang")) is None


def test_a_cancelled_mail_neither_waits_nor_has_left(database: Database) -> None:
    before, _ = commanded(database)
    first = database.run(lambda tx: last_command_set(tx, before.number, "wang"))
    assert first is not None
    database.run(lambda tx: cancel_mail(tx, first.parts[0].mails[0].outbox_id, "taken back"))
    last = database.run(lambda tx: last_command_set(tx, before.number, "wang"))
    assert last is not None
    assert [(mail.queued, mail.left) for mail in last.parts[0].mails] == [(False, False), (True, False)]


def test_nothing_is_kept_of_a_mail_that_did_nothing(database: Database) -> None:
    same = database.run(opened)
    database.run(
        lambda tx: add_command_set(
            tx, staff_id="wang", cause="mail:1", before=same, after=same, spent=0, moved=(), mails=(), now=NOON
        )
    )
    assert database.run(lambda tx: last_command_set(tx, same.number, "wang")) is None


def test_words_that_were_taken_back_in_time_become_internal(database: Database) -> None:
    number = database.run(opened).number
    words = message(direction=Direction.OUT, ledger_id=12, message_id=None)
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=number, message=words)], NOON))
    database.run(lambda tx: withdraw_words(tx, [12]))
    with database.reading() as tx:
        assert [line.visibility for line in history(tx, number)] == [Visibility.INTERNAL.value]


def test_the_end_of_a_clock_is_forgotten_and_can_be_written_anew(database: Database) -> None:
    number = database.run(opened).number
    ended = EndedClock(
        ticket=number, clock=ClockName.RESOLUTION, round=0, started=NOON, ended=later(hours=1),
        used=timedelta(hours=1), in_time=True, answered=False, owner="wang", team="service",
        type=TicketType.INCIDENT, priority=Priority.NORMAL,
    )  # fmt: skip
    database.run(lambda tx: add_ended_clocks(tx, number, [ended]))
    again = RunningAgain(ticket=number, clock=ClockName.RESOLUTION, since=later(hours=1))
    other = RunningAgain(ticket=number, clock=ClockName.RESPONSE, since=NOON)
    database.run(lambda tx: forget_ended(tx, [other]))
    with database.reading() as tx:
        assert len(list(ended_between(tx, NOON, later(days=1)))) == 1
    database.run(lambda tx: forget_ended(tx, [again]))
    database.run(lambda tx: add_ended_clocks(tx, number, [replace(ended, ended=later(hours=5))]))
    with database.reading() as tx:
        assert [each.ended for each in ended_between(tx, NOON, later(days=1))] == [later(hours=5)]
