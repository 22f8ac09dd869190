"""What the board shows: states and figures, and of customers no word but the cleaned subject."""

from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.ticket import Priority, State


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardTicket:
    """One line of the board."""

    number: int
    subject: str
    priority: Priority
    state: State
    owner_name: str | None
    age_hours: int
    note: str = ""  # which clock, as the digest says it
    severity: str = "calm"  # calm, soon, late


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardEngineer:
    """How much one engineer carries, and what was done today."""

    name: str
    open: int
    capacity: int
    solved: int
    answered: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardDay:
    """One day of the trend."""

    day: str  # ISO 8601
    arrived: int
    solved: int


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardView:
    """All that a supervisor sees; read only."""

    desk_name: str
    staff_name: str
    at: datetime  # aware UTC
    zone: str
    open: int = 0
    unowned: int = 0
    waiting: int = 0  # pending or on hold
    late: int = 0  # a clock has run out
    arrived: int = 0  # today, in `zone`
    answered: int = 0
    solved: int = 0
    reopened: int = 0
    to_come: tuple[BoardTicket, ...] = ()  # late, or due within 24 hours; worst first
    without_owner: tuple[BoardTicket, ...] = ()
    engineers: tuple[BoardEngineer, ...] = ()
    trend: tuple[BoardDay, ...] = ()  # oldest first, today last
    trend_most: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardLinkView:
    """The mail with the way to the board."""

    desk_name: str
    staff_name: str
    url: str
    valid_until: datetime
    zone: str
