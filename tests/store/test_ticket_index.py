"""Tickets are found by their words, the same on both engines, by those who may work on them; questions are counted."""

from dataclasses import replace

import pytest

from maildesk.desk.command_lines import read_orders
from maildesk.desk.decision import Direction
from maildesk.desk.lookups import StaffQuery, wishes_of
from maildesk.desk.people import Role, Staff
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.ticket_words import words_asked
from maildesk.mail.letter import Address, Attachment
from maildesk.store.database import Database
from maildesk.store.lookups import look_up
from maildesk.store.messages import MessageToKeep, add_messages
from maildesk.store.staff_queries import add_queries, queries_between, queries_since
from maildesk.store.ticket_index import find_numbers, forget_words, index_text, index_ticket, open_tickets_for
from maildesk.store.tickets import lock_tickets, save_ticket
from maildesk.store.transaction import Transaction
from tests.store.builders import NOON, later, message, opened

WANG = Staff(id="wang", name="Wang", address="wang@desk.test", teams=("Service",))
LI = Staff(id="li", name="Li", address="li@desk.test", role=Role.SUPERVISOR)


def written(tx: Transaction, text: str, **changes: object) -> Ticket:
    new = opened(tx, **changes)
    index_ticket(tx, new)
    index_text(tx, new.number, text)
    return new


def found(database: Database, question: str, person: Staff = LI, limit: int = 50) -> list[int]:
    with database.reading() as tx:
        return find_numbers(tx, person, words_asked(question), limit)


@pytest.fixture
def filled(database: Database) -> Database:
    """Four tickets: an English one, a simplified and a traditional one of other teams, and a complaint."""

    def write(tx: Transaction) -> None:
        written(tx, "The printers in room 3 are jammed.", team="service", subject="Paper jam")
        written(
            tx,
            "三楼的打印机卡纸了。",
            team="network",
            subject="打印机",
            requester=Address(name="王", address="w@x.test"),
        )
        written(tx, "印表機卡紙了。", team=None, subject="印表機")
        written(tx, "The printer man was rude.", team="service", type=TicketType.COMPLAINT, subject="Rude")

    database.run(write)
    return database


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("printer", [4, 1]),
        ("printer room", [1]),
        ("PRINTERS jam", [1]),
        ("打印机", [3, 2]),  # 印表機 is the same thing in Taiwan
        ("印表機", [3, 2]),
        ("三楼", [2]),
        ("三樓", [2]),
        ("卡纸", [3, 2]),
        ("w@x.test", [2]),
        ("scanner", []),
        ("printer scanner", []),
    ],
)
def test_a_ticket_is_found_by_all_of_its_words(filled: Database, question: str, numbers: list[int]) -> None:
    assert found(filled, question) == numbers


@pytest.mark.parametrize(("question", "numbers"), [("printer", [1]), ("卡纸", [3]), ("三楼", [])])
def test_an_engineer_finds_what_belongs_to_the_own_teams(filled: Database, question: str, numbers: list[int]) -> None:
    assert found(filled, question, WANG) == numbers


def test_the_newest_come_first_and_no_more_than_asked_for(filled: Database) -> None:
    assert found(filled, "卡纸", limit=1) == [3]


def test_a_merged_ticket_is_found_as_the_one_it_is_part_of(filled: Database) -> None:
    def merge(tx: Transaction) -> None:
        source = lock_tickets(tx, [3])[3]
        save_ticket(tx, replace(source, merged_into=1, state=State.CLOSED))

    filled.run(merge)
    assert found(filled, "卡紙") == [1, 2]
    with filled.reading() as tx:
        assert [ticket.number for ticket in open_tickets_for(tx, LI)] == [1, 2, 4]


def test_what_is_forgotten_is_found_by_no_word(filled: Database) -> None:
    filled.run(lambda tx: forget_words(tx, [1]))
    assert found(filled, "printer") == [4]


def test_open_tickets_are_those_of_the_own_teams(filled: Database) -> None:
    with filled.reading() as tx:
        assert [ticket.number for ticket in open_tickets_for(tx, WANG)] == [1, 3]
        assert [ticket.number for ticket in open_tickets_for(tx, LI)] == [1, 2, 3, 4]


def test_questions_are_counted_by_person_and_hour_and_kept_for_supervisors(database: Database) -> None:
    asked = StaffQuery(staff_id="wang", kind="search", words="打印机", rows=3)
    for minutes in (0, 30, 90):
        database.run(lambda tx, minutes=minutes: add_queries(tx, (asked,), later(minutes=minutes)))
    with database.reading() as tx:
        assert queries_since(tx, "wang", later(minutes=10), 30) == 2
        assert queries_since(tx, "wang", later(minutes=10), 1) == 1
        assert queries_since(tx, "li", NOON, 30) == 0
        assert queries_between(tx, NOON, later(minutes=60)) == [(NOON, asked), (later(minutes=30), asked)]


def test_what_orders_name_is_looked_up_together(filled: Database) -> None:
    filled.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=1, message=message(text="First."))], NOON))
    wishes = wishes_of(read_orders("#list\n#search 三楼\n#show 1\n#show 99"))
    looked = filled.run(lambda tx: look_up(tx, wishes, LI, [], NOON))
    assert sorted(looked.tickets) == [1]
    assert [line.text for line in looked.histories[1]] == ["First."]
    assert [ticket.number for ticket in looked.searched["三楼"]] == [2]
    assert len(looked.open_tickets) == 4


def test_beyond_the_limit_nothing_is_looked_up(filled: Database) -> None:
    many = (StaffQuery(staff_id="li", kind="list", words="", rows=0),) * 30
    filled.run(lambda tx: add_queries(tx, many, NOON))
    looked = filled.run(lambda tx: look_up(tx, wishes_of(read_orders("#list")), LI, [], later(minutes=5)))
    assert (looked.queries_hour, looked.open_tickets) == (30, ())


def test_the_files_of_a_ticket_are_found_those_of_the_newest_mail_first(filled: Database) -> None:
    def file(part: str, name: str) -> Attachment:
        return Attachment(part=part, filename=name, content_type="image/png", size=5, sha256="0" * 64)

    said = (
        message(ledger_id=1, attachments=(file("2", "old.png"),)),
        message(ledger_id=2, attachments=(file("2", "new.png"), file("3", "newer.png"))),
        message(direction=Direction.OUT, ledger_id=3, attachments=(file("2", "ours.png"),)),
    )
    filled.run(lambda tx: add_messages(tx, [MessageToKeep(ticket=1, message=each) for each in said], NOON))
    looked = filled.run(lambda tx: look_up(tx, wishes_of(read_orders("#show")), LI, [1], NOON))
    assert [(each.ledger_id, each.filename) for each in looked.files[1]] == [
        (2, "new.png"), (2, "newer.png"), (1, "old.png"),
    ]  # fmt: skip


def test_the_words_of_a_ticket_are_found_before_the_transaction_ends(database: Database) -> None:
    with database.writing() as tx:
        number = written(tx, "The projector is dark.").number
        assert find_numbers(tx, LI, ("projector",), 50) == [number]


def test_the_words_of_a_ticket_that_is_taken_back_are_taken_back_too(database: Database) -> None:
    with database.writing() as tx:
        kept = written(tx, "The projector is dark.").number
        with pytest.raises(ZeroDivisionError), tx.savepoint():  # noqa: PT012
            written(tx, "The projector is loud.")
            raise ZeroDivisionError
        index_text(tx, kept, "Now it smokes.")
    assert found(database, "projector") == [kept]
    assert found(database, "smokes") == [kept]


def test_words_that_are_to_be_forgotten_are_forgotten_when_they_came_in_the_same_transaction(
    database: Database,
) -> None:
    with database.writing() as tx:
        number = written(tx, "The projector is dark.").number
        forget_words(tx, [number])
    assert found(database, "projector") == []
