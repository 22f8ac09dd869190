"""The orders about complaints: what a ticket that becomes one sets going, what it came from, whom it is about (S10)."""

from maildesk.desk.command_lines import Order
from maildesk.desk.complaint import apart, independent, keeper_of
from maildesk.desk.complaint_causes import cause_named
from maildesk.desk.complaint_faults import people_named
from maildesk.desk.notices import Notice, to_customers, to_staff
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import MessageKind


def became_complaint(work: OrderWork, reason: str) -> None:
    """Take a ticket from its owner, whom the complaint may be about, to the supervisors; the customer is told."""
    people, draft, actor = work.desk.people, work.draft, work.person.id
    owner = people.by_id(draft.ticket.owner)
    known = (f"{owner.name} owned the ticket when it became a complaint.",) if owner else ()
    concerned = apart(people, (owner.id,) if owner else (), known)
    draft.become_complaint(concerned.ids, actor, reason)
    if draft.ticket.owner is None and (keeper := keeper_of(people, concerned.ids)):
        draft.set_owner(keeper, actor, "no other supervisor is there")
    _tell(work, (f"{work.person.name} made it a complaint.", *concerned.reasons), reason)
    to_customers(
        work.desk, draft, MessageKind.COMPLAINT, actor="desk", reason="the customer is told that it is a complaint"
    )


def _tell(work: OrderWork, because: tuple[str, ...], reason: str) -> None:
    """Tell everybody who works on the complaint but the writer of the order."""
    history = work.situation.history.get(work.draft.ticket.number, ())
    notice = Notice(words=work.noted, because=because, history=history, part_of="complaint")
    able = independent(work.desk.people, work.draft.ticket.concerned)
    people = tuple(each for each in able if each.id != work.person.id)
    to_staff(work.desk, work.draft, MessageKind.ASSIGNMENT, people, notice, actor=work.person.id, reason=reason)


def carry_out_cause(work: OrderWork, order: Order) -> str:
    """Note what a complaint came from, for the figures of the month."""
    cause = cause_named(work.desk.complaint_causes, order.argument)
    if cause is None:
        raise ValueError(f"{order.argument} was checked before")
    work.draft.set_cause(cause, work.person.id, f"line {order.line}: cause")
    return f"The cause is {cause}."


def carry_out_concerned(work: OrderWork, order: Order) -> str:
    """Say whom a complaint is about; they hear and do nothing on it from now on."""
    people = people_named(work.desk, order.argument) or ()
    before = work.draft.ticket.concerned
    reason = f"line {order.line}: concerned"
    work.draft.set_concerned(tuple(each.id for each in people), work.person.id, reason)
    if before != work.draft.ticket.concerned:
        names = ", ".join(each.name for each in people)
        sentence = f"{work.person.name} wrote that it is about {names or 'nobody here'}."
        _tell(work, (sentence,), reason)
    if not people:
        return "The complaint is about nobody here."
    return f"About {', '.join(each.name for each in people)}, who hear nothing of it from now on."
