"""Puts a whole report together from the facts of a period and of the one before."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta

from maildesk.desk.cost import CostFigures, cost_figures
from maildesk.desk.desk import Desk
from maildesk.desk.kpi import OF_AN_ENGINEER, OF_THE_DESK, Kpi, KpiLine, kpi_line
from maildesk.desk.kpi_facts import PeriodFacts, by_engineer
from maildesk.desk.kpi_figures import figure_of
from maildesk.desk.peak_hours import PeakHours, minutes_per_ticket, peak_hours
from maildesk.desk.repeated_faults import RepeatedFault, repeated_faults
from maildesk.desk.report_period import Period
from maildesk.desk.ticket import TicketType
from maildesk.desk.views import calendar_of

# Up to so many days old; the last has no end.
BACKLOG_AGES: tuple[tuple[str, int | None], ...] = (
    ("day", 1),
    ("three_days", 3),
    ("week", 7),
    ("month", 30),
    ("older", None),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CountLine:
    """A count of the period beside that of the period before."""

    name: str
    count: int
    before: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreCard:
    """The figures of one engineer."""

    staff_id: str
    name: str
    lines: tuple[KpiLine, ...]  # in the order of `kpi.OF_AN_ENGINEER`


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """Everything a report says, without words of any language."""

    period: Period
    before: Period
    lines: tuple[KpiLine, ...]  # in the order of `kpi.OF_THE_DESK`; cost only with a currency
    backlog: tuple[CountLine, ...]  # by age, youngest first; `name` as in BACKLOG_AGES
    hours: PeakHours
    causes: tuple[CountLine, ...]  # of complaints, the most frequent first; an empty name: none was given
    repeats: tuple[RepeatedFault, ...]
    cost: CostFigures
    cards: tuple[ScoreCard, ...]
    is_empty: bool = False  # nothing happened and nothing waits


def build_report(desk: Desk, period: Period, facts: PeriodFacts, before: PeriodFacts) -> Report:
    """Return the report of a period; `before` are the facts of `period.before()`."""
    earlier = period.before()
    cost = _cost(desk, period, facts)
    return Report(
        period=period,
        before=earlier,
        lines=_lines(desk, facts, before, cost, _cost(desk, earlier, before)),
        backlog=_backlog(facts, before),
        hours=peak_hours(
            [ticket.at for ticket in facts.opened],
            zone=period.zone,
            first=period.first,
            last=period.last,
            calendar=calendar_of(desk),
            minutes_per_ticket=minutes_per_ticket((each.ticket, each.minutes) for each in facts.spent),
        ),
        causes=_causes(facts, before),
        repeats=repeated_faults(facts),
        cost=cost,
        cards=_cards(desk, facts, before),
        is_empty=facts.is_empty(),
    )


def _cost(desk: Desk, period: Period, facts: PeriodFacts) -> CostFigures:
    return cost_figures(desk.costs, facts.spent, period.first, period.last + timedelta(days=1))


def _lines(
    desk: Desk, facts: PeriodFacts, before: PeriodFacts, cost: CostFigures, cost_before: CostFigures
) -> tuple[KpiLine, ...]:
    lines = [kpi_line(kpi, figure_of(kpi, facts), figure_of(kpi, before)) for kpi in OF_THE_DESK if kpi is not Kpi.COST]
    if desk.costs.currency:
        money = kpi_line(Kpi.COST, cost.cost, cost_before.cost)
        lines.append(replace(money, target=cost.budget or None, met=cost.within))
    return tuple(lines)


def _backlog(facts: PeriodFacts, before: PeriodFacts) -> tuple[CountLine, ...]:
    now, then = Counter(_ages(facts)), Counter(_ages(before))
    return tuple(CountLine(name=name, count=now[name], before=then[name]) for name, _ in BACKLOG_AGES)


def _ages(facts: PeriodFacts) -> list[str]:
    return [_age(facts.until - ticket.at) for ticket in facts.backlog]


def _age(age: timedelta) -> str:
    return next(name for name, days in BACKLOG_AGES if days is None or age <= timedelta(days=days))


def _causes(facts: PeriodFacts, before: PeriodFacts) -> tuple[CountLine, ...]:
    now, then = _causes_of(facts), _causes_of(before)
    names = sorted({*now, *then}, key=lambda name: (-now[name], -then[name], name))
    return tuple(CountLine(name=name, count=now[name], before=then[name]) for name in names)


def _causes_of(facts: PeriodFacts) -> Counter[str]:
    return Counter(ticket.cause or "" for ticket in facts.opened if ticket.type is TicketType.COMPLAINT)


def _cards(desk: Desk, facts: PeriodFacts, before: PeriodFacts) -> tuple[ScoreCard, ...]:
    now, then = by_engineer(facts), by_engineer(before)
    nothing = PeriodFacts(since=facts.since, until=facts.until)
    cards: list[ScoreCard] = []
    for person in desk.people.staff:
        own, earlier = now.get(person.id), then.get(person.id, nothing)
        if own is None:
            continue
        lines = tuple(kpi_line(kpi, figure_of(kpi, own), figure_of(kpi, earlier)) for kpi in OF_AN_ENGINEER)
        cards.append(ScoreCard(staff_id=person.id, name=person.name, lines=lines))
    return tuple(cards)
