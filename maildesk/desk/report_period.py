"""The stretches of local days that reports are about, and the one before each."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from maildesk.desk.cost import first_moment

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Local days of a zone, both included."""

    first: date
    last: date
    zone: str

    @property
    def since(self) -> datetime:
        """When the first day begins."""
        return first_moment(self.first, self.zone).astimezone(UTC)

    @property
    def until(self) -> datetime:
        """When the day after the last begins."""
        return first_moment(self.last + _DAY, self.zone).astimezone(UTC)

    def before(self) -> "Period":
        """Return the period before: as many months when it is whole months, else as many days."""
        end = self.first - _DAY
        if self.first.day == 1 and (self.last + _DAY).day == 1:
            months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
            return Period(first=_months_back(self.first, months), last=end, zone=self.zone)
        return Period(first=self.first - (self.last - self.first + _DAY), last=end, zone=self.zone)


def week_before(day: date, zone: str) -> Period:
    """Return the last whole week, Monday to Sunday, before a day."""
    monday = day - timedelta(days=day.weekday() + 7)
    return Period(first=monday, last=monday + timedelta(days=6), zone=zone)


def month_before(day: date, zone: str) -> Period:
    """Return the last whole month before a day."""
    last = day.replace(day=1) - _DAY
    return Period(first=last.replace(day=1), last=last, zone=zone)


def _months_back(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
