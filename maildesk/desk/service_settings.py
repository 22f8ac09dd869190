"""Settings of the parts of the service that run beside the tickets."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True, slots=True)
class Reminders:
    """When a customer is reminded of a question, in business days since the ticket waits; () = never."""

    days: tuple[int, ...] = (2, 5)
    close_after: int = 3  # business days of silence after the last reminder


@dataclass(frozen=True, kw_only=True, slots=True)
class Alerts:
    """Whom the desk tells when it is in trouble itself, and after how long (S20); 0 switches a kind off."""

    to: tuple[str, ...] = ()  # addresses; () = every supervisor
    mailbox_minutes: int = 15  # a mailbox has not been reached for so long
    queue_minutes: int = 30  # mail has been waiting for the relay for so long
    faults_per_hour: int = 10  # mails held by one and the same error of ours


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp:
    """How often an active customer is asked how things are going (S14)."""

    enabled: bool = True
    interval_days: int = 91  # once a quarter, never twice within it
    active_days: int = 365  # a customer counts as active that long after a ticket
    quiet_days: int = 14  # nobody is asked that soon after a ticket was opened
    per_day: int = 200  # at most; the others get it the next day
    hour: int = 10  # local hour of the desk's zone from which it is sent, on working days


@dataclass(frozen=True, kw_only=True, slots=True)
class Recurring:
    """One [[recurring]] entry: maintenance that comes back (S15)."""

    name: str
    title: str
    when: str  # a cron line in `zone`: "0 9 1 * *"
    zone: str
    team: str | None = None
    owner: str | None = None  # staff id; None = the team's method
    checklist: tuple[str, ...] = ()
    words: str = ""  # what the notice says
    due_days: int = 1  # business days until it is overdue
    asset: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Reports:
    """When reports are mailed and to whom besides the supervisors (S12)."""

    weekly: bool = True
    weekday: int = 0  # 0 is Monday
    monthly: bool = True
    month_day: int = 1  # of the month after
    at: str = "08:00"  # local time of each reader
    score_cards: bool = True  # monthly, to each engineer
    recipients: tuple[str, ...] = ()  # further addresses
    language: str | None = None  # of further recipients; None = the desk's


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """What an hour of work costs and what a month may cost (S16); no currency = cost is not reported."""

    currency: str = ""
    hourly_rate: float = 0.0  # of everybody without a rate of their own
    rates: tuple[tuple[str, float], ...] = ()  # staff id, currency per hour
    monthly_budget: float = 0.0  # 0 = none
    team_budgets: tuple[tuple[str, float], ...] = ()  # team, per month
    tolerance: float = 0.1  # of the budget, up or down
    warn: bool = True  # tell the supervisors when a month's budget is used up

    def rate_of(self, staff_id: str) -> float:
        """Return what an hour of somebody costs."""
        return dict(self.rates).get(staff_id, self.hourly_rate)


class ApproveBy(StrEnum):
    """Who approves articles."""

    SUPERVISOR = "supervisor"
    LEAD = "lead"  # the lead of the ticket's team, and supervisors


@dataclass(frozen=True, kw_only=True, slots=True)
class Knowledge:
    """What is suggested from the knowledge base, and who approves its articles (S13)."""

    suggest: bool = True  # in acknowledgements and in notices of new tickets
    most: int = 3
    threshold: float = 0.4  # of the confidence, 0 to 1; below it nothing is suggested
    approve_by: ApproveBy = ApproveBy.SUPERVISOR
