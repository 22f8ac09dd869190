"""The order `#due friday 15:00`: the date a customer is promised, and taking it back."""

from datetime import datetime

from maildesk.desk.command_lines import Order
from maildesk.desk.command_words import Command
from maildesk.desk.desk import Desk
from maildesk.desk.due_dates import FarDateError, NoDateError, PastDateError, due_date
from maildesk.desk.notices import to_customers
from maildesk.desk.order_work import OrderWork, spend_words
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.people import Staff
from maildesk.desk.ticket import State, Ticket
from maildesk.desk.views import calendar_of

OFF = frozenset({"off", "none", "no", "cancel", "取消", "无", "無"})
_CARRIERS = (Command.UPDATE, Command.HOLD)  # progress updates of the same mail, which name the date as well


def due_fault(desk: Desk, person: Staff, ticket: Ticket, argument: str, now: datetime) -> str | None:
    """Return what is wrong with a `#due` line and what to write instead; None when it can be carried out."""
    if argument.casefold() in OFF:
        return None if ticket.due_at else "No date is agreed on this ticket."
    if not argument:
        return "#due needs a date, for example #due friday 15:00, #due 3d or #due off."
    if ticket.state in (State.RESOLVED, State.CLOSED):
        return f"The ticket is {ticket.state.value}; write #reopen first."
    try:
        _due(desk, person, argument, now)
    except PastDateError:
        return f"“{argument}” has passed; write a later date, for example #due friday 15:00."
    except FarDateError:
        return f"“{argument}” is more than two years away; write a nearer date."
    except NoDateError:
        return f"“{argument}” is no date; write for example #due 2026-12-01 15:00, #due friday or #due 3d."
    return None


def _due(desk: Desk, person: Staff, argument: str, now: datetime) -> datetime:
    zone = person.zone or desk.zone
    return due_date(argument, now, zone, calendar_of(desk, person.calendar))


def carry_out_due(work: OrderWork, order: Order) -> str:
    """Agree a date and tell the customer, or take it back; an agreed date replaces the resolution target."""
    reason = f"line {order.line}: due"
    if order.argument.casefold() in OFF:
        work.draft.set_due(None, work.person.id, reason)
        return "No date is agreed any more; the customer is told by your next #update."
    due = _due(work.desk, work.person, order.argument, work.now)
    work.draft.set_due(due, work.person.id, reason)
    said = f"{due.astimezone(work.zone):%Y-%m-%d %H:%M}"
    if not any(work.orders.has(command) for command in _CARRIERS):
        words, files = spend_words(work)
        to_customers(
            work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason=reason, words=words,
            sender=work.person if words else None, files=files,
        )  # fmt: skip
    return f"Agreed for {said} ({work.zone.key}); the customer is told."
