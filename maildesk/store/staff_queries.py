"""What staff looked up by #list, #search and #show: counted, and shown to supervisors."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, literal_column, select

from maildesk.desk.lookups import StaffQuery
from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import staff_query
from maildesk.store.transaction import Transaction

_ADD = Prepared(
    insert(staff_query).values({name: bindparam(name) for name in ("staff_id", "at", "kind", "words", "rows")})
)
_LATELY = Prepared(
    select(literal_column("1"))
    .where(staff_query.c.staff_id == bindparam("staff"), staff_query.c.at > bindparam("since"))
    .limit(bindparam("limit"))
)
_BETWEEN = Prepared(
    select(staff_query.c.staff_id, staff_query.c.kind, staff_query.c.words, staff_query.c.rows, staff_query.c.at)
    .where(staff_query.c.at >= bindparam("since"), staff_query.c.at < bindparam("until"))
    .order_by(staff_query.c.at)
)


def add_queries(tx: Transaction, queries: Sequence[StaffQuery], now: datetime) -> None:
    """Note what somebody looked up."""
    if queries:
        tx.many(
            _ADD,
            [
                {"staff_id": each.staff_id, "at": now, "kind": each.kind, "words": each.words, "rows": each.rows}
                for each in queries
            ],
        )


def queries_since(tx: Transaction, staff_id: str, since: datetime, most: int) -> int:
    """Return how often somebody has looked something up since a moment; counting stops at `most`."""
    return len(tx.rows(_LATELY, {"staff": staff_id, "since": since, "limit": most}))


def queries_between(tx: Transaction, since: datetime, until: datetime) -> list[tuple[datetime, StaffQuery]]:
    """Return what was looked up in a stretch of time, oldest first."""
    rows = tx.rows(_BETWEEN, {"since": since, "until": until})
    return [(row[4], StaffQuery(staff_id=row[0], kind=row[1], words=row[2], rows=row[3])) for row in rows]
