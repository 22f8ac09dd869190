"""The order `#escalate`: an engineer calls for the team lead and the supervisors."""

from maildesk.desk.command_lines import Order
from maildesk.desk.complaint import may_hear
from maildesk.desk.desk import Desk
from maildesk.desk.notices import Notice, to_staff
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.people import Staff
from maildesk.desk.ticket import Ticket, TicketType


def called_upon(desk: Desk, person: Staff, ticket: Ticket) -> tuple[Staff, ...]:
    """Return who is called: the lead of the team, then the supervisors; of a complaint the supervisors alone."""
    team = desk.people.team(ticket.team)
    lead = desk.people.by_id(team.lead) if team and ticket.type is not TicketType.COMPLAINT else None
    found = (lead, *desk.people.supervisors())
    able = (each for each in found if each and not each.suspended and may_hear(each, ticket))
    return tuple(dict.fromkeys(each for each in able if each.id != person.id))


def escalate_fault(desk: Desk, person: Staff, ticket: Ticket) -> str | None:
    """Return why nobody can be called; None when somebody can."""
    if called_upon(desk, person, ticket):
        return None
    return "There is no team lead and no supervisor beside you; write #assign with a name."


def carry_out_escalate(work: OrderWork, order: Order) -> str:
    """Tell the lead and the supervisors at once; the words stay internal."""
    people = called_upon(work.desk, work.person, work.draft.ticket)
    history = work.situation.history.get(work.draft.ticket.number, ())
    notice = Notice(
        words=work.noted,
        headline=f"{work.person.name} asks for your help with this ticket",
        history=history,
        suggestions=("#assign me", "#note", "#priority urgent"),
        part_of="escalate",
    )
    to_staff(
        work.desk, work.draft, MessageKind.WARNING, people, notice, actor=work.person.id,
        reason=f"line {order.line}: escalate",
    )  # fmt: skip
    return f"Escalated to {', '.join(person.name for person in people)}; the words stay internal."
