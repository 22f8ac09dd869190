"""Tickets: written once, locked before they are changed, and who takes part in them."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, column, delete, literal_column, select, table, update

from maildesk.desk.ticket import Ticket
from maildesk.store.prepared import Prepared, Row, among, insert, word
from maildesk.store.schema import participant, person, ticket
from maildesk.store.ticket_rows import FIELDS, address_key, ticket_of, ticket_values
from maildesk.store.transaction import Asked, StoredTicket, Transaction
from maildesk.store.workload import note_owner

_CHAIN = ("chain_head", "chain_length", "personal_key")
_BEFORE = 1 + len(_CHAIN)
_STORED = [ticket.c.number, *(ticket.c[name] for name in (*_CHAIN, *FIELDS))]
_LOCK = Prepared(
    select(*_STORED).where(among(ticket.c.number, "numbers", "BIGINT")).order_by(ticket.c.number).with_for_update()
)
_READ = Prepared(select(*_STORED).where(among(ticket.c.number, "numbers", "BIGINT")).order_by(ticket.c.number))
_INSERT_NUMBERED = Prepared(
    insert(ticket).values({name: bindparam(name) for name in (*FIELDS, "number", "personal_key")})
)
_UPDATE = Prepared(
    update(ticket).where(ticket.c.number == bindparam("row")).values({name: bindparam(name) for name in FIELDS})
)
# what AUTOINCREMENT and the sequence give next; a number that was deleted never comes back
_SEQUENCES = table("sqlite_sequence", column("name"), column("seq"))
_LAST_OF_SQLITE = Prepared(select(_SEQUENCES.c.seq).where(_SEQUENCES.c.name == word("ticket")))
_NEXT_OF_POSTGRESQL = Prepared(select(literal_column("nextval('ticket_number_seq')")))
_ADD_PARTICIPANT = Prepared(insert(participant).on_conflict_do_nothing())
_REMOVE_PARTICIPANT = Prepared(
    delete(participant).where(participant.c.ticket == bindparam("row"), participant.c.address == bindparam("person"))
)
_MAX_MERGES = 20


def _person_with_a_ticket() -> Prepared:
    row = insert(person).values(
        address=bindparam("address"),
        name=bindparam("name"),
        language=bindparam("language"),
        first_seen=bindparam("first_seen"),
        tickets=literal_column("1"),
    )
    return Prepared(
        row.on_conflict_do_update(index_elements=["address"], set_={"tickets": person.c.tickets + literal_column("1")})
    )


_COUNT_TICKET = _person_with_a_ticket()


def new_personal_key() -> str:
    """Return a key for the digests of one ticket's events: without it nobody can tell whose they were."""
    return secrets.token_hex(16)


def next_number(tx: Transaction) -> int:
    """Take the next ticket number; on SQLite it is taken only once a ticket is inserted under it."""
    if tx.on_sqlite:
        row = tx.row(_LAST_OF_SQLITE)
        return int(row[0]) + 1 if row else 1
    return int(tx.rows(_NEXT_OF_POSTGRESQL)[0][0])


def insert_ticket(tx: Transaction, new: Ticket, token_for: Callable[[int], str]) -> Ticket:
    """Write a new ticket and return it with its number and token; the requester's tickets are counted."""
    number = next_number(tx)
    stored = replace(new, number=number, token=token_for(number))
    personal_key = new_personal_key()
    tx.do(_INSERT_NUMBERED, {"number": number, "personal_key": personal_key, **ticket_values(stored)})
    _change_participants(tx, stored, frozenset())
    tx.do(
        _COUNT_TICKET,
        {
            "address": address_key(new.requester.address),
            "name": new.requester.name,
            "language": new.language,
            "first_seen": new.created_at,
        },
    )
    note_owner(tx, None, stored)
    tx.tickets[number] = StoredTicket(ticket=stored, personal_key=personal_key, fresh=True)
    return stored


def save_ticket(tx: Transaction, changed: Ticket) -> None:
    """Write a ticket that this transaction has locked or inserted; KeyError when it has not."""
    before = tx.tickets[changed.number]
    if changed == before.ticket:
        return
    tx.do(_UPDATE, {"row": changed.number, **ticket_values(changed)})
    if changed.participants != before.ticket.participants or changed.requester != before.ticket.requester:
        _change_participants(tx, changed, _takers(before.ticket))
    note_owner(tx, before.ticket, changed)
    tx.tickets[changed.number] = replace(before, ticket=changed)


def _takers(of: Ticket) -> frozenset[str]:
    return frozenset(address_key(each.address) for each in (of.requester, *of.participants))


def _change_participants(tx: Transaction, of: Ticket, before: frozenset[str]) -> None:
    now = _takers(of)
    tx.many(_ADD_PARTICIPANT, [{"address": each, "ticket": of.number} for each in sorted(now - before)])
    if before - now:
        tx.many(_REMOVE_PARTICIPANT, [{"person": each, "row": of.number} for each in sorted(before - now)])


def lock_asked(numbers: Sequence[int]) -> Asked:
    """Return the statement that locks tickets, for use with `Transaction.together` and `locked`."""
    return _LOCK, {"numbers": sorted(set(numbers))}


def locked(tx: Transaction, rows: Sequence[Row]) -> dict[int, Ticket]:
    """Take in the rows of `lock_asked`; what this transaction wrote itself is newer and stays."""
    for row in rows:
        if row[0] not in tx.tickets:
            chain = dict(zip(_CHAIN, row[1:_BEFORE], strict=True))
            tx.tickets[row[0]] = StoredTicket(ticket=ticket_of(row[0], row[_BEFORE:]), **chain)
    return {row[0]: tx.tickets[row[0]].ticket for row in rows}


def lock_tickets(tx: Transaction, numbers: Sequence[int]) -> dict[int, Ticket]:
    """Return tickets by the asked number, locked until the end of the transaction; unknown numbers are left out.

    A merged ticket is answered with the one it was merged into, through any number of merges up to 20.
    """
    _lock(tx, numbers)
    for _ in range(_MAX_MERGES):
        into = {_merged(tx, number) for number in numbers} - {None} - set(tx.tickets)
        missing = [number for number in into if number is not None]
        if not missing:
            break
        _lock(tx, missing)
    found = {number: _end_of_merges(tx, number) for number in numbers}
    return {number: each for number, each in found.items() if each is not None}


def _lock(tx: Transaction, numbers: Sequence[int]) -> None:
    missing = [number for number in numbers if number not in tx.tickets]
    if missing:
        statement, values = lock_asked(missing)
        locked(tx, tx.rows(statement, values))


def _end_of_merges(tx: Transaction, number: int) -> Ticket | None:
    for _ in range(_MAX_MERGES):
        stored = tx.tickets.get(number)
        if stored is None:
            return None
        if stored.ticket.merged_into is None:
            return stored.ticket
        number = stored.ticket.merged_into
    return None


def _merged(tx: Transaction, number: int) -> int | None:
    """Return the first ticket on the way of merges that has not been read; None when all have."""
    for _ in range(_MAX_MERGES):
        stored = tx.tickets.get(number)
        if stored is None:
            return number
        if stored.ticket.merged_into is None:
            return None
        number = stored.ticket.merged_into
    return None


def read_tickets(tx: Transaction, numbers: Sequence[int]) -> dict[int, Ticket]:
    """Return tickets as they stand, without locking them and without following merges."""
    if not numbers:
        return {}
    return {row[0]: ticket_of(row[0], row[_BEFORE:]) for row in tx.rows(_READ, {"numbers": sorted(set(numbers))})}


_TICKETS_OF = Prepared(
    select(participant.c.ticket)
    .where(participant.c.address == bindparam("person"))
    .order_by(participant.c.ticket.desc())
    .limit(bindparam("limit"))
)


def tickets_of_participant(tx: Transaction, address: str, limit: int = 100) -> list[int]:
    """Return the numbers of the tickets an address takes part in, newest first."""
    return [row[0] for row in tx.rows(_TICKETS_OF, {"person": address_key(address), "limit": limit})]
