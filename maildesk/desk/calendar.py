"""When the desk works: weekly hours, holidays and make-up workdays, and arithmetic in that time.

A calendar is open at an instant when the clock on the wall of its zone shows a time within the hours of that local
day. So a wall time that a clock change skips adds nothing, and one that comes twice counts twice. All sums are made
between UTC instants.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from maildesk.desk.holiday_years import is_known, workday_swap
from maildesk.desk.zone_offsets import offset_spans

DAY = 86400
ALWAYS = "24x7"
_LONGEST_SEARCH_DAYS = 366 * 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_MICRO = timedelta(microseconds=1)
_SECOND = 1_000_000

Hours = tuple[tuple[int, int], ...]  # (start, end) in minutes of the local day, rising, not overlapping, end <= 1440
_WHOLE_DAY: Hours = ((0, 1440),)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDay:
    """A date on which the desk works although it would not; hours are those of a common workday when none are given."""

    day: date
    hours: Hours | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """The working time of a desk, a team, an organisation or a person."""

    name: str
    zone: str = "UTC"  # IANA name
    week: tuple[Hours, ...] = (_WHOLE_DAY,) * 7  # Monday first, always seven
    country: str | None = None  # ISO 3166 code whose public holidays are free
    subdivision: str | None = None  # "BY", "BW"
    closed: frozenset[date] = frozenset()  # further free days
    open: tuple[OpenDay, ...] = ()  # further working days; they win over `closed` and holidays
    always_open: bool = False
    _known: dict[date, Hours] = field(init=False, default_factory=dict, compare=False, repr=False)  # asked before

    @classmethod
    def always(cls, name: str = ALWAYS, zone: str = "UTC") -> "Calendar":
        """Return a calendar that never closes."""
        return cls(name=name, zone=zone, always_open=True)

    def hours_on(self, day: date) -> Hours:
        """Return the working hours of a local date; the empty tuple on a free day."""
        hours = self._known.get(day)
        if hours is None:
            hours = self._known[day] = self._hours_of(day)
        return hours

    def _hours_of(self, day: date) -> Hours:
        if self.always_open:
            return _WHOLE_DAY
        for extra in self.open:
            if extra.day == day:
                return self.workday_hours() if extra.hours is None else extra.hours
        if day in self.closed:
            return ()
        if self.country:
            swap = workday_swap(self.country, self.subdivision, day)
            if swap is not None:
                return (self.week[day.weekday()] or self.workday_hours()) if swap else ()
        return self.week[day.weekday()]

    def workday_hours(self) -> Hours:
        """Return the hours of the first weekday that has any, for make-up workdays; empty when none has."""
        return next((hours for hours in self.week if hours), ())


def default_calendar(zone: str, country: str | None = None, name: str = "default") -> Calendar:
    """Return Monday to Friday 09:00-18:00 in a zone, without the holidays of a country."""
    workday: Hours = ((540, 1080),)
    return Calendar(name=name, zone=zone, country=country, week=(workday,) * 5 + ((), ()))


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Say whether an instant lies in working time."""
    if calendar.always_open:
        return True
    micros = _micros(at)
    start, _ = next(_segments(calendar, micros), (micros + 1, 0))
    return start <= micros


def next_opening(calendar: Calendar, at: datetime) -> datetime:
    """Return the instant itself while open, else the start of the next working hours.

    Raises ValueError when the calendar does not open within twelve years.
    """
    if calendar.always_open:
        return at
    micros = _micros(at)
    for start, _ in _segments(calendar, micros):
        return at if start <= micros else _instant(start)
    raise ValueError(f"Calendar {calendar.name!r} never opens after {at:%Y-%m-%d}.")


def add_business_time(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    """Return the first instant by which `amount` of working time has passed since `start`; aware UTC.

    Work that ends with the day is due at the end of that day, not at the next opening. Zero returns the start.
    Raises ValueError for a negative amount or a calendar that never opens.
    """
    left = amount // _MICRO
    if left < 0:
        raise ValueError("A negative amount of working time cannot be added.")
    begin = _micros(start)
    if calendar.always_open or not left:
        return _instant(begin + left)
    for opens, closes in _segments(calendar, begin):
        at = max(opens, begin)
        if at + left <= closes:
            return _instant(at + left)
        left -= closes - at
    raise ValueError(f"Calendar {calendar.name!r} does not work so long within twelve years.")


def business_time_between(start: datetime, end: datetime, calendar: Calendar) -> timedelta:
    """Return the working time between two instants; zero when the end is not after the start."""
    begin, stop = _micros(start), _micros(end)
    if stop <= begin:
        return timedelta(0)
    if calendar.always_open:
        return (stop - begin) * _MICRO
    total = 0
    for opens, closes in _segments(calendar, begin, stop):
        total += min(closes, stop) - max(opens, begin)
    return total * _MICRO


def add_business_days(start: datetime, days: int, calendar: Calendar) -> datetime:
    """Return the same local time `days` working days on; aware UTC.

    From outside the hours of a working day the first day counted is the one that opens next, and its end is one
    working day: Friday 20:00 and Saturday 11:00 plus one day are Monday 18:00. Where the target day is shorter, its
    own hours bound the time. Zero returns the start; a negative count raises ValueError.
    """
    if days < 0:
        raise ValueError("A negative number of working days cannot be added.")
    if days == 0:
        return start.astimezone(UTC)
    local = start.astimezone(ZoneInfo(calendar.zone))
    minute = local.hour * 60 + local.minute
    hours = calendar.hours_on(local.date())
    if hours and hours[0][0] <= minute < hours[-1][1]:
        day = _working_day(calendar, local.date() + timedelta(days=1), days)
        opens, closes = calendar.hours_on(day)[0][0], calendar.hours_on(day)[-1][1]
        if minute < opens:
            return _at_minute(calendar, day, opens)
        if minute >= closes:
            return _at_minute(calendar, day, closes)
        return local.replace(year=day.year, month=day.month, day=day.day, fold=0).astimezone(UTC)
    first = local.date() if hours and minute < hours[0][0] else local.date() + timedelta(days=1)
    day = _working_day(calendar, first, days)
    return _at_minute(calendar, day, calendar.hours_on(day)[-1][1])


def closed_spans(start: datetime, end: datetime, calendar: Calendar) -> tuple[tuple[datetime, datetime], ...]:
    """Return the stretches between two instants in which the desk did not work, oldest first."""
    if calendar.always_open or end <= start:
        return ()
    begin, stop = _micros(start), _micros(end)
    spans, free_since = [], begin
    for opens, closes in _segments(calendar, begin, stop):
        if opens > free_since:
            spans.append((_instant(free_since), _instant(opens)))
        free_since = closes
    if free_since < stop:
        spans.append((_instant(free_since), _instant(stop)))
    return tuple(spans)


def unknown_years(calendar: Calendar, first: int, last: int) -> tuple[int, ...]:
    """Return the years whose holidays are computed but not yet published, `first` to `last` included.

    A year for which the operator has added working days counts as known.
    """
    if not calendar.country or calendar.always_open:
        return ()
    added = {extra.day.year for extra in calendar.open}
    country = calendar.country
    return tuple(year for year in range(first, last + 1) if year not in added and not is_known(country, year))


def _working_day(calendar: Calendar, first: date, count: int) -> date:
    day = first
    for _ in range(_LONGEST_SEARCH_DAYS):
        if calendar.hours_on(day):
            count -= 1
            if count == 0:
                return day
        day += timedelta(days=1)
    raise ValueError(f"Calendar {calendar.name!r} does not have so many working days within twelve years.")


def _at_minute(calendar: Calendar, day: date, minute: int) -> datetime:
    # Wall-clock sums: an hour that does not exist is moved on by the zone, 24:00 is the next midnight.
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(calendar.zone))
    return (midnight + timedelta(minutes=minute)).astimezone(UTC)


def _segments(calendar: Calendar, begin: int, stop: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield working stretches that end after `begin` and start before `stop`, rising, in microseconds since 1970.

    They are cut at midnight and where the zone's offset changes.
    """
    limit = begin + _LONGEST_SEARCH_DAYS * DAY * _SECOND if stop is None else stop
    first, last = begin // _SECOND, -(-limit // _SECOND)
    for since, until, offset in offset_spans(calendar.zone, first, last):
        day = (max(since, first) + offset) // DAY
        end = min(until, last)
        while (midnight := day * DAY - offset) < end:
            for opens, closes in calendar.hours_on(date.fromordinal(_EPOCH_DAY + day)):
                start = max(midnight + opens * 60, since) * _SECOND
                stopped = min(midnight + closes * 60, until) * _SECOND
                if begin < stopped and start < stopped and start < limit:
                    yield start, stopped
            day += 1


def _micros(at: datetime) -> int:
    return (at - _EPOCH) // _MICRO


def _instant(micros: int) -> datetime:
    return _EPOCH + micros * _MICRO
