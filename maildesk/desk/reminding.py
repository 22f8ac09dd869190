"""Reminds a customer whose answer the ticket waits for, and closes it with notice when none comes."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.calendar import add_business_days
from maildesk.desk.decision import Timer
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.intake_record import asked_of
from maildesk.desk.notices import Notice, responsible, to_customers, to_staff
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
from maildesk.desk.ticket import State, Ticket
from maildesk.desk.views import calendar_of, customer_view, supported_language

_LONGEST_QUESTION = 4000


def reminder_timers(desk: Desk, ticket: Ticket) -> tuple[Timer, ...]:
    """Return the next reminder of a pending ticket, or its closing when all reminders are out; else nothing.

    A muted ticket is neither reminded nor closed. `#pending 3d` comes back by itself: it is reminded before that and
    never closed. After an outage one reminder stands for all that were missed, and the closing keeps its distance.
    """
    since = ticket.since(State.PENDING)
    if ticket.state is not State.PENDING or since is None or ticket.muted or not desk.reminders.days:
        return ()
    round_ = len(ticket.spans)
    reminded = ticket.reminded_at if ticket.reminded_at and ticket.reminded_at >= since else None
    for step, days in enumerate(sorted(desk.reminders.days), start=1):
        due = add_business_days(since, days, calendar_of(desk))
        if reminded is None or reminded < due:
            late = ticket.pending_until is not None and due >= ticket.pending_until
            return () if late else (Timer(key=f"remind:{step}:{round_}", due_at=due),)
    if ticket.pending_until is not None or reminded is None:
        return ()
    return (Timer(key=f"unanswered:{round_}", due_at=closes_at(desk, reminded)),)


def closes_at(desk: Desk, reminded: datetime) -> datetime:
    """Return when silence after the last reminder closes a ticket."""
    return add_business_days(reminded, desk.reminders.close_after, calendar_of(desk))


def remind(desk: Desk, draft: Draft, step: int, question: str) -> None:
    """Ask the requester again: the engineer's last words and what the record still lacks; the last one says when."""
    draft.ticket = replace(draft.ticket, reminded_at=draft.now)
    ticket = draft.ticket
    last = not any(timer.key.startswith("remind:") for timer in reminder_timers(desk, ticket))
    view = replace(
        customer_view(desk, ticket, draft.now, to=ticket.requester, words=question[:_LONGEST_QUESTION]),
        missing=asked_of(ticket),
        reminder=step,
        next_update_by=None,
        close_after=closes_at(desk, draft.now) if last and ticket.pending_until is None else None,
    )
    message = OutgoingMessage(
        kind=MessageKind.INFORMATION_REQUEST,
        to=ticket.requester,
        view=view,
        language=supported_language(desk, ticket.language),
        automatic=Automatic.GENERATED,
        part_of=f"reminder:{step}",
    )
    draft.send(message, "desk", f"reminder {step}: the customer has not answered")


def close_unanswered(desk: Desk, draft: Draft) -> None:
    """Close a ticket whose customer did not answer any reminder; customer and owner are told."""
    reason = "no answer to any reminder"
    draft.set_state(State.CLOSED, "desk", reason)
    to_customers(
        desk, draft, MessageKind.CLOSED, actor="desk", reason=reason, previous=State.PENDING,
        reminder=len(desk.reminders.days),
    )  # fmt: skip
    notice = Notice(headline="The customer answered no reminder; the ticket is closed")
    people = responsible(desk, draft.ticket, draft.now)
    to_staff(desk, draft, MessageKind.WARNING, people, notice, actor="desk", reason=reason)
