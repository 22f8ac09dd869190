"""Which due moments of recurring maintenance have become tickets: one row each, written with the ticket."""

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import recurring_run
from maildesk.store.transaction import Transaction

_TAKE = Prepared(insert(recurring_run).on_conflict_do_nothing())
_LAST = Prepared(select(func.max(recurring_run.c.due_at)).where(recurring_run.c.name == bindparam("wanted")))
_NOTE = Prepared(
    update(recurring_run)
    .where(recurring_run.c.name == bindparam("wanted"), recurring_run.c.due_at == bindparam("due"))
    .values(ticket=bindparam("number"))
)


def take_run(tx: Transaction, name: str, due: datetime, now: datetime) -> bool:
    """Take the right to open the ticket of one due moment; False when it was taken before."""
    return tx.changed(_TAKE, {"name": name, "due_at": due, "at": now, "ticket": None}) == 1


def note_run(tx: Transaction, name: str, due: datetime, number: int) -> None:
    """Write which ticket came of a due moment."""
    tx.do(_NOTE, {"wanted": name, "due": due, "number": number})


def last_run(tx: Transaction, name: str) -> datetime | None:
    """Return the newest due moment that was taken; None when none was."""
    row = tx.row(_LAST, {"wanted": name})
    return row[0] if row else None
