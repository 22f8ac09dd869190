"""Finds tickets by their words: the same ones on SQLite and on PostgreSQL, each word a key."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, func, literal_column, or_, select

from maildesk.desk.people import Role, Staff
from maildesk.desk.ticket import Ticket
from maildesk.desk.ticket_words import words_of_text, words_of_ticket
from maildesk.store.prepared import Prepared, among, insert, word
from maildesk.store.schema import ticket, ticket_word
from maildesk.store.ticket_rows import FIELDS, ticket_of
from maildesk.store.transaction import Transaction

_MOST_READ = 1_000  # open tickets that a list is made of
_ADD = Prepared(insert(ticket_word).on_conflict_do_nothing())
_FORGET = Prepared(delete(ticket_word).where(among(ticket_word.c.ticket, "numbers", "BIGINT")))
_TICKET = [ticket.c.number, *(ticket.c[name] for name in FIELDS)]
_MINE = or_(
    ticket.c.owner == bindparam("staff"),
    and_(
        ticket.c.type != word("complaint"),
        or_(ticket.c.team.is_(None), among(func.lower(ticket.c.team), "teams")),
    ),
)


def _found(*conditions: Any) -> Select[Any]:
    # A merged ticket is found by its own words too, and shown as the one it is part of.
    goes_on = func.coalesce(ticket.c.merged_into, ticket.c.number)
    return (
        select(goes_on)
        .join(ticket_word, ticket_word.c.ticket == ticket.c.number)
        .where(among(ticket_word.c.word, "words"), *conditions)
        .group_by(ticket.c.number, goes_on)
        .having(func.count() == bindparam("many"))
        .order_by(ticket.c.number.desc())
        .limit(bindparam("limit"))
    )


def _open(*conditions: Any) -> Select[Any]:
    return (
        select(*_TICKET)
        .where(ticket.c.state != word("closed"), *conditions)
        .order_by(ticket.c.state, ticket.c.number)  # as the partial index of open tickets has them
        .limit(literal_column(str(_MOST_READ)))
    )


_FIND_ALL, _FIND_OWN = Prepared(_found()), Prepared(_found(_MINE))
_OPEN_ALL, _OPEN_OWN = Prepared(_open()), Prepared(_open(_MINE))


def index_text(tx: Transaction, number: int, text: str) -> None:
    """Let a ticket be found by the words of a text."""
    _index(tx, number, words_of_text(text))


def index_ticket(tx: Transaction, new: Ticket) -> None:
    """Let a ticket be found by its subject and its requester."""
    _index(tx, new.number, words_of_ticket(new))


def _index(tx: Transaction, number: int, words: Sequence[str]) -> None:
    if words:
        tx.words_to_index += [{"word": each, "ticket": number} for each in words]
        tx.before_commit["words of tickets"] = _write


def _write(tx: Transaction) -> None:
    """Write the words of all tickets in the order of the index, where those of several mails stand side by side."""
    rows, tx.words_to_index = sorted(tx.words_to_index, key=itemgetter("word")), []
    if rows:
        tx.many(_ADD, rows)


def forget_words(tx: Transaction, numbers: Sequence[int]) -> None:
    """Let tickets no longer be found by any word; used where a person is forgotten."""
    _write(tx)
    tx.do(_FORGET, {"numbers": list(numbers)})


def find_numbers(tx: Transaction, person: Staff, words: Sequence[str], limit: int) -> list[int]:
    """Return the tickets of a person's teams that hold all the words, newest first; merged ones as where they went."""
    if not words:
        return []
    _write(tx)
    values = {"words": list(words), "many": len(words), "limit": limit, **_who(person)}
    rows = tx.rows(_FIND_ALL if person.role is Role.SUPERVISOR else _FIND_OWN, values)
    return list(dict.fromkeys(row[0] for row in rows))


def open_tickets_for(tx: Transaction, person: Staff) -> tuple[Ticket, ...]:
    """Return the open tickets of a person's teams, 1000 at most; of all teams for a supervisor."""
    values = _who(person)
    rows = tx.rows(_OPEN_ALL if person.role is Role.SUPERVISOR else _OPEN_OWN, values)
    found = (ticket_of(row[0], row[1:]) for row in rows)
    return tuple(sorted((each for each in found if each.merged_into is None), key=lambda each: each.number))


def _who(person: Staff) -> dict[str, Any]:
    if person.role is Role.SUPERVISOR:
        return {}
    return {"staff": person.id, "teams": [team.lower() for team in person.teams]}
