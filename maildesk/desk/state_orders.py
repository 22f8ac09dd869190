"""The orders that change a ticket's state or tell the customer something."""

from maildesk.desk.calendar import add_business_days
from maildesk.desk.closing import close, resolve
from maildesk.desk.command_lines import Order
from maildesk.desk.durations import business_days
from maildesk.desk.notices import Notice, responsible, to_customers, to_staff
from maildesk.desk.order_work import OrderWork, spend_words, take_over
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import State
from maildesk.desk.views import calendar_of


def answer(work: OrderWork) -> None:
    """Send the words (or the files alone) to the customer as an answer."""
    words, files = spend_words(work)
    to_customers(
        work.desk, work.draft, MessageKind.ANSWER, actor=work.person.id, reason="an engineer's answer", words=words,
        sender=work.person, files=files,
    )  # fmt: skip


def carry_out_resolve(work: OrderWork, order: Order) -> str:
    """Call the ticket solved; who says so owns it when nobody did."""
    take_over(work)
    words, files = spend_words(work)
    resolve(
        work.desk, work.draft, actor=work.person.id, reason=f"line {order.line}: {order.command.value}", words=words,
        sender=work.person, files=files,
    )  # fmt: skip
    return "Resolved; the customer is asked to confirm."


def carry_out_close(work: OrderWork, order: Order) -> str:
    """Close the ticket at once."""
    words, files = spend_words(work)
    close(
        work.desk, work.draft, actor=work.person.id, reason=f"line {order.line}: {order.command.value}", words=words,
        sender=work.person, files=files,
    )  # fmt: skip
    return "Closed; the customer gets the closing mail."


def carry_out_update(work: OrderWork, order: Order) -> str:
    """Send the words as a progress update, unless another order of the mail carries them."""
    words, files = spend_words(work)
    if not words:
        return "The words went out with the other command of this mail."
    to_customers(
        work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason=f"line {order.line}: update",
        words=words, sender=work.person, files=files,
    )  # fmt: skip
    return "The customer gets a progress update."


def carry_out_pending(work: OrderWork, order: Order) -> str:
    """Let the ticket wait for the customer, for a number of business days or until he answers."""
    days = business_days(order.argument)
    reason = f"line {order.line}: pending"
    words, files = spend_words(work)
    previous = work.draft.ticket.state
    work.draft.set_state(State.PENDING, work.person.id, reason)
    until = add_business_days(work.now, days, calendar_of(work.desk)) if days else None
    work.draft.set_pending_until(until, work.person.id, reason)
    if words or files:
        to_customers(
            work.desk, work.draft, MessageKind.INFORMATION_REQUEST, actor=work.person.id, reason=reason, words=words,
            sender=work.person, previous=previous, files=files,
        )  # fmt: skip
    if days:
        return f"Waits for the customer; back to open after {days} business days without an answer."
    return "Waits for the customer."


def carry_out_hold(work: OrderWork, order: Order) -> str:
    """Let the ticket wait for a third party and tell the customer so."""
    reason = f"line {order.line}: hold"
    previous = work.draft.ticket.state
    words, files = spend_words(work)
    work.draft.set_state(State.ON_HOLD, work.person.id, reason)
    to_customers(
        work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason=reason, words=words,
        sender=work.person if words else None, previous=previous, files=files,
    )  # fmt: skip
    return "On hold; the customer is told."


def carry_out_reopen(work: OrderWork, order: Order) -> str:
    """Open a resolved or closed ticket again and tell its owner, unless he wrote it himself."""
    reason = f"line {order.line}: reopen"
    work.draft.reopen(work.person.id, reason)
    owners = tuple(each for each in responsible(work.desk, work.draft.ticket, work.now) if each.id != work.person.id)
    history = work.situation.history.get(work.draft.ticket.number, ())
    notice = Notice(
        words=work.noted, because=(f"{work.person.name} opened it again.",), history=history, part_of="reopen"
    )
    to_staff(work.desk, work.draft, MessageKind.ASSIGNMENT, owners, notice, actor=work.person.id, reason=reason)
    return "Open again."
