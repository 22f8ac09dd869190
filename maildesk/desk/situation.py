"""All inputs of a decision about one mail, gathered by the store before anything is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from maildesk.desk.article import Article
from maildesk.desk.desk import Desk
from maildesk.desk.known import NOTHING_KNOWN, Known
from maildesk.desk.lookups import LookedUp
from maildesk.desk.outgoing import ExplainedStep, HistoryLine, MessageKind
from maildesk.desk.review import Reviewed
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Letter


@dataclass(frozen=True, kw_only=True, slots=True)
class SentMail:
    """A mail of ours, as the outbox knows it."""

    outbox_id: int
    message_id: str
    kind: MessageKind
    recipient: str  # addr-spec
    ticket: int | None
    created_at: datetime
    sent_at: datetime | None = None
    items: tuple[str, ...] = ()  # digest: the tickets and codes its lines name; article: its number and revision


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaitingMessage:
    """A stranger's message that awaits approval."""

    message_row: int
    ledger_id: int
    author: str  # addr-spec
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonRecord:
    """What is known of an address; the defaults are those of somebody never seen."""

    address: str
    name: str = ""
    language: str | None = None
    proven: bool = False
    muted: bool = False
    suppressed: bool = False  # hard bounces
    tickets: int = 0
    last_engineer: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """How much was sent or received lately; counting stops one above the limit."""

    ack_address_hour: int = 0
    ack_address_day: int = 0
    ack_domain_hour: int = 0
    ack_minute: int = 0
    automatic_address_day: int = 0
    tickets_address_hour: int = 0
    open_tickets: int = 0  # of this requester; counted only where a rule asks
    same_words_hour: int = 0  # same sender, subject and body, digits removed
    release_requests_day: int = 0
    command_errors_hour: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldMail:
    """A staff mail in quarantine that waits for the real person."""

    ledger_id: int
    staff_id: str
    held_at: datetime
    subject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """One mail and everything the desk knows that matters for it.

    `tickets` holds every ticket a clue points to, locked, merges already followed.
    """

    desk: Desk
    letter: Letter
    ledger_id: int
    mailbox: str  # name of the mailbox it came by
    received_at: datetime
    trusted_by_person: bool = False  # the real person released it: counts as proven
    skip_check: str | None = None  # an operator released it from this check
    person: PersonRecord | None = None
    tickets: Mapping[int, Ticket] = field(default_factory=dict)
    reference_tickets: Mapping[str, int] = field(default_factory=dict)  # customer's Message-ID -> number
    sent: Mapping[str, SentMail] = field(default_factory=dict)  # our Message-ID -> what we sent
    awaiting: Mapping[int, tuple[AwaitingMessage, ...]] = field(default_factory=dict)  # by ticket
    history: Mapping[int, tuple[HistoryLine, ...]] = field(default_factory=dict)  # by ticket, newest last
    same_subject: Ticket | None = None  # own open ticket of this requester, <= 24 h old, same subject
    counts: Counts = field(default_factory=Counts)
    load: Mapping[str, int] = field(default_factory=dict)  # open tickets per staff id
    turns: Mapping[str, str] = field(default_factory=dict)  # team -> staff id that came last
    last_mail_at: datetime | None = None  # our last mail to this sender in this thread
    flood: Ticket | None = None  # collects the mails of a sender who is over the limit of new tickets
    held: tuple[HeldMail, ...] = ()  # of this staff member
    looked_up: LookedUp = field(default_factory=LookedUp)  # what orders of a staff mail name
    reviewed: Reviewed | None = None  # of a mail that a mentor released
    behalf: "Situation | None" = None  # the same mail as the customer's, for whom staff wrote it
    guessing: str = ""  # why a stranger's code is not looked up; empty while it is
    scored_at: Mapping[int, datetime] = field(default_factory=dict)  # ticket: first score of its last closing
    explained: Mapping[int, tuple[ExplainedStep, ...]] = field(default_factory=dict)  # by ticket, where staff ask why
    known: Known = NOTHING_KNOWN  # articles and solved tickets that read like this mail
    suggested: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # articles, by ticket acknowledged
    articles: Mapping[int, Article] = field(default_factory=dict)  # that the answered mails are about
