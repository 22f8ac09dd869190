"""The order `#cc ann@example.com`: who takes part in a ticket; with a minus before the address they no longer do."""

from maildesk.desk.command_lines import Order
from maildesk.desk.desk import Desk
from maildesk.desk.order_arguments import addresses_in
from maildesk.desk.order_work import OrderWork
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Address

_MINUS = ("-", "−", "–")


def _named(argument: str) -> tuple[bool, tuple[Address, ...]]:
    """Return whether people shall take part no more, and who is meant."""
    away = argument.startswith(_MINUS)
    return away, addresses_in(argument.lstrip("-−– ") if away else argument)


def cc_fault(desk: Desk, ticket: Ticket, argument: str) -> str | None:
    """Return what is wrong with a `#cc` line and what to write instead; None when it can be carried out."""
    away, people = _named(argument)
    if not argument:
        return "#cc needs an address, for example #cc ann@example.com."
    if not people:
        return f"“{argument}” holds no address; write #cc ann@example.com."
    own = next((each.address for each in people if each.address.casefold() in desk.read.own_addresses), None)
    if own:
        return f"{own} is an address of the desk itself; name the person's own address."
    if not away:
        return None
    for each in people:
        if each.address.casefold() == ticket.requester.address.casefold():
            return f"{each.address} asked for this ticket and stays; write #close when nobody wants it."
        if not ticket.takes_part(each.address):
            return f"{each.address} does not take part in this ticket."
    return None


def carry_out_cc(work: OrderWork, order: Order) -> str:
    """Let people take part (they get what is written from now on, never what was before), or take part no more."""
    away, people = _named(order.argument)
    reason = f"line {order.line}: cc"
    for person in people:
        if away:
            work.draft.remove_participant(person.address, work.person.id, reason)
        else:
            work.draft.add_participant(person, work.person.id, reason)
    names = ", ".join(person.address for person in people)
    return f"Takes part no more: {names}." if away else f"Takes part now: {names}."
