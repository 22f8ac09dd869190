"""Tells which clocks of a ticket ended with a decision, so that reports read the outcome instead of counting anew."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from maildesk.desk.clock_reading import ClockName, ClockReading
from maildesk.desk.desk import Desk
from maildesk.desk.ticket import Priority, State, Ticket, TicketType
from maildesk.desk.views import clocks_of

_FINISHED = frozenset({State.RESOLVED, State.CLOSED})


@dataclass(frozen=True, kw_only=True, slots=True)
class EndedClock:
    """How a response or resolution clock ended, as it stood at that moment."""

    ticket: int
    clock: ClockName
    round: int  # 0: it began with the ticket; else how often the ticket had been reopened, 1 at least
    started: datetime
    ended: datetime
    used: timedelta  # working time, pauses left out
    in_time: bool | None  # None when nothing was promised
    answered: bool  # an engineer's mail ended it
    owner: str | None
    team: str | None
    type: TicketType
    priority: Priority


def ended_clocks(desk: Desk, before: Ticket | None, after: Ticket, now: datetime) -> tuple[EndedClock, ...]:
    """Return the clocks that ran in `before` and have ended in `after`; a merged ticket owes nothing any more.

    `before` is None for a ticket that has just been opened.
    """
    if after.merged_into is not None:
        return ()
    finished = after.state in _FINISHED and (before is None or before.state not in _FINISHED)
    answered = after.answered_at is not None and (before is None or before.answered_at != after.answered_at)
    silent = finished and after.answered_at is None
    if not finished and not answered:
        return ()
    readings = clocks_of(desk, after, now)
    found: list[EndedClock] = []
    if readings.response is not None and (answered or silent):
        found.append(_ended(after, readings.response, answered=answered))
    if readings.resolution is not None and finished:
        found.append(_ended(after, readings.resolution, answered=False))
    return tuple(found)


def _ended(ticket: Ticket, reading: ClockReading, *, answered: bool) -> EndedClock:
    return EndedClock(
        ticket=ticket.number,
        clock=reading.clock,
        round=0 if reading.started == ticket.created_at else max(1, ticket.reopened),
        started=reading.started,
        ended=reading.met_at or reading.started,
        used=reading.used,
        in_time=None if reading.target is None else not reading.breached,
        answered=answered,
        owner=ticket.owner,
        team=ticket.team,
        type=ticket.type,
        priority=ticket.priority,
    )
