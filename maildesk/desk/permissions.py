"""Which tickets a member of staff may work on."""

from maildesk.desk.complaint import may_hear
from maildesk.desk.people import Role, Staff
from maildesk.desk.ticket import Ticket, TicketType


def may_act_on(person: Staff, ticket: Ticket) -> bool:
    """Say whether a member of staff may work a ticket: supervisors all, engineers their own and those of their teams.

    A complaint is for supervisors and for whom they gave it to, never for whom it may be about (S10).
    """
    if not may_hear(person, ticket):
        return False
    if person.role is Role.SUPERVISOR or ticket.owner == person.id:
        return True
    return ticket.team is None or any(team.casefold() == ticket.team.casefold() for team in person.teams)


def foreign_fault(person: Staff, ticket: Ticket) -> str | None:
    """Return why somebody may not work a ticket; None when they may.

    Whom a complaint may be about is told nothing, not even that there is one.
    """
    if may_act_on(person, ticket):
        return None
    if person.id in ticket.concerned:
        return f"There is no ticket {ticket.number} that you can work on."
    if ticket.type is TicketType.COMPLAINT:
        return f"Ticket {ticket.number} is a complaint; only supervisors and its owner work on it."
    return f"Ticket {ticket.number} belongs to team {ticket.team}; ask its lead or a supervisor."
