"""Clocks that have ended, one row each: what reports read instead of computing every ticket's clocks again."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, select

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.ended_clocks import EndedClock
from maildesk.desk.ticket import Priority, TicketType
from maildesk.desk.undo_set import RunningAgain
from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import ended_clock
from maildesk.store.transaction import Transaction

_NAMES = (
    *("ticket", "clock", "round", "started_at", "ended_at", "used_seconds", "in_time", "answered", "owner", "team"),
    *("type", "priority"),
)
_ADD = Prepared(insert(ended_clock).values({name: bindparam(name) for name in _NAMES}).on_conflict_do_nothing())
_BETWEEN = Prepared(
    select(*(ended_clock.c[name] for name in _NAMES))
    .where(ended_clock.c.ended_at >= bindparam("since"), ended_clock.c.ended_at < bindparam("until"))
    .order_by(ended_clock.c.ended_at, ended_clock.c.ticket, ended_clock.c.clock)
)
_CLOCKS = {each.value: each for each in ClockName}
_TYPES = {each.value: each for each in TicketType}
_PRIORITIES = {each.value: each for each in Priority}


_BREACHED = Prepared(
    select(func.count())
    .select_from(ended_clock)
    .where(
        ended_clock.c.ended_at >= bindparam("since", type_=ended_clock.c.ended_at.type),
        ended_clock.c.ended_at < bindparam("until", type_=ended_clock.c.ended_at.type),
        ~ended_clock.c.in_time,
    )
)


def count_breached(tx: Transaction, since: datetime, until: datetime) -> int:
    """Return how many clocks ended too late in a stretch of time, its end left out."""
    return int(tx.rows(_BREACHED, {"since": since, "until": until})[0][0])


def add_ended_clocks(tx: Transaction, number: int, ended: Sequence[EndedClock]) -> None:
    """Write how clocks of a ticket ended."""
    if ended:
        tx.many(_ADD, [_values(number, each) for each in ended])


_FORGET = Prepared(
    delete(ended_clock).where(
        ended_clock.c.ticket == bindparam("number"),
        ended_clock.c.clock == bindparam("name"),
        ended_clock.c.ended_at >= bindparam("since"),
    )
)


def forget_ended(tx: Transaction, clocks: Sequence[RunningAgain]) -> None:
    """Take back that clocks have ended: the commands that ended them were taken back."""
    tx.many(_FORGET, [{"number": each.ticket, "name": each.clock.value, "since": each.since} for each in clocks])


def _values(number: int, each: EndedClock) -> dict[str, object]:
    return {
        "ticket": number,
        "clock": each.clock.value,
        "round": each.round,
        "started_at": each.started,
        "ended_at": each.ended,
        "used_seconds": round(each.used.total_seconds()),
        "in_time": each.in_time,
        "answered": each.answered,
        "owner": each.owner,
        "team": each.team,
        "type": each.type.value,
        "priority": each.priority.value,
    }


def ended_between(tx: Transaction, since: datetime, until: datetime) -> Iterator[EndedClock]:
    """Yield the clocks that ended from one moment to another (not included), oldest first."""
    for row in tx.stream(_BETWEEN, {"since": since, "until": until}):
        number, clock, round_, started, ended, used, in_time, answered, owner, team, type_, priority = row
        yield EndedClock(
            ticket=number, clock=_CLOCKS[clock], round=round_, started=started, ended=ended,
            used=timedelta(seconds=used), in_time=None if in_time is None else bool(in_time), answered=bool(answered),
            owner=owner, team=team, type=_TYPES[type_], priority=_PRIORITIES[priority],
        )  # fmt: skip
