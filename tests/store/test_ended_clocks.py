"""Ended clocks come back as they were written, on both engines."""

from datetime import timedelta

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.ended_clocks import EndedClock
from maildesk.desk.ticket import Priority, TicketType
from maildesk.store.database import Database
from maildesk.store.ended_clocks import add_ended_clocks, ended_between
from maildesk.store.transaction import Transaction
from tests.store.builders import NOON, later, opened


def clock(**changes: object) -> EndedClock:
    values = {
        "ticket": 1, "clock": ClockName.RESPONSE, "round": 0, "started": NOON, "ended": later(hours=1),
        "used": timedelta(minutes=7), "in_time": True, "answered": True, "owner": "wang", "team": None,
        "type": TicketType.INCIDENT, "priority": Priority.NORMAL,
    }  # fmt: skip
    return EndedClock(**{**values, **changes})  # type: ignore[arg-type]


def test_they_come_back_by_the_moment_they_ended(database: Database) -> None:
    late = clock(clock=ClockName.RESOLUTION, ended=later(hours=2), in_time=None, answered=False, owner=None, team="net")

    def write(tx: Transaction) -> None:
        opened(tx)
        add_ended_clocks(tx, 1, [late, clock()])
        add_ended_clocks(tx, 1, [clock()])  # a repeat

    database.run(write)
    with database.reading() as tx:
        assert list(ended_between(tx, NOON, later(hours=3))) == [clock(), late]
        assert list(ended_between(tx, later(hours=1), later(hours=2))) == [clock()]
        assert list(ended_between(tx, later(hours=2), later(hours=2))) == []
