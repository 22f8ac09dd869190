"""The outbox: mails we owe, written in the transaction that decided them."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Text, bindparam, func, literal_column, or_, select, union_all, update

from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import SentMail
from maildesk.store.prepared import Prepared, Row, among, insert, word
from maildesk.store.raw import unpacked
from maildesk.store.schema import outbox
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Asked, Transaction

PRIORITY_URGENT, PRIORITY_NORMAL, PRIORITY_LATER = 0, 1, 2  # engineers' answers, acknowledgements, digests
_ZLIB, _PLAIN = 1, 0


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMail:
    """A finished mail; `key` is made of cause, kind and recipient and makes a repeat harmless.

    `next_try_at` None means at once; `held` names why it must wait for a person instead.
    """

    key: str
    message_id: str  # with angle brackets
    ticket: int | None
    kind: MessageKind
    recipient: str  # addr-spec
    subject: str
    automatic: bool
    envelope_from: str  # empty for the null sender
    body: bytes
    priority: int = PRIORITY_NORMAL
    next_try_at: datetime | None = None
    held: str | None = None


_COLUMNS = [
    "key",
    "message_id",
    "ticket",
    "kind",
    "recipient",
    "recipient_key",
    "recipient_domain",
    "subject",
    "automatic",
    "envelope_from",
    "packed",
    "body",
    "priority",
    "state",
    "error",
    "next_try_at",
    "created_at",
]
_INSERT = Prepared(
    insert(outbox)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(outbox.c.id)
)
_BY_KEY = Prepared(select(outbox.c.key, outbox.c.id).where(among(outbox.c.key, "keys")))


def enqueue(tx: Transaction, mails: Sequence[NewMail], now: datetime) -> list[int]:
    """Put mails in the outbox and return their ids in the same order; a known key gives the id it has."""
    if not mails:
        return []
    rows = tx.many_returning(_INSERT, [_values(each, now) for each in mails])
    if all(rows):
        return [row[0] for row in rows if row]
    missing = [each.key for each, row in zip(mails, rows, strict=True) if row is None]
    known: dict[str, int] = {row[0]: row[1] for row in tx.rows(_BY_KEY, {"keys": missing})}
    return [row[0] if row else known[each.key] for each, row in zip(mails, rows, strict=True)]


def _values(mail: NewMail, now: datetime) -> dict[str, Any]:
    recipient = address_key(mail.recipient)
    return {
        "key": mail.key,
        "message_id": mail.message_id,
        "ticket": mail.ticket,
        "kind": mail.kind.value,
        "recipient": mail.recipient,
        "recipient_key": recipient,
        "recipient_domain": recipient.rpartition("@")[2],
        "subject": mail.subject,
        "automatic": mail.automatic,
        "envelope_from": mail.envelope_from,
        "packed": _ZLIB,
        "body": zlib.compress(mail.body, 1),
        "priority": mail.priority,
        "state": "queued",
        "error": mail.held,
        "next_try_at": None if mail.held else mail.next_try_at or now,
        "created_at": now,
    }


_CANCEL = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == word("queued"))
    .values(state=word("cancelled"), error=bindparam("reason"), next_try_at=None)
)
_FREE_HELD = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == word("queued"), outbox.c.next_try_at.is_(None))
    .values(error=None, next_try_at=bindparam("now"))
)
_HOLD = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == word("queued"))
    .values(error=bindparam("reason"), next_try_at=None)
)
_DELIVERY = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        delivery=bindparam("word"),
        error=func.coalesce(bindparam("words", type_=Text), outbox.c.error),
        failed_at=func.coalesce(bindparam("failed", type_=outbox.c.failed_at.type), outbox.c.failed_at),
    )
)


def cancel_mail(tx: Transaction, outbox_id: int, reason: str) -> bool:
    """Take a mail back that has not left; False when it is being sent or was sent."""
    return tx.changed(_CANCEL, {"row": outbox_id, "reason": reason}) == 1


def hold_mail(tx: Transaction, outbox_id: int, reason: str) -> bool:
    """Keep a queued mail from being sent until somebody frees it; False when it is not queued."""
    return tx.changed(_HOLD, {"row": outbox_id, "reason": reason}) == 1


def free_mail(tx: Transaction, outbox_id: int, now: datetime) -> bool:
    """Let a held mail go; False when it is not held."""
    return tx.changed(_FREE_HELD, {"row": outbox_id, "now": now}) == 1


def record_delivery(tx: Transaction, outbox_id: int, delivery: str, words: str | None, now: datetime) -> None:
    """Note what a delivery report said of a mail: `bounced` or `delayed`, and the server's words."""
    failed = now if delivery == "bounced" else None
    tx.do(_DELIVERY, {"row": outbox_id, "word": delivery, "words": words, "failed": failed})


_SENT_COLUMNS = [
    outbox.c[name] for name in ["id", "message_id", "kind", "recipient", "ticket", "created_at", "sent_at"]
]
_SENT = Prepared(select(*_SENT_COLUMNS).where(among(outbox.c.message_id, "ids")))


def sent_asked(message_ids: Sequence[str]) -> Asked:
    """Return the statement behind `sent_mails`, for `Transaction.together`."""
    return _SENT, {"ids": list(message_ids)}


def sent_of(rows: Sequence[Row]) -> dict[str, SentMail]:
    """Read the rows of `sent_asked`."""
    return {
        row[1]: SentMail(
            outbox_id=row[0],
            message_id=row[1],
            kind=MessageKind(row[2]),
            recipient=row[3],
            ticket=row[4],
            created_at=row[5],
            sent_at=row[6],
        )
        for row in rows
    }


def sent_mails(tx: Transaction, message_ids: Sequence[str]) -> dict[str, SentMail]:
    """Return what the outbox knows of our own Message-IDs; unknown ones are left out."""
    return sent_of(tx.rows(*sent_asked(message_ids))) if message_ids else {}


_BODY = Prepared(select(outbox.c.packed, outbox.c.body).where(outbox.c.id == bindparam("row")))


def body_of(tx: Transaction, outbox_id: int) -> bytes | None:
    """Return the bytes of an outgoing mail; None when there is no such row."""
    row = tx.row(_BODY, {"row": outbox_id})
    return unpacked(row[0], row[1]) if row else None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimedMail:
    """A mail this courier may send until its lease ends; every later step must name its `fence`."""

    id: int
    fence: int
    message_id: str
    ticket: int | None
    kind: MessageKind
    recipient: str
    envelope_from: str
    body: bytes
    tries: int  # this one included
    uncertain: bool
    created_at: datetime


_QUEUED = outbox.c.state == word("queued")
_CLAIMED = [
    outbox.c[name]
    for name in [
        "priority",
        "id",
        "fence",
        "message_id",
        "ticket",
        "kind",
        "recipient",
        "envelope_from",
        "packed",
        "body",
        "tries",
        "uncertain",
        "created_at",
    ]
]
_CLAIM = Prepared(
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(_QUEUED, outbox.c.next_try_at <= bindparam("now"))
            .order_by(outbox.c.priority, outbox.c.next_try_at)
            .limit(bindparam("limit"))
            .with_for_update(skip_locked=True)
        )
    )
    .values(
        state=word("sending"),
        tries=outbox.c.tries + literal_column("1"),
        fence=outbox.c.fence + literal_column("1"),
        lease_owner=bindparam("owner"),
        lease_until=bindparam("until"),
        dot_sent_at=None,
    )
    .returning(*_CLAIMED)
)


def claim_outbox(tx: Transaction, owner: str, now: datetime, lease_seconds: float, limit: int) -> list[ClaimedMail]:
    """Take queued mails that are due, the most urgent first, and count the try; [] when nothing is due."""
    until = now + timedelta(seconds=lease_seconds)
    rows = tx.rows(_CLAIM, {"now": now, "limit": limit, "owner": owner, "until": until})
    rows.sort(key=lambda row: (row[0], row[1]))
    return [
        ClaimedMail(
            id=row[1],
            fence=row[2],
            message_id=row[3],
            ticket=row[4],
            kind=MessageKind(row[5]),
            recipient=row[6],
            envelope_from=row[7],
            body=unpacked(row[8], row[9]),
            tries=row[10],
            uncertain=row[11],
            created_at=row[12],
        )
        for row in rows
    ]


_OURS = (outbox.c.id == bindparam("row"), outbox.c.fence == bindparam("ours"), outbox.c.state == word("sending"))
_DOT = Prepared(update(outbox).where(*_OURS).values(dot_sent_at=bindparam("now")).returning(outbox.c.id))
_RENEW = Prepared(update(outbox).where(*_OURS).values(lease_until=bindparam("until")).returning(outbox.c.id))


def mark_dot(tx: Transaction, mails: Sequence[tuple[int, int]], now: datetime) -> set[int]:
    """Note for (id, fence) pairs that the final dot is about to be sent; returns the ids that are still ours.

    A mail that is missing in the answer must not be sent: another courier has it.
    """
    rows = tx.many_returning(_DOT, [{"row": row, "ours": fence, "now": now} for row, fence in sorted(mails)])
    return {row[0] for row in rows if row is not None}


def renew_mails(tx: Transaction, mails: Sequence[tuple[int, int]], until: datetime) -> set[int]:
    """Make the leases of (id, fence) pairs last until a later moment; returns the ids that are still ours."""
    rows = tx.many_returning(_RENEW, [{"row": row, "ours": fence, "until": until} for row, fence in sorted(mails)])
    return {row[0] for row in rows if row is not None}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """The server has taken the mail; `words` is its answer."""

    id: int
    fence: int
    at: datetime
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Deferred:
    """It did not leave this time. `uncertain`: the dot was sent and no answer came.

    `count` False takes the try back: the trouble was the server's, not this mail's.
    """

    id: int
    fence: int
    error: str
    next_try_at: datetime | None  # None: held until somebody frees it
    uncertain: bool = False
    count: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """It will never leave; `error` is the sentence that says why."""

    id: int
    fence: int
    error: str
    at: datetime


Result = Sent | Deferred | Failed
_NO_LEASE: dict[str, Any] = {"lease_owner": None, "lease_until": None}
_SENT_RESULT = Prepared(
    update(outbox)
    .where(*_OURS)
    .values(state=word("sent"), sent_at=bindparam("at"), error=None, next_try_at=None, **_NO_LEASE)
    .returning(outbox.c.id)
)
_DEFERRED_RESULT = Prepared(
    update(outbox)
    .where(*_OURS)
    .values(
        state=word("queued"),
        error=bindparam("words"),
        next_try_at=bindparam("again"),
        uncertain=or_(outbox.c.uncertain, bindparam("unknown", type_=Boolean)),
        tries=outbox.c.tries - bindparam("uncounted"),
        dot_sent_at=None,
        **_NO_LEASE,
    )
    .returning(outbox.c.id)
)
_FAILED_RESULT = Prepared(
    update(outbox)
    .where(*_OURS)
    .values(state=word("failed"), error=bindparam("words"), failed_at=bindparam("at"), next_try_at=None, **_NO_LEASE)
    .returning(outbox.c.id)
)


def record_results(tx: Transaction, results: Sequence[Result]) -> set[int]:
    """Write what became of claimed mails; returns the ids that were still ours (a stale courier writes nothing)."""
    asked: dict[int, tuple[Prepared, list[dict[str, Any]]]] = {}
    for each in sorted(results, key=lambda result: result.id):
        statement, values = _result(each)
        asked.setdefault(id(statement), (statement, []))[1].append(values)
    written: set[int] = set()
    for statement, rows in asked.values():
        written.update(row[0] for row in tx.many_returning(statement, rows) if row is not None)
    return written


def _result(each: Result) -> tuple[Prepared, dict[str, Any]]:
    ours = {"row": each.id, "ours": each.fence}
    match each:
        case Sent():
            return _SENT_RESULT, {**ours, "at": each.at}
        case Failed():
            return _FAILED_RESULT, {**ours, "words": each.error, "at": each.at}
        case Deferred():
            return _DEFERRED_RESULT, {
                **ours,
                "words": each.error,
                "again": each.next_try_at,
                "unknown": each.uncertain,
                "uncounted": 0 if each.count else 1,
            }


_LOST = {
    "state": word("queued"),
    "uncertain": or_(outbox.c.uncertain, outbox.c.dot_sent_at.is_not(None)),
    "next_try_at": bindparam("again"),
    "fence": outbox.c.fence + literal_column("1"),
    "dot_sent_at": None,
    **_NO_LEASE,
}
_SENDING = outbox.c.state == word("sending")
_EXPIRED = Prepared(update(outbox).where(_SENDING, outbox.c.lease_until < bindparam("now")).values(_LOST))
_OF_THE_DEAD = Prepared(
    update(outbox)
    .where(
        _SENDING,
        func.substr(outbox.c.lease_owner, 1, func.length(bindparam("prefix", type_=Text)))
        == bindparam("prefix", type_=Text),
    )
    .values(_LOST)
)


def requeue_expired(tx: Transaction, now: datetime, next_try_at: datetime) -> int:
    """Queue mails again whose lease ran out; those whose dot was sent become uncertain. Returns how many."""
    return tx.changed(_EXPIRED, {"now": now, "again": next_try_at})


def requeue_of_dead(tx: Transaction, owner_prefix: str, next_try_at: datetime) -> int:
    """Queue the mails of a dead process again, without waiting for their leases. Returns how many."""
    return tx.changed(_OF_THE_DEAD, {"prefix": owner_prefix, "again": next_try_at})


def _next_due() -> Prepared:
    firsts = [
        select(func.min(outbox.c.next_try_at).label("due")).where(
            _QUEUED, outbox.c.next_try_at.is_not(None), outbox.c.priority == literal_column(str(priority))
        )
        for priority in (PRIORITY_URGENT, PRIORITY_NORMAL, PRIORITY_LATER)
    ]
    each = union_all(*firsts).subquery()
    return Prepared(select(func.min(each.c.due)))


_NEXT_DUE = _next_due()


def next_due(tx: Transaction) -> datetime | None:
    """Return when the next queued mail is due; None when none waits (held mails do not count)."""
    row = tx.row(_NEXT_DUE)
    return row[0] if row else None
