"""How many open tickets each engineer has, and whose turn it was; kept as figures, never counted over tickets."""

from collections.abc import Mapping

from sqlalchemy import bindparam, select

from maildesk.desk.ticket import State, Ticket
from maildesk.store.prepared import Prepared, Row, insert
from maildesk.store.schema import turn, workload
from maildesk.store.transaction import Transaction


def _add() -> Prepared:
    row = insert(workload)
    return Prepared(
        row.on_conflict_do_update(index_elements=["owner"], set_={"open": workload.c.open + row.excluded.open})
    )


def _turn() -> Prepared:
    row = insert(turn)
    return Prepared(row.on_conflict_do_update(index_elements=["team"], set_={"staff_id": row.excluded.staff_id}))


_ADD = _add()
_SET_TURN = _turn()
LOAD = Prepared(select(workload.c.owner, workload.c.open))
TURNS = Prepared(select(turn.c.team, turn.c.staff_id))
_ONE = Prepared(select(workload.c.open).where(workload.c.owner == bindparam("staff")))


def _carried_by(ticket: Ticket | None) -> str | None:
    if ticket is None or ticket.merged_into is not None or ticket.state in {State.RESOLVED, State.CLOSED}:
        return None
    return ticket.owner


def note_owner(tx: Transaction, before: Ticket | None, after: Ticket) -> None:
    """Note that a ticket came to somebody or left somebody; written at the end of the transaction.

    Only then, and in one order, so that two workers hold the rows for a moment and never wait for each other in turn.
    """
    was, is_now = _carried_by(before), _carried_by(after)
    if was == is_now:
        return
    if was is not None:
        tx.workload[was] = tx.workload.get(was, 0) - 1
    if is_now is not None:
        tx.workload[is_now] = tx.workload.get(is_now, 0) + 1
    tx.before_commit["workload"] = _write


def _write(tx: Transaction) -> None:
    rows = [{"owner": owner, "open": count} for owner, count in sorted(tx.workload.items()) if count]
    if rows:
        tx.many(_ADD, rows)


def load_of(tx: Transaction, rows: list[Row]) -> dict[str, int]:
    """Return open tickets by staff id from the rows of `LOAD`, with what this transaction has not written yet."""
    found = {row[0]: row[1] for row in rows}
    for owner, count in tx.workload.items():
        found[owner] = found.get(owner, 0) + count
    return found


def load(tx: Transaction) -> dict[str, int]:
    """Return how many open tickets (new, open, pending, on hold) each staff id owns; owners of none may be missing."""
    return load_of(tx, tx.rows(LOAD))


def turns(tx: Transaction) -> dict[str, str]:
    """Return who of each team came last in turn."""
    return {row[0]: row[1] for row in tx.rows(TURNS)}


def set_turns(tx: Transaction, came: Mapping[str, str]) -> None:
    """Note who of a team has just had a turn (team -> staff id)."""
    if came:
        tx.seen.pop(TURNS, None)
        tx.many(_SET_TURN, [{"team": team, "staff_id": staff} for team, staff in sorted(came.items())])
