"""The shape of the configuration files: every key, its type and its default; an unknown key is an error."""

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from maildesk.desk.assignment import Method
from maildesk.desk.desk import AckRequire, CcPolicy, StaffProof
from maildesk.net.accounts import Auth, Security
from maildesk.settings.forms_service import (
    AlertsForm,
    ComplaintsForm,
    CostForm,
    FollowUpForm,
    KnowledgeForm,
    RecurringForm,
    RemindersForm,
    ReportsForm,
    RetentionForm,
)
from maildesk.settings.ground import Form, Language, Words
from maildesk.settings.people_forms import (
    CalendarForm,
    OnCallForm,
    OrganisationForm,
    PolicyForm,
    StaffForm,
    TeamForm,
)


class SecretForm(Form):
    """Where a secret comes from: exactly one of these, never the file itself in a public place."""

    password: str | None = Field(default=None, repr=False)
    password_env: str | None = None
    password_file: Path | None = None
    password_command: Words | None = None


class LoginForm(SecretForm):
    """How a server is told who we are; with a token endpoint the password is the secret of the application."""

    auth: Auth = Auth.PASSWORD
    token_endpoint: str | None = None
    client_id: str | None = None
    token_scope: str = ""
    refresh_token_file: Path | None = None


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


class MailboxForm(LoginForm):
    """[[mailbox]]: an address that customers write to."""

    name: str
    address: str
    aliases: Words = ()
    host: str
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = Security.TLS
    allow_plain_text: bool = False
    username: str = ""
    folder: str = "INBOX"
    done_folder: str = "maildesk/Done"
    too_large_folder: str = "maildesk/TooLarge"
    ca_file: Path | None = None
    team: str | None = None
    complaints: bool = False
    take_since: datetime | None = None
    poll_seconds: int = Field(default=60, ge=1)
    full_look_seconds: int = Field(default=300, ge=10)
    batch: int = Field(default=50, ge=1, le=500)
    max_mail_size: int = Field(default=30 * 1024 * 1024, ge=10_000)
    plus_addressing: bool = False


class SmtpForm(LoginForm):
    """[smtp]: the relay that takes what we send."""

    host: str = "localhost"
    port: int | None = Field(default=None, ge=1, le=65535)
    security: Security = Security.STARTTLS
    allow_plain_text: bool = False
    username: str | None = None
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
    wrong_codes_per_address_day: int = Field(default=20, ge=0)
    wrong_codes_per_hour: int = Field(default=200, ge=0)
    min_human_reply_seconds: int = Field(default=5, ge=0)


class TicketsForm(Form):
    """[tickets]: how tickets live."""

    reopen_days: int = Field(default=14, ge=0)
    close_after_business_days: int = Field(default=3, ge=1)
    stranger_lead_days: int = Field(default=1, ge=1)
    stranger_split_days: int = Field(default=2, ge=1)
    cc: CcPolicy = CcPolicy.SAME_DOMAIN
    assign: Method = Method.LEAST_LOADED
    absence_days: int = Field(default=7, ge=0, le=366)
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
    board: bool = False


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
    reminders: RemindersForm = Field(default_factory=RemindersForm)
    complaints: ComplaintsForm = Field(default_factory=ComplaintsForm)
    alerts: AlertsForm = Field(default_factory=AlertsForm)
    followup: FollowUpForm = Field(default_factory=FollowUpForm)
    recurring: tuple[RecurringForm, ...] = ()
    cost: CostForm = Field(default_factory=CostForm)
    knowledge: KnowledgeForm = Field(default_factory=KnowledgeForm)
    retention: RetentionForm = Field(default_factory=RetentionForm)
    reports: ReportsForm = Field(default_factory=ReportsForm)
