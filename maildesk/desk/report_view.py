"""What the templates of a report or a score card are filled from."""

from dataclasses import dataclass, field
from enum import StrEnum


class ReportKind(StrEnum):
    """Which report it is; each has a name in the words of a language."""

    WEEK = "week"
    MONTH = "month"
    DAYS = "days"  # of the command line
    CARD = "card"  # of one engineer, monthly


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportFigure:
    """A figure beside the one before; raw numbers, None where there was nothing to count."""

    key: str  # of kpi.Kpi
    unit: str
    value: float | None
    before: float | None
    target: float | None
    at_most: bool  # the target is the highest good value
    met: bool | None
    trend: str  # better, worse, same or empty


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportCount:
    """A count beside the one before."""

    key: str
    count: int
    before: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportHour:
    """An hour of the day: arrivals on each weekday from Monday, and how dark each cell is, 0 to 4."""

    hour: int
    counts: tuple[int, ...]
    levels: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportRepeat:
    """A customer or asset whose incidents came back."""

    of: str  # customer, asset
    name: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportCost:
    """Hours and cost of a team or an engineer."""

    name: str
    hours: float
    cost: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportCard:
    """The figures of one engineer."""

    id: str
    name: str
    figures: tuple[ReportFigure, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportView:
    """A whole report; a score card has only `figures` and the names."""

    desk_name: str
    staff_name: str  # of the reader; empty when unknown
    kind: ReportKind
    about: str = ""  # the engineer of a score card
    first: str  # ISO 8601 dates, both included
    last: str
    before_first: str
    before_last: str
    zone: str
    currency: str = ""
    figures: tuple[ReportFigure, ...] = ()
    backlog: tuple[ReportCount, ...] = ()
    backlog_most: int = 0
    causes: tuple[ReportCount, ...] = ()
    causes_most: int = 0
    hours: tuple[ReportHour, ...] = ()  # from the first to the last hour in which anything arrived
    peak_weekday: int | None = None  # 0 is Monday; None when nothing arrived
    peak_hour: int = 0
    peak_mean: float = 0.0
    engineers: int | None = None  # needed in the peak hour; None when no work was noted
    minutes: float = 0.0  # of work a ticket takes
    outside: float = 0.0
    repeats: tuple[ReportRepeat, ...] = ()
    budget: float = 0.0  # 0 when there is none
    difference: float | None = None  # share of the budget
    within: bool | None = None
    team_costs: tuple[ReportCost, ...] = ()
    cards: tuple[ReportCard, ...] = field(default=())
