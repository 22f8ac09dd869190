"""What is wrong with the orders of an engineer's mail, each fault with what to write instead."""

import re
from collections.abc import Callable
from datetime import datetime

from maildesk.desk.asset_orders import asset_fault
from maildesk.desk.checklist import check_fault
from maildesk.desk.command_lines import Fault, Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.complaint_faults import complaint_fault
from maildesk.desk.desk import Desk
from maildesk.desk.due_orders import due_fault
from maildesk.desk.durations import business_days, in_figures, names_a_time
from maildesk.desk.escalation_orders import escalate_fault
from maildesk.desk.knowledge_orders import kb_faults
from maildesk.desk.looking_orders import looking_faults
from maildesk.desk.merge_orders import merge_fault
from maildesk.desk.order_arguments import ME, NOBODY, PRIORITIES, name_in, staff_named
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.split_orders import split_fault
from maildesk.desk.taking_part import cc_fault
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.time_orders import spent_fault
from maildesk.desk.type_words import type_named
from maildesk.desk.undoing import undo_faults

_ONLY_NUMBERS = re.compile(r"\d[\d\s,，、.]*")
SENDING = (Command.CLOSE, Command.RESOLVE, Command.PENDING, Command.HOLD, Command.UPDATE)  # one mail carries the words
_STATES = (Command.CLOSE, Command.RESOLVE, Command.PENDING, Command.HOLD, Command.REOPEN, Command.MERGE)
_OF_WORK = (Command.RESOLVE, Command.PENDING, Command.HOLD, Command.UPDATE)  # a closed ticket is no work
_ONCE = (Command.ASSIGN, Command.PRIORITY, Command.TYPE, Command.DUE, Command.ASSET, Command.SPLIT)


def find_faults(
    situation: Situation, person: Staff, orders: Orders, ticket: Ticket, now: datetime
) -> tuple[Fault, ...]:
    """Return every order that cannot be carried out, with what to write instead; empty when all can."""
    desk, found = situation.desk, list(orders.faults)
    for order in orders.orders:
        sentence = (
            _argument_fault(desk, order)
            or _ticket_fault(situation, person, order, ticket, now)
            or _state_fault(orders, order, ticket)
            or complaint_fault(desk, orders, order, ticket, person)
        )
        if sentence:
            found.append(Fault(line=order.line, written=order.written, sentence=sentence))
    found += kb_faults(situation, person, orders, ticket)
    found += undo_faults(situation, orders, ticket)
    found += looking_faults(situation, person, orders, ticket)
    found += _contradictions(orders)
    return tuple(sorted(found, key=lambda fault: fault.line))


def _never_together(orders: Orders) -> list[Fault]:
    """Return the faults of orders of which each would take the ground from under the other."""
    merge = next((order for order in orders.orders if order.command is Command.MERGE), None)
    split = next((order for order in orders.orders if order.command is Command.SPLIT), None)
    if merge is None or split is None:
        return []
    sentence = f"“{split.written}” contradicts “{merge.written}”; write one of the two."
    return [Fault(line=split.line, written=split.written, sentence=sentence)]


def _ticket_fault(situation: Situation, person: Staff, order: Order, ticket: Ticket, now: datetime) -> str | None:
    if order.command is Command.DUE:
        return due_fault(situation.desk, person, ticket, order.argument, now)
    if order.command is Command.ESCALATE:
        return escalate_fault(situation.desk, person, ticket)
    if order.command is Command.CC:
        return cc_fault(situation.desk, ticket, order.argument)
    if order.command is Command.MERGE:
        return merge_fault(situation, person, ticket, order.argument)
    if order.command is Command.SPLIT:
        return split_fault(situation, ticket)
    if order.command is Command.NEW:
        return "#new for opens a ticket of its own; write it in a new mail that names no ticket."
    return None


def _contradictions(orders: Orders) -> list[Fault]:
    found: list[Fault] = []
    states = [order for order in orders.orders if order.command in _STATES]
    for order in states[1:]:
        sentence = f"“{order.written}” contradicts “{states[0].written}”; a mail can change the state once."
        found.append(Fault(line=order.line, written=order.written, sentence=sentence))
    found += _never_together(orders)
    for command in _ONCE:
        said = [order for order in orders.orders if order.command is command]
        for order in said[1:]:
            if order.argument.casefold() != said[0].argument.casefold():
                sentence = f"“{order.written}” contradicts “{said[0].written}”; write one of the two."
                found.append(Fault(line=order.line, written=order.written, sentence=sentence))
    return found


def _state_fault(orders: Orders, order: Order, ticket: Ticket) -> str | None:
    if order.command is Command.CHECK:
        return check_fault(ticket, order.argument)
    if order.command is Command.RESOLVE and _ONLY_NUMBERS.fullmatch(order.argument):
        return check_fault(ticket, order.argument)  # "#done 2 4" ticks a check list, and this ticket has none
    if order.command is Command.UPDATE and orders.internal:
        if orders.has(Command.NOTE):
            return "#update sends the words to the customer, but #note keeps them internal; write one of the two."
        return "#update sends the words to the customer, but #escalate keeps them internal; write one of the two."
    if order.command is Command.UPDATE and not orders.words:
        return "#update tells the customer something, but the mail holds no other words; write them above the line."
    if order.command is Command.REOPEN and ticket.state not in (State.RESOLVED, State.CLOSED):
        return f"The ticket is {ticket.state.value}; only a resolved or closed ticket can be reopened."
    if order.command in _OF_WORK and ticket.state is State.CLOSED and not orders.has(Command.REOPEN):
        return "The ticket is closed; write #reopen first."
    if order.command is Command.CLOSE and ticket.state is State.CLOSED:
        return "The ticket is closed already."
    return None


def _argument_fault(desk: Desk, order: Order) -> str | None:
    check = _ARGUMENTS.get(order.command)
    return check(desk, order.argument) if check else None


def _assign_fault(desk: Desk, argument: str) -> str | None:
    name = name_in(argument)
    if name.casefold() in ME or name.casefold() in NOBODY:
        return None
    if not name:
        return "#assign needs a name, for example #assign wang or #assign me."
    found = staff_named(desk.people, argument)
    known = ", ".join(sorted(member.id for member in desk.people.members(None)))
    if found is None and desk.people.team(name) is not None:
        return None if desk.people.members(name) else f"Nobody is in team {name}; write one of: {known}."
    if found is None:
        return f"Nobody here is called “{argument}”; write one of: {known}."
    if found.suspended:
        return f"{found.name} is suspended and takes no tickets; write one of: {known}."
    return None


def _priority_fault(_desk: Desk, argument: str) -> str | None:
    if argument.casefold() in PRIORITIES:
        return None
    if not argument:
        return "#priority needs a word; write #priority urgent, #priority normal or #priority low."
    return f"“{argument}” is no priority; write #priority urgent, #priority normal or #priority low."


def _type_fault(_desk: Desk, argument: str) -> str | None:
    if type_named(argument) is not None:
        return None
    known = ", ".join(TicketType)
    return (
        f"“{argument}” is no type; write one of {known}." if argument else f"#type needs a word; write one of {known}."
    )


def _tag_fault(_desk: Desk, argument: str) -> str | None:
    return None if argument else "#tag needs at least one word, for example #tag network."


def _pending_fault(_desk: Desk, argument: str) -> str | None:
    if business_days(argument) is None and (in_figures(argument)[:1].isdigit() or names_a_time(argument)):
        return f"“{argument}” is no number of business days; write #pending 3d."
    return None


def _hold_fault(_desk: Desk, argument: str) -> str | None:
    if names_a_time(argument):
        return "#hold takes no time; write #due friday 15:00 on a line of its own to agree a date."
    return None


_ARGUMENTS: dict[Command, Callable[[Desk, str], str | None]] = {
    Command.ASSIGN: _assign_fault,
    Command.PRIORITY: _priority_fault,
    Command.TYPE: _type_fault,
    Command.TAG: _tag_fault,
    Command.PENDING: _pending_fault,
    Command.HOLD: _hold_fault,
    Command.SPENT: lambda _desk, argument: spent_fault(argument),
    Command.ASSET: lambda _desk, argument: asset_fault(argument),
}
