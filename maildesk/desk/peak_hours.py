"""When tickets arrive, by weekday and hour, and what that means for how many engineers are needed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo

from maildesk.desk.calendar import Calendar

Grid = tuple[tuple[int, ...], ...]  # seven weekdays from Monday, each of 24 hours


@dataclass(frozen=True, kw_only=True, slots=True)
class PeakHours:
    """Arrivals by weekday and hour of the desk's zone, and the hint for staffing."""

    grid: Grid
    most: int = 0  # the highest cell
    weekday: int | None = None  # 0 is Monday; of the busiest hour; None when nothing arrived
    hour: int | None = None
    per_hour: float = 0.0  # tickets that arrive in the busiest hour on one such day, as a mean
    engineers: int | None = None  # needed in that hour; None when no work was noted
    minutes: float | None = None  # of work a ticket takes, as noted
    outside: float = 0.0  # share that arrived outside the working hours of the desk's calendar


def peak_hours(
    arrivals: Sequence[datetime],
    *,
    zone: str,
    first: date,
    last: date,
    calendar: Calendar,
    minutes_per_ticket: float | None,
) -> PeakHours:
    """Count arrivals from local day `first` to `last`, both included; the earliest of equally busy hours is named."""
    local_zone, counts, outside = ZoneInfo(zone), [[0] * 24 for _ in range(7)], 0
    for at in arrivals:
        local = at.astimezone(local_zone)
        counts[local.weekday()][local.hour] += 1
        outside += not _works(calendar, local if calendar.zone == zone else at)
    grid = tuple(tuple(row) for row in counts)
    most = max(max(row) for row in grid)
    if not most:
        return PeakHours(grid=grid)
    weekday, hour = next((d, h) for d in range(7) for h in range(24) if grid[d][h] == most)
    per_hour = most / max(1, _days_of(weekday, first, last))
    needed = None if not minutes_per_ticket else max(1, ceil(per_hour * minutes_per_ticket / 60))
    return PeakHours(
        grid=grid,
        most=most,
        weekday=weekday,
        hour=hour,
        per_hour=per_hour,
        engineers=needed,
        minutes=minutes_per_ticket,
        outside=outside / len(arrivals),
    )


def minutes_per_ticket(spent: Iterable[tuple[int, int]]) -> float | None:
    """Return the mean work a ticket took from (ticket, minutes) notes; None when none was noted."""
    totals: dict[int, int] = {}
    for number, minutes in spent:
        totals[number] = totals.get(number, 0) + minutes
    worked = [total for total in totals.values() if total > 0]
    return sum(worked) / len(worked) if worked else None


def _works(calendar: Calendar, at: datetime) -> bool:
    if calendar.always_open:
        return True
    local = at if at.tzinfo is ZoneInfo(calendar.zone) else at.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    return any(opens <= minute < closes for opens, closes in calendar.hours_on(local.date()))


def _days_of(weekday: int, first: date, last: date) -> int:
    begin = first + timedelta(days=(weekday - first.weekday()) % 7)
    return 0 if begin > last else (last - begin).days // 7 + 1
