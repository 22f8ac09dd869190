"""Where somebody is named in the data of a desk: looked for in every table, mail and text, with nothing changed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, String, Table, bindparam, func, literal_column, or_, select

from maildesk.mail.mention import mentions, passages_of, repeats
from maildesk.store.packing import unpacked
from maildesk.store.prepared import Prepared, among
from maildesk.store.schema import (
    event,
    ledger,
    message,
    metadata,
    outbox,
    outbox_body,
    participant,
    person,
    raw,
    ticket,
)
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Traces:
    """Where somebody is found; `needles` are the address and the names that are told apart from other words."""

    address: str  # without case
    needles: tuple[str, ...]
    own_tickets: tuple[int, ...] = ()  # he or she is the requester
    other_tickets: tuple[int, ...] = ()
    messages: tuple[int, ...] = ()  # written by that person on tickets of others
    mails: tuple[int, ...] = ()  # ledger ids: mails of that person, and mails that name or quote him or her
    undecided: tuple[int, ...] = ()  # of these, what nobody has decided yet
    sent: tuple[int, ...] = ()  # outbox ids: to that person, or naming or quoting him or her
    known: bool = False  # there is a row about that person

    @property
    def nothing(self) -> bool:
        """Whether the desk knows nothing of that person."""
        return not (self.own_tickets or self.other_tickets or self.messages or self.mails or self.sent or self.known)


def _lower(column: ColumnElement[str]) -> ColumnElement[bool]:
    return func.lower(column) == bindparam("who", type_=String())


_PERSON = Prepared(select(person.c.name).where(person.c.address == bindparam("who")))
_OTHER_NAMES = Prepared(
    select(person.c.name).where(person.c.address != bindparam("who"), person.c.name != literal_column("''"))
)
_OWN = Prepared(select(ticket.c.number, ticket.c.requester_name).where(ticket.c.requester_key == bindparam("who")))
_TAKES_PART = Prepared(
    select(participant.c.ticket, ticket.c.participants)
    .join(ticket, ticket.c.number == participant.c.ticket)
    .where(participant.c.address == bindparam("who"))
)
_WROTE = Prepared(
    select(message.c.id, message.c.ticket, message.c.ledger_id, message.c.author_name, message.c.text).where(
        _lower(message.c.author)
    )
)
_CAME = Prepared(select(ledger.c.id).where(_lower(ledger.c.sender)))
_RAWS = Prepared(select(raw.c.sha256, raw.c.packed, raw.c.data))
_BY_SHA = Prepared(select(ledger.c.id).where(among(ledger.c.raw_sha256, "shas")))
_STATES = Prepared(select(ledger.c.id, ledger.c.state).where(among(ledger.c.id, "ids", "BIGINT")))
_RAWS_OF = Prepared(
    select(ledger.c.id, message.c.ticket, raw.c.packed, raw.c.data)
    .join(message, message.c.ledger_id == ledger.c.id)
    .join(raw, raw.c.sha256 == ledger.c.raw_sha256)
    .where(among(message.c.ticket, "numbers", "BIGINT"))
)
_BODIES_OF = Prepared(
    select(outbox.c.id, outbox.c.ticket, outbox_body.c.packed, outbox_body.c.body)
    .join(outbox_body, outbox_body.c.outbox == outbox.c.id)
    .where(outbox.c.ticket.is_not(None), among(outbox.c.ticket, "numbers", "BIGINT"))
)
_BODIES = Prepared(
    select(outbox.c.id, outbox.c.recipient_key, outbox_body.c.packed, outbox_body.c.body).outerjoin(
        outbox_body, outbox_body.c.outbox == outbox.c.id
    )
)


def find_traces(tx: Transaction, address: str, others: Sequence[str] = ()) -> Traces:
    """Return where an address and its names are found; every kept mail is looked through, so it takes a while.

    A name that somebody else has as well, or that is among `others`, tells nobody and is not looked for.
    """
    who = {"who": address_key(address)}
    persons = tx.rows(_PERSON, who)
    own, takes_part, wrote = tx.rows(_OWN, who), tx.rows(_TAKES_PART, who), tx.rows(_WROTE, who)
    names = {row[0] for row in persons} | {row[1] for row in own} | {row[3] for row in wrote}
    for _, people in takes_part:
        names |= {name for name, each in json.loads(people) if address_key(each) == who["who"]}
    taken = {row[0].casefold() for row in tx.rows(_OTHER_NAMES, who)} | {name.casefold() for name in others}
    own_names = sorted(name for name in names if is_telling(name) and name.casefold() not in taken)
    needles = (who["who"], *own_names)
    own_tickets = {row[0] for row in own}
    shas = [sha for sha, how, data in tx.stream(_RAWS) if mentions(unpacked(how, data), needles)]
    mails = {row[0] for row in tx.rows(_CAME, who)} | {row[2] for row in wrote if row[2] is not None}
    mails |= {row[0] for row in tx.rows(_BY_SHA, {"shas": shas})} if shas else set()
    repeated_in, repeated_by = _repetitions(tx, [(row[1], row[4]) for row in wrote if row[1] not in own_tickets])
    mails |= repeated_in
    states: dict[int, str] = dict(tx.rows(_STATES, {"ids": sorted(mails)})) if mails else {}
    return Traces(
        address=who["who"],
        needles=needles,
        own_tickets=tuple(sorted(own_tickets)),
        other_tickets=tuple(sorted({row[0] for row in (*takes_part, *((row[1],) for row in wrote))} - own_tickets)),
        messages=tuple(sorted(row[0] for row in wrote if row[1] not in own_tickets)),
        mails=tuple(sorted(mails)),
        undecided=tuple(sorted(number for number, state in states.items() if state == "pending")),
        sent=tuple(sorted({*_sent(tx, who["who"], needles), *repeated_by})),
        known=bool(persons),
    )


def _sent(tx: Transaction, who: str, needles: Sequence[str]) -> Iterator[int]:
    for number, recipient, how, body in tx.stream(_BODIES):
        if recipient == who or mentions(unpacked(how, body) if body else b"", needles):
            yield number


def _repetitions(tx: Transaction, said: Sequence[tuple[int, str]]) -> tuple[set[int], set[int]]:
    """Return the mails (ledger ids) and our own mails (outbox ids) that repeat what was said on tickets of others."""
    passages: dict[int, tuple[str, ...]] = {}
    for number, words in said:
        passages[number] = (*passages.get(number, ()), *passages_of(words))
    given = {"numbers": sorted(passages)}
    if not passages:
        return set(), set()
    arrived = {
        number for number, of, how, data in tx.rows(_RAWS_OF, given) if repeats(unpacked(how, data), passages[of])
    }
    sent = {
        number for number, of, how, data in tx.rows(_BODIES_OF, given) if repeats(unpacked(how, data), passages[of])
    }
    return arrived, sent


def is_telling(name: str) -> bool:
    """Say whether a name can be told apart from other words: of two words at least, or of two Han characters."""
    plain = name.strip()
    return len(plain.split()) >= 2 or (len(plain) >= 2 and all("\u3400" <= char <= "\u9fff" for char in plain))


def texts_of(table: Table) -> list[ColumnElement[str]]:
    """Return the columns of a table that can hold words."""
    return [column for column in table.c if isinstance(column.type, String) and (column.type.length or 999) > 64]


def naming(column: ColumnElement[str], needles: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a column names somebody."""
    wanted = dict.fromkeys(form for needle in needles for form in (needle, needle.lower()))
    return or_(*(each for form in wanted for each in (column.contains(form, autoescape=True), _folded(column, form))))


def _folded(column: ColumnElement[str], form: str) -> ColumnElement[bool]:
    return func.lower(column).contains(form.lower(), autoescape=True)


def places_left(tx: Transaction, needles: Sequence[str]) -> dict[str, int]:
    """Return how many rows of which table still name somebody in a text, the event log included; {} when none does."""
    found: dict[str, int] = {}
    for table in metadata.sorted_tables:
        columns = [event.c.before, event.c.after, event.c.reason] if table is event else texts_of(table)
        if columns:
            condition = or_(*(naming(column, needles) for column in columns))
            count = tx.rows(Prepared(select(func.count()).select_from(table).where(condition)))[0][0]
            if count:
                found[table.name] = count
    return found
