"""An invented report and a score card, so that their templates can be tried."""

from dataclasses import replace

from maildesk.desk.kpi import DEFINITIONS, OF_AN_ENGINEER, Kpi, kpi_line
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

_VALUES: dict[Kpi, tuple[float | None, float | None]] = {
    Kpi.ARRIVED: (1204, 1098),
    Kpi.ANSWERS: (1377, 1240),
    Kpi.RESOLVED: (1180, 1102),
    Kpi.FIRST_RESPONSE: (2.65, 3.4),
    Kpi.FIRST_RESPONSE_MEDIAN: (0.48, 0.61),
    Kpi.RESPONSE_MET: (0.934, 0.902),
    Kpi.RESOLUTION_MET: (0.871, 0.89),
    Kpi.FEEDBACK_HANDLED: (0.983, 0.961),
    Kpi.RESOLUTION_RATE: (0.91, 0.89),
    Kpi.REOPEN_RATE: (0.042, 0.037),
    Kpi.TIME_TO_RESTORE: (9.4, 9.4),
    Kpi.SATISFACTION: (0.81, 0.88),
    Kpi.MEAN_SCORE: (4.12, 4.31),
    Kpi.RATINGS: (212, 187),
    Kpi.COMPLAINTS: (9, 6),
    Kpi.REPEATED_FAULTS: (31, 44),
    Kpi.BACKLOG: (57, 61),
    Kpi.ARTICLES: (7, 0),
    Kpi.HOURS: (412.5, 390),
    Kpi.COST: (20625, 19500),
}
_BY_HOUR = (1, 4, 14, 22, 17, 9, 12, 18, 15, 6, 2)


def report_views(words: dict[str, str]) -> tuple[ReportView, ...]:
    """Return a full month, an engineer's card and a week in which nothing happened."""
    full = ReportView(
        desk_name=words["desk"],
        staff_name=words["staff"],
        kind=ReportKind.MONTH,
        first="2026-10-01",
        last="2026-10-31",
        before_first="2026-09-01",
        before_last="2026-09-30",
        zone="Asia/Shanghai",
        currency="EUR",
        figures=tuple(_figure(kpi) for kpi in Kpi),
        backlog=tuple(
            ReportCount(key=key, count=count, before=before)
            for key, count, before in (
                ("day", 24, 20), ("three_days", 17, 19), ("week", 9, 12), ("month", 6, 8), ("older", 1, 2)
            )
        ),
        backlog_most=24,
        causes=(
            ReportCount(key="delay", count=5, before=2),
            ReportCount(key="", count=4, before=4),
        ),
        causes_most=5,
        hours=tuple(_hour(hour, count) for hour, count in enumerate(_BY_HOUR, start=7)),
        peak_weekday=0,
        peak_hour=10,
        peak_mean=5.5,
        engineers=3,
        minutes=31.5,
        outside=0.084,
        repeats=(
            ReportRepeat(of="customer", name="chen@customer.example", numbers=(1017, 1031, 1042)),
            ReportRepeat(of="asset", name="SN-4471 <b>", numbers=(1031, 1042)),
        ),
        budget=20000.0,
        difference=0.031,
        within=True,
        team_costs=(
            ReportCost(name=words["team"], hours=300.0, cost=15000.0),
            ReportCost(name="", hours=112.5, cost=5625.0),
        ),
        cards=tuple(
            ReportCard(id=name, name=words[key], figures=tuple(_figure(kpi) for kpi in OF_AN_ENGINEER))
            for name, key in (("liwei", "staff"), ("chen", "name"))
        ),
    )  # fmt: skip
    bare = ReportView(
        desk_name=words["desk"],
        staff_name="",
        kind=ReportKind.WEEK,
        first="2026-11-16",
        last="2026-11-22",
        before_first="2026-11-09",
        before_last="2026-11-15",
        zone="UTC",
        figures=tuple(_figure(kpi, nothing=True) for kpi in Kpi if kpi is not Kpi.COST),
    )
    card = replace(
        bare,
        kind=ReportKind.CARD,
        staff_name=words["staff"],
        about=words["staff"],
        figures=tuple(_figure(kpi) for kpi in OF_AN_ENGINEER),
    )
    return full, card, bare


def _figure(kpi: Kpi, *, nothing: bool = False) -> ReportFigure:
    value, before = (None, None) if nothing else _VALUES[kpi]
    line = kpi_line(kpi, value, before)
    return ReportFigure(
        key=kpi.value,
        unit=line.unit.value,
        value=value,
        before=before,
        target=20000.0 if kpi is Kpi.COST and not nothing else DEFINITIONS[kpi].target,
        at_most=line.better.value == "lower",
        met=True if kpi is Kpi.COST and not nothing else line.met,
        trend=line.trend,
    )


def _hour(hour: int, count: int) -> ReportHour:
    counts = (count, count * 9 // 10, count * 7 // 10, count * 8 // 10, count // 2, count // 9, 0)
    return ReportHour(hour=hour, counts=counts, levels=tuple(-(-each * 4 // 22) for each in counts))
