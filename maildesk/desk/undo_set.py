"""What one mail of a member of staff did, as it was kept so that it can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class SetMail:
    """A mail that followed from the commands, and whether it still waits."""

    outbox_id: int
    kind: MessageKind
    recipient: str  # addr-spec
    queued: bool
    left: bool  # sent, or being sent; one that was cancelled or refused is neither


@dataclass(frozen=True, kw_only=True, slots=True)
class SetPart:
    """What the commands did to one ticket."""

    row: int
    ticket: Ticket  # as it stands
    former: Ticket  # with the changed fields as they were
    fields: tuple[str, ...] = ()  # that the commands changed
    changed_since: tuple[str, ...] = ()  # of these, what was changed again by somebody
    spent: int = 0  # minutes
    moved: tuple[int, ...] = ()  # rows of messages that left the ticket
    mails: tuple[SetMail, ...] = ()
    opened: bool = False  # the commands opened this ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class CommandSet:
    """The last set of commands of a person on a ticket that was not taken back."""

    at: datetime
    ledger_id: int | None  # of the mail that held them
    parts: tuple[SetPart, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningAgain:
    """A clock of a ticket that was put back: it had ended at `since` or later, and runs as if it had not."""

    ticket: int
    clock: ClockName
    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """What must be written beside the tickets that were put back."""

    cancelled: tuple[int, ...] = ()  # outbox ids of mails that must not leave
    withdrawn: tuple[int, ...] = ()  # ledger ids of mails whose words no customer got
    rows: tuple[int, ...] = ()  # sets that are done with
    clocks: tuple[RunningAgain, ...] = ()  # what was written of their ends no longer holds


NOTHING_UNDONE = Undone()
