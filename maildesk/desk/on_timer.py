"""What follows when something becomes due on a ticket."""

from datetime import datetime

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.closing import close
from maildesk.desk.decision import Approval, Change, ChangeKind, Decision
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.escalation import told_of
from maildesk.desk.mentoring import remind_reviewers
from maildesk.desk.notices import Notice, responsible, to_staff
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.reminding import close_unanswered, remind
from maildesk.desk.situation import AwaitingMessage
from maildesk.desk.sla import BREACH
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.timers import timers_of

_CLOCK_WORDS = {
    "response": "the first answer", "resolution": "the solution", "next_update": "the next update",
    "agree_date": "agreeing on a date",
}  # fmt: skip


_RUNNING = frozenset({State.NEW, State.OPEN, State.PENDING, State.ON_HOLD})


def on_timer(
    desk: Desk, ticket: Ticket, key: str, awaiting: tuple[AwaitingMessage, ...], now: datetime, question: str = ""
) -> Decision:
    """Decide about one due timer; a key that no longer fits the ticket changes nothing.

    `question` is what the customer was told last, for reminders.
    """
    draft = Draft(ticket, now)
    name, _, rest = key.partition(":")
    if name not in _CLOCK_WORDS and key not in {timer.key for timer in timers_of(desk, ticket, now)}:
        return Decision(reasons=(f"timer {key} no longer applies",))
    if name == "close" and ticket.state is State.RESOLVED:
        days = desk.close_after_business_days
        close(desk, draft, actor="desk", reason=f"no word for {days} business days after the solution")
    elif name == "pending" and ticket.state is State.PENDING:
        _pending_ended(desk, draft)
    elif name == "remind" and ticket.state is State.PENDING:
        remind(desk, draft, int(rest.partition(":")[0]), question)
    elif name == "unanswered" and ticket.state is State.PENDING:
        close_unanswered(desk, draft)
    elif name == "review":
        remind_reviewers(desk, draft, question)
    elif name == "stranger_lead" and awaiting:
        _remind_lead(desk, draft, awaiting)
    elif name == "stranger_split" and awaiting:
        return _split_off(draft, awaiting)
    elif name in _CLOCK_WORDS and ticket.state in _RUNNING:
        _warn(desk, draft, name, int(rest.rpartition(":")[2]))
    else:
        return Decision(reasons=(f"timer {key} no longer applies",))
    draft.record(Change(kind=ChangeKind.TIMER_FIRED, actor="desk", after=key, reason="it became due"))
    return Decision(works=(draft.work(),), reasons=(f"timer {key} became due",))


def _pending_ended(desk: Desk, draft: Draft) -> None:
    draft.set_state(State.OPEN, "desk", "the customer did not answer in time")
    notice = Notice(headline="The customer has not answered in the time you gave; the ticket is open again")
    people = responsible(desk, draft.ticket, draft.now)
    to_staff(desk, draft, MessageKind.WARNING, people, notice, actor="desk", reason="pending ended")


def _remind_lead(desk: Desk, draft: Draft, awaiting: tuple[AwaitingMessage, ...]) -> None:
    team = desk.people.team(draft.ticket.team)
    lead = desk.people.by_id(team.lead) if team else None
    people = (lead,) if lead else desk.people.supervisors()
    if draft.ticket.type is TicketType.COMPLAINT:
        people = responsible(desk, draft.ticket, draft.now)
    authors = ", ".join(dict.fromkeys(message.author for message in awaiting))
    notice = Notice(
        headline=f"A message of {authors} still awaits approval; reply approve or reject", part_of="awaiting"
    )
    to_staff(desk, draft, MessageKind.APPROVAL_REQUEST, people, notice, actor="desk", reason="nobody approved it yet")


def _split_off(draft: Draft, awaiting: tuple[AwaitingMessage, ...]) -> Decision:
    """Dismiss what awaited approval here and have each mail decided again as a new, linked ticket."""
    for message in awaiting:
        fact = Approval(message_id=message.message_row, approved=False, moved_to_new_ticket=True)
        draft.settle(fact, "desk", "nobody approved it in time; it becomes a ticket of its own", still_awaiting=None)
    return Decision(
        works=(draft.work(),),
        releases=tuple(message.ledger_id for message in awaiting),
        reasons=("nobody approved the stranger's message in time",),
    )


def _warn(desk: Desk, draft: Draft, clock: str, percent: int) -> None:
    words = _CLOCK_WORDS[clock]
    if percent < BREACH:
        headline = f"{percent} % of the time for {words} is used"
    elif percent == BREACH:
        headline = f"The agreed time for {words} has passed"
    else:
        headline = f"{percent} % of the time for {words} is used; it is escalated to you"
    suggestions = ("#update",) if clock == "next_update" else ()
    notice = Notice(headline=headline, part_of=f"{clock}:{percent}", suggestions=suggestions, clocks=True)
    people = told_of(desk, draft.ticket, ClockName(clock), percent, draft.now)
    to_staff(desk, draft, MessageKind.WARNING, people, notice, actor="desk", reason=f"{clock} at {percent} %")
