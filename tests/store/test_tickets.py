"""What the store promises of tickets, their participants, messages, loads and timers."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from maildesk.desk.decision import Approval, PersonUpdate, Survey, Timer, Visibility
from maildesk.desk.ticket import State, StateSpan
from maildesk.mail.letter import Address, Attachment
from maildesk.store.database import Database
from maildesk.store.messages import (
    MessageToKeep,
    add_messages,
    awaiting_asked,
    history,
    last_of_customers,
    move_message,
    move_messages,
    settle_approval,
    tickets_of_message_ids,
)
from maildesk.store.people import count_hard_bounce, find_person, save_persons
from maildesk.store.reading import mails
from maildesk.store.surveys import save_survey
from maildesk.store.tickets import insert_ticket, lock_tickets, read_tickets, save_ticket, tickets_of_participant
from maildesk.store.timers import due_timers, next_timer, set_timers, timer_done
from maildesk.store.workload import load, set_turns, turns
from tests.store.builders import ANNA, NOON, arrival, kept, later, message, opened, ticket, token_for

BEN = Address(name="Ben", address="Ben@Customer.test")


def test_a_ticket_comes_back_as_it_was_written(database: Database) -> None:
    whole = ticket(
        subject="打印机 \U0001f525 «on fire»",
        participants=(ANNA, BEN),
        owner="li",
        team="it",
        due_at=later(hours=3),
        spans=(StateSpan(state=State.NEW, since=NOON), StateSpan(state=State.OPEN, since=later(seconds=1.5))),
        score=4,
        muted=True,
        language="zh-Hans",
    )
    written = database.run(lambda tx: insert_ticket(tx, whole, token_for))
    assert written.number == 1
    assert written.token == "DESK-1-ABCDE"
    with database.reading() as tx:
        assert read_tickets(tx, [1]) == {1: written}


def test_a_changed_ticket_is_read_back_changed(database: Database) -> None:
    number = database.run(opened).number

    def change(tx):  # type: ignore[no-untyped-def]
        found = lock_tickets(tx, [number])[number]
        save_ticket(tx, replace(found, state=State.OPEN, owner="li", participants=(ANNA, BEN)))

    database.run(change)
    with database.reading() as tx:
        found = read_tickets(tx, [number])[number]
        assert (found.state, found.owner, found.participants) == (State.OPEN, "li", (ANNA, BEN))
        assert tickets_of_participant(tx, "ben@customer.TEST") == [number]


def test_a_removed_participant_is_found_no_more(database: Database) -> None:
    number = database.run(lambda tx: opened(tx, participants=(ANNA, BEN))).number
    database.run(lambda tx: save_ticket(tx, replace(lock_tickets(tx, [number])[number], participants=(ANNA,))))
    with database.reading() as tx:
        assert tickets_of_participant(tx, BEN.address) == []
        assert tickets_of_participant(tx, ANNA.address) == [number]


def test_a_ticket_that_was_not_locked_cannot_be_saved(database: Database) -> None:
    one = database.run(opened)
    with pytest.raises(KeyError):
        database.run(lambda tx: save_ticket(tx, replace(one, owner="li")))


def test_numbers_of_deleted_tickets_never_come_back(database: Database) -> None:
    for _ in range(3):
        database.run(opened)
    with database.engine.begin() as connection:
        for table in ("participant", "ticket"):
            connection.execute(text(f"DELETE FROM {table}"))
        if not database.is_sqlite:
            connection.execute(text("COMMIT"))
    assert database.run(opened).number == 4


def test_merges_are_followed_and_answered_under_the_asked_number(database: Database) -> None:
    a, b, c = (database.run(opened) for _ in range(3))

    def merge(tx):  # type: ignore[no-untyped-def]
        found = lock_tickets(tx, [a.number, b.number])
        save_ticket(tx, replace(found[a.number], merged_into=b.number))
        save_ticket(tx, replace(found[b.number], merged_into=c.number))

    database.run(merge)
    found = database.run(lambda tx: lock_tickets(tx, [a.number, 99]))
    assert {asked: each.number for asked, each in found.items()} == {a.number: c.number}


def test_a_ring_of_merges_ends(database: Database) -> None:
    a, b = (database.run(opened) for _ in range(2))

    def merge(tx):  # type: ignore[no-untyped-def]
        found = lock_tickets(tx, [a.number, b.number])
        save_ticket(tx, replace(found[a.number], merged_into=b.number))
        save_ticket(tx, replace(found[b.number], merged_into=a.number))

    database.run(merge)
    assert database.run(lambda tx: lock_tickets(tx, [a.number])) == {}


def test_the_load_of_engineers_follows_their_tickets(database: Database) -> None:
    one = database.run(lambda tx: opened(tx, owner="li"))
    database.run(lambda tx: opened(tx, owner="li"))
    database.run(lambda tx: save_ticket(tx, replace(lock_tickets(tx, [one.number])[one.number], owner="wang")))
    with database.reading() as tx:
        assert load(tx) == {"li": 1, "wang": 1}
    database.run(lambda tx: save_ticket(tx, replace(lock_tickets(tx, [one.number])[one.number], state=State.RESOLVED)))
    with database.reading() as tx:
        assert load(tx) == {"li": 1, "wang": 0}


def test_the_load_is_known_inside_the_transaction_and_forgotten_with_its_savepoint(database: Database) -> None:
    with database.writing() as tx:
        opened(tx, owner="li")
        with pytest.raises(ZeroDivisionError), tx.savepoint():  # noqa: PT012
            opened(tx, owner="li")
            raise ZeroDivisionError
        assert load(tx) == {"li": 1}
    with database.reading() as tx:
        assert load(tx) == {"li": 1}


def test_turns_are_remembered_by_team(database: Database) -> None:
    database.run(lambda tx: set_turns(tx, {"it": "li", "ops": "wang"}))
    database.run(lambda tx: set_turns(tx, {"it": "zhao"}))
    with database.reading() as tx:
        assert turns(tx) == {"it": "zhao", "ops": "wang"}


def test_messages_are_found_by_their_message_id_and_told_in_order(database: Database) -> None:
    number = database.run(opened).number
    photo = Attachment(part="2", filename="p.jpg", content_type="image/jpeg", size=3, sha256="ab")
    texts = [message(text=f"{n}", message_id=f"<{n}@x.test>", attachments=(photo,) * n) for n in range(3)]
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=number, message=each) for each in texts], NOON))
    with database.reading() as tx:
        assert tickets_of_message_ids(tx, ["<1@x.test>", "<9@x.test>"]) == {"<1@x.test>": number}
        assert sorted(line.text for line in history(tx, number, 3)) == ["0", "1", "2"]
        assert len(history(tx, number, 2)) == 2


@pytest.mark.parametrize(("approved", "waiting"), [(True, 0), (False, 0)])
def test_an_approval_settles_a_message_once(database: Database, approved: bool, waiting: int) -> None:
    number = database.run(opened).number
    strange = message(visibility=Visibility.PENDING, ledger_id=5)
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=number, message=strange)], NOON))
    with database.reading() as tx:
        row = tx.rows(*awaiting_asked([number]))[0]
    settled = Approval(message_id=row[1], approved=approved)
    assert database.run(lambda tx: settle_approval(tx, settled))
    assert not database.run(lambda tx: settle_approval(tx, settled))
    with database.reading() as tx:
        assert len(tx.rows(*awaiting_asked([number]))) == waiting


def test_timers_are_replaced_and_a_fired_one_stays_fired(database: Database) -> None:
    number = database.run(opened).number
    half, most = Timer(key="response:1:50", due_at=later(minutes=15)), Timer(key="response:1:80", due_at=later(hours=1))
    database.run(lambda tx: set_timers(tx, number, [half, most]))
    with database.reading() as tx:
        assert next_timer(tx) == half.due_at
        assert (
            [each.key for each in due_timers(tx, later(minutes=20), 10)] == [half.key] if database.is_sqlite else True
        )
    assert database.run(lambda tx: timer_done(tx, number, half.key, NOON))
    assert not database.run(lambda tx: timer_done(tx, number, half.key, NOON))
    database.run(lambda tx: set_timers(tx, number, [replace(half, due_at=later(minutes=1)), replace(most, key="x")]))
    due = database.run(lambda tx: due_timers(tx, later(days=1), 10))
    assert [each.key for each in due] == ["x"]


def test_what_is_learned_of_a_person_is_added_to_what_was_known(database: Database) -> None:
    database.run(lambda tx: save_persons(tx, [PersonUpdate(address="Anna@Customer.test", name="Anna")], NOON))
    database.run(lambda tx: save_persons(tx, [PersonUpdate(address="anna@customer.test", proven=True)], NOON))
    database.run(opened)
    with database.reading() as tx:
        found = find_person(tx, "ANNA@customer.test")
    assert found is not None
    assert (found.name, found.proven, found.muted, found.tickets) == ("Anna", True, False, 1)


def test_the_third_hard_bounce_ends_automatic_mail(database: Database) -> None:
    told = []
    for _ in range(3):
        database.run(lambda tx: count_hard_bounce(tx, "gone@x.test", NOON))
        with database.reading() as tx:
            found = find_person(tx, "gone@x.test")
            told.append(found is not None and found.suppressed)
    assert told == [False, False, True]


def test_a_later_score_of_the_same_closing_replaces_the_first(database: Database) -> None:
    number = database.run(opened).number
    for score in (2, 5):
        database.run(lambda tx, score=score: save_survey(tx, number, Survey(round=1, score=score), NOON))
    with database.engine.connect() as connection:
        assert connection.execute(text("SELECT score FROM survey")).scalars().all() == [5]


def test_a_conversation_moves_with_its_ticket_and_one_message_with_its_mail(database: Database) -> None:
    (mail,) = kept(database, arrival())
    one, two = database.run(opened).number, database.run(opened).number
    texts = ("first", "second")
    database.run(
        lambda tx: add_messages(
            tx,
            [MessageToKeep(ticket=one, message=message(text=words, ledger_id=mail.ledger_id)) for words in texts],
            NOON,
        )
    )
    last = database.run(lambda tx: last_of_customers(tx, one))
    assert last is not None
    assert (last.text, last.alone, last.author) == ("second", False, ANNA)
    database.run(lambda tx: move_message(tx, last.row, two))
    with database.reading() as tx:
        assert [[line.text for line in history(tx, number)] for number in (one, two)] == [["first"], ["second"]]
        assert [row.ticket for row in mails(tx)] == [two]
    database.run(lambda tx: move_messages(tx, two, one))
    with database.reading() as tx:
        assert [line.text for line in history(tx, one)] == ["first", "second"]
        assert last_of_customers(tx, two) is None


def test_a_note_and_a_machines_mail_are_no_message_of_a_customer(database: Database) -> None:
    number = database.run(opened).number
    said = (message(), message(text="a note", visibility=Visibility.INTERNAL), message(text="away", machine=True))
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=number, message=each) for each in said], NOON))
    last = database.run(lambda tx: last_of_customers(tx, number))
    assert last is not None
    assert (last.text, last.alone) == ("It is on fire.", True)
