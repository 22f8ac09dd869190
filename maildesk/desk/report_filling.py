"""Fills the view of a report or of a score card."""

from datetime import date, timedelta

from maildesk.desk.kpi import KpiLine
from maildesk.desk.report import CountLine, Report
from maildesk.desk.report_period import Period
from maildesk.desk.report_view import (
    ReportCard,
    ReportCost,
    ReportCount,
    ReportFigure,
    ReportHour,
    ReportKind,
    ReportRepeat,
    ReportView,
)

_LEVELS = 4


def report_view(report: Report, kind: ReportKind, *, desk_name: str, staff_name: str = "") -> ReportView:
    """Return what the templates show of a report."""
    hours, cost = report.hours, report.cost
    return ReportView(
        desk_name=desk_name,
        staff_name=staff_name,
        kind=kind,
        first=report.period.first.isoformat(),
        last=report.period.last.isoformat(),
        before_first=report.before.first.isoformat(),
        before_last=report.before.last.isoformat(),
        zone=report.period.zone,
        currency=cost.currency,
        figures=tuple(_figure(line) for line in report.lines),
        backlog=tuple(_count(line) for line in report.backlog),
        backlog_most=_most(report.backlog),
        causes=tuple(_count(line) for line in report.causes),
        causes_most=_most(report.causes),
        hours=_hours(report),
        peak_weekday=hours.weekday,
        peak_hour=hours.hour or 0,
        peak_mean=hours.per_hour,
        engineers=hours.engineers,
        minutes=hours.minutes or 0.0,
        outside=hours.outside,
        repeats=tuple(
            ReportRepeat(of=fault.of.value, name=fault.name, numbers=fault.numbers) for fault in report.repeats
        ),
        budget=cost.budget,
        difference=cost.difference,
        within=cost.within,
        team_costs=tuple(
            ReportCost(name=line.name, hours=line.minutes / 60, cost=line.cost)
            for line in (cost.teams if cost.currency else ())
        ),
        cards=tuple(
            ReportCard(id=card.staff_id, name=card.name, figures=tuple(_figure(line) for line in card.lines))
            for card in report.cards
        ),
    )


def card_view(report: Report, staff_id: str, *, desk_name: str) -> ReportView | None:
    """Return the score card of one engineer; None when there is nothing of that person to tell."""
    card = next((card for card in report.cards if card.staff_id == staff_id), None)
    if card is None:
        return None
    return ReportView(
        desk_name=desk_name,
        staff_name=card.name,
        kind=ReportKind.CARD,
        about=card.name,
        first=report.period.first.isoformat(),
        last=report.period.last.isoformat(),
        before_first=report.before.first.isoformat(),
        before_last=report.before.last.isoformat(),
        zone=report.period.zone,
        figures=tuple(_figure(line) for line in card.lines),
    )


def kind_of(period: Period) -> ReportKind:
    """Say whether a period is a week from Monday, a whole month, or just days."""
    if period.first.weekday() == 0 and (period.last - period.first).days == 6:
        return ReportKind.WEEK
    after = period.last + timedelta(days=1)
    if period.first.day == 1 and after.day == 1 and _months(period.first, after) == 1:
        return ReportKind.MONTH
    return ReportKind.DAYS


def _months(first: date, after: date) -> int:
    return (after.year - first.year) * 12 + after.month - first.month


def _figure(line: KpiLine) -> ReportFigure:
    return ReportFigure(
        key=line.kpi.value,
        unit=line.unit.value,
        value=line.value,
        before=line.before,
        target=line.target,
        at_most=line.better.value == "lower",
        met=line.met,
        trend=line.trend,
    )


def _count(line: CountLine) -> ReportCount:
    return ReportCount(key=line.name, count=line.count, before=line.before)


def _most(lines: tuple[CountLine, ...]) -> int:
    return max((line.count for line in lines), default=0)


def _hours(report: Report) -> tuple[ReportHour, ...]:
    grid, most = report.hours.grid, report.hours.most
    busy = [hour for hour in range(24) if any(day[hour] for day in grid)]
    if not busy:
        return ()
    rows: list[ReportHour] = []
    for hour in range(busy[0], busy[-1] + 1):
        counts = tuple(day[hour] for day in grid)
        rows.append(ReportHour(hour=hour, counts=counts, levels=tuple(-(-count * _LEVELS // most) for count in counts)))
    return tuple(rows)
