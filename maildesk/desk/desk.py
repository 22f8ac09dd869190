"""The desk as its settings describe it: everything fixed that a decision looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maildesk.desk.assignment import Method, OnCallWeek
from maildesk.desk.calendar import Calendar
from maildesk.desk.complaint_causes import CAUSES
from maildesk.desk.people import Absence, People
from maildesk.desk.rules import RuleSet
from maildesk.desk.service_settings import Alerts, Costs, FollowUp, Knowledge, Recurring, Reminders, Reports
from maildesk.desk.sla import Policy
from maildesk.mail.letter import ReadContext


class AckRequire(StrEnum):
    """How well a sender must be proven to be acknowledged."""

    AUTHENTICATED = "authenticated"  # T2 or T3
    KNOWN = "known"  # that, or the address was proven before
    NOT_FAILED = "not-failed"  # T1 or better


class CcPolicy(StrEnum):
    """Whether addresses in Cc become participants."""

    SAME_DOMAIN = "same-domain"
    OFF = "off"
    ANY = "any"


class StaffProof(StrEnum):
    """What proves a member of staff."""

    AUTHENTICATED = "authenticated"
    REPLY_CODE = "reply-code"  # a reply naming the signed Message-ID of a notice sent to exactly this address


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much is sent automatically (SECURITY 2.3); 0 switches a limit off."""

    ack_per_address_hour: int = 3
    ack_per_address_day: int = 5
    ack_unproven_per_address_day: int = 1
    ack_per_domain_hour: int = 100
    ack_per_minute: int = 60
    automatic_per_address_day: int = 10
    automatic_per_ticket_day: int = 10
    staff_notices_per_day: int = 500
    command_errors_per_hour: int = 20
    tickets_per_address_hour: int = 20
    release_requests_per_day: int = 3
    wrong_codes_per_address_day: int = 20
    wrong_codes_per_hour: int = 200
    min_human_reply_seconds: int = 5
    ack_max_age_hours: int = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxPolicy:
    """What a desk mailbox means for the tickets that come in by it."""

    name: str
    address: str
    aliases: tuple[str, ...] = ()
    team: str | None = None
    complaints: bool = False  # everything here is a complaint


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """All settings a decision depends on; `key` signs links and codes."""

    name: str = "Support"
    key: bytes = b""
    zone: str = "UTC"
    language: str = "en"
    languages: tuple[str, ...] = ("en", "zh-Hans", "zh-Hant")
    default_team: str | None = None
    base_url: str | None = None
    board: bool = False
    people: People = field(default_factory=People)
    rules: RuleSet = field(default_factory=RuleSet)
    calendars: dict[str, Calendar] = field(default_factory=dict)
    calendar: str = "default"
    policies: dict[str, Policy] = field(default_factory=dict)  # SLA policies; "default" always stands there
    mailboxes: tuple[MailboxPolicy, ...] = ()
    assign_by: Method = Method.LEAST_LOADED  # where no rule says how
    rota: tuple[OnCallWeek, ...] = ()
    absence_days: int = 7  # how long a vacation reply that names no day is believed; 0: nothing is learned from any
    learned: Mapping[str, Absence] = field(default_factory=dict)  # staff id -> absence; no setting, but stored
    read: ReadContext = field(default_factory=ReadContext)
    ack_require: AckRequire = AckRequire.AUTHENTICATED
    cc: CcPolicy = CcPolicy.SAME_DOMAIN
    staff_proof: StaffProof = StaffProof.AUTHENTICATED
    limits: Limits = field(default_factory=Limits)
    reopen_days: int = 14
    close_after_business_days: int = 3
    stranger_lead_days: int = 1
    stranger_split_days: int = 2
    survey: bool = True
    low_score: int = 2
    complaint_causes: tuple[tuple[str, tuple[str, ...]], ...] = tuple(CAUSES.items())  # name, further words for it
    notice_attachment_bytes: int = 20 * 1024 * 1024
    reminders: Reminders = field(default_factory=Reminders)
    alerts: Alerts = field(default_factory=Alerts)
    followup: FollowUp = field(default_factory=FollowUp)
    recurring: tuple[Recurring, ...] = ()
    costs: Costs = field(default_factory=Costs)
    knowledge: Knowledge = field(default_factory=Knowledge)
    reports: Reports = field(default_factory=Reports)

    def mailbox(self, name: str) -> MailboxPolicy | None:
        """Return the policy of a mailbox by name; None when there is none."""
        return next((mailbox for mailbox in self.mailboxes if mailbox.name == name), None)
