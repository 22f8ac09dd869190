"""What the desk wants to say to somebody: intents and the views that templates are filled from.

A customer's template is given a `CustomerView`, which has no place for notes: internal stays internal by type.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maildesk.desk.article import ArticleLine, SimilarTicket
from maildesk.desk.board_view import BoardLinkView
from maildesk.desk.report_view import ReportView
from maildesk.desk.ticket import Priority, State, TicketType
from maildesk.mail.letter import Address


class MessageKind(StrEnum):
    """Every mail the desk writes; each is a folder of templates."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    PROGRESS = "progress"
    INFORMATION_REQUEST = "information_request"
    RESOLUTION = "resolution"
    CLOSED = "closed"
    SURVEY = "survey"
    COMPLAINT = "complaint"
    ASSIGNMENT = "assignment"
    CUSTOMER_ANSWERED = "customer_answered"
    TRANSCRIPT = "transcript"
    COMMAND_ERROR = "command_error"
    RELEASE_REQUEST = "release_request"
    APPROVAL_REQUEST = "approval_request"
    REVIEW_REQUEST = "review_request"
    ARTICLE = "article"
    WARNING = "warning"
    DIGEST = "digest"
    REPORT = "report"
    FOLLOWUP = "followup"
    ALERT = "alert"
    BOARD = "board"


TO_CUSTOMERS = frozenset(
    {
        MessageKind.ACKNOWLEDGEMENT,
        MessageKind.ANSWER,
        MessageKind.PROGRESS,
        MessageKind.INFORMATION_REQUEST,
        MessageKind.RESOLUTION,
        MessageKind.CLOSED,
        MessageKind.SURVEY,
        MessageKind.COMPLAINT,
        MessageKind.FOLLOWUP,
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerView:
    """All that a customer's template may show; it holds only text that an engineer released."""

    desk_name: str  # "Acme Support"
    name: str = ""  # how to greet the customer; empty when unknown
    token: str
    number: int
    subject: str  # cleaned; empty when the sender is not proven
    state: State
    owner_name: str | None = None
    words: str = ""  # the engineer's text; plain, may have several paragraphs
    previous_state: State | None = None
    respond_by: datetime | None = None  # agreed response time, aware UTC
    next_update_by: datetime | None = None
    due_at: datetime | None = None
    ledger: str = ""  # how long the solution took of its target, and when it paused: of an answered "status"
    reopen_days: int = 14
    close_after: datetime | None = None  # when silence closes the ticket
    reminder: int = 0  # which reminder this is; of a closing: how many went unanswered
    zone: str = "UTC"  # IANA name, for times
    calendar_words: str = ""  # "Mon-Fri 09:00-18:00"
    articles: tuple[ArticleLine, ...] = ()  # approved ones that may help, the best first
    missing: tuple[str, ...] = ()  # what the mail did not say: when, who, how_many, where
    confirm_url: str | None = None  # None without web.base_url: then the reply alone confirms
    survey_url: str | None = None
    reply_marker: bool = True  # "please reply above this line"
    merged_into: int | None = None  # progress: the ticket that this one is part of from now on


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryLine:
    """One earlier message as staff may see it."""

    at: datetime
    author: str
    direction: str  # in, out
    visibility: str  # public, internal, pending
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AttachedFile:
    """A file of a kept mail that travels with an outgoing one; its bytes are taken from the raw mail."""

    ledger_id: int
    part: str
    filename: str
    content_type: str
    size: int
    content_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffView:
    """What a notice to engineers and supervisors shows of a ticket."""

    desk_name: str
    staff_name: str
    token: str
    number: int
    subject: str
    state: State
    type: TicketType
    priority: Priority
    team: str | None
    owner_name: str | None
    customer: Address
    organisation: str | None = None
    words: str = ""  # the customer's new words
    because: tuple[str, ...] = ()  # why this priority, why this owner: sentences
    cautions: tuple[str, ...] = ()  # "sender not proven", "Reply-To differs": sentences
    attachments: tuple[str, ...] = ()  # "photo.jpg (120 kB)"
    left_out: tuple[str, ...] = ()  # attachments that were not sent along
    respond_by: datetime | None = None
    resolve_by: datetime | None = None
    due_at: datetime | None = None
    zone: str = "UTC"
    intake: tuple[tuple[str, str], ...] = ()  # what the customer told: (what, when, who, how_many, where; words)
    checklist: tuple[tuple[bool, str], ...] = ()  # (ticked, line) of a maintenance ticket
    clocks: tuple[tuple[str, str], ...] = ()  # (name, how long it ran and why it stood still) of a warning
    history: tuple[HistoryLine, ...] = ()
    articles: tuple[ArticleLine, ...] = ()  # of the knowledge base, that may help
    similar: tuple[SimilarTicket, ...] = ()  # solved tickets of the own team
    suggestions: tuple[str, ...] = ()  # ready lines such as "#merge 1042"
    approve_code: str | None = None  # approval_request: reply with "approve" and this code
    headline: str = ""  # warning, alert: what happened, one sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandLine:
    """One command line of a mail and what became of it."""

    line: int  # 1 = first line of the new words; 0 = none
    command: str  # as written
    done: bool
    result: str  # a sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainedStep:
    """One step of how a ticket came to stand as it does."""

    at: datetime
    actor: str  # a name, an address, or customer, stranger, machine, desk, operator
    what: str  # mail, clock, left_out, or the kind of an event
    before: str = ""
    after: str = ""
    section: str = ""  # of the words that say before and after; empty: as they are
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TranscriptView:
    """The answer to a command mail: what was done, or what was wrong and what to write instead."""

    desk_name: str
    staff_name: str
    number: int | None  # None when no ticket could be named
    token: str
    subject: str
    lines: tuple[CommandLine, ...]
    sent_to_customer: str = ""  # the words that went out
    kept_as_note: str = ""
    help: tuple[tuple[str, str], ...] = ()  # command, explanation: for #help
    listing: tuple[str, ...] = ()  # the messages of #show
    tickets: tuple["DigestTicket", ...] = ()  # rows of #list, #search and #show
    explanation: tuple[ExplainedStep, ...] = ()  # of #why
    zone: str = "UTC"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseView:
    """Asks the real person whether a held mail is theirs."""

    desk_name: str
    staff_name: str
    subject: str  # of the held mail
    received_at: datetime
    reason: str  # why it was held
    code: str  # reply with it to release
    url: str | None = None
    valid_until: datetime
    zone: str = "UTC"


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestTicket:
    """One ticket line of the digest."""

    number: int
    token: str
    subject: str
    priority: Priority
    state: State
    owner_name: str | None
    customer: str  # addr-spec
    age_hours: int
    note: str = ""  # why it stands here: "resolution due 16:05", "no owner for 3 h"
    severity: str = "calm"  # calm, soon, late


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestItem:
    """One line of another kind that a reply can work: quarantine Q1, ignored I1, undeliverable U1, article A1.

    What people wrote stands apart from what the desk says of it: only `why` is said in other languages too.
    """

    code: str  # "Q3"
    who: str = ""  # a sender, recipient or author, as they are written
    subject: str = ""  # or a title, as it is written
    why: str = ""  # why the line stands here, in a sentence of the desk
    action: str  # the ready reply line, "Q3 release"


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestCount:
    """A figure of the day beside the mean of the days before."""

    key: str  # arrived, solved, closed, breached, reopened, first_answer_minutes ...
    today: float
    before: float | None  # mean of the days before; None when there are none


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestEngineer:
    """One engineer's line."""

    name: str
    open: int
    solved: int
    answered: int
    capacity: int
    id: str = ""  # short name for "1042 assign wang"; empty = not shown
    away_until: str = ""  # ISO date; empty = here


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestRating:
    """A survey answer of the day."""

    number: int
    score: int
    comment: str
    customer: str
    concerned: tuple[str, ...] = ()  # staff ids whom a complaint may be about: they do not read it


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciliation:
    """Mails seen in a mailbox against mails in the ledger; they must be equal."""

    mailbox: str
    on_server: int  # seen in the mailbox and its Done folder by the last full look
    in_ledger: int


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestView:
    """Everything a supervisor reads in the morning."""

    desk_name: str
    staff_name: str
    day: datetime  # the moment it was made; aware UTC
    zone: str
    counts: tuple[DigestCount, ...] = ()
    at_risk: tuple[DigestTicket, ...] = ()  # breached or due today, worst first
    unowned: tuple[DigestTicket, ...] = ()
    waiting: tuple[DigestTicket, ...] = ()  # pending or on hold
    complaints: tuple[DigestTicket, ...] = ()
    engineers: tuple[DigestEngineer, ...] = ()
    ratings: tuple[DigestRating, ...] = ()
    undeliverable: tuple[DigestItem, ...] = ()
    maintenance: tuple[DigestTicket, ...] = ()  # overdue
    quarantine: tuple[DigestItem, ...] = ()
    ignored: tuple[DigestItem, ...] = ()  # by reason, with "I2 release"
    drafts: tuple[DigestItem, ...] = ()  # articles nobody has approved yet
    searches: tuple[DigestItem, ...] = ()  # what staff looked up; `code` is the name
    reconciliation: tuple[Reconciliation, ...] = ()
    chain_root: str = ""  # root hash over all ticket chains


class ArticleOutcome(StrEnum):
    """What a mail about an article says."""

    ASKED = "asked"  # it shows the draft and asks for approval
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleView:
    """An article as those who approve it and its author see it."""

    desk_name: str
    staff_name: str
    token: str
    number: int  # of the ticket it came from
    article: int  # 0 until it is written
    revision: int = 1
    title: str
    question: str
    solution: str
    language: str
    author_name: str
    masked: int = 0  # names, addresses and numbers that were taken out
    outcome: ArticleOutcome = ArticleOutcome.ASKED
    decided_by: str = ""
    reason: str = ""


View = CustomerView | StaffView | TranscriptView | ReleaseView | DigestView | ArticleView | ReportView | BoardLinkView


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeFile:
    """A file that the desk itself has made for a mail."""

    filename: str
    content_type: str
    content: bytes


class Automatic(StrEnum):
    """Which marks an outgoing mail carries (SECURITY 2.4)."""

    REPLIED = "auto-replied"  # automatic answer to a mail
    GENERATED = "auto-generated"  # digest, survey, reminder, warning
    PERSON = "person"  # an engineer's words
    NOTICE = "notice"  # passes a person's words on to staff


@dataclass(frozen=True, kw_only=True, slots=True)
class OutgoingMessage:
    """A mail that follows from a decision; `commit` renders and composes it in the same transaction."""

    kind: MessageKind
    to: Address
    view: View
    language: str  # en, zh-Hans, zh-Hant
    automatic: Automatic
    sender_name: str | None = None  # "Li Wei (Acme Support)"; None = the desk's name
    in_reply_to: str | None = None  # Message-ID the recipient knows
    references: tuple[str, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    made: tuple[MadeFile, ...] = ()
    variant: str = ""  # of the templates, as a rule named it; empty = the kind's own
    urgent: bool = False  # goes before the others of the queue
    part_of: str = ""  # tells several mails of one kind to one person apart within one cause
