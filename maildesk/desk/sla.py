"""Service levels: what is promised, how far each clock of a ticket has run, and when it reaches its marks.

Everything is computed from the ticket's spans and moments; nothing is counted along the way. Pending pauses every
clock, on hold does not; resolved and closed stop them. Reopening starts a new response clock, while the resolution
clock goes on from where it stood. A date agreed with the customer replaces the resolution target and is not paused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maildesk.desk.calendar import (
    ALWAYS,
    Calendar,
    add_business_days,
    add_business_time,
    business_time_between,
)
from maildesk.desk.clock_spans import Pause, active_spans, pauses
from maildesk.desk.people import People
from maildesk.desk.sla_policy import Duration, Measure, Policy, Target, default_policy
from maildesk.desk.ticket import State, Ticket, TicketType

__all__ = [
    "ClockName",
    "ClockReading",
    "Clocks",
    "Duration",
    "Policy",
    "Target",
    "Threshold",
    "calendar_for",
    "clocks",
    "default_policy",
    "policy_for",
    "thresholds",
]

MARKS = (50, 80, 100)
_FINISHED = frozenset({State.RESOLVED, State.CLOSED})
_Span = tuple[datetime, datetime | None]


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Clocks:
    """All clocks of a ticket; None for one it does not carry now."""

    response: ClockReading | None = None
    resolution: ClockReading | None = None
    next_update: ClockReading | None = None
    agree_date: ClockReading | None = None
    complaint: bool = False  # response and resolution are those of a complaint

    def all(self) -> tuple[ClockReading, ...]:
        """Return the readings there are."""
        readings = (self.response, self.resolution, self.next_update, self.agree_date)
        return tuple(reading for reading in readings if reading is not None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Threshold:
    """A mark a running clock reaches; (ticket, clock, started, percent) is unique for a warning."""

    clock: ClockName
    percent: int  # 50, 80, 100
    at: datetime
    started: datetime  # of the clock: a reopened ticket's new response clock warns anew


def clocks(
    ticket: Ticket, calendars: Mapping[str, Calendar], policy: Policy, now: datetime, calendar: str = "default"
) -> Clocks:
    """Return how the ticket's clocks stand at `now`; `calendar` is used where the target names none."""
    complaint = ticket.type is TicketType.COMPLAINT and policy.complaint is not None
    target = policy.complaint if complaint and policy.complaint else policy.targets[ticket.priority]
    working = _calendar(calendars, target.calendar or calendar)
    common = _calendar(calendars, calendar)
    return Clocks(
        response=_response(ticket, target, working, now),
        resolution=_resolution(ticket, target, working, now),
        next_update=_next_update(ticket, policy, common, now),
        agree_date=_agree_date(ticket, target, working, now),
        complaint=complaint,
    )


def thresholds(
    ticket: Ticket, calendars: Mapping[str, Calendar], policy: Policy, now: datetime, calendar: str = "default"
) -> tuple[Threshold, ...]:
    """Return when the running clocks reach 50, 80 and 100 %, past marks included, earliest first.

    Clocks that are met or paused have none: their marks come back with the clock.
    """
    found: list[Threshold] = []
    for reading in clocks(ticket, calendars, policy, now, calendar).all():
        if not reading.running or reading.target is None:
            continue
        spans = _clock_spans(ticket, reading)
        for percent in MARKS:
            at = reading.due if percent == 100 else _reached(spans, reading.target * percent / 100, reading.calendar)
            if at is not None:
                found.append(Threshold(clock=reading.clock, percent=percent, at=at, started=reading.started))
    return tuple(sorted(found, key=lambda mark: mark.at))


def policy_for(ticket: Ticket, people: People, policies: Mapping[str, Policy]) -> Policy:
    """Return the ticket's own policy, else its organisation's, else the desk's `default`."""
    organisation = people.organisation_of(ticket.requester.address)
    for name in (ticket.policy, organisation.policy if organisation else None):
        if name and name in policies:
            return policies[name]
    return policies.get("default") or Policy()


def calendar_for(ticket: Ticket, people: People, default: str) -> str:
    """Return the name of the calendar that counts: the organisation's, else the team's, else the desk's."""
    organisation = people.organisation_of(ticket.requester.address)
    team = people.team(ticket.team)
    return (organisation and organisation.calendar) or (team and team.calendar) or default


def _response(ticket: Ticket, target: Target, calendar: Calendar, now: datetime) -> ClockReading:
    started = ticket.response_since or ticket.created_at
    met = ticket.answered_at if ticket.answered_at and ticket.answered_at >= started else _finished_at(ticket, started)
    return _read(ticket, ClockName.RESPONSE, target.response, calendar, started, met, now)


def _resolution(ticket: Ticket, target: Target, calendar: Calendar, now: datetime) -> ClockReading:
    started, met = ticket.created_at, _finished_at(ticket, ticket.created_at)
    if ticket.due_at is not None:
        return _agreed(ticket, ticket.due_at, calendar, met, now)
    return _read(ticket, ClockName.RESOLUTION, target.resolution, calendar, started, met, now)


def _next_update(ticket: Ticket, policy: Policy, calendar: Calendar, now: datetime) -> ClockReading | None:
    started = ticket.last_update_at or ticket.answered_at
    days = policy.next_update.get(ticket.priority, 0)
    if started is None or days == 0 or ticket.state in _FINISHED:
        return None
    reading = _read(ticket, ClockName.NEXT_UPDATE, Duration.business_days(days), calendar, started, None, now)
    due = ticket.due_at
    if due is None or due <= started or (reading.due is not None and reading.due <= due):
        return reading
    # The customer hears from us before the agreed date, however near it is.
    return _towards(ClockName.NEXT_UPDATE, calendar, started, due, None, now)


def _agree_date(ticket: Ticket, target: Target, calendar: Calendar, now: datetime) -> ClockReading | None:
    unfinished = ticket.due_at is None and ticket.state not in _FINISHED
    if target.resolution is not None or target.reminder is None or not unfinished:
        return None
    return _read(ticket, ClockName.AGREE_DATE, target.reminder, calendar, ticket.created_at, None, now)


def _agreed(ticket: Ticket, due: datetime, calendar: Calendar, met: datetime | None, now: datetime) -> ClockReading:
    return _towards(ClockName.RESOLUTION, calendar, ticket.created_at, due, met, now)


def _towards(
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
    )


def _read(
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
    spans = active_spans(ticket, started, met)
    total = None if duration is None else _total(duration, started, calendar)
    used = sum((business_time_between(a, min(b or until, until), calendar) for a, b in spans), timedelta(0))
    due = None if total is None else _due(spans, duration, total, started, calendar)
    return ClockReading(
        clock=clock,
        target=total,
        calendar=calendar,
        started=started,
        due=due,
        used=used,
        paused=pauses(ticket, started, until),
        running=met is None and bool(spans) and spans[-1][1] is None,
        met_at=met,
        breached=due is not None and until > due,
        fraction=_fraction(used, total),
    )


def _total(duration: Duration, started: datetime, calendar: Calendar) -> timedelta:
    if duration.measure is Measure.DAYS:
        return business_time_between(started, add_business_days(started, duration.days, calendar), calendar)
    return duration.time


def _due(
    spans: tuple[_Span, ...], duration: Duration | None, total: timedelta, started: datetime, calendar: Calendar
) -> datetime | None:
    unpaused = len(spans) == 1 and spans[0] == (started, None)
    if unpaused and duration is not None and duration.measure is Measure.DAYS:
        # The day count keeps the hour of the clock; in bare working time it may end an opening earlier.
        return add_business_days(started, duration.days, calendar)
    return _reached(spans, total, calendar)


def _reached(spans: tuple[_Span, ...], amount: timedelta, calendar: Calendar) -> datetime | None:
    """Return when `amount` of working time has passed within the spans; None when they end before it."""
    for start, end in spans:
        if end is None:
            return add_business_time(start, amount, calendar)
        inside = business_time_between(start, end, calendar)
        if inside >= amount:
            return add_business_time(start, amount, calendar)
        amount -= inside
    return None


def _clock_spans(ticket: Ticket, reading: ClockReading) -> tuple[_Span, ...]:
    return ((reading.started, None),) if reading.agreed else active_spans(ticket, reading.started, None)


def _finished_at(ticket: Ticket, started: datetime) -> datetime | None:
    """Return when the present run of resolved and closed began; None while the ticket is worked on."""
    finished: datetime | None = None
    for span in reversed(ticket.spans):
        if span.state not in _FINISHED:
            break
        finished = span.since
    return None if finished is None else max(finished, started)


def _fraction(used: timedelta, total: timedelta | None) -> float:
    return used / total if total else 0.0


def _calendar(calendars: Mapping[str, Calendar], name: str) -> Calendar:
    found = calendars.get(name)
    if found is not None:
        return found
    # A desk without calendars of its own counts every hour rather than none.
    return Calendar.always(name=ALWAYS)
