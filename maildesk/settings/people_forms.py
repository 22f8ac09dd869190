"""The shape of what stands in people.toml and calendars.toml: who works here, when, and what is promised."""

from typing import Annotated, Any, Literal

from pydantic import Field

from maildesk.desk.people import Role
from maildesk.desk.sla_policy import Rung
from maildesk.settings.ground import Form, Language, Words


class AbsenceForm(Form):
    """An absence of a [[staff]] entry; both days belong to it."""

    first: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    last: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    deputy: str | None = None


class StaffForm(Form):
    """[[staff]]: an engineer or supervisor."""

    id: str = Field(pattern=r"^[A-Za-z0-9_.\-]{1,40}$")
    name: str
    address: str
    aliases: Words = ()
    role: Role = Role.ENGINEER
    teams: Words = ()
    skills: Words = ()
    capacity: int = Field(default=10, ge=1)
    calendar: str | None = None
    zone: str | None = None
    language: Language | None = None
    mentor: str | None = None
    deputy: str | None = None
    digest_at: str = Field(default="08:30", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    absence: tuple[AbsenceForm, ...] = ()
    suspended: bool = False


class TeamForm(Form):
    """[[team]]: who works together."""

    name: str
    lead: str | None = None
    calendar: str | None = None


class OrganisationForm(Form):
    """[[organisation]]: a customer's company."""

    name: str
    domains: Words = ()
    policy: str | None = None
    language: Language | None = None
    calendar: str | None = None
    vip: bool = False


class OnCallForm(Form):
    """[[on_call]]: who is on call in the week that begins on a Monday."""

    team: str
    monday: str = Field(pattern=r"^\d{4}-\d\d-\d\d$")
    staff: str


class CalendarForm(Form):
    """[[calendar]]: business hours."""

    name: str
    zone: str | None = None
    hours: dict[str, Words] | None = None
    always_open: bool = False
    country: str | None = None
    subdivision: str | None = None
    closed: tuple[Any, ...] = ()
    open: tuple[Any, ...] = ()
    open_hours: dict[str, Words] | None = None


class TargetForm(Form):
    """What a policy promises for one priority; durations as "30m", "2h", "1d", "24h wall"."""

    response: str
    resolution: str | None = None
    calendar: str | None = None
    reminder: str | None = None


class EscalationForm(Form):
    """A step of a policy's escalation: whom a clock tells when so many percent of its target are used."""

    at: int = Field(ge=100, le=1000)
    to: tuple[Rung, ...] = Field(min_length=1)


class PolicyForm(Form):
    """[[policy]]: a service level; what is left out is as in the shipped one."""

    name: str
    urgent: TargetForm | None = None
    normal: TargetForm | None = None
    low: TargetForm | None = None
    complaint: TargetForm | None = None
    next_update: dict[Literal["urgent", "normal", "low"], int] = Field(default_factory=dict)
    warnings: tuple[Annotated[int, Field(ge=1, le=99)], ...] | None = None
    escalation: tuple[EscalationForm, ...] | None = None
