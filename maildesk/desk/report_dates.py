"""When which report is due for a reader, and of which period it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maildesk.desk.report_period import Period, month_before, week_before
from maildesk.desk.report_view import ReportKind
from maildesk.desk.service_settings import Reports


@dataclass(frozen=True, kw_only=True, slots=True)
class DueReport:
    """A report whose hour has come; `key` is the same for everybody and every look."""

    kind: ReportKind
    key: str  # "week 2026-W47", "month 2026-11"
    period: Period


def due_reports(settings: Reports, *, reader_zone: str, desk_zone: str, now: datetime) -> Iterator[DueReport]:
    """Yield the newest weekly and monthly report whose moment has passed where the reader lives.

    The days of the figures are those of the desk's zone, so that every reader reads the same figures. A worker that
    was down at the hour writes it when it is back, until the next one is due.
    """
    local = now.astimezone(ZoneInfo(reader_zone))
    if settings.weekly:
        period = week_before(_last_weekday(settings, local), desk_zone)
        year, week, _ = period.first.isocalendar()
        yield DueReport(kind=ReportKind.WEEK, key=f"week {year}-W{week:02}", period=period)
    if settings.monthly:
        period = month_before(_last_month_day(settings, local), desk_zone)
        yield DueReport(kind=ReportKind.MONTH, key=f"month {period.first:%Y-%m}", period=period)


def _last_weekday(settings: Reports, local: datetime) -> date:
    day = local.date() - timedelta(days=(local.weekday() - settings.weekday) % 7)
    return day - timedelta(days=7) if day == local.date() and _too_early(settings, local) else day


def _last_month_day(settings: Reports, local: datetime) -> date:
    day = local.date().replace(day=settings.month_day)
    if day > local.date() or (day == local.date() and _too_early(settings, local)):
        day = (day.replace(day=1) - timedelta(days=1)).replace(day=settings.month_day)
    return day


def _too_early(settings: Reports, local: datetime) -> bool:
    # As a moment, not as an hour on the wall: that one comes twice in autumn, and not at all in spring.
    due = datetime.combine(local.date(), time.fromisoformat(settings.at), local.tzinfo)
    return local.astimezone(UTC) < due.astimezone(UTC)
