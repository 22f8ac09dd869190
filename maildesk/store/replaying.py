"""What a replay takes from the desk's database, and what it puts into its scratch database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, column, delete, func, or_, select, table
from sqlalchemy import insert as plain_insert

from maildesk.desk.ticket import Level, Priority, State, Ticket, TicketType
from maildesk.store.prepared import Prepared, Row, among, insert, word
from maildesk.store.schema import event, ledger, message, outbox, person, ticket, workload
from maildesk.store.ticket_rows import FIELDS, ticket_of
from maildesk.store.tickets import insert_ticket, read_tickets
from maildesk.store.transaction import Transaction

_MAIL = (
    "id", "raw_sha256", "mailbox", "message_id", "content_key", "size", "received_at", "kept_at", "state", "ticket",
    "reason", "judged_at", "released", "check_name", "held_for", "sender", "subject",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredMail:
    """A mail that was decided, and how."""

    id: int
    raw_sha256: str | None
    mailbox: str
    message_id: str | None
    content_key: str
    size: int
    received_at: datetime
    kept_at: datetime
    state: str
    ticket: int | None
    reason: str
    judged_at: datetime | None
    released: bool
    check_name: str | None
    held_for: str | None
    sender: str | None
    subject: str


_SINCE = Prepared(
    select(*(ledger.c[name] for name in _MAIL))
    .where(
        ledger.c.kept_at >= bindparam("since"),
        ledger.c.state.in_([word(state) for state in ("ticket", "ignored", "quarantine")]),
    )
    .order_by(ledger.c.id)
)


def stored_mails(tx: Transaction, since: datetime) -> list[StoredMail]:
    """Return the mails kept since a moment that have been decided, in the order they came; no duplicates."""
    return [StoredMail(**dict(zip(_MAIL, row, strict=True))) for row in tx.rows(_SINCE, {"since": since})]


_FIRST = ("priority_changed", "owner_changed", "team_changed", "type_changed")
_CHANGES = Prepared(
    select(event.c.ticket, event.c.kind, event.c.before)
    .where(among(event.c.ticket, "numbers", "BIGINT"), event.c.kind.in_([word(kind) for kind in _FIRST]))
    .order_by(event.c.ticket, event.c.seq.desc())
)


def as_opened(tx: Transaction, numbers: Sequence[int]) -> dict[int, Ticket]:
    """Return tickets with the priority, owner, team and type they were opened with."""
    found = read_tickets(tx, numbers)
    for number, kind, before in tx.rows(_CHANGES, {"numbers": sorted(found)}) if found else ():
        now = found[number]
        if kind == "priority_changed":
            found[number] = replace(now, priority=Priority(before or now.priority.value))
        elif kind == "owner_changed":
            found[number] = replace(now, owner=before or None)
        elif kind == "team_changed":
            found[number] = replace(now, team=before or None)
        else:
            found[number] = replace(now, type=TicketType(before or now.type.value))
    return found


def as_of(now: Ticket, moment: datetime) -> Ticket:
    """Return a ticket in the state it had at a moment; what has no history is as it is now."""
    spans = tuple(span for span in now.spans if span.since <= moment) or now.spans[:1]
    state = spans[-1].state if spans else now.state
    return replace(
        now, state=state, spans=spans, merged_into=None, pending_until=None, awaiting_since=None, urgency=Level.MEDIUM
    )


_MESSAGE = ("ticket", "direction", "visibility", "author_name", "author", "text", "language", "message_id", "at",
            "machine")  # fmt: skip
_MESSAGES = Prepared(
    select(*(message.c[name] for name in _MESSAGE))
    .where(
        among(message.c.ticket, "numbers", "BIGINT"),
        message.c.at < bindparam("since"),
        message.c.visibility != word("pending"),
    )
    .order_by(message.c.id)
)
_PERSON = ("address", "name", "language", "proven", "muted", "suppressed", "last_engineer", "first_seen")
_PERSONS = Prepared(select(*(person.c[name] for name in _PERSON)).where(person.c.first_seen < bindparam("since")))
_TICKETS_BEFORE = Prepared(
    select(ticket.c.requester_key, func.count())
    .where(ticket.c.created_at < bindparam("since"))
    .group_by(ticket.c.requester_key)
)
_SENT = tuple(each.name for each in outbox.c if each.name not in ("id", "lease_owner", "lease_until"))
_OUTBOX = Prepared(
    select(*(outbox.c[name] for name in _SENT))
    .where(outbox.c.created_at >= bindparam("since"))
    .order_by(outbox.c.created_at, outbox.c.id)
)


_SENT_BEFORE = Prepared(
    select(*(outbox.c[name] for name in _SENT))
    .where(among(outbox.c.ticket, "numbers", "BIGINT"), outbox.c.created_at < bindparam("since"))
    .order_by(outbox.c.created_at, outbox.c.id)
)
_ALIVE = Prepared(
    select(ticket.c.number, *(ticket.c[name] for name in FIELDS)).where(
        ticket.c.created_at < bindparam("since"),
        or_(ticket.c.state != word("closed"), ticket.c.updated_at >= bindparam("since")),
        ticket.c.merged_into.is_(None),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """What the desk knew when the replayed stretch of time began."""

    tickets: tuple[Ticket, ...] = ()
    messages: tuple[Mapping[str, Any], ...] = ()
    persons: tuple[Mapping[str, Any], ...] = ()
    sent: tuple[Mapping[str, Any], ...] = ()  # our mails on these tickets, for the bounces and replies to them
    load: tuple[tuple[str, int], ...] = ()  # staff id, open tickets beside these


def past_of(tx: Transaction, numbers: Sequence[int], since: datetime) -> Past:
    """Return the tickets opened before a moment among `numbers`, their messages, and everybody known then."""
    older = [each for each in read_tickets(tx, numbers).values() if each.created_at < since]
    wanted = {"numbers": sorted(each.number for each in older), "since": since}
    counts: dict[str, int] = dict(tx.rows(_TICKETS_BEFORE, {"since": since}))
    persons = [dict(zip(_PERSON, row, strict=True)) for row in tx.rows(_PERSONS, {"since": since})]
    return Past(
        tickets=tuple(as_of(each, since) for each in older),
        messages=tuple(dict(zip(_MESSAGE, row, strict=True)) for row in tx.rows(_MESSAGES, wanted)) if older else (),
        persons=tuple({**each, "tickets": counts.get(each["address"], 0), "hard_bounces": 0} for each in persons),
        sent=tuple(_sent_row(row) for row in tx.rows(_SENT_BEFORE, wanted)) if older else (),
        load=tuple(sorted(_load_then(tx, frozenset(each.number for each in older), since).items())),
    )


def _load_then(tx: Transaction, apart: frozenset[int], since: datetime) -> dict[str, int]:
    """Return how many tickets each staff id had open at a moment, those `apart` left out; owners as they are now."""
    found: dict[str, int] = {}
    for row in tx.stream(_ALIVE, {"since": since}):
        each = ticket_of(row[0], row[1:])
        then = as_of(each, since)
        if each.owner and each.number not in apart and then.state not in (State.RESOLVED, State.CLOSED):
            found[each.owner] = found.get(each.owner, 0) + 1
    return found


def sent_mails(tx: Transaction, since: datetime) -> Iterator[tuple[datetime, Mapping[str, Any]]]:
    """Yield what we wrote since a moment with when it was written, without the bodies."""
    at = _SENT.index("created_at")
    for row in tx.stream(_OUTBOX, {"since": since}):
        yield row[at], _sent_row(row)


def _sent_row(row: Row) -> Mapping[str, Any]:
    return dict(zip(_SENT, row, strict=True))


# --- the scratch database, always SQLite


def _plain(into: Any, names: Sequence[str]) -> Prepared:
    return Prepared(plain_insert(into).values({name: bindparam(name) for name in names}))


_ADD_PERSON = _plain(person, (*_PERSON, "tickets", "hard_bounces"))
_ADD_MESSAGE = _plain(message, _MESSAGE)
_ADD_SENT = _plain(outbox, _SENT)
_ADD_LOAD = Prepared(
    insert(workload).on_conflict_do_update(
        index_elements=["owner"], set_={"open": workload.c.open + insert(workload).excluded.open}
    )
)
_JUDGED = (
    "id", "mailbox", "uidvalidity", "message_id", "content_key", "size", "received_at", "kept_at", "state", "ticket",
    "reason", "sender", "subject", "letter_kind", "words_key", "judged_at",
)  # fmt: skip
_ADD_JUDGED = _plain(ledger, _JUDGED)
_SEQUENCE = table("sqlite_sequence", column("name"), column("seq"))
_FORGET_NUMBER = Prepared(delete(_SEQUENCE).where(_SEQUENCE.c.name == word("ticket")))
_SET_NUMBER = Prepared(plain_insert(_SEQUENCE).values(name=word("ticket"), seq=bindparam("before")))


def put_past(tx: Transaction, past: Past) -> None:
    """Write what was known at the beginning."""
    for each in sorted(past.tickets, key=lambda each: each.number):
        next_number_is(tx, each.number)
        insert_ticket(tx, each, lambda _number, token=each.token: token)  # type: ignore[misc]
    if past.messages:
        tx.many(_ADD_MESSAGE, past.messages)
    tx.command("DELETE FROM person")
    if past.persons:
        tx.many(_ADD_PERSON, past.persons)
    put_sent(tx, past.sent)
    if past.load:
        tx.many(_ADD_LOAD, [{"owner": owner, "open": count} for owner, count in past.load])


def next_number_is(tx: Transaction, number: int) -> None:
    """Let the next ticket have this number."""
    tx.do(_FORGET_NUMBER)
    tx.do(_SET_NUMBER, {"before": number - 1})


def put_sent(tx: Transaction, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write what we had written by then."""
    if rows:
        tx.many(_ADD_SENT, rows)


def put_judged(tx: Transaction, mail: StoredMail, judged: Mapping[str, Any]) -> None:
    """Write how a mail ended in the replay."""
    kept = {name: getattr(mail, name) for name in ("id", "mailbox", "message_id", "content_key", "size")}
    tx.do(
        _ADD_JUDGED,
        {**kept, "uidvalidity": 0, "received_at": mail.received_at, "kept_at": mail.kept_at, **judged},
    )
