"""How one clock stands: computed from the ticket's life, a promise and a calendar."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maildesk.desk.calendar import Calendar, add_business_days, add_business_time, business_time_between
from maildesk.desk.clock_spans import Pause, Span, active_spans, life_since, pauses
from maildesk.desk.sla_policy import Duration, Measure
from maildesk.desk.ticket import Ticket


class ClockName(StrEnum):
    """The clocks a ticket may carry."""

    RESPONSE = "response"  # until the first mail of an engineer
    RESOLUTION = "resolution"  # until it is resolved
    NEXT_UPDATE = "next_update"  # until a person writes to the customer again
    AGREE_DATE = "agree_date"  # no target: the owner is reminded to agree a date


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockReading:
    """How one clock stands."""

    clock: ClockName
    target: timedelta | None  # in time of `calendar`; None when nothing is promised
    calendar: Calendar
    started: datetime
    due: datetime | None  # None without a target, or while paused before it was reached
    used: timedelta  # in time of `calendar`
    paused: tuple[Pause, ...] = ()
    running: bool  # neither met nor paused
    met_at: datetime | None = None
    breached: bool = False
    fraction: float = 0.0  # used / target; 0 without a target
    agreed: bool = False  # due is a date agreed with the customer
    active: tuple[Span, ...] = ()  # stretches in which it runs


def read_towards(
    clock: ClockName,
    calendar: Calendar,
    started: datetime,
    due: datetime,
    met: datetime | None,
    now: datetime,
) -> ClockReading:
    """Read a clock that runs to a fixed date: nothing pauses it."""
    until = met or max(now, started)
    total = business_time_between(started, due, calendar)
    if not total:
        # A date outside working hours, agreed outside them: only the wall clock can measure it.
        calendar = Calendar.always()
        total = max(due - started, timedelta(0))
    used = business_time_between(started, until, calendar)
    return ClockReading(
        clock=clock,
        target=total,
        calendar=calendar,
        started=started,
        due=due,
        used=used,
        running=met is None,
        met_at=met,
        breached=until > due,
        fraction=_fraction(used, total),
        agreed=True,
        active=((started, None),),
    )


def read_clock(
    ticket: Ticket,
    clock: ClockName,
    duration: Duration | None,
    calendar: Calendar,
    started: datetime,
    met: datetime | None,
    now: datetime,
) -> ClockReading:
    """Read a clock that runs while the ticket does."""
    if duration is not None and duration.measure is Measure.WALL:
        calendar = Calendar.always(zone=calendar.zone)
    until = met or max(now, started)
    life = life_since(ticket, started)
    spans = active_spans(life, met)
    total, due = _promise(duration, spans, started, calendar)
    used = sum((business_time_between(a, min(b or until, until), calendar) for a, b in spans), timedelta(0))
    return ClockReading(
        clock=clock,
        target=total,
        calendar=calendar,
        started=started,
        due=due,
        used=used,
        paused=pauses(life, until),
        running=met is None and bool(spans) and spans[-1][1] is None,
        met_at=met,
        breached=due is not None and until > due,
        fraction=_fraction(used, total),
        active=spans,
    )


def _promise(
    duration: Duration | None, spans: tuple[Span, ...], started: datetime, calendar: Calendar
) -> tuple[timedelta | None, datetime | None]:
    """Return a promise as working time, and when it is due."""
    if duration is None:
        return None, None
    if duration.measure is not Measure.DAYS:
        return duration.time, reached(spans, duration.time, calendar)
    unpaused = add_business_days(started, duration.days, calendar)
    total = business_time_between(started, unpaused, calendar)
    # The day count keeps the hour of the clock; in bare working time it may end one opening earlier.
    due = unpaused if spans == ((started, None),) else reached(spans, total, calendar)
    return total, due


def reached(spans: tuple[Span, ...], amount: timedelta, calendar: Calendar) -> datetime | None:
    """Return when `amount` of working time has passed within the spans; None when they end before it."""
    for start, end in spans:
        if end is None:
            return add_business_time(start, amount, calendar)
        inside = business_time_between(start, end, calendar)
        if inside >= amount:
            return add_business_time(start, amount, calendar)
        amount -= inside
    return None


def _fraction(used: timedelta, total: timedelta | None) -> float:
    return used / total if total else 0.0
