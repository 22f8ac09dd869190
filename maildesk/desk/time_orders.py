"""The order `#spent 45m`: how long an engineer worked on a ticket."""

from maildesk.desk.command_lines import Order
from maildesk.desk.durations import hours_and_minutes, minutes_of
from maildesk.desk.order_work import OrderWork


def spent_fault(argument: str) -> str | None:
    """Return what is wrong with a `#spent` line and what to write instead; None when it can be carried out."""
    if not argument:
        return "#spent needs a time of work, for example #spent 45m or #spent 1h30m."
    if minutes_of(argument) is None:
        return f"“{argument}” is no time of work; write #spent 45m or #spent 1h30m, at most 24 hours."
    return None


def carry_out_spent(work: OrderWork, order: Order) -> str:
    """Note the time on the ticket."""
    minutes = minutes_of(order.argument)
    if minutes is None:
        raise ValueError(f"{order.argument} was checked before")
    work.draft.spend(minutes, work.person.id, f"line {order.line}: spent")
    return f"{hours_and_minutes(minutes)} of work noted."
