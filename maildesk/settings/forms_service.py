"""The shape of the tables that describe reminders, follow-ups, recurring maintenance, retention and cost."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from maildesk.desk.complaint_causes import CAUSES
from maildesk.desk.service_settings import ApproveBy
from maildesk.settings.ground import Language

Lines = Annotated[tuple[str, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
_Days = Annotated[int, Field(ge=1, le=365)]


class ServiceForm(BaseModel):
    """A table of a configuration file."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class RemindersForm(ServiceForm):
    """[reminders]: when a customer is reminded of a question, in business days; days = [] switches it off."""

    days: tuple[_Days, ...] = (2, 5)
    close_after: int = Field(default=3, ge=1, le=365)


class ComplaintsForm(ServiceForm):
    """[complaints]: what complaints come from, as `#cause` names it; each cause with further words for it."""

    causes: dict[str, Lines] = Field(default_factory=lambda: dict(CAUSES))


class RetentionForm(ServiceForm):
    """[retention]: how long closed tickets and their mails are kept."""

    years: int = Field(default=3, ge=0, le=100)
    daily: bool = False


class AlertsForm(ServiceForm):
    """[alerts]: whom the desk tells when it is in trouble itself, and after how long; 0 switches a kind off."""

    to: Lines = ()
    mailbox_minutes: int = Field(default=15, ge=0)
    queue_minutes: int = Field(default=30, ge=0)
    faults_per_hour: int = Field(default=10, ge=0)


class FollowUpForm(ServiceForm):
    """[followup]: how often an active customer is asked how things are going."""

    enabled: bool = True
    interval_days: int = Field(default=91, ge=7, le=3660)
    active_days: int = Field(default=365, ge=1)
    quiet_days: int = Field(default=14, ge=0)
    per_day: int = Field(default=200, ge=1)
    hour: int = Field(default=10, ge=0, le=23)


class RecurringForm(ServiceForm):
    """[[recurring]]: maintenance that comes back; `when` is a cron line such as "0 9 1 * *"."""

    name: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1)
    when: str
    zone: str | None = None
    team: str | None = None
    owner: str | None = None
    checklist: Lines = ()
    words: str = ""
    due_days: int = Field(default=1, ge=0, le=365)
    asset: str | None = None


class KnowledgeForm(ServiceForm):
    """[knowledge]: what is suggested from the knowledge base, and who approves its articles."""

    suggest: bool = True
    most: int = Field(default=3, ge=1, le=5)
    threshold: float = Field(default=0.4, ge=0, le=1)
    approve_by: ApproveBy = ApproveBy.SUPERVISOR


class ReportsForm(ServiceForm):
    """[reports]: when the figures of a week and of a month are mailed, and to whom besides the supervisors."""

    weekly: bool = True
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    monthly: bool = True
    month_day: int = Field(default=1, ge=1, le=28)
    at: str = Field(default="08:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    score_cards: bool = True
    recipients: Lines = ()
    language: Language | None = None


class CostForm(ServiceForm):
    """[cost]: what an hour of work costs and what a month may cost."""

    currency: str = ""
    hourly_rate: float = Field(default=0.0, ge=0)
    rates: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)  # staff id = per hour
    monthly_budget: float = Field(default=0.0, ge=0)
    team_budgets: dict[str, Annotated[float, Field(ge=0)]] = Field(default_factory=dict)
    tolerance: float = Field(default=0.1, ge=0, le=1)
    warn: bool = True
