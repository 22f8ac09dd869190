"""Counts the complaints of a stretch of time by what they came from (S10)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.desk import Desk
from maildesk.desk.sla import ClockReading
from maildesk.desk.ticket import State, Ticket
from maildesk.desk.views import clocks_of

NO_CAUSE = "none"  # of complaints nobody has named a cause of yet


@dataclass(frozen=True, kw_only=True, slots=True)
class ComplaintFigures:
    """The complaints that came in a stretch of time, as they stand now; pairs with the most frequent first."""

    came: int = 0
    closed: int = 0
    answered_in_time: int = 0
    answered_late: int = 0  # also those still unanswered after their time
    settled_in_time: int = 0
    settled_late: int = 0  # also those still open after their time
    reopened: int = 0  # how often a customer did not agree
    causes: tuple[tuple[str, int], ...] = ()  # cause, or NO_CAUSE
    concerned: tuple[tuple[str, int], ...] = ()  # staff id
    organisations: tuple[tuple[str, int], ...] = ()


def complaint_figures(desk: Desk, complaints: Iterable[Ticket], now: datetime) -> ComplaintFigures:
    """Return the figures of complaints, for example of all that came within a month; no complaints, no figures."""
    came = list(complaints)
    readings = [clocks_of(desk, ticket, now) for ticket in came]
    answered = [each.response for each in readings]
    settled = [each.resolution for each in readings]
    return ComplaintFigures(
        came=len(came),
        closed=sum(ticket.state is State.CLOSED for ticket in came),
        answered_in_time=_in_time(answered),
        answered_late=_late(answered),
        settled_in_time=_in_time(settled),
        settled_late=_late(settled),
        reopened=sum(ticket.reopened for ticket in came),
        causes=_counted(ticket.cause or NO_CAUSE for ticket in came),
        concerned=_counted(staff_id for ticket in came for staff_id in ticket.concerned),
        organisations=_counted(ticket.organisation for ticket in came if ticket.organisation),
    )


def _in_time(readings: Iterable[ClockReading | None]) -> int:
    return sum(each is not None and each.met_at is not None and not each.breached for each in readings)


def _late(readings: Iterable[ClockReading | None]) -> int:
    return sum(each is not None and each.breached for each in readings)


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))
