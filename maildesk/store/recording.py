"""What a complete service record holds beside the ticket itself: its mails, scores, time, holds, and which to take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from maildesk.store.packing import unpacked
from maildesk.store.prepared import Prepared, among
from maildesk.store.schema import ledger, message, outbox, outbox_body, raw, survey, ticket, time_spent
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedScore:
    """A score of one closing."""

    round: int
    score: int
    comment: str
    address: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedTime:
    """Minutes somebody worked; below zero they were taken back."""

    staff_id: str
    minutes: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordedMail:
    """One mail of a ticket with its bytes; `data` is None when only its row was kept."""

    direction: str  # in, out
    id: int  # of the ledger or of the outbox
    at: datetime
    data: bytes | None


_SCORES = Prepared(
    select(survey.c.round, survey.c.score, survey.c.comment, survey.c.address, survey.c.at)
    .where(survey.c.ticket == bindparam("number"))
    .order_by(survey.c.round)
)
_TIME = Prepared(
    select(time_spent.c.staff_id, time_spent.c.minutes, time_spent.c.at)
    .where(time_spent.c.ticket == bindparam("number"))
    .order_by(time_spent.c.id)
)
_ARRIVED = Prepared(
    select(ledger.c.id, ledger.c.kept_at, raw.c.packed, raw.c.data)
    .outerjoin(raw, raw.c.sha256 == ledger.c.raw_sha256)
    .where(among(ledger.c.id, "ids", "BIGINT"))
    .order_by(ledger.c.id)
)
_LEDGER_IDS = Prepared(
    select(message.c.ledger_id).where(message.c.ticket == bindparam("number"), message.c.ledger_id.is_not(None))
)
_SENT = Prepared(
    select(outbox.c.id, outbox.c.created_at, outbox_body.c.packed, outbox_body.c.body)
    .outerjoin(outbox_body, outbox_body.c.outbox == outbox.c.id)
    .where(outbox.c.ticket.is_not(None), outbox.c.ticket == bindparam("number"))
    .order_by(outbox.c.id)
)
_OPENED = Prepared(
    select(ticket.c.number)
    .where(ticket.c.created_at >= bindparam("since"), ticket.c.created_at < bindparam("until"))
    .order_by(ticket.c.number)
)
_KNOWN = Prepared(select(ticket.c.number).where(among(ticket.c.number, "numbers", "BIGINT")))


def scores_of(tx: Transaction, number: int) -> tuple[RecordedScore, ...]:
    """Return every score a ticket was given, by closing."""
    names = ("round", "score", "comment", "address", "at")
    return tuple(RecordedScore(**dict(zip(names, row, strict=True))) for row in tx.rows(_SCORES, {"number": number}))


def time_of(tx: Transaction, number: int) -> tuple[RecordedTime, ...]:
    """Return the time noted on a ticket, in the order it was noted."""
    names = ("staff_id", "minutes", "at")
    return tuple(RecordedTime(**dict(zip(names, row, strict=True))) for row in tx.rows(_TIME, {"number": number}))


def mails_of(tx: Transaction, number: int) -> list[RecordedMail]:
    """Return every mail of a ticket that came or was written for it, oldest first, notices to staff included."""
    ids = sorted({row[0] for row in tx.rows(_LEDGER_IDS, {"number": number})})
    found = [
        RecordedMail(direction="in", id=row[0], at=row[1], data=None if row[2] is None else unpacked(row[2], row[3]))
        for row in (tx.rows(_ARRIVED, {"ids": ids}) if ids else ())
    ]
    found += [
        RecordedMail(direction="out", id=row[0], at=row[1], data=b"" if row[3] is None else unpacked(row[2], row[3]))
        for row in tx.rows(_SENT, {"number": number})
    ]
    return sorted(found, key=lambda mail: (mail.at, mail.direction, mail.id))


def opened_between(tx: Transaction, since: datetime, until: datetime) -> list[int]:
    """Return the numbers of the tickets opened in a stretch of time, the end left out, in their order."""
    return [row[0] for row in tx.rows(_OPENED, {"since": since, "until": until})]


def unknown_numbers(tx: Transaction, numbers: Sequence[int]) -> list[int]:
    """Return which of some numbers belong to no ticket."""
    known = {row[0] for row in tx.rows(_KNOWN, {"numbers": sorted(set(numbers))})} if numbers else set()
    return [number for number in numbers if number not in known]


_ERASED = Prepared(
    select(ticket.c.number).where(among(ticket.c.number, "numbers", "BIGINT"), ticket.c.erased_at.is_not(None))
)


def erased_among(tx: Transaction, numbers: Sequence[int]) -> list[int]:
    """Return which of some tickets have lost their words to retention or to an erasure."""
    return [row[0] for row in tx.rows(_ERASED, {"numbers": sorted(set(numbers))})] if numbers else []
