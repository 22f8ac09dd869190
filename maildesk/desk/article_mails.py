"""The mails about an article: the question to those who approve, and the answer to its author."""

from collections.abc import Sequence
from dataclasses import replace

from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.outgoing import ArticleView, Automatic, MessageKind, OutgoingMessage
from maildesk.desk.people import Role, Staff
from maildesk.desk.service_settings import ApproveBy
from maildesk.desk.ticket import Ticket
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address


def may_approve(desk: Desk, person: Staff, ticket: Ticket) -> bool:
    """Say whether somebody may approve articles: supervisors, and team leads where the settings say so."""
    if person.role is Role.SUPERVISOR:
        return True
    team = desk.people.team(ticket.team)
    leads = team is not None and team.lead == person.id
    return leads and (desk.knowledge.approve_by is ApproveBy.LEAD or not desk.people.supervisors())


def approvers(desk: Desk, author: str, ticket: Ticket) -> tuple[Staff, ...]:
    """Return who is asked to approve: nobody approves what they wrote themselves while somebody else can."""
    team = desk.people.team(ticket.team)
    lead = desk.people.by_id(team.lead) if team else None
    asked = desk.people.supervisors()
    if lead and not lead.suspended and may_approve(desk, lead, ticket):
        asked = (lead,)
    others = tuple(person for person in asked if person.id != author)
    return others or tuple(person for person in desk.people.supervisors() if person.id != author) or asked


def send_article(
    desk: Desk, draft: Draft, people: Sequence[Staff], view: ArticleView, *, actor: str, reason: str
) -> None:
    """Owe each of these people the mail about an article, in their own language."""
    for person in dict.fromkeys(people):
        mine = replace(view, staff_name=person.name)
        draft.send(
            OutgoingMessage(
                kind=MessageKind.ARTICLE,
                to=Address(name=person.name, address=person.address),
                view=mine,
                language=supported_language(desk, person.language, desk.language),
                automatic=Automatic.GENERATED,
                part_of=f"article:{view.article}",
            ),
            actor,
            reason,
        )
