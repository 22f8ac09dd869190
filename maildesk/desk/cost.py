"""What the work of a stretch of time cost, against its budget (S16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from maildesk.desk.service_settings import Costs


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeSpent:
    """Work on a ticket; minutes below zero take time back."""

    ticket: int
    team: str | None
    staff_id: str
    minutes: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLine:
    """Minutes and cost of one engineer, team or ticket."""

    name: str  # staff id, team or number; empty for no team
    minutes: int
    cost: float


@dataclass(frozen=True, kw_only=True, slots=True)
class CostFigures:
    """Cost of a stretch of time against the budget that falls on it."""

    currency: str
    minutes: int
    cost: float
    budget: float  # 0 when there is none
    difference: float | None  # share of the budget, 0.12 = 12 % above it; None without a budget
    within: bool | None  # within the tolerance; None without a budget
    staff: tuple[CostLine, ...] = ()  # the dearest first
    teams: tuple[CostLine, ...] = ()
    team_budgets: tuple[tuple[str, float], ...] = ()  # team, budget that falls on the stretch
    tickets: tuple[CostLine, ...] = ()  # the ten dearest


_DEAREST = 10


def cost_figures(costs: Costs, spent: Iterable[TimeSpent], since: date, until: date) -> CostFigures:
    """Return the cost of the work from `since` to `until` (not included) against the monthly budget.

    A budget falls evenly on the days of its month, so weeks and quarters have their share. No work costs nothing.
    """
    staff: dict[str, tuple[int, float]] = {}
    teams: dict[str, tuple[int, float]] = {}
    tickets: dict[str, tuple[int, float]] = {}
    for each in spent:
        cost = each.minutes / 60 * costs.rate_of(each.staff_id)
        for table, name in ((staff, each.staff_id), (teams, each.team or ""), (tickets, str(each.ticket))):
            minutes, sum_ = table.get(name, (0, 0.0))
            table[name] = (minutes + each.minutes, sum_ + cost)
    months = months_between(since, until)
    total, budget = sum(cost for _, cost in staff.values()), costs.monthly_budget * months
    difference = (total - budget) / budget if budget else None
    return CostFigures(
        currency=costs.currency,
        minutes=sum(minutes for minutes, _ in staff.values()),
        cost=round(total, 2),
        budget=round(budget, 2),
        difference=difference,
        within=None if difference is None else abs(difference) <= costs.tolerance + 1e-9,
        staff=_dearest(staff),
        teams=_dearest(teams),
        team_budgets=tuple((team, round(amount * months, 2)) for team, amount in costs.team_budgets),
        tickets=_dearest(tickets)[:_DEAREST],
    )


def months_between(since: date, until: date) -> float:
    """Return a stretch of days in months, each day a share of its own month; 0 when it is empty."""
    months = 0.0
    first = since.replace(day=1)
    while first < until:
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        days = (min(until, after) - max(since, first)).days
        months += max(0, days) / (after - first).days
        first = after
    return months


def first_moment(day: date, zone: str) -> datetime:
    """Return when a local day begins, for asking the store."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))


def _dearest(table: dict[str, tuple[int, float]]) -> tuple[CostLine, ...]:
    lines = [CostLine(name=name, minutes=minutes, cost=round(cost, 2)) for name, (minutes, cost) in table.items()]
    return tuple(sorted(lines, key=lambda line: (-line.cost, -line.minutes, line.name)))
