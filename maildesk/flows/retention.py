"""Erases what has been kept long enough: closed tickets with all that was said on them, ignored mails, old digests."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from maildesk.clock import Clock
from maildesk.store.database import Database
from maildesk.store.erasing import Erased, ErasureRecord, erase_mails, erase_sent, erase_tickets, record_erasure
from maildesk.store.retention import (
    forget_persons,
    mails_to_erase,
    persons_to_forget,
    sent_to_erase,
    tickets_on_hold,
    tickets_to_erase,
)
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("retention")
_AT_ONCE = 100  # of each kind in one transaction, so that mails do not wait
_MOST = 1_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Outdated:
    """What retention would erase now, and what only a legal hold keeps."""

    before: datetime
    tickets: tuple[int, ...] = ()
    held: tuple[int, ...] = ()
    mails: int = 0  # ignored ones, of no ticket
    sent: int = 0  # of no ticket
    persons: int = 0  # of those who already take part in no ticket


def years_before(now: datetime, years: int) -> datetime:
    """Return the same day some years ago; 29 February becomes 28 February."""
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        return now.replace(year=now.year - years, day=28)


def outdated(tx: Transaction, now: datetime, years: int) -> Outdated:
    """Return what has been kept longer than some years."""
    before = years_before(now, years)
    return Outdated(
        before=before,
        tickets=tuple(tickets_to_erase(tx, before, _MOST)),
        held=tuple(tickets_on_hold(tx, before)),
        mails=len(mails_to_erase(tx, before, _MOST)),
        sent=len(sent_to_erase(tx, before, _MOST)),
        persons=len(persons_to_forget(tx, before, _MOST)),
    )


def apply_retention(database: Database, key: bytes, now: datetime, years: int, *, actor: str) -> Erased:
    """Erase all of it in steps of their own transactions, and record what was erased, when and why."""
    before = years_before(now, years)
    reason = f"kept for more than {years} years" if years != 1 else "kept for more than a year"
    whole = Erased()

    def step(tx: Transaction) -> Erased:
        done = erase_tickets(tx, key, tickets_to_erase(tx, before, _AT_ONCE), actor="desk", reason=reason, now=now)
        mails, sent = mails_to_erase(tx, before, _AT_ONCE), sent_to_erase(tx, before, _AT_ONCE)
        erase_sent(tx, sent)
        done = done.plus(Erased(mails=erase_mails(tx, mails, reason, now), sent=len(sent)))
        if done != Erased():
            record = ErasureRecord(at=now, kind="retention", actor=actor, reason=reason, who="", erased=done)
            record_erasure(tx, record)
        return done

    while (done := database.run(step)) != Erased():
        whole = whole.plus(done)
    while database.run(lambda tx: _forget_some(tx, before)):
        pass
    return whole


def _forget_some(tx: Transaction, before: datetime) -> int:
    who = persons_to_forget(tx, before, _AT_ONCE)
    forget_persons(tx, who)
    return len(who)


class RetentionKeeper:
    """Applies retention once a day while the worker runs; 0 years keeps everything for ever."""

    def __init__(self, database: Database, clock: Clock, key: bytes, years: int) -> None:
        """Keep the tools; `key` is the secret key of the desk."""
        self._database = database
        self._clock = clock
        self._key = key
        self._years = years
        self._next: datetime | None = None

    def round(self) -> int:
        """Erase what is due if it was not looked for within a day; returns 0, because no mail follows from it."""
        now = self._clock.now()
        if self._years == 0 or (self._next is not None and now < self._next):
            return 0
        self._next = now + timedelta(days=1)
        done = apply_retention(self._database, self._key, now, self._years, actor="desk")
        if done != Erased():
            _log.info("retention", tickets=len(done.tickets), mails=done.mails, messages=done.messages, sent=done.sent)
        return 0
