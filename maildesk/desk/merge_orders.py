"""The order `#merge 1040`: the ticket of the mail becomes part of another one, which answers to both numbers."""

from maildesk.desk.command_lines import Order
from maildesk.desk.draft import Draft
from maildesk.desk.lookups import number_in
from maildesk.desk.notices import Notice, responsible, to_customers, to_staff
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.people import Staff
from maildesk.desk.permissions import foreign_fault
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State, Ticket, TicketType


def merge_fault(situation: Situation, person: Staff, ticket: Ticket, argument: str) -> str | None:
    """Return why the ticket cannot become part of the named one; None when it can.

    Merges of the named ticket are followed first, so that no chain of merges can come back to where it began.
    """
    number = number_in(argument)
    if number is None:
        return "#merge needs the number of the ticket that goes on, for example #merge 1040."
    target = situation.looked_up.tickets.get(number)
    if target is None:
        return f"There is no ticket {number}."
    if target.number == ticket.number:
        return f"{number} is this ticket itself; write the number of the other one."
    foreign = foreign_fault(person, target)
    if foreign:
        return foreign
    if target.state is State.CLOSED:
        return f"Ticket {target.number} is closed; open it again first, or merge it into this one."
    if ticket.review_since is not None:
        return "An answer on this ticket still waits for a mentor; it must be released or rejected first."
    if (TicketType.COMPLAINT in (ticket.type, target.type)) and ticket.type is not target.type:
        return "A complaint stays apart from other tickets; write #note with the other number instead."
    return None


def carry_out_merge(work: OrderWork, order: Order) -> str:
    """Make the ticket part of another: its people and its conversation go there, its number leads there."""
    number = number_in(order.argument)
    target = work.situation.looked_up.tickets[number or 0]
    source, reason = work.draft.ticket, f"line {order.line}: merge"
    into = Draft(target, work.now)
    into.commanded_by = work.person.id
    into.take_over(source.number)
    joined = (source.requester, *source.participants)
    names = [person.address for person in joined if into.add_participant(person, work.person.id, reason)]
    into.set_tags(source.tags, work.person.id, reason)
    if missing := tuple(each for each in source.concerned if each not in target.concerned):
        into.set_concerned((*target.concerned, *missing), work.person.id, reason)
    into.merged_with(source, work.person.id, reason)
    to_customers(
        work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason=reason, merged_into=target.number
    )
    work.draft.merge_into(target.number, work.person.id, reason)
    _tell_owner(work, into, source, reason)
    work.others.append(into)
    new = f" Takes part there now: {', '.join(names)}." if names else ""
    return f"Part of ticket {target.number} now; both numbers lead there.{new}"


def _tell_owner(work: OrderWork, into: Draft, source: Ticket, reason: str) -> None:
    people = [each for each in responsible(work.desk, into.ticket, work.now) if each.id != work.person.id]
    history = work.situation.history.get(source.number, ())
    words = next(
        (line.text for line in reversed(history) if line.direction == "in" and line.visibility == "public"), ""
    )
    notice = Notice(
        words=words,
        because=(f"{work.person.name} merged ticket {source.number} into this one.",),
        history=history,
        part_of=f"merge:{source.number}",
    )
    to_staff(work.desk, into, MessageKind.CUSTOMER_ANSWERED, people, notice, actor=work.person.id, reason=reason)
