"""What follows from an occurrence: values that `commit` writes in one transaction."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maildesk.desk.article import NO_KNOWLEDGE, KnowledgeWork
from maildesk.desk.lookups import StaffQuery
from maildesk.desk.outgoing import OutgoingMessage
from maildesk.desk.people import Absence
from maildesk.desk.review import Review, Reviewed
from maildesk.desk.ticket import Ticket
from maildesk.desk.undo_set import NOTHING_UNDONE, Undone
from maildesk.mail.letter import Address, Attachment


class LedgerState(StrEnum):
    """Where a mail that arrived stands; there is no fifth place."""

    PENDING = "pending"  # kept, not yet decided
    TICKET = "ticket"
    IGNORED = "ignored"
    QUARANTINE = "quarantine"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """How a mail ended, and the sentence that says why."""

    state: LedgerState
    reason: str
    held_for: str | None = None  # staff id: held until that person says it was theirs
    check: str | None = None  # the check that held it; `release` goes without that one


class Direction(StrEnum):
    """Whether a message came to the desk or left it."""

    IN = "in"
    OUT = "out"


class Visibility(StrEnum):
    """Who may ever read a message."""

    PUBLIC = "public"
    INTERNAL = "internal"  # notes: staff only
    PENDING = "pending"  # a stranger's mail awaiting approval


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMessage:
    """A message that goes onto a ticket; its text is the new words."""

    direction: Direction
    visibility: Visibility
    author: Address
    text: str
    language: str | None = None
    message_id: str | None = None
    ledger_id: int | None = None  # the mail it came from; None for words of the desk itself
    attachments: tuple[Attachment, ...] = ()
    machine: bool = False  # an auto-reply or report, noted only


class ChangeKind(StrEnum):
    """What a row of the event log says; past tense, because it is a fact."""

    OPENED = "opened"
    MESSAGE_RECEIVED = "message_received"
    NOTE_ADDED = "note_added"
    MESSAGE_HELD = "message_held"  # a stranger's mail awaits approval
    MESSAGE_APPROVED = "message_approved"
    MESSAGE_DISMISSED = "message_dismissed"
    ANSWERED = "answered"
    STATE_CHANGED = "state_changed"
    OWNER_CHANGED = "owner_changed"
    TEAM_CHANGED = "team_changed"
    PRIORITY_CHANGED = "priority_changed"
    TYPE_CHANGED = "type_changed"
    LANGUAGE_CHANGED = "language_changed"
    TAGS_CHANGED = "tags_changed"
    DUE_CHANGED = "due_changed"
    ASSET_CHANGED = "asset_changed"
    PENDING_UNTIL = "pending_until"
    PARTICIPANT_ADDED = "participant_added"
    PARTICIPANT_REMOVED = "participant_removed"
    LINKED = "linked"
    MERGED = "merged"
    UNDONE = "undone"  # commands were taken back; before and after name the fields
    SPLIT_OFF = "split_off"  # a message became a ticket of its own
    MUTED = "muted"
    SCORED = "scored"
    DELIVERY_FAILED = "delivery_failed"
    DELIVERY_DELAYED = "delivery_delayed"
    MAIL_SENT = "mail_sent"  # what was put in the outbox and why
    TIMER_FIRED = "timer_fired"
    ARTICLE_DRAFTED = "article_drafted"
    ARTICLE_AMENDED = "article_amended"
    ARTICLE_APPROVED = "article_approved"
    ARTICLE_REJECTED = "article_rejected"
    ARTICLE_SOLVED = "article_solved"  # a suggested article solved the matter, says the customer
    CHECKED = "checked"  # lines of a check list were ticked
    LEGAL_HOLD = "legal_hold"  # set or released
    ERASED = "erased"  # its words were taken away, by retention or on request
    TIME_SPENT = "time_spent"  # minutes of work; below zero they are taken back
    CONCERNED_CHANGED = "concerned_changed"  # whom a complaint may be about
    CAUSE_CHANGED = "cause_changed"  # what a complaint came from


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One fact of a ticket's life; `personal` values are stored as keyed digests only."""

    kind: ChangeKind
    actor: str  # staff id, "customer", "stranger", "machine", "desk", "operator"
    before: str | None = None
    after: str | None = None
    reason: str = ""  # which rule, carrier, command line or timer; never a person's words
    personal: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Survey:
    """A score given for one closing of a ticket."""

    round: int  # Ticket.closings at that time
    score: int  # 1 to 5
    comment: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Approval:
    """What became of a message that awaited approval."""

    message_id: int  # row id
    approved: bool
    moved_to_new_ticket: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class SpentTime:
    """Minutes somebody worked on a ticket; below zero they are taken back."""

    staff_id: str
    minutes: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TicketWork:
    """All that follows for one ticket; `ticket.number` is 0 when it is a new one."""

    ticket: Ticket
    changes: tuple[Change, ...] = ()
    messages: tuple[NewMessage, ...] = ()
    outgoing: tuple[OutgoingMessage, ...] = ()
    survey: Survey | None = None
    approvals: tuple[Approval, ...] = ()
    spent: tuple[SpentTime, ...] = ()
    commanded_by: str | None = None  # staff id: what follows can be taken back by #undo
    taken_over: tuple[int, ...] = ()  # tickets whose messages move here (merge)
    taken_messages: tuple[int, ...] = ()  # rows of single messages that move here (split)
    knowledge: KnowledgeWork = NO_KNOWLEDGE


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryReport:
    """A bounce or delay of a mail we sent."""

    outbox_id: int
    recipient: str  # addr-spec of the mail that is reported on
    delivery: str  # bounced, delayed
    words: str
    suppress: bool = False  # the address is dead: nothing automatic any more


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonUpdate:
    """What was learned of a customer; None leaves the stored value as it is."""

    address: str
    name: str | None = None
    language: str | None = None
    proven: bool | None = None
    muted: bool | None = None
    last_engineer: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class LearnedAbsence:
    """What a mail of staff tells of being away; without an absence the person is back."""

    staff_id: str
    absence: Absence | None
    ledger_id: int | None = None  # the vacation reply


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Everything that follows from one occurrence."""

    verdict: Verdict | None = None  # None where no mail was judged (timer, link)
    works: tuple[TicketWork, ...] = ()
    outgoing: tuple[OutgoingMessage, ...] = ()  # mails that belong to no ticket
    deliveries: tuple[DeliveryReport, ...] = ()
    persons: tuple[PersonUpdate, ...] = ()
    releases: tuple[int, ...] = ()  # ledger ids of held mails to be read again, now believed
    discards: tuple[int, ...] = ()  # ledger ids of held mails that were disowned
    turns: tuple[tuple[str, str], ...] = ()  # team ("" for none) and the staff id whose turn it was
    absences: tuple[LearnedAbsence, ...] = ()
    wrong_codes: tuple[str, int] | None = None  # an address and how many check codes of its mail were wrong
    no_followup: tuple[str, ...] = ()  # addresses that want no more questions how things are going
    cancelled: tuple[int, ...] = ()  # outbox ids still queued that must not be sent
    undone: Undone = NOTHING_UNDONE
    resends: tuple[int, ...] = ()  # outbox ids of mails that failed or came back
    review_asked: Review | None = None  # a trainee's mail that waits from now on
    reviewed: tuple[Reviewed, ...] = ()  # reviews that ended
    queries: tuple[StaffQuery, ...] = ()  # what staff looked up
    reasons: tuple[str, ...] = ()  # the way to the decision, for `explain`


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer:
    """Something that is due on a ticket; `key` is unique for its ticket and tells rounds apart."""

    key: str  # "close:2", "pending:1", "response:1:80"
    due_at: datetime
