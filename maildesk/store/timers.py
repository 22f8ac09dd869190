"""What is due on tickets: derived again after every decision, fired once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from maildesk.desk.decision import Timer
from maildesk.store.prepared import Prepared, among, insert
from maildesk.store.schema import timer
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class DueTimer:
    """A timer whose moment has come."""

    ticket: int
    key: str
    due_at: datetime


def _put() -> Prepared:
    row = insert(timer).values(ticket=bindparam("number"), key=bindparam("name"), due_at=bindparam("due"))
    return Prepared(
        row.on_conflict_do_update(
            index_elements=["ticket", "key"],
            set_={"due_at": row.excluded.due_at},
            where=timer.c.done_at.is_(None),
        )
    )


_PUT = _put()
_DROP_OTHERS = Prepared(
    delete(timer).where(timer.c.ticket == bindparam("number"), timer.c.done_at.is_(None), ~among(timer.c.key, "names"))
)
_DUE = Prepared(
    select(timer.c.ticket, timer.c.key, timer.c.due_at)
    .where(timer.c.done_at.is_(None), timer.c.due_at <= bindparam("now"))
    .order_by(timer.c.due_at)
    .limit(bindparam("limit"))
)
_DONE = Prepared(
    update(timer)
    .where(timer.c.ticket == bindparam("number"), timer.c.key == bindparam("name"), timer.c.done_at.is_(None))
    .values(done_at=bindparam("now"))
)
_NEXT = Prepared(select(func.min(timer.c.due_at)).where(timer.c.done_at.is_(None)))


def set_timers(tx: Transaction, number: int, timers: Sequence[Timer]) -> None:
    """Make these the only open timers of a ticket; one that has fired under its key stays fired."""
    stored = tx.tickets.get(number)
    if stored is None or not stored.fresh:
        tx.do(_DROP_OTHERS, {"number": number, "names": [each.key for each in timers]})
    if timers:
        tx.many(_PUT, [{"number": number, "name": each.key, "due": each.due_at} for each in timers])


def due_timers(tx: Transaction, now: datetime, limit: int) -> list[DueTimer]:
    """Return open timers whose moment has come, the longest overdue first.

    Nothing is locked: `timer_done` says who of several workers was first.
    """
    rows = tx.rows(_DUE, {"now": now, "limit": limit})
    return [DueTimer(ticket=row[0], key=row[1], due_at=row[2]) for row in rows]


def timer_done(tx: Transaction, number: int, key: str, now: datetime) -> bool:
    """Note that a timer has fired; False when it had fired before, or is no longer wanted."""
    return tx.changed(_DONE, {"number": number, "name": key, "now": now}) == 1


def next_timer(tx: Transaction) -> datetime | None:
    """Return when the next open timer is due; None when there is none."""
    row = tx.row(_NEXT)
    return row[0] if row else None
