"""The orders that change who and what a ticket is, or that only show something."""

import re

from maildesk.desk.assignment import AssignmentRequest, why_unavailable
from maildesk.desk.classifying import availability
from maildesk.desk.command_lines import Order
from maildesk.desk.complaint_orders import became_complaint
from maildesk.desk.notices import Notice, responsible, to_customers, to_staff
from maildesk.desk.order_arguments import ME, NOBODY, PRIORITIES, name_in, staff_named
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import HistoryLine, MessageKind
from maildesk.desk.people import Staff, Team
from maildesk.desk.ticket import State, TicketType
from maildesk.desk.type_words import type_named

_BETWEEN_TAGS = re.compile(r"[\s,，、;；]+")
_ACTIVE = frozenset({State.NEW, State.OPEN, State.PENDING, State.ON_HOLD})


def carry_out_note(work: OrderWork, _order: Order) -> str:
    """Say what became of the words; they were kept before any order was carried out."""
    if work.noted and not work.draft.ticket.number:
        return "The words on this line stay internal."
    return "All words of this mail stay internal." if work.noted else "The mail holds no words to note."


def carry_out_assign(work: OrderWork, order: Order) -> str:
    """Give the ticket to somebody; the customer of an active ticket is told of a new engineer."""
    reason = f"line {order.line}: assign"
    name = name_in(order.argument)
    if name.casefold() in NOBODY:
        work.draft.set_owner(None, work.person.id, reason)
        return "The ticket has no owner now."
    owner = work.person if name.casefold() in ME else staff_named(work.desk.people, order.argument)
    team = work.desk.people.team(name)
    if owner is None and team is not None:
        return _to_team(work, team, reason)
    if owner is None:
        raise ValueError(f"{order.argument} was checked before")
    had_owner = work.draft.ticket.owner is not None and work.draft.ticket.number != 0  # of a new ticket nobody knows
    if not work.draft.set_owner(owner.id, work.person.id, reason):
        return f"{owner.name} owns it already."
    _tell_new_owner(work, owner, reason)
    silent = work.words or work.orders.internal or work.draft.ticket.state not in _ACTIVE
    if had_owner and not silent:
        to_customers(
            work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason="a new engineer takes over"
        )
    away = _away(work, owner)
    return f"{owner.name} owns it now, but {away}." if away else f"{owner.name} owns it now."


def _to_team(work: OrderWork, team: Team, reason: str) -> str:
    """Give the ticket to a team: without an owner, until one of its members takes it."""
    work.draft.set_team(team.name, work.person.id, reason)
    work.draft.set_owner(None, work.person.id, reason)
    history = work.situation.history.get(work.draft.ticket.number, ())
    notice = Notice(
        words=_last_words(history), because=(f"{work.person.name} gave it to your team.",), history=history,
        part_of=f"team:{team.name}",
    )  # fmt: skip
    people = responsible(work.desk, work.draft.ticket, work.now)
    others = tuple(each for each in people if each.id != work.person.id)
    to_staff(work.desk, work.draft, MessageKind.ASSIGNMENT, others, notice, actor=work.person.id, reason=reason)
    return f"Team {team.name} has it now, without an owner."


def _last_words(history: tuple[HistoryLine, ...]) -> str:
    """Return what a customer wrote last; the empty string when nobody has."""
    said = (line.text for line in reversed(history) if line.direction == "in" and line.visibility == "public")
    return next(said, "")


def _away(work: OrderWork, owner: Staff) -> str | None:
    request = AssignmentRequest(team=work.draft.ticket.team)
    return why_unavailable(owner, request, availability(work.desk, work.now))


def _tell_new_owner(work: OrderWork, owner: Staff, reason: str) -> None:
    if owner.id == work.person.id:
        return
    history = work.situation.history.get(work.draft.ticket.number, ())
    because = (f"{work.person.name} gave it to you.",)
    # Of a ticket that this mail opens, the words of the customer are those of the mail.
    words = _last_words(history) if work.draft.ticket.number else work.situation.letter.reply
    notice = Notice(words=words, because=because, history=history, part_of=owner.id)
    to_staff(work.desk, work.draft, MessageKind.ASSIGNMENT, (owner,), notice, actor=work.person.id, reason=reason)


def carry_out_priority(work: OrderWork, order: Order) -> str:
    """Set the priority directly."""
    priority = PRIORITIES[order.argument.casefold()]
    work.draft.set_priority(priority, work.person.id, f"line {order.line}: priority")
    return f"Priority is {priority.value} now."


def carry_out_type(work: OrderWork, order: Order) -> str:
    """Set the type; a new complaint leaves the engineer it may be about and goes to the supervisors (S10)."""
    type_ = type_named(order.argument)
    if type_ is None:
        raise ValueError(f"{order.argument} was checked before")
    reason = f"line {order.line}: type"
    became = work.draft.ticket.type is not type_
    work.draft.set_type(type_, work.person.id, reason)
    if became and type_ is TicketType.COMPLAINT:
        became_complaint(work, reason)
    return f"Type is {type_.value} now."


def carry_out_tag(work: OrderWork, order: Order) -> str:
    """Add tags; those with a minus before them are taken off."""
    words = tuple(word.lstrip("#＃") for word in _BETWEEN_TAGS.split(order.argument) if word.strip("#＃"))
    reason = f"line {order.line}: tag"
    work.draft.remove_tags(tuple(word[1:] for word in words if word.startswith("-")), work.person.id, reason)
    fresh = tuple(word for word in words if word and not word.startswith("-"))
    work.draft.set_tags(fresh, work.person.id, reason)
    if not work.draft.ticket.tags:
        return "The ticket has no tags now."
    return f"Tags: {' '.join(work.draft.ticket.tags)}."


def carry_out_help(_work: OrderWork, _order: Order) -> str:
    """Say where the list of commands stands."""
    return "The commands stand below."
