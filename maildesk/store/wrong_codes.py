"""Check codes that were wrong, by sender: counted for a day and then forgotten."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, delete, literal_column, select

from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import wrong_code
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Transaction

_KEPT = timedelta(days=1)
_ADD = Prepared(insert(wrong_code).values({name: bindparam(name) for name in ("sender", "at")}))
_FORGET = Prepared(delete(wrong_code).where(wrong_code.c.at < bindparam("before")))
_ONE: Select[Any] = select(literal_column("1")).where(wrong_code.c.at >= bindparam("since")).limit(bindparam("limit"))
_LATELY = Prepared(_ONE)
_OF_SENDER = Prepared(_ONE.where(wrong_code.c.sender == bindparam("sender")))


def add_wrong_codes(tx: Transaction, sender: str, count: int, now: datetime) -> None:
    """Note wrong codes of an address, and forget those of yesterday."""
    tx.do(_FORGET, {"before": now - _KEPT})
    tx.many(_ADD, [{"sender": address_key(sender), "at": now}] * count)


def wrong_codes_of(tx: Transaction, sender: str, now: datetime, most: int) -> int:
    """Return how many wrong codes an address gave within a day; counting stops at `most`."""
    values = {"sender": address_key(sender), "since": now - _KEPT, "limit": most}
    return len(tx.rows(_OF_SENDER, values))


def wrong_codes_lately(tx: Transaction, now: datetime, most: int) -> int:
    """Return how many wrong codes came within an hour from anybody; counting stops at `most`."""
    return len(tx.rows(_LATELY, {"since": now - timedelta(hours=1), "limit": most}))
