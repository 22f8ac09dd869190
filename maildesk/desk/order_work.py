"""The orders of one mail on their way: what they work on, and the one outgoing mail that carries the words."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from maildesk.desk.command_lines import Orders
from maildesk.desk.decision import Direction, NewMessage, Visibility
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.lookups import StaffQuery
from maildesk.desk.outgoing import AttachedFile, DigestTicket, ExplainedStep
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State
from maildesk.desk.undo_set import NOTHING_UNDONE, Undone
from maildesk.mail.letter import Address


@dataclass(slots=True)
class OrderWork:
    """One mail's orders: the draft, who wrote them, and what has been done so far."""

    desk: Desk
    draft: Draft
    person: Staff
    situation: Situation
    orders: Orders
    now: datetime
    words: str
    files: tuple[AttachedFile, ...]
    sent: str = ""
    noted: str = ""
    listing: tuple[str, ...] = ()
    found: tuple[DigestTicket, ...] = ()  # tickets that an order shows
    shown_files: tuple[AttachedFile, ...] = ()
    queries: list[StaffQuery] = field(default_factory=list)
    undone: Undone = NOTHING_UNDONE
    remarks: list[str] = field(default_factory=list)  # further sentences for the transcript
    others: list[Draft] = field(default_factory=list)  # further tickets that the orders touch
    explanation: tuple[ExplainedStep, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the person reads and writes times."""
        return ZoneInfo(self.person.zone or self.desk.zone)


def keep_note(work: OrderWork, words: str) -> None:
    """Put all words of the mail on the ticket as a note."""
    work.noted = words
    work.draft.add_message(_message(work, words, Visibility.INTERNAL), work.person.id, "#note: internal")


def keep_answer(work: OrderWork) -> None:
    """Put the words on the ticket as what the customer was told."""
    message = _message(work, work.words, Visibility.PUBLIC, Direction.OUT)
    work.draft.add_message(message, work.person.id, "an engineer's words for the customer")


def _message(work: OrderWork, words: str, visibility: Visibility, direction: Direction = Direction.IN) -> NewMessage:
    letter = work.situation.letter
    return NewMessage(
        direction=direction,
        visibility=visibility,
        author=Address(name=work.person.name, address=work.person.address),
        text=words,
        language=letter.language,
        message_id=letter.message_id,
        ledger_id=work.situation.ledger_id,
        attachments=letter.attachments,
    )


def spend_words(work: OrderWork) -> tuple[str, tuple[AttachedFile, ...]]:
    """Return the words and files for the one mail that carries them; a second mail gets none."""
    words, files = work.words, work.files
    if words or files:
        work.sent = words
        take_over(work)
        work.draft.answered(work.person.id, "wrote to the customer")
    work.words, work.files = "", ()
    return words, files


def take_over(work: OrderWork) -> None:
    """Make who answers a ticket without an owner its owner, and open a new one."""
    if work.draft.ticket.owner is None:
        work.draft.set_owner(work.person.id, work.person.id, "answered a ticket that had no owner")
    if work.draft.ticket.state is State.NEW:
        work.draft.set_state(State.OPEN, work.person.id, "the first answer")
