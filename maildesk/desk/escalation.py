"""Who hears of a clock that reaches a mark: the owner first, then lead, supervisors and deputies (SERVICE S7)."""

from collections.abc import Iterable
from datetime import datetime

from maildesk.desk.availability import deputy_of, why_away
from maildesk.desk.classifying import availability
from maildesk.desk.clock_reading import ClockName
from maildesk.desk.complaint import may_hear
from maildesk.desk.desk import Desk
from maildesk.desk.notices import responsible
from maildesk.desk.people import Staff
from maildesk.desk.sla import policy_for
from maildesk.desk.sla_policy import Rung
from maildesk.desk.ticket import Ticket


def told_of(desk: Desk, ticket: Ticket, clock: ClockName, percent: int, now: datetime) -> tuple[Staff, ...]:
    """Return who is told at this mark, each once; empty when the rungs of the step are held by nobody.

    Whoever is away is told together with the deputy. Of a complaint only its owner and supervisors hear, and never whom
    it may be about.
    """
    rungs = (Rung.OWNER,) if clock is ClockName.AGREE_DATE else _policy_rungs(desk, ticket, percent)
    found = dict.fromkeys(person for rung in rungs for person in _on_rung(desk, ticket, rung, now))
    return tuple(person for person in found if not person.suspended and may_hear(person, ticket))


def _policy_rungs(desk: Desk, ticket: Ticket, percent: int) -> tuple[Rung, ...]:
    return policy_for(ticket, desk.people, desk.policies).told_at(percent)


def _on_rung(desk: Desk, ticket: Ticket, rung: Rung, now: datetime) -> tuple[Staff, ...]:
    if rung is Rung.OWNER:
        return responsible(desk, ticket, now)
    if rung is Rung.LEAD:
        return _with_stand_ins(desk, _lead(desk, ticket), now)
    if rung is Rung.SUPERVISOR:
        return _with_stand_ins(desk, desk.people.supervisors(), now)
    owner = desk.people.by_id(ticket.owner)
    chain = (*((owner,) if owner else ()), *_lead(desk, ticket), *desk.people.supervisors())
    when = availability(desk, now)
    return _known(desk, (deputy_of(person, when) for person in chain))


def _lead(desk: Desk, ticket: Ticket) -> tuple[Staff, ...]:
    team = desk.people.team(ticket.team)
    return _known(desk, (team.lead,)) if team else ()


def _with_stand_ins(desk: Desk, people: tuple[Staff, ...], now: datetime) -> tuple[Staff, ...]:
    when = availability(desk, now)
    return (*people, *_known(desk, (deputy_of(person, when) for person in people if why_away(person, when))))


def _known(desk: Desk, ids: Iterable[str | None]) -> tuple[Staff, ...]:
    found = (desk.people.by_id(staff_id) for staff_id in ids)
    return tuple(person for person in found if person is not None)
