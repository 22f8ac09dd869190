"""The shape of the configuration files: every key, its type and its default; an unknown key is an error."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from maildesk.desk.assignment import Method
from maildesk.desk.desk import AckRequire, CcPolicy, StaffProof
from maildesk.desk.people import Role
from maildesk.net.accounts import Auth, Security


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_as_list)]
Language = Literal["en", "zh-Hans", "zh-Hant"]


class Form(BaseModel):
    """A table of a configuration file."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class SecretForm(Form):
    """Where a secret comes from: exactly one of these, never the file itself in a public place."""

    password: str | None = Field(default=None, repr=False)
    password_env: str | None = None
    password_file: Path | None = None
    password_command: Words | None = None


class DeskForm(Form):
    """[desk]: who we are."""

    name: str = "Support"
    prefix: str = Field(default="DESK", pattern=r"^[A-Z][A-Z0-9]{1,15}$")
    domain: str = ""  # right side of our Message-IDs; empty: that of the first mailbox
    zone: str = "UTC"
    country: str | None = None
    language: Language = "en"
    languages: tuple[Language, ...] = ("en", "zh-Hans", "zh-Hant")
    calendar: str = "default"
    team: str | None = None
    secret_key_file: Path = Path("secret.key")


class DatabaseForm(Form):
    """[database]: where everything is kept."""

    url: str = "sqlite:///maildesk.db"


class MailboxForm(SecretForm):
    """[[mailbox]]: an address that customers write to."""

    name: str
    address: str
    aliases: Words = ()
    host: str
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = Security.TLS
    allow_plain_text: bool = False
    username: str = ""
    auth: Auth = Auth.PASSWORD
    token_endpoint: str | None = None
    client_id: str | None = None
    folder: str = "INBOX"
    done_folder: str = "maildesk/Done"
    too_large_folder: str = "maildesk/TooLarge"
    ca_file: Path | None = None
    team: str | None = None
    complaints: bool = False
    take_since: datetime | None = None
    idle: bool = True
    poll_seconds: int = Field(default=60, ge=1)
    full_look_seconds: int = Field(default=300, ge=10)
    batch: int = Field(default=50, ge=1, le=500)
    max_mail_size: int = Field(default=30 * 1024 * 1024, ge=10_000)
    plus_addressing: bool = False


class SmtpForm(SecretForm):
    """[smtp]: the relay that takes what we send."""

    host: str = "localhost"
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = Security.STARTTLS
    allow_plain_text: bool = False
    username: str | None = None
    auth: Auth = Auth.PASSWORD
    ca_file: Path | None = None
    hello: str = "[127.0.0.1]"
    connections: int = Field(default=8, ge=1, le=64)
    from_address: str | None = None  # None: the address of the ticket's mailbox
    envelope_from: str | None = None  # None: the same
    per_minute: int = Field(default=0, ge=0)
    per_day: int = Field(default=0, ge=0)
    give_up_days: int = Field(default=5, ge=1)


class TrustForm(Form):
    """[trust]: whose word we take for who wrote a mail."""

    authserv: Words = ()
    hops: Words = ()
    staff_proof: StaffProof = StaffProof.AUTHENTICATED


class AckForm(Form):
    """[ack]: whom we tell that the mail has arrived."""

    require: AckRequire = AckRequire.AUTHENTICATED
    max_age_hours: int = Field(default=24, ge=0)


class LimitsForm(Form):
    """[limits]: how much is sent automatically; 0 switches a limit off."""

    ack_per_address_hour: int = Field(default=3, ge=0)
    ack_per_address_day: int = Field(default=5, ge=0)
    ack_unproven_per_address_day: int = Field(default=1, ge=0)
    ack_per_domain_hour: int = Field(default=100, ge=0)
    ack_per_minute: int = Field(default=60, ge=0)
    automatic_per_address_day: int = Field(default=10, ge=0)
    automatic_per_ticket_day: int = Field(default=10, ge=0)
    staff_notices_per_day: int = Field(default=500, ge=0)
    command_errors_per_hour: int = Field(default=20, ge=0)
    tickets_per_address_hour: int = Field(default=20, ge=0)
    release_requests_per_day: int = Field(default=3, ge=0)
    min_human_reply_seconds: int = Field(default=5, ge=0)


class TicketsForm(Form):
    """[tickets]: how tickets live."""

    reopen_days: int = Field(default=14, ge=0)
    close_after_business_days: int = Field(default=3, ge=1)
    stranger_lead_days: int = Field(default=1, ge=1)
    stranger_split_days: int = Field(default=2, ge=1)
    cc: CcPolicy = CcPolicy.SAME_DOMAIN
    assign: Method = Method.LEAST_LOADED
    notice_attachment_bytes: int = Field(default=20 * 1024 * 1024, ge=0)


class SurveyForm(Form):
    """[survey]: what customers are asked after a closing."""

    enabled: bool = True
    low_score: int = Field(default=2, ge=0, le=5)


class WebForm(Form):
    """[web]: the page behind the links; without this table no mail holds a link."""

    base_url: str | None = None
    listen: str = "127.0.0.1"
    port: int = Field(default=8025, ge=0, le=65535)


class LogForm(Form):
    """[log]: what is told on standard error."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "json", "text"] = "auto"


class WorkerForm(Form):
    """[worker]: how much one process does at once."""

    readers: int = Field(default=1, ge=0, le=16)
    batch: int = Field(default=50, ge=1, le=500)
    read_seconds: int = Field(default=10, ge=1)
    read_memory_mib: int = Field(default=512, ge=64)


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


class PolicyForm(Form):
    """[[policy]]: a service level; what is left out is as in the shipped one."""

    name: str
    urgent: TargetForm | None = None
    normal: TargetForm | None = None
    low: TargetForm | None = None
    complaint: TargetForm | None = None
    next_update: dict[Literal["urgent", "normal", "low"], int] = Field(default_factory=dict)


class Configuration(Form):
    """All tables together, wherever they stood."""

    desk: DeskForm = Field(default_factory=DeskForm)
    database: DatabaseForm = Field(default_factory=DatabaseForm)
    mailbox: tuple[MailboxForm, ...] = ()
    smtp: SmtpForm = Field(default_factory=SmtpForm)
    trust: TrustForm = Field(default_factory=TrustForm)
    ack: AckForm = Field(default_factory=AckForm)
    limits: LimitsForm = Field(default_factory=LimitsForm)
    tickets: TicketsForm = Field(default_factory=TicketsForm)
    survey: SurveyForm = Field(default_factory=SurveyForm)
    web: WebForm | None = None
    log: LogForm = Field(default_factory=LogForm)
    worker: WorkerForm = Field(default_factory=WorkerForm)
    templates: Path | None = None
    staff: tuple[StaffForm, ...] = ()
    team: tuple[TeamForm, ...] = ()
    organisation: tuple[OrganisationForm, ...] = ()
    on_call: tuple[OnCallForm, ...] = ()
    calendar: tuple[CalendarForm, ...] = ()
    policy: tuple[PolicyForm, ...] = ()
    rule: tuple[dict[str, Any], ...] = ()
