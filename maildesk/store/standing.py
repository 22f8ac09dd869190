"""How the desk itself stands just now: what may have arrived twice or not at all, what failed, what does not leave."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, case, func, or_, select

from maildesk.store.prepared import Prepared, word
from maildesk.store.schema import ledger, outbox
from maildesk.store.transaction import Transaction

_SINCE = bindparam("since", type_=outbox.c.failed_at.type)
_COUNTED = select(func.count()).select_from(outbox)
_UNCERTAIN = Prepared(_COUNTED.where(outbox.c.state.in_([word("queued"), word("sending")]), outbox.c.uncertain))
_FAILED = Prepared(_COUNTED.where(outbox.c.failed_at.is_not(None), outbox.c.failed_at >= _SINCE))


def outbox_trouble(tx: Transaction, since: datetime) -> dict[str, int]:
    """Return how many unsent mails may have arrived already, and how many failed or bounced since a moment."""
    return {
        "uncertain": tx.rows(_UNCERTAIN)[0][0],
        "failed": tx.rows(_FAILED, {"since": since})[0][0],
    }


@dataclass(frozen=True, kw_only=True, slots=True)
class Unsent:
    """Mails that should have left by now and were not refused themselves; `since` is None when there are none."""

    count: int = 0
    since: datetime | None = None
    why: str = ""  # the relay's words, empty when nobody has tried


_COUNT: Any = func.count()
_NOW = bindparam("now", type_=outbox.c.next_try_at.type)
_UNSENT = Prepared(
    select(
        func.max(outbox.c.error),
        func.min(case((outbox.c.error.is_(None), outbox.c.next_try_at), else_=outbox.c.created_at)),
        _COUNT,
    )
    .select_from(outbox)
    .where(
        outbox.c.state == word("queued"),
        outbox.c.tries == 0,
        outbox.c.next_try_at.is_not(None),
        or_(outbox.c.error.is_not(None), outbox.c.next_try_at <= _NOW),
    )
)
_FAULTS = Prepared(
    select(ledger.c.fingerprint, func.count(), func.max(ledger.c.reason))
    .where(
        and_(ledger.c.state == word("quarantine"), ledger.c.fingerprint.is_not(None)),
        ledger.c.judged_at >= bindparam("since", type_=ledger.c.judged_at.type),
    )
    .group_by(ledger.c.fingerprint)
    .order_by(ledger.c.fingerprint)
)


def unsent(tx: Transaction, now: datetime) -> Unsent:
    """Return what waits for the relay: due and never tried, or given back because the relay itself was in trouble.

    Mails that a server has put off for a while are tried again by themselves and do not count.
    """
    why, since, count = tx.rows(_UNSENT, {"now": now})[0]
    return Unsent(count=count, since=since, why=why or "")


def faults_since(tx: Transaction, since: datetime) -> list[tuple[str, int, str]]:
    """Return fingerprint, number of mails and a reason for each error of ours that has held mails since a moment."""
    return [(row[0], row[1], row[2]) for row in tx.rows(_FAULTS, {"since": since})]
