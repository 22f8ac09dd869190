"""The figures of a stretch of time, for digests and reports; each reads an indexed range only."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, func, select

from maildesk.desk.outgoing import Reconciliation
from maildesk.store.prepared import Prepared, word
from maildesk.store.reading import ListedOutgoing
from maildesk.store.schema import event, ledger, mailbox_state, outbox, survey, ticket
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """What happened to tickets from one moment to another, the end left out."""

    arrived: int = 0
    solved: int = 0
    closed: int = 0
    reopened: int = 0
    answered: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class EngineerFigures:
    """What one actor of the event log did."""

    staff_id: str
    solved: int = 0
    answered: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class RatedTicket:
    """A score that was given."""

    number: int
    round: int
    score: int
    comment: str
    customer: str  # addr-spec
    at: datetime
    concerned: tuple[str, ...] = ()  # staff ids whom a complaint may be about


@dataclass(frozen=True, kw_only=True, slots=True)
class IgnoredMails:
    """How many mails were ignored for one reason, and the newest of them."""

    reason: str
    count: int
    newest: int  # ledger id


def _in_time(column: ColumnElement[datetime]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return column >= bindparam("since", type_=column.type), column < bindparam("until", type_=column.type)


_KINDS = event.c.kind.in_([word(kind) for kind in ("opened", "state_changed", "answered")])
_FACTS = Prepared(
    select(event.c.kind, event.c.before, event.c.after, event.c.actor, func.count())
    .where(_KINDS, *_in_time(event.c.at))
    .group_by(event.c.kind, event.c.before, event.c.after, event.c.actor)
)


def figures(tx: Transaction, since: datetime, until: datetime) -> tuple[Figures, list[EngineerFigures]]:
    """Return what happened in a stretch of time, all together and by actor (by name, customers left out)."""
    total = {"arrived": 0, "solved": 0, "closed": 0, "reopened": 0, "answered": 0}
    actors: dict[str, dict[str, int]] = {}
    for kind, before, after, actor, count in tx.rows(_FACTS, {"since": since, "until": until}):
        word_of_it = _counted_as(kind, before, after)
        if word_of_it is None:
            continue
        total[word_of_it] += count
        if word_of_it in {"solved", "answered"} and actor not in {"customer", "stranger", "machine", "desk"}:
            own = actors.setdefault(actor, {"solved": 0, "answered": 0})
            own[word_of_it] += count
    return Figures(**total), [EngineerFigures(staff_id=actor, **actors[actor]) for actor in sorted(actors)]


def _counted_as(kind: str, before: str | None, after: str | None) -> str | None:
    if kind == "opened":
        return "arrived"
    if kind == "answered":
        return "answered"
    if after == "resolved":
        return "solved"
    if after == "closed":
        return "closed"
    return "reopened" if before in {"resolved", "closed"} else None


_RATINGS = Prepared(
    select(
        survey.c.ticket,
        survey.c.round,
        survey.c.score,
        survey.c.comment,
        ticket.c.requester,
        survey.c.at,
        ticket.c.concerned,
    )
    .join(ticket, ticket.c.number == survey.c.ticket)
    .where(*_in_time(survey.c.at))
    .order_by(survey.c.at)
)


def ratings(tx: Transaction, since: datetime, until: datetime) -> list[RatedTicket]:
    """Return the scores given in a stretch of time, oldest first."""
    names = ("number", "round", "score", "comment", "customer", "at")
    rows = tx.rows(_RATINGS, {"since": since, "until": until})
    return [
        RatedTicket(**dict(zip(names, row[:-1], strict=True)), concerned=tuple(json.loads(row[-1]))) for row in rows
    ]


_UNDELIVERABLE_NAMES = (
    *("id", "message_id", "ticket", "kind", "recipient", "subject", "state", "tries", "uncertain"),
    *("delivery", "error", "next_try_at", "sent_at"),
)
_UNDELIVERABLE = Prepared(
    select(*(outbox.c[name] for name in _UNDELIVERABLE_NAMES))
    .where(outbox.c.failed_at.is_not(None), *_in_time(outbox.c.failed_at))
    .order_by(outbox.c.failed_at)
    .limit(bindparam("limit"))
)


def undeliverable(tx: Transaction, since: datetime, until: datetime, limit: int = 200) -> list[ListedOutgoing]:
    """Return the mails that failed or bounced in a stretch of time, oldest first."""
    found = []
    for row in tx.rows(_UNDELIVERABLE, {"since": since, "until": until, "limit": limit}):
        values = dict(zip(_UNDELIVERABLE_NAMES, row, strict=True))
        values["to"] = (values.pop("recipient"),)
        found.append(ListedOutgoing(**values))
    return found


_IGNORED = Prepared(
    select(ledger.c.reason, func.count(), func.max(ledger.c.id))
    .where(ledger.c.state == word("ignored"), *_in_time(ledger.c.kept_at))
    .group_by(ledger.c.reason)
)


def ignored_by_reason(tx: Transaction, since: datetime, until: datetime) -> list[IgnoredMails]:
    """Return the mails ignored in a stretch of time by reason, the most frequent first."""
    rows = tx.rows(_IGNORED, {"since": since, "until": until})
    found = [IgnoredMails(reason=reason, count=count, newest=newest) for reason, count, newest in rows]
    return sorted(found, key=lambda each: (-each.count, each.reason))


_IN_LEDGER = Prepared(
    select(func.count())
    .select_from(ledger)
    .where(
        ledger.c.mailbox == bindparam("mailbox"),
        ledger.c.uid.is_not(None),
        ledger.c.kept_at <= bindparam("until", type_=ledger.c.kept_at.type),
    )
)
_ON_SERVER = Prepared(
    select(mailbox_state.c.on_server, mailbox_state.c.last_full_look_at).where(
        mailbox_state.c.mailbox == bindparam("mailbox")
    )
)


def reconciliation(tx: Transaction, mailbox: str) -> Reconciliation:
    """Return the mails seen in a mailbox by the last full look beside those the ledger had then; 0 when never looked.

    What came after that look is left out: it would be in the ledger and not yet among the mails counted.
    """
    seen = tx.row(_ON_SERVER, {"mailbox": mailbox})
    if seen is None or seen[0] is None or seen[1] is None:
        return Reconciliation(mailbox=mailbox, on_server=0, in_ledger=0)
    counted = tx.rows(_IN_LEDGER, {"mailbox": mailbox, "until": seen[1]})[0][0]
    return Reconciliation(mailbox=mailbox, on_server=seen[0], in_ledger=counted)


_HOW_MANY = {
    "pending": Prepared(select(func.count()).select_from(ledger).where(ledger.c.state == word("pending"))),
    "quarantine": Prepared(select(func.count()).select_from(ledger).where(ledger.c.state == word("quarantine"))),
    "queued": Prepared(select(func.count()).select_from(outbox).where(outbox.c.state == word("queued"))),
    "sending": Prepared(select(func.count()).select_from(outbox).where(outbox.c.state == word("sending"))),
}


def waiting(tx: Transaction, of: Sequence[str] = tuple(_HOW_MANY)) -> dict[str, int]:
    """Return how many mails are pending, in quarantine, queued and being sent."""
    return {name: tx.rows(_HOW_MANY[name])[0][0] for name in of}
