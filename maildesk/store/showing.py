"""Tickets for people and scripts: the list, and one ticket with everything that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Address, Attachment
from maildesk.store.prepared import Prepared, word
from maildesk.store.reading import ListedOutgoing, outgoing_of_ticket
from maildesk.store.schema import attachment, event, message, ticket
from maildesk.store.ticket_rows import FIELDS, ticket_of
from maildesk.store.tickets import read_tickets
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownMessage:
    """One message of a ticket; `author` is the contract's `from`."""

    id: int
    direction: str
    visibility: str
    author: Address
    text: str
    language: str | None
    message_id: str | None
    ledger_id: int | None
    outbox_id: int | None
    machine: bool
    approved: bool | None
    at: datetime
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownEvent:
    """One row of the event log."""

    seq: int
    at: datetime
    kind: str
    actor: str
    before: str | None
    after: str | None
    reason: str
    personal: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownTicket:
    """A ticket and everything that belongs to it, oldest first."""

    ticket: Ticket
    messages: tuple[ShownMessage, ...]
    events: tuple[ShownEvent, ...]
    outbox: tuple[ListedOutgoing, ...]


_TICKET = [ticket.c.number, *(ticket.c[name] for name in FIELDS)]
_ALL = Prepared(select(*_TICKET).where(ticket.c.number > bindparam("after")).order_by(ticket.c.number))
_OPEN = Prepared(select(*_TICKET).where(ticket.c.state != word("closed")).order_by(ticket.c.state, ticket.c.number))


def tickets(tx: Transaction, *, after: int = 0) -> Iterator[Ticket]:
    """Yield all tickets with a number above `after`, in the order of their numbers."""
    return (ticket_of(row[0], row[1:]) for row in tx.stream(_ALL, {"after": after}))


def open_tickets(tx: Transaction) -> list[Ticket]:
    """Return every ticket that is not closed and not merged into another, in the order of their numbers."""
    found = [ticket_of(row[0], row[1:]) for row in tx.rows(_OPEN)]
    return sorted((each for each in found if each.merged_into is None), key=lambda each: each.number)


_MESSAGE_NAMES = (
    *("id", "direction", "visibility", "author_name", "author", "text", "language", "message_id", "ledger_id"),
    *("outbox_id", "machine", "approved", "at"),
)
_MESSAGES = Prepared(
    select(*(message.c[name] for name in _MESSAGE_NAMES))
    .where(message.c.ticket == bindparam("number"))
    .order_by(message.c.id)
)
_ATTACHMENT_NAMES = ("part", "filename", "content_type", "size", "sha256", "inline", "content_id")
_ATTACHMENTS = Prepared(
    select(attachment.c.message, *(attachment.c[name] for name in _ATTACHMENT_NAMES))
    .join(message, message.c.id == attachment.c.message)
    .where(message.c.ticket == bindparam("number"))
    .order_by(attachment.c.message, attachment.c.part)
)
_EVENT_NAMES = ("seq", "at", "kind", "actor", "before", "after", "reason", "personal")
_EVENTS = Prepared(
    select(*(event.c[name] for name in _EVENT_NAMES)).where(event.c.ticket == bindparam("number")).order_by(event.c.seq)
)


def messages_of(tx: Transaction, number: int) -> tuple[ShownMessage, ...]:
    """Return the messages of a ticket with their attachments, oldest first."""
    files: dict[int, list[Attachment]] = {}
    for row in tx.rows(_ATTACHMENTS, {"number": number}):
        files.setdefault(row[0], []).append(Attachment(**dict(zip(_ATTACHMENT_NAMES, row[1:], strict=True))))
    found = []
    for row in tx.rows(_MESSAGES, {"number": number}):
        values = dict(zip(_MESSAGE_NAMES, row, strict=True))
        values["author"] = Address(name=values.pop("author_name"), address=values["author"])
        found.append(ShownMessage(**values, attachments=tuple(files.get(row[0], ()))))
    return tuple(found)


def events_of(tx: Transaction, number: int) -> tuple[ShownEvent, ...]:
    """Return the event log of a ticket, oldest first."""
    rows = tx.rows(_EVENTS, {"number": number})
    return tuple(ShownEvent(**dict(zip(_EVENT_NAMES, row, strict=True))) for row in rows)


def show_ticket(tx: Transaction, number: int) -> ShownTicket | None:
    """Return a ticket with everything that belongs to it; None when there is no such number."""
    found = read_tickets(tx, [number]).get(number)
    if found is None:
        return None
    return ShownTicket(
        ticket=found,
        messages=messages_of(tx, number),
        events=events_of(tx, number),
        outbox=tuple(outgoing_of_ticket(tx, number)),
    )
