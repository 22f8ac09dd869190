"""What is wrong with orders that have to do with complaints, each with what to write instead (S10)."""

import re

from maildesk.desk.command_lines import Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.complaint import independent
from maildesk.desk.complaint_causes import cause_fault
from maildesk.desk.desk import Desk
from maildesk.desk.order_arguments import ME, name_in, staff_named
from maildesk.desk.people import Role, Staff
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.type_words import type_named

_NOBODY = frozenset({"nobody", "none", "无", "無", "无人", "無人"})
_BETWEEN = re.compile(r"[\s,;，；、]+")


def complaint_fault(desk: Desk, orders: Orders, order: Order, ticket: Ticket, person: Staff) -> str | None:
    """Return what is wrong with an order on a complaint; None when nothing is."""
    complaint = ticket.type is TicketType.COMPLAINT
    match order.command:
        case Command.CAUSE:
            return _for_supervisors(order, person) or _only_of_complaints(order, orders, complaint) or cause_fault(
                desk.complaint_causes, order.argument
            )  # fmt: skip
        case Command.CONCERNED:
            return _for_supervisors(order, person) or _only_of_complaints(order, orders, complaint) or _people_fault(
                desk, order.argument
            )  # fmt: skip
        case Command.ASSIGN:
            return _owner_fault(desk, orders, order, ticket, person)
        case Command.CLOSE | Command.RESOLVE if complaint:
            return _outcome_fault(orders, ticket)
        case _:
            return None


def people_named(desk: Desk, argument: str) -> tuple[Staff, ...] | None:
    """Return the staff that a `#concerned` line names, none for "nobody"; None when somebody is not known."""
    if argument.strip().casefold() in _NOBODY:
        return ()
    whole = staff_named(desk.people, argument)
    found = [whole] if whole else [desk.people.by_id(word) for word in _BETWEEN.split(argument.strip()) if word]
    known = tuple(dict.fromkeys(each for each in found if each is not None))
    return known if found and len(known) == len(found) else None


def _for_supervisors(order: Order, person: Staff) -> str | None:
    if person.role is Role.SUPERVISOR:
        return None
    return f"“{order.written}” is for supervisors; write to one of them."


def _only_of_complaints(order: Order, orders: Orders, complaint: bool) -> str | None:
    if complaint or orders.has(Command.TYPE):
        return None
    return f"The ticket is no complaint, so “{order.written}” says nothing; write #type complaint first."


def _people_fault(desk: Desk, argument: str) -> str | None:
    named = people_named(desk, argument)
    if named is None:
        known = ", ".join(sorted(member.id for member in desk.people.members(None)))
        return f"“{argument}” names nobody here; write one of: {known}, or nobody."
    if named and not independent(desk.people, tuple(each.id for each in named)):
        return "Nobody would be left to work on the complaint; name fewer people."
    return None


def _owner_fault(desk: Desk, orders: Orders, order: Order, ticket: Ticket, person: Staff) -> str | None:
    owner = person if name_in(order.argument).casefold() in ME else staff_named(desk.people, order.argument)
    becomes = any(each.command is Command.TYPE and type_named(each.argument) is TicketType.COMPLAINT
                  for each in orders.orders)  # fmt: skip
    left = (
        (*ticket.concerned, ticket.owner) if becomes and ticket.type is not TicketType.COMPLAINT else ticket.concerned
    )
    if owner is None or owner.id not in left:
        return None
    return f"The complaint may be about {owner.name}; write another name, or #concerned nobody in a mail before."


def _outcome_fault(orders: Orders, ticket: Ticket) -> str | None:
    told = ticket.state is State.RESOLVED or (orders.words and not orders.internal)
    if told:
        return None
    return "A complaint ends with its outcome: write to the customer what was found and done, above the line."
