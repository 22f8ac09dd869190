"""The ticket: what the desk knows of one customer's matter, as one frozen value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maildesk.desk.check_line import CheckLine
from maildesk.desk.intake import IntakeRecord
from maildesk.mail.letter import Address


class State(StrEnum):
    """Where a ticket stands (SERVICE, "The ticket")."""

    NEW = "new"
    OPEN = "open"
    PENDING = "pending"  # waits for the customer; the resolution clock pauses
    ON_HOLD = "on_hold"  # waits for a third party; the clock runs on
    RESOLVED = "resolved"  # solved, the customer has not said so yet
    CLOSED = "closed"


class TicketType(StrEnum):
    """What sort of matter a ticket is, in ITIL's words."""

    INCIDENT = "incident"
    SERVICE_REQUEST = "service_request"
    COMPLAINT = "complaint"
    MAINTENANCE = "maintenance"
    OTHER = "other"


class Level(StrEnum):
    """A step of impact or urgency."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Priority(StrEnum):
    """What impact and urgency make together."""

    URGENT = "urgent"
    NORMAL = "normal"
    LOW = "low"


_MATRIX = {
    (Level.HIGH, Level.HIGH): Priority.URGENT,
    (Level.HIGH, Level.MEDIUM): Priority.URGENT,
    (Level.MEDIUM, Level.HIGH): Priority.URGENT,
    (Level.LOW, Level.LOW): Priority.LOW,
    (Level.LOW, Level.MEDIUM): Priority.LOW,
    (Level.MEDIUM, Level.LOW): Priority.LOW,
}


def priority_of(impact: Level, urgency: Level) -> Priority:
    """Return the priority of impact and urgency (ITIL's matrix, three levels each)."""
    return _MATRIX.get((impact, urgency), Priority.NORMAL)


def raised(urgency: Level) -> Level:
    """Return the urgency one step higher; high stays high."""
    return Level.MEDIUM if urgency is Level.LOW else Level.HIGH


@dataclass(frozen=True, kw_only=True, slots=True)
class StateSpan:
    """A state and the moment it began; it ends where the next span begins."""

    state: State
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Ticket:
    """One customer's matter.

    `number` is 0 until the ticket is committed for the first time. `participants` holds the requester first.
    Clocks are computed from `spans`, `response_since` and `answered_at`; nothing is counted by hand.
    """

    number: int = 0
    token: str = ""  # "ACME-1042-7KQX2", without brackets
    subject: str
    state: State = State.NEW
    type: TicketType = TicketType.OTHER
    impact: Level = Level.MEDIUM
    urgency: Level = Level.MEDIUM
    priority: Priority = Priority.NORMAL
    team: str | None = None  # name of a [[team]]
    owner: str | None = None  # id of a [[staff]] entry
    requester: Address
    participants: tuple[Address, ...] = ()
    language: str | None = None
    tags: tuple[str, ...] = ()
    mailbox: str = ""
    organisation: str | None = None
    policy: str | None = None  # name of the SLA policy, None = the desk's own
    asset: str | None = None
    created_at: datetime
    updated_at: datetime
    spans: tuple[StateSpan, ...] = ()
    response_since: datetime | None = None  # start of the running or last response clock
    answered_at: datetime | None = None  # first mail of an engineer since `response_since`
    due_at: datetime | None = None  # agreed with the customer (#due)
    pending_until: datetime | None = None  # back to open then (#pending 3d)
    last_update_at: datetime | None = None  # last mail of a person to the customer
    reopened: int = 0
    closings: int = 0  # the survey's round
    score: int | None = None  # of the last closing
    linked_to: int | None = None  # an earlier ticket of the same matter
    merged_into: int | None = None
    muted: bool = False  # the customer wants no automatic mail on it
    review_since: datetime | None = None  # oldest answer of a trainee that waits for the mentor
    awaiting_since: datetime | None = None  # oldest stranger's message that still awaits approval
    intake: IntakeRecord | None = None  # what the customer has told; None for a ticket no customer wrote on
    reminded_at: datetime | None = None  # the last reminder of an answer we wait for
    checklist: tuple[CheckLine, ...] = ()  # of a maintenance ticket
    concerned: tuple[str, ...] = ()  # staff ids a complaint may be about: they hear and do nothing here
    complaint_since: datetime | None = None  # when it became a complaint; its clocks start then
    cause: str | None = None  # of a complaint, as a supervisor found it

    def since(self, state: State) -> datetime | None:
        """Return when the ticket last came into a state; None when it never was in it."""
        for span in reversed(self.spans):
            if span.state is state:
                return span.since
        return None

    def takes_part(self, address: str) -> bool:
        """Say whether an addr-spec is a participant, compared without case."""
        wanted = address.casefold()
        return any(person.address.casefold() == wanted for person in self.participants)
