"""What has been kept longer than a desk wants to keep it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, literal_column, select

from maildesk.store.erasing import begin_erasing
from maildesk.store.prepared import Prepared, among, word
from maildesk.store.schema import (
    followup_sent,
    ledger,
    legal_hold,
    message,
    outbox,
    outbox_body,
    participant,
    person,
    ticket,
)
from maildesk.store.transaction import Transaction

_HELD = (
    select(legal_hold.c.id)
    .where(legal_hold.c.ticket == ticket.c.number, legal_hold.c.released_at.is_(None))
    .correlate(ticket)
    .exists()
)
_CLOSED_BEFORE = (
    ticket.c.state == word("closed"),
    ticket.c.erased_at.is_(None),
    ticket.c.updated_at < bindparam("before", type_=ticket.c.updated_at.type),
)


def _tickets(*what: Any) -> Select[Any]:
    return select(*what).where(*_CLOSED_BEFORE, ~_HELD)


_TICKETS = Prepared(_tickets(ticket.c.number).order_by(ticket.c.updated_at).limit(bindparam("limit")))
_HELD_TICKETS = Prepared(select(ticket.c.number).where(*_CLOSED_BEFORE, _HELD).order_by(ticket.c.number))
_MAILS = Prepared(
    select(ledger.c.id)
    .where(
        ledger.c.state == word("ignored"),
        ledger.c.kept_at < bindparam("before", type_=ledger.c.kept_at.type),
        ledger.c.raw_sha256.is_not(None),
        ~select(message.c.id).where(message.c.ledger_id == ledger.c.id).correlate(ledger).exists(),
    )
    .limit(bindparam("limit"))
)
_SENT = Prepared(
    select(outbox.c.id)
    .where(
        outbox.c.ticket.is_(None),
        outbox.c.created_at < bindparam("before", type_=outbox.c.created_at.type),
        outbox.c.state.in_([word(state) for state in ("sent", "failed", "cancelled")]),
        select(outbox_body.c.outbox).where(outbox_body.c.outbox == outbox.c.id).correlate(outbox).exists(),
    )
    .limit(bindparam("limit"))
)
_PERSONS = Prepared(
    select(person.c.address)
    .where(
        person.c.first_seen < bindparam("before", type_=person.c.first_seen.type),
        ~person.c.muted,  # whoever wants no mail, or whose mail bounces, stays known as such
        ~person.c.suppressed,
        ~select(participant.c.ticket).where(participant.c.address == person.c.address).correlate(person).exists(),
    )
    .order_by(person.c.address)
    .limit(bindparam("limit"))
)
_FORGET_PERSONS = Prepared(delete(person).where(among(person.c.address, "who")))
_FORGET_ASKED = Prepared(
    delete(followup_sent).where(among(followup_sent.c.address, "who"), followup_sent.c.round >= literal_column("0"))
)


def tickets_to_erase(tx: Transaction, before: datetime, limit: int) -> list[int]:
    """Return closed tickets last touched before a moment and not on legal hold, the oldest first."""
    return [row[0] for row in tx.rows(_TICKETS, {"before": before, "limit": limit})]


def tickets_on_hold(tx: Transaction, before: datetime) -> list[int]:
    """Return the tickets that only a legal hold keeps."""
    return [row[0] for row in tx.rows(_HELD_TICKETS, {"before": before})]


def mails_to_erase(tx: Transaction, before: datetime, limit: int) -> list[int]:
    """Return ledger ids of ignored mails that came before a moment, belong to no ticket, and still have their bytes."""
    return [row[0] for row in tx.rows(_MAILS, {"before": before, "limit": limit})]


def sent_to_erase(tx: Transaction, before: datetime, limit: int) -> list[int]:
    """Return outbox ids of our mails that belong to no ticket, digests mostly, written before a moment."""
    return [row[0] for row in tx.rows(_SENT, {"before": before, "limit": limit})]


def persons_to_forget(tx: Transaction, before: datetime, limit: int) -> list[str]:
    """Return addresses first seen before a moment that take part in no ticket any more."""
    return [row[0] for row in tx.rows(_PERSONS, {"before": before, "limit": limit})]


def forget_persons(tx: Transaction, who: Sequence[str]) -> None:
    """Delete what is known of people; that somebody wants no follow-ups stays known."""
    if who:
        begin_erasing(tx)
        tx.do(_FORGET_PERSONS, {"who": list(who)})
        tx.do(_FORGET_ASKED, {"who": list(who)})
