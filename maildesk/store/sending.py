"""What the courier does with the outbox: claims mails, marks the final dot, records what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Boolean, Text, bindparam, func, literal_column, or_, select, union_all, update

from maildesk.desk.outgoing import MessageKind
from maildesk.store.outbox import PRIORITY_LATER, PRIORITY_NORMAL, PRIORITY_URGENT
from maildesk.store.packing import is_marked_ready, unpacked
from maildesk.store.prepared import Prepared, among, word
from maildesk.store.schema import outbox, outbox_body
from maildesk.store.transaction import Transaction


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
    is_ready: bool  # the body needs nothing for the wire
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


_BODIES = Prepared(
    select(outbox_body.c.outbox, outbox_body.c.packed, outbox_body.c.body).where(
        among(outbox_body.c.outbox, "ids", "BIGINT")
    )
)


def claim_outbox(tx: Transaction, owner: str, now: datetime, lease_seconds: float, limit: int) -> list[ClaimedMail]:
    """Take queued mails that are due, the most urgent first, and count the try; [] when nothing is due."""
    until = now + timedelta(seconds=lease_seconds)
    rows = tx.rows(_CLAIM, {"now": now, "limit": limit, "owner": owner, "until": until})
    rows.sort(key=lambda row: (row[0], row[1]))
    bodies = {row[0]: row[1:] for row in tx.rows(_BODIES, {"ids": [row[1] for row in rows]})} if rows else {}
    return [
        ClaimedMail(
            id=row[1],
            fence=row[2],
            message_id=row[3],
            ticket=row[4],
            kind=MessageKind(row[5]),
            recipient=row[6],
            envelope_from=row[7],
            body=unpacked(*bodies[row[1]]) if row[1] in bodies else b"",
            is_ready=row[1] in bodies and is_marked_ready(bodies[row[1]][0]),
            tries=row[8],
            uncertain=row[9],
            created_at=row[10],
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
