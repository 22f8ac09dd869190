"""Why a ticket stands as it does, out of the ledger, the event log and the outbox."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from maildesk.desk.decision import ChangeKind
from maildesk.desk.explanation import ExplainedEvent, ExplainedMail
from maildesk.store.prepared import Prepared
from maildesk.store.schema import event, ledger, message, outbox
from maildesk.store.transaction import Transaction

_MAILS = Prepared(
    select(ledger.c.kept_at, ledger.c.sender, ledger.c.state, ledger.c.reason, ledger.c.reasons)
    .join(message, message.c.ledger_id == ledger.c.id)
    .where(message.c.ticket == bindparam("number"))
    .order_by(ledger.c.id)
)
_EVENTS = Prepared(
    select(event.c.at, event.c.kind, event.c.actor, event.c.before, event.c.after, event.c.reason, event.c.personal)
    .where(event.c.ticket == bindparam("number"))
    .order_by(event.c.seq)
)
_SENT = Prepared(
    select(outbox.c.created_at, outbox.c.kind, outbox.c.recipient)
    .where(outbox.c.ticket == bindparam("number"))
    .order_by(outbox.c.id)
)


def explained_mails_of(tx: Transaction, number: int) -> list[ExplainedMail]:
    """Return the mails whose words stand on a ticket, oldest first."""
    return [
        ExplainedMail(at=at, sender=sender or "?", state=state, reason=reason, reasons=tuple(json.loads(reasons)))
        for at, sender, state, reason, reasons in tx.rows(_MAILS, {"number": number})
    ]


def explained_events_of(tx: Transaction, number: int) -> list[ExplainedEvent]:
    """Return the event log of a ticket; the log keeps a digest of each recipient, the outbox tells who it was."""
    sent: dict[datetime, list[tuple[str, str]]] = {}
    for at, kind, recipient in tx.rows(_SENT, {"number": number}):
        sent.setdefault(at, []).append((kind, recipient))
    found: list[ExplainedEvent] = []
    for at, kind, actor, before, after, reason, personal in tx.rows(_EVENTS, {"number": number}):
        # Mails are owed in the order in which the log names them.
        mail = sent.get(at) if kind == ChangeKind.MAIL_SENT else None
        was, became = mail.pop(0) if mail else (before, after)
        found.append(
            ExplainedEvent(
                at=at, kind=kind, actor=actor, before=was, after=became, reason=reason,
                personal=bool(personal) and kind != ChangeKind.MAIL_SENT,
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowedMail:
    """A mail of ours that followed from one that came."""

    kind: str
    to: str
    state: str
    ticket: int | None


_FOLLOWED = Prepared(
    select(outbox.c.kind, outbox.c.recipient, outbox.c.state, outbox.c.ticket)
    .where(outbox.c.key.like(bindparam("pattern")))  # not by range: a collation may pass over punctuation
    .order_by(outbox.c.id)
)


def mails_after(tx: Transaction, ledger_id: int) -> list[FollowedMail]:
    """Return the mails that were owed because of a mail that came, whatever became of them; oldest first."""
    rows = tx.rows(_FOLLOWED, {"pattern": f"mail:{ledger_id}:%"})
    return [FollowedMail(kind=kind, to=to, state=state, ticket=number) for kind, to, state, number in rows]
