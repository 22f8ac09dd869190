"""Who is away as a vacation reply said; one row a person, written over by the next reply."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from maildesk.desk.decision import LearnedAbsence
from maildesk.desk.people import Absence
from maildesk.store.prepared import Prepared, Row, insert
from maildesk.store.schema import learned_absence
from maildesk.store.transaction import Asked, Transaction


def _put() -> Prepared:
    row = insert(learned_absence)
    new = {name: row.excluded[name] for name in ("first", "last", "learned_at", "ledger_id")}
    return Prepared(row.on_conflict_do_update(index_elements=["staff_id"], set_=new))


_PUT = _put()
_DROP = Prepared(delete(learned_absence).where(learned_absence.c.staff_id == bindparam("staff")))
ABSENCES = Prepared(
    select(learned_absence.c.staff_id, learned_absence.c.first, learned_absence.c.last).where(
        learned_absence.c.last >= bindparam("day")
    )
)


def absences_asked(now: datetime) -> Asked:
    """Return the statement behind `learned_absences`, for `Transaction.together`."""
    # Somewhere it is still yesterday: each person's own zone decides later.
    return ABSENCES, {"day": (now - timedelta(days=1)).date().isoformat()}


def absences_of(rows: Sequence[Row]) -> dict[str, Absence]:
    """Read the rows of `absences_asked`."""
    return {staff: Absence(first=first, last=last) for staff, first, last in rows}


def learned_absences(tx: Transaction, now: datetime) -> dict[str, Absence]:
    """Return the learned absences that are not over, by staff id; empty when there are none."""
    return absences_of(tx.rows(*absences_asked(now)))


def save_absences(tx: Transaction, learned: Sequence[LearnedAbsence], now: datetime) -> None:
    """Write what was learned; who is back has no row any more."""
    if learned:
        tx.seen.pop(ABSENCES, None)
    for each in learned:
        if each.absence is None:
            tx.do(_DROP, {"staff": each.staff_id})
        else:
            row = {"staff_id": each.staff_id, "first": each.absence.first, "last": each.absence.last}
            tx.many(_PUT, [row | {"learned_at": now, "ledger_id": each.ledger_id}])
