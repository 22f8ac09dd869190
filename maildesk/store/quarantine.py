"""Mails that were not decided or not believed: taken up again, let through, or discarded."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Update, and_, bindparam, literal_column, or_, select, update

from maildesk.desk.situation import HeldMail
from maildesk.store.prepared import Prepared, Row, word
from maildesk.store.schema import ledger
from maildesk.store.transaction import Asked, Transaction

_QUARANTINE = ledger.c.state == word("quarantine")
_AWAITING = and_(ledger.c.state == word("ticket"), ledger.c.check_name == word("stranger"))
_UNDECIDED = or_(ledger.c.state.in_([word("quarantine"), word("ignored")]), _AWAITING)
_AGAIN: dict[str, Any] = {
    "state": word("pending"),
    "tries": literal_column("0"),
    "lease_owner": None,
    "lease_until": None,
    "fingerprint": None,
    "judged_at": None,
}


def _again(*conditions: Any, **more: Any) -> Update:
    return update(ledger).where(*conditions).values(**{**_AGAIN, **more})


_RETRY = Prepared(_again(ledger.c.id == bindparam("row"), _QUARANTINE, released=False, held_for=None, check_name=None))
_RETRY_FAULT = Prepared(
    _again(
        ledger.c.id == bindparam("row"),
        _QUARANTINE,
        ledger.c.check_name.in_([word("bug"), word("tries")]),
        ledger.c.raw_sha256.is_not(None),
        released=False,
    )
)
_RETRY_ALIKE = Prepared(_again(ledger.c.fingerprint == bindparam("mark"), _QUARANTINE, released=False))
_RELEASE = Prepared(_again(ledger.c.id == bindparam("row"), _UNDECIDED, released=True))
_DISCARD = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"), _QUARANTINE)
    .values(state=word("ignored"), reason=bindparam("words"), judged_at=bindparam("now"), held_for=None)
)
_HELD = Prepared(
    select(ledger.c.id, ledger.c.held_for, ledger.c.judged_at, ledger.c.subject)
    .where(_QUARANTINE, ledger.c.held_for.is_not(None), ledger.c.held_for == bindparam("staff"))
    .order_by(ledger.c.id)
    .limit(bindparam("limit"))
)
_MAX_HELD = 20


def retry_mails(tx: Transaction, ledger_ids: Sequence[int]) -> int:
    """Send quarantined mails through everything once more; returns how many were there."""
    return sum(tx.changed(_RETRY, {"row": each}) for each in sorted(ledger_ids))


def retry_after_our_fault(tx: Transaction, ledger_ids: Sequence[int]) -> int:
    """Send mails that our own errors have held through everything once more; returns how many there were.

    Mails that a check has held, or whose bytes were not kept, stay where they are.
    """
    return sum(tx.changed(_RETRY_FAULT, {"row": each}) for each in sorted(ledger_ids))


def retry_fingerprint(tx: Transaction, fingerprint: str) -> int:
    """Send all quarantined mails that failed in the same way through everything once more; returns how many."""
    return tx.changed(_RETRY_ALIKE, {"mark": fingerprint})


def release_mails(tx: Transaction, ledger_ids: Sequence[int]) -> int:
    """Let quarantined, ignored or awaiting mails be read again without the check that held them; returns how many.

    `check_name` and `held_for` of the row stay, so that the reader knows which check and whose word it was.
    """
    return sum(tx.changed(_RELEASE, {"row": each}) for each in sorted(ledger_ids))


def discard_mails(tx: Transaction, ledger_ids: Sequence[int], reason: str, now: datetime) -> int:
    """Turn quarantined mails into ignored ones; returns how many were there."""
    return sum(tx.changed(_DISCARD, {"row": each, "words": reason, "now": now}) for each in sorted(ledger_ids))


def held_asked(staff_id: str) -> Asked:
    """Return the statement that finds the held mails of a staff member, for `Transaction.together`."""
    return _HELD, {"staff": staff_id, "limit": _MAX_HELD}


def held_of(rows: Sequence[Row]) -> tuple[HeldMail, ...]:
    """Read the rows of `held_asked`, oldest first."""
    return tuple(HeldMail(ledger_id=row[0], staff_id=row[1], held_at=row[2], subject=row[3]) for row in rows)
