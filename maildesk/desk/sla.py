"""Service levels: what is promised, how far each clock of a ticket has run, and when it reaches its marks.

Everything is computed from the ticket's spans and moments; nothing is counted along the way. Pending pauses every
clock, on hold does not; resolved and closed stop them. Reopening starts a new response clock, while the resolution
clock goes on from where it stood. A date agreed with the customer replaces the resolution target and is not paused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter

from maildesk.desk.calendar import ALWAYS, Calendar, add_business_time
from maildesk.desk.clock_reading import ClockName, ClockReading, reached, read_clock, read_towards
from maildesk.desk.people import People
from maildesk.desk.sla_policy import Duration, Policy, Target, default_policy
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

BREACH = 100
_REMINDER = 80  # of the next update: its owner is reminded once before it is late
_AFTER_A_DATE = timedelta(hours=8)  # of working time: what a step beyond an agreed date is measured by at the most
_FINISHED = frozenset({State.RESOLVED, State.CLOSED})


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
    """A mark a running clock reaches; (ticket, key) is unique for a warning."""

    clock: ClockName
    percent: int  # 50, 80, 100, and the further steps of the escalation
    at: datetime
    started: datetime  # of the clock: a reopened ticket's new response clock warns anew
    agreed: datetime | None = None  # the date agreed with the customer: a new date warns anew

    @property
    def key(self) -> str:
        """What tells this mark from every other of the ticket, whenever it is computed."""
        date = f":{self.agreed:%Y%m%d%H%M%S}" if self.agreed else ""
        return f"{self.clock.value}:{self.started:%Y%m%d%H%M%S}{date}:{self.percent}"


# Everything of a ticket that its clocks depend on.
CLOCKED_BY = (
    *("created_at", "response_since", "answered_at", "last_update_at", "complaint_since", "due_at"),
    *("type", "priority", "state", "spans", "participants"),
)
_clocked = attrgetter(*CLOCKED_BY)


@dataclass(frozen=True, slots=True)
class _Asked:
    asked: tuple[object, ...]
    calendars: Mapping[str, Calendar]
    policy: Policy
    found: Clocks


@dataclass(slots=True)
class _Latest:
    """What was read last; one place is enough, and looking into it costs less than keeping a table."""

    read: _Asked | None = None


_LATEST = _Latest()


def clocks(
    ticket: Ticket, calendars: Mapping[str, Calendar], policy: Policy, now: datetime, calendar: str = "default"
) -> Clocks:
    """Return how the ticket's clocks stand at `now`; `calendar` is used where the target names none.

    One mail asks for the same clocks several times (each notice, and what will be due): they are read once.
    """
    asked = (*_clocked(ticket), now, calendar)
    last = _LATEST.read
    if last is not None and last.calendars is calendars and last.policy is policy and last.asked == asked:
        return last.found
    found = _read_clocks(ticket, calendars, policy, now, calendar)
    _LATEST.read = _Asked(asked, calendars, policy, found)
    return found


def _read_clocks(
    ticket: Ticket, calendars: Mapping[str, Calendar], policy: Policy, now: datetime, calendar: str
) -> Clocks:
    complaint = ticket.type is TicketType.COMPLAINT and policy.complaint is not None
    target = policy.complaint if complaint and policy.complaint else policy.targets[ticket.priority]
    working = _calendar(calendars, target.calendar or calendar)
    common = _calendar(calendars, calendar)
    if ticket.type is TicketType.MAINTENANCE and not ticket.participants:
        # Work of the desk itself: nobody waits for an answer, only the date counts.
        return Clocks(resolution=_resolution(ticket, target, working, now))
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
    """Return when the running clocks reach their marks, past marks included, earliest first.

    Clocks that are met or paused have none: their marks come back with the clock. A step beyond the breach is
    told only when the one before it has come, so that a ticket in time carries no more than it needs.
    """
    found: list[Threshold] = []
    for reading in clocks(ticket, calendars, policy, now, calendar).all():
        if not reading.running or reading.target is None:
            continue
        agreed = reading.due if reading.agreed else None
        for percent in marks_of(reading.clock, policy):
            at = _reaches(reading, percent)
            if at is None:
                continue
            found.append(Threshold(clock=reading.clock, percent=percent, at=at, started=reading.started, agreed=agreed))
            if percent >= BREACH and at > now:
                break
    return tuple(sorted(found, key=lambda mark: mark.at))


def marks_of(clock: ClockName, policy: Policy) -> tuple[int, ...]:
    """Return the percentages at which somebody is told of a clock, rising.

    The next update reminds once and is late once; the date to be agreed reminds once.
    """
    if clock is ClockName.AGREE_DATE:
        return (BREACH,)
    if clock is ClockName.NEXT_UPDATE:
        return (_REMINDER, BREACH)
    return (*policy.warnings, *(step.at for step in policy.escalation))


def _reaches(reading: ClockReading, percent: int) -> datetime | None:
    """Return when a clock reaches a mark; None while it stands still before it."""
    target = reading.target or timedelta(0)
    if percent == BREACH:
        return reading.due
    if reading.agreed and percent > BREACH and reading.due is not None:
        # What was agreed weeks ahead must not be escalated weeks late.
        more = min(target, _AFTER_A_DATE) * (percent - BREACH) / 100
        return add_business_time(reading.due, more, reading.calendar)
    return reached(reading.active, target * percent / 100, reading.calendar)


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
    return read_clock(ticket, ClockName.RESPONSE, target.response, calendar, started, met, now)


def _resolution(ticket: Ticket, target: Target, calendar: Calendar, now: datetime) -> ClockReading:
    started = ticket.complaint_since or ticket.created_at
    met = _finished_at(ticket, started)
    if ticket.due_at is not None:
        return _agreed(ticket, ticket.due_at, calendar, met, now)
    return read_clock(ticket, ClockName.RESOLUTION, target.resolution, calendar, started, met, now)


def _next_update(ticket: Ticket, policy: Policy, calendar: Calendar, now: datetime) -> ClockReading | None:
    started = ticket.last_update_at or ticket.answered_at
    days = policy.next_update.get(ticket.priority, 0)
    if started is None or days == 0 or ticket.state in _FINISHED:
        return None
    reading = read_clock(ticket, ClockName.NEXT_UPDATE, Duration.business_days(days), calendar, started, None, now)
    due = ticket.due_at
    if due is None or due <= started or (reading.due is not None and reading.due <= due):
        return reading
    # The customer hears from us before the agreed date, however near it is.
    return read_towards(ClockName.NEXT_UPDATE, calendar, started, due, None, now)


def _agree_date(ticket: Ticket, target: Target, calendar: Calendar, now: datetime) -> ClockReading | None:
    unfinished = ticket.due_at is None and ticket.state not in _FINISHED
    if target.resolution is not None or target.reminder is None or not unfinished:
        return None
    return read_clock(ticket, ClockName.AGREE_DATE, target.reminder, calendar, ticket.created_at, None, now)


def _agreed(ticket: Ticket, due: datetime, calendar: Calendar, met: datetime | None, now: datetime) -> ClockReading:
    return read_towards(ClockName.RESOLUTION, calendar, ticket.created_at, due, met, now)


def _finished_at(ticket: Ticket, started: datetime) -> datetime | None:
    """Return when the present run of resolved and closed began; None while the ticket is worked on."""
    finished: datetime | None = None
    for span in reversed(ticket.spans):
        if span.state not in _FINISHED:
            break
        finished = span.since
    return None if finished is None else max(finished, started)


def _calendar(calendars: Mapping[str, Calendar], name: str) -> Calendar:
    found = calendars.get(name)
    if found is not None:
        return found
    # A desk without calendars of its own counts every hour rather than none.
    return Calendar.always(name=ALWAYS)
