"""Everything that matters for one mail is found, and nothing is counted that does not belong to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maildesk.desk.decision import LearnedAbsence, LedgerState, PersonUpdate, Verdict, Visibility
from maildesk.desk.desk import Limits
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.people import Absence
from maildesk.desk.ticket import State
from maildesk.store.absences import save_absences
from maildesk.store.claims import LetterFacts, judge
from maildesk.store.database import Database
from maildesk.store.gather import Clues, Gathered, gather_customer
from maildesk.store.messages import MessageToKeep, add_messages
from maildesk.store.outbox import enqueue
from maildesk.store.people import save_persons
from maildesk.store.tickets import lock_tickets, save_ticket
from maildesk.store.workload import set_turns
from tests.store.builders import ANNA, AS_TICKET, NOON, arrival, kept, later, message, opened, outgoing


def _gathered(database: Database, limits: Limits | None = None, **clues) -> Gathered:  # type: ignore[no-untyped-def]
    asked = Clues(**{"sender": "anna@Customer.test", **clues})
    return database.run(lambda tx: gather_customer(tx, asked, limits or Limits(), later(minutes=5)))


def test_nothing_is_known_of_somebody_never_seen(database: Database) -> None:
    assert _gathered(database, subject="Hello", references=("<a@b.test>",), own_ids=("<c@d.test>",)) == Gathered()


def test_a_mail_without_sender_gathers_its_clues_all_the_same(database: Database) -> None:
    number = database.run(opened).number
    assert set(_gathered(database, sender=None, numbers=(number,)).tickets) == {number}


def test_tickets_are_found_by_number_by_our_mail_and_by_the_customers_mail(database: Database) -> None:
    one, two, three = (database.run(opened).number for _ in range(3))
    database.run(lambda tx: enqueue(tx, [outgoing(1, ticket=two)], NOON))
    first = message(message_id="<first@customer.test>")
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=three, message=first)], NOON))
    found = _gathered(
        database, numbers=(one, 77), own_ids=(outgoing(1).message_id,), references=("<first@customer.test>",)
    )
    assert set(found.tickets) == {one, two, three}
    assert found.reference_tickets == {"<first@customer.test>": three}
    assert found.sent[outgoing(1).message_id].ticket == two
    assert [line.text for line in found.history[three]] == ["It is on fire."]


def test_a_merged_ticket_is_answered_under_the_number_that_was_named(database: Database) -> None:
    one, two = (database.run(opened) for _ in range(2))
    database.run(
        lambda tx: save_ticket(tx, replace(lock_tickets(tx, [one.number])[one.number], merged_into=two.number))
    )
    assert _gathered(database, numbers=(one.number,)).tickets[one.number].number == two.number


def test_what_was_sent_to_the_sender_is_counted_within_its_time(database: Database) -> None:
    number = database.run(opened).number
    ack = MessageKind.ACKNOWLEDGEMENT
    database.run(lambda tx: enqueue(tx, [outgoing(1, kind=ack, ticket=number)], later(hours=-2)))
    database.run(lambda tx: enqueue(tx, [outgoing(2, kind=ack)], NOON))
    database.run(lambda tx: enqueue(tx, [outgoing(3, kind=MessageKind.ANSWER, automatic=False)], NOON))
    database.run(lambda tx: enqueue(tx, [outgoing(4, recipient="ben@customer.test")], later(minutes=4.5)))
    database.run(lambda tx: enqueue(tx, [outgoing(5, kind=ack)], later(days=-2)))
    found = _gathered(database, numbers=(number,))
    counts = found.counts
    assert (counts.ack_address_hour, counts.ack_address_day, counts.automatic_address_day) == (1, 2, 2)
    assert (counts.ack_domain_hour, counts.ack_minute) == (2, 1)
    assert found.last_mail_at == later(hours=-2)


def test_counting_stops_one_above_the_limit_and_a_limit_of_none_is_not_counted(database: Database) -> None:
    mails = [outgoing(n, recipient=f"c{n}@customer.test") for n in range(12)]
    database.run(lambda tx: enqueue(tx, mails, later(minutes=4.5)))
    counts = _gathered(database, Limits(ack_per_domain_hour=5, ack_per_minute=0)).counts
    assert (counts.ack_domain_hour, counts.ack_minute) == (6, 0)


def test_an_own_open_ticket_of_the_day_with_the_same_subject_is_named(database: Database) -> None:
    database.run(lambda tx: opened(tx, created_at=later(days=-2)))
    today = database.run(lambda tx: opened(tx, subject="Re:  the PRINTER burns"))
    database.run(lambda tx: opened(tx, state=State.CLOSED))
    database.run(lambda tx: opened(tx, requester=replace(ANNA, address="ben@customer.test")))
    found = _gathered(database, subject="Aw: The printer burns")
    assert found.same_subject is not None
    assert found.same_subject.number == today.number
    assert found.counts.tickets_address_hour == 2


def test_the_same_words_are_counted_over_all_mails(database: Database) -> None:
    for number in (1, 2, 3):
        row = kept(database, arrival(number))[0]
        facts = LetterFacts(words_key="same" if number < 3 else "other")
        database.run(lambda tx, row=row, facts=facts: judge(tx, row.ledger_id, AS_TICKET, now=NOON, letter=facts))
    assert _gathered(database, words_key="same").counts.same_words_hour == 2


def test_person_load_turns_awaiting_and_held_mails_are_there(database: Database) -> None:
    number = database.run(lambda tx: opened(tx, owner="li")).number
    database.run(lambda tx: save_persons(tx, [PersonUpdate(address=ANNA.address, language="zh-Hans")], NOON))
    database.run(lambda tx: set_turns(tx, {"it": "li"}))
    strange = message(visibility=Visibility.PENDING, ledger_id=9)
    database.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=number, message=strange)], NOON))
    row = kept(database, arrival(1))[0]
    held = Verdict(state=LedgerState.QUARANTINE, reason="staff not proven", held_for="li")
    database.run(lambda tx: judge(tx, row.ledger_id, held, now=NOON, letter=LetterFacts(subject="#resolve")))
    found = _gathered(database, numbers=(number,), staff_id="li")
    assert found.person is not None
    assert found.person.language == "zh-Hans"
    assert (found.load, found.turns) == ({"li": 1}, {"it": "li"})
    assert [each.ledger_id for each in found.awaiting[number]] == [9]
    assert [each.subject for each in found.held] == ["#resolve"]


def test_what_a_transaction_changes_is_seen_by_the_next_mail_in_it(database: Database) -> None:
    away = Absence(first=NOON.date().isoformat(), last=(NOON + timedelta(days=3)).date().isoformat())
    database.run(lambda tx: set_turns(tx, {"it": "li"}))
    with database.writing() as tx:
        assert gather_customer(tx, Clues(sender="a@b.test"), Limits(), NOON).turns == {"it": "li"}
        opened(tx, owner="wang")
        set_turns(tx, {"it": "wang"})
        save_absences(tx, [LearnedAbsence(staff_id="li", absence=away, ledger_id=1)], NOON)
        found = gather_customer(tx, Clues(sender="a@b.test"), Limits(), NOON)
    assert (found.turns, found.load, found.absences) == ({"it": "wang"}, {"wang": 1}, {"li": away})


def test_a_turn_that_is_taken_back_is_not_remembered(database: Database) -> None:
    database.run(lambda tx: set_turns(tx, {"it": "li"}))
    with database.writing() as tx:
        with pytest.raises(ZeroDivisionError), tx.savepoint():  # noqa: PT012
            set_turns(tx, {"it": "wang"})
            gather_customer(tx, Clues(sender="a@b.test"), Limits(), NOON)
            raise ZeroDivisionError
        assert gather_customer(tx, Clues(sender="a@b.test"), Limits(), NOON).turns == {"it": "li"}
