"""Time of work on tickets; rows are only ever added."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from maildesk.desk.cost import TimeSpent
from maildesk.desk.decision import SpentTime
from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import ticket, time_spent
from maildesk.store.transaction import Transaction

_ADD = Prepared(insert(time_spent).values({name: bindparam(name) for name in ("ticket", "staff_id", "minutes", "at")}))
_BETWEEN = Prepared(
    select(time_spent.c.ticket, ticket.c.team, time_spent.c.staff_id, time_spent.c.minutes, time_spent.c.at)
    .join(ticket, ticket.c.number == time_spent.c.ticket)
    .where(time_spent.c.at >= bindparam("since"), time_spent.c.at < bindparam("until"))
    .order_by(time_spent.c.at)
)
_OF_TICKET = Prepared(select(func.sum(time_spent.c.minutes)).where(time_spent.c.ticket == bindparam("number")))


def add_time(tx: Transaction, number: int, spent: Sequence[SpentTime], now: datetime) -> None:
    """Write time of work on a ticket."""
    if spent:
        rows = [{"ticket": number, "staff_id": each.staff_id, "minutes": each.minutes, "at": now} for each in spent]
        tx.many(_ADD, rows)


def time_between(tx: Transaction, since: datetime, until: datetime) -> list[TimeSpent]:
    """Return the work of a stretch of time, oldest first."""
    names = ("ticket", "team", "staff_id", "minutes", "at")
    rows = tx.rows(_BETWEEN, {"since": since, "until": until})
    return [TimeSpent(**dict(zip(names, row, strict=True))) for row in rows]


def minutes_on(tx: Transaction, number: int) -> int:
    """Return how many minutes were worked on a ticket; 0 when none were noted."""
    return int(tx.rows(_OF_TICKET, {"number": number})[0][0] or 0)
