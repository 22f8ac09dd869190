"""Legal holds: tickets that neither retention nor an erasure may touch, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select, update

from maildesk.store.prepared import Prepared, among
from maildesk.store.schema import legal_hold
from maildesk.store.transaction import Transaction

_NAMES = ("ticket", "why", "set_by", "set_at", "released_by", "released_at")
_NOW = legal_hold.c.released_at.is_(None)
_SET = Prepared(insert(legal_hold).values({name: bindparam(name) for name in ("ticket", "why", "set_by", "set_at")}))
_RELEASE = Prepared(
    update(legal_hold)
    .where(legal_hold.c.ticket == bindparam("number"), _NOW)
    .values(released_by=bindparam("who"), released_at=bindparam("now"))
)
_ALL = Prepared(select(*(legal_hold.c[name] for name in _NAMES)).order_by(legal_hold.c.id))
_WHY = Prepared(select(legal_hold.c.why).where(legal_hold.c.ticket == bindparam("number"), _NOW))
_AMONG = Prepared(
    select(legal_hold.c.ticket)
    .where(among(legal_hold.c.ticket, "numbers", "BIGINT"), _NOW)
    .order_by(legal_hold.c.ticket)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalHold:
    """A hold on one ticket; it counts until it is released."""

    ticket: int
    why: str
    set_by: str
    set_at: datetime
    released_by: str | None = None
    released_at: datetime | None = None


def set_hold(tx: Transaction, number: int, why: str, who: str, now: datetime) -> bool:
    """Put a ticket on legal hold; False when it is on one already."""
    if held_among(tx, [number]):
        return False
    tx.do(_SET, {"ticket": number, "why": why, "set_by": who, "set_at": now})
    return True


def release_hold(tx: Transaction, number: int, who: str, now: datetime) -> bool:
    """Release the hold of a ticket; False when there is none."""
    return tx.changed(_RELEASE, {"number": number, "who": who, "now": now}) == 1


def holds(tx: Transaction) -> list[LegalHold]:
    """Return every hold there ever was, oldest first."""
    return [LegalHold(**dict(zip(_NAMES, row, strict=True))) for row in tx.rows(_ALL)]


def hold_on(tx: Transaction, number: int) -> str | None:
    """Return why a ticket is on legal hold now; None when it is not."""
    row = tx.row(_WHY, {"number": number})
    return row[0] if row else None


def held_among(tx: Transaction, numbers: Sequence[int]) -> list[int]:
    """Return which of some tickets are on legal hold now, by number."""
    return [row[0] for row in tx.rows(_AMONG, {"numbers": sorted(set(numbers))})] if numbers else []
