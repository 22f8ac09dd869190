"""What a desk promises: durations, targets by priority, and the policy it ships with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from maildesk.desk.calendar import ALWAYS
from maildesk.desk.ticket import Priority

_WRITTEN = re.compile(r"(\d{1,4}) ?(min|m|h|d)(?: ?(wall))?")


class Measure(StrEnum):
    """In what time a duration is measured."""

    BUSINESS = "business"  # working hours and minutes
    DAYS = "days"  # whole working days
    WALL = "wall"  # the clock on the wall


@dataclass(frozen=True, kw_only=True, slots=True)
class Duration:
    """A promised amount: `days` counts for the measure DAYS, `time` for the others."""

    measure: Measure
    time: timedelta = timedelta(0)
    days: int = 0

    @classmethod
    def business(cls, *, hours: float = 0, minutes: float = 0) -> "Duration":
        """Return an amount of working time."""
        return cls(measure=Measure.BUSINESS, time=timedelta(hours=hours, minutes=minutes))

    @classmethod
    def business_days(cls, days: int) -> "Duration":
        """Return a number of working days."""
        return cls(measure=Measure.DAYS, days=days)

    @classmethod
    def wall(cls, *, hours: float = 0, minutes: float = 0) -> "Duration":
        """Return an amount of plain time, nights and holidays included."""
        return cls(measure=Measure.WALL, time=timedelta(hours=hours, minutes=minutes))


def duration_from(text: str) -> Duration:
    """Return the duration an operator wrote: "30m", "2h" of working time, "1d" working days, "24h wall".

    Raises ValueError with a sentence for anything else; the settings put key and file before it.
    """
    found = _WRITTEN.fullmatch(text.strip().casefold())
    amount = int(found[1]) if found else 0
    if found is None or amount == 0:
        raise ValueError(f'{text!r} is not a duration; write "30m", "2h" or "1d" (working time), or "24h wall".')
    if found[2] == "d":
        return Duration.wall(hours=24 * amount) if found[3] else Duration.business_days(amount)
    hours, minutes = (amount, 0) if found[2] == "h" else (0, amount)
    return Duration.wall(hours=hours, minutes=minutes) if found[3] else Duration.business(hours=hours, minutes=minutes)


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """What is promised for one priority."""

    response: Duration
    resolution: Duration | None = None  # None: by a date agreed with the customer
    calendar: str | None = None  # None: the ticket's own; "24x7" always exists
    reminder: Duration | None = None  # without a resolution: when the owner is reminded to agree a date


_TARGETS = {
    Priority.URGENT: Target(
        response=Duration.business(minutes=30), resolution=Duration.business(hours=2), calendar=ALWAYS
    ),
    Priority.NORMAL: Target(response=Duration.business(hours=2), resolution=Duration.business(hours=8)),
    Priority.LOW: Target(response=Duration.business_days(1), reminder=Duration.business_days(2)),
}
_NEXT_UPDATE = {Priority.URGENT: 1, Priority.NORMAL: 2, Priority.LOW: 2}
_COMPLAINT = Target(response=Duration.business(hours=2), resolution=Duration.business_days(3))


class Rung(StrEnum):
    """Who is told of a breach, from the bottom of the chain to its top."""

    OWNER = "owner"  # of an unowned ticket the whole team
    LEAD = "lead"  # of the ticket's team
    SUPERVISOR = "supervisor"  # all of them
    DEPUTIES = "deputies"  # of the owner, the lead and the supervisors


@dataclass(frozen=True, kw_only=True, slots=True)
class EscalationStep:
    """Who is told when so many percent of a target are used up."""

    at: int  # 100 or more
    to: tuple[Rung, ...]


_ESCALATION = (
    EscalationStep(at=100, to=(Rung.OWNER, Rung.LEAD)),
    EscalationStep(at=125, to=(Rung.SUPERVISOR,)),
    EscalationStep(at=150, to=(Rung.DEPUTIES,)),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """A service level; without arguments it is the one the desk ships with (SERVICE S7, S10)."""

    name: str = "default"
    targets: Mapping[Priority, Target] = field(default_factory=lambda: dict(_TARGETS))  # every priority
    next_update: Mapping[Priority, int] = field(default_factory=lambda: dict(_NEXT_UPDATE))  # working days
    complaint: Target | None = _COMPLAINT  # of tickets of that type, whatever their priority
    warnings: tuple[int, ...] = (50, 80)  # percent of a target at which the owner is warned; below 100
    escalation: tuple[EscalationStep, ...] = _ESCALATION  # rising; the first is the breach itself

    def told_at(self, percent: int) -> tuple[Rung, ...]:
        """Return who is told when a clock reaches a mark; before the breach, and at a mark no step has, the owner."""
        return next((step.to for step in self.escalation if step.at == percent), (Rung.OWNER,))


def default_policy(name: str = "default") -> Policy:
    """Return the shipped promises: urgent 30 min / 2 h around the clock, normal 2 h / 8 h, low one working day."""
    return Policy(name=name)
