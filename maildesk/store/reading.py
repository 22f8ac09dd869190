"""Lists of mails for people and scripts, row by row; the fields are those of the command line's contract."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, or_, select

from maildesk.store.columns import listed
from maildesk.store.packing import unpacked
from maildesk.store.prepared import Prepared, word
from maildesk.store.schema import ledger, outbox, raw
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedMail:
    """One row of `maildesk mails`; `raw` is filled only when it was asked for and is there."""

    id: int
    mailbox: str
    uidvalidity: int
    uid: int | None
    message_id: str | None
    content_key: str
    received_at: datetime
    state: str
    ticket: int | None
    reason: str
    raw: bytes | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedOutgoing:
    """One row of `maildesk outbox`."""

    id: int
    message_id: str
    ticket: int | None
    kind: str
    to: tuple[str, ...]
    subject: str
    state: str
    tries: int
    uncertain: bool
    delivery: str | None
    error: str | None
    next_try_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class QuarantinedMail:
    """One row of `maildesk quarantine`."""

    id: int
    mailbox: str
    message_id: str | None
    received_at: datetime
    sender: str | None
    subject: str
    size: int
    reason: str
    check: str | None
    held_for: str | None
    tries: int
    fingerprint: str | None
    judged_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainedMail:
    """All that the ledger knows of one mail, for `maildesk explain`."""

    id: int
    mailbox: str
    uidvalidity: int
    uid: int | None
    message_id: str | None
    content_key: str
    size: int
    received_at: datetime
    kept_at: datetime
    state: str
    ticket: int | None
    reason: str
    duplicate_of: int | None
    sender: str | None
    subject: str
    letter_kind: str | None
    reasons: tuple[str, ...]
    tries: int
    held_for: str | None
    check: str | None
    released: bool
    fingerprint: str | None
    judged_at: datetime | None
    mailbox_moved_at: datetime | None


_MAIL = [
    ledger.c[name]
    for name in (
        *("id", "mailbox", "uidvalidity", "uid", "message_id", "content_key", "received_at"),
        *("state", "ticket", "reason"),
    )
]
_MAIL_NAMES = [column.name for column in _MAIL]
_MAILS = Prepared(select(*_MAIL).where(ledger.c.id > bindparam("after")).order_by(ledger.c.id))
_MAILS_WITH_RAW = Prepared(
    select(*_MAIL, raw.c.packed, raw.c.data)
    .outerjoin(raw, raw.c.sha256 == ledger.c.raw_sha256)
    .where(ledger.c.id > bindparam("after"))
    .order_by(ledger.c.id)
)


def mails(tx: Transaction, *, with_raw: bool = False, after: int = 0) -> Iterator[ListedMail]:
    """Yield the rows of the ledger with an id above `after`, oldest first, with their bytes when asked."""
    for row in tx.stream(_MAILS_WITH_RAW if with_raw else _MAILS, {"after": after}):
        data = unpacked(row[-2], row[-1]) if with_raw and row[-2] is not None else None
        yield ListedMail(**dict(zip(_MAIL_NAMES, row[: len(_MAIL_NAMES)], strict=True)), raw=data)


_OUTGOING = [
    outbox.c[name]
    for name in (
        *("id", "message_id", "ticket", "kind", "recipient", "subject", "state", "tries", "uncertain"),
        *("delivery", "error", "next_try_at", "sent_at"),
    )
]
_OUTGOING_NAMES = [column.name for column in _OUTGOING]
_ALL_OUTGOING = Prepared(select(*_OUTGOING).where(outbox.c.id > bindparam("after")).order_by(outbox.c.id))
_QUEUED = outbox.c.state == word("queued")
_SENDING = outbox.c.state == word("sending")
_UNSENT = Prepared(
    select(*_OUTGOING).where(or_(_QUEUED, _SENDING, outbox.c.failed_at.is_not(None))).order_by(outbox.c.id)
)
_OF_TICKET = Prepared(
    select(*_OUTGOING).where(outbox.c.ticket.is_not(None), outbox.c.ticket == bindparam("number")).order_by(outbox.c.id)
)


def _outgoing(row: tuple[Any, ...]) -> ListedOutgoing:
    values = dict(zip(_OUTGOING_NAMES, row, strict=True))
    values["to"] = (values.pop("recipient"),)
    return ListedOutgoing(**values)


def outgoing_mails(tx: Transaction, *, everything: bool = False, after: int = 0) -> Iterator[ListedOutgoing]:
    """Yield what waits, is being sent or failed, or all of the outbox; oldest first."""
    if everything:
        return map(_outgoing, tx.stream(_ALL_OUTGOING, {"after": after}))
    return map(_outgoing, tx.stream(_UNSENT))


def outgoing_of_ticket(tx: Transaction, number: int) -> list[ListedOutgoing]:
    """Return the outgoing mails of one ticket, oldest first."""
    return [_outgoing(row) for row in tx.rows(_OF_TICKET, {"number": number})]


_QUARANTINE_NAMES = (
    *("id", "mailbox", "message_id", "received_at", "sender", "subject", "size", "reason", "check_name"),
    *("held_for", "tries", "fingerprint", "judged_at"),
)
_QUARANTINE = Prepared(
    select(*(ledger.c[name] for name in _QUARANTINE_NAMES))
    .where(ledger.c.state == word("quarantine"))
    .order_by(ledger.c.id)
)


def quarantined_mails(tx: Transaction) -> Iterator[QuarantinedMail]:
    """Yield the mails in quarantine, oldest first."""
    for row in tx.stream(_QUARANTINE):
        values = dict(zip(_QUARANTINE_NAMES, row, strict=True))
        values["check"] = values.pop("check_name")
        yield QuarantinedMail(**values)


_EXPLAINED_NAMES = (
    *("id", "mailbox", "uidvalidity", "uid", "message_id", "content_key", "size", "received_at", "kept_at", "state"),
    *("ticket", "reason", "duplicate_of", "sender", "subject", "letter_kind", "reasons", "tries", "held_for"),
    *("check_name", "released", "fingerprint", "judged_at", "mailbox_moved_at"),
)
_EXPLAINED = select(*(ledger.c[name] for name in _EXPLAINED_NAMES))
_BY_ID = Prepared(_EXPLAINED.where(ledger.c.id == bindparam("wanted")))
_BY_MESSAGE_ID = Prepared(
    _EXPLAINED.where(ledger.c.message_id.is_not(None), ledger.c.message_id == bindparam("wanted")).order_by(ledger.c.id)
)


def explained_mails(tx: Transaction, wanted: int | str) -> list[ExplainedMail]:
    """Return the ledger rows of a ledger id or of a Message-ID in angle brackets, oldest first; [] when unknown."""
    rows = tx.rows(_BY_ID if isinstance(wanted, int) else _BY_MESSAGE_ID, {"wanted": wanted})
    found = []
    for row in rows:
        values = dict(zip(_EXPLAINED_NAMES, row, strict=True))
        values["check"] = values.pop("check_name")
        values["reasons"] = listed(values["reasons"])
        found.append(ExplainedMail(**values))
    return found
