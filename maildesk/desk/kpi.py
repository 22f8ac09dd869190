"""The figures of the service's reports, each defined once: name, unit, target, and in words how it is counted.

`docs/reports.md` is checked against this file, the labels stand in the words of each language under `kpi`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Kpi(StrEnum):
    """Every figure of a report or a score card."""

    ARRIVED = "arrived"
    ANSWERS = "answers"
    RESOLVED = "resolved"
    FIRST_RESPONSE = "first_response"
    FIRST_RESPONSE_MEDIAN = "first_response_median"
    RESPONSE_MET = "response_met"
    RESOLUTION_MET = "resolution_met"
    FEEDBACK_HANDLED = "feedback_handled"
    RESOLUTION_RATE = "resolution_rate"
    REOPEN_RATE = "reopen_rate"
    TIME_TO_RESTORE = "time_to_restore"
    SATISFACTION = "satisfaction"
    MEAN_SCORE = "mean_score"
    RATINGS = "ratings"
    COMPLAINTS = "complaints"
    REPEATED_FAULTS = "repeated_faults"
    BACKLOG = "backlog"
    ARTICLES = "articles"
    HOURS = "hours"
    COST = "cost"


class Unit(StrEnum):
    """What a figure is measured in."""

    COUNT = "count"
    SHARE = "share"  # 0 to 1; shown in percent
    HOURS = "hours"
    SCORE = "score"  # 1 to 5
    MONEY = "money"  # of [cost] currency


class Better(StrEnum):
    """Which way a figure should go."""

    HIGHER = "higher"
    LOWER = "lower"
    NEITHER = "neither"


@dataclass(frozen=True, kw_only=True, slots=True)
class Definition:
    """One figure; `target` is the highest good value where lower is better, else the lowest."""

    kpi: Kpi
    unit: Unit
    better: Better = Better.NEITHER
    target: float | None = None
    formula: str  # what is counted, for docs/reports.md

    def met(self, value: float | None) -> bool | None:
        """Say whether a value meets the target; None without a target or a value."""
        if self.target is None or value is None:
            return None
        return value <= self.target if self.better is Better.LOWER else value >= self.target


DEFINITIONS: dict[Kpi, Definition] = {
    each.kpi: each
    for each in (
        Definition(
            kpi=Kpi.ARRIVED,
            unit=Unit.COUNT,
            formula="Tickets that were opened in the period.",
        ),
        Definition(
            kpi=Kpi.ANSWERS,
            unit=Unit.COUNT,
            formula="Mails that engineers wrote to customers in the period; acknowledgements are none.",
        ),
        Definition(
            kpi=Kpi.RESOLVED,
            unit=Unit.COUNT,
            formula="How often a ticket became resolved in the period, or was closed without that. "
            "One that is reopened and resolved again counts twice; merging resolves nothing, and what `#undo` "
            "took back does not count.",
        ),
        Definition(
            kpi=Kpi.FIRST_RESPONSE,
            unit=Unit.HOURS,
            better=Better.LOWER,
            target=4.0,
            formula="Mean working time from opening a ticket to the first mail of an engineer, "
            "over the tickets whose first such mail fell into the period. "
            "Working time is that of the ticket's response clock: urgent tickets count around the clock.",
        ),
        Definition(
            kpi=Kpi.FIRST_RESPONSE_MEDIAN,
            unit=Unit.HOURS,
            better=Better.LOWER,
            formula="The median of the same times; of an even number the mean of the middle two.",
        ),
        Definition(
            kpi=Kpi.RESPONSE_MET,
            unit=Unit.SHARE,
            better=Better.HIGHER,
            formula="Of the response clocks that ended in the period, by an answer or by resolving without one, "
            "the share that ended within their target. Each reopening starts one more clock.",
        ),
        Definition(
            kpi=Kpi.RESOLUTION_MET,
            unit=Unit.SHARE,
            better=Better.HIGHER,
            formula="Of the resolutions of the period that had a target or an agreed date, the share within it.",
        ),
        Definition(
            kpi=Kpi.FEEDBACK_HANDLED,
            unit=Unit.SHARE,
            better=Better.HIGHER,
            target=0.9,
            formula="Of the tickets opened in the period, the share an engineer had answered, or that had been "
            "resolved, by the end of the period.",
        ),
        Definition(
            kpi=Kpi.RESOLUTION_RATE,
            unit=Unit.SHARE,
            better=Better.HIGHER,
            formula="Of the tickets opened in the period, the share that was resolved or closed at its end.",
        ),
        Definition(
            kpi=Kpi.REOPEN_RATE,
            unit=Unit.SHARE,
            better=Better.LOWER,
            formula="How often a resolved or closed ticket was opened again in the period, divided by `resolved`.",
        ),
        Definition(
            kpi=Kpi.TIME_TO_RESTORE,
            unit=Unit.HOURS,
            better=Better.LOWER,
            formula="Mean time on the clock on the wall from opening to resolution, over the resolutions of incidents "
            "in the period. Nights, weekends and waiting for the customer are in it.",
        ),
        Definition(
            kpi=Kpi.SATISFACTION,
            unit=Unit.SHARE,
            better=Better.HIGHER,
            target=0.85,
            formula="Of the scores first given in the period, the share that is 4 or 5. A changed score counts as it "
            "stands now.",
        ),
        Definition(
            kpi=Kpi.MEAN_SCORE,
            unit=Unit.SCORE,
            better=Better.HIGHER,
            formula="The mean of the same scores.",
        ),
        Definition(
            kpi=Kpi.RATINGS,
            unit=Unit.COUNT,
            formula="How many scores were given; one for each closing of a ticket.",
        ),
        Definition(
            kpi=Kpi.COMPLAINTS,
            unit=Unit.COUNT,
            better=Better.LOWER,
            formula="Tickets opened in the period that are complaints.",
        ),
        Definition(
            kpi=Kpi.REPEATED_FAULTS,
            unit=Unit.COUNT,
            better=Better.LOWER,
            formula="Incidents opened in the period whose customer or asset had another incident opened within the "
            "30 days before.",
        ),
        Definition(
            kpi=Kpi.BACKLOG,
            unit=Unit.COUNT,
            better=Better.LOWER,
            formula="Tickets that were new, open, pending or on hold at the end of the period.",
        ),
        Definition(
            kpi=Kpi.ARTICLES,
            unit=Unit.COUNT,
            better=Better.HIGHER,
            formula="Articles of the knowledge base that were approved in the period.",
        ),
        Definition(
            kpi=Kpi.HOURS,
            unit=Unit.HOURS,
            formula="Working time that engineers noted with `#spent` in the period, less what they took back.",
        ),
        Definition(
            kpi=Kpi.COST,
            unit=Unit.MONEY,
            formula="The same hours at the hourly rates of `[cost]`; met while it differs from the budget that falls "
            "on the period by no more than `tolerance`.",
        ),
    )
}

# What the whole desk's report shows, and what the score card of one engineer does.
OF_THE_DESK = tuple(Kpi)
OF_AN_ENGINEER = (
    *(Kpi.ANSWERS, Kpi.RESOLVED, Kpi.FIRST_RESPONSE, Kpi.RESPONSE_MET, Kpi.RESOLUTION_MET, Kpi.RESOLUTION_RATE),
    *(Kpi.SATISFACTION, Kpi.RATINGS, Kpi.ARTICLES, Kpi.HOURS),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class KpiLine:
    """A figure of a period beside that of the period before; None where there was nothing to count."""

    kpi: Kpi
    unit: Unit
    better: Better
    value: float | None
    before: float | None
    target: float | None = None
    met: bool | None = None

    @property
    def trend(self) -> str:
        """Say "better", "worse", "same", or "" when it cannot be said."""
        if self.value is None or self.before is None or self.better is Better.NEITHER:
            return ""
        if abs(self.value - self.before) < 1e-9:
            return "same"
        return "better" if (self.value > self.before) is (self.better is Better.HIGHER) else "worse"


def kpi_line(kpi: Kpi, value: float | None, before: float | None) -> KpiLine:
    """Put a figure beside the one before, with what its definition says."""
    known = DEFINITIONS[kpi]
    return KpiLine(
        kpi=kpi,
        unit=known.unit,
        better=known.better,
        value=value,
        before=before,
        target=known.target,
        met=known.met(value),
    )
