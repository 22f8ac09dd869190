"""Type, impact, urgency, priority, team and owner of a new ticket: by the rules first, else by the settings."""

from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.assignment import AssignmentRequest, Availability, Method, Workload, choose_owner
from maildesk.desk.complaint import Concerned, came_by_complaints_address, concerned_of, keeper_of
from maildesk.desk.desk import Desk
from maildesk.desk.rule_facts import facts_of
from maildesk.desk.rules import Ruling, match
from maildesk.desk.situation import PersonRecord, Situation
from maildesk.desk.ticket import Level, Priority, Ticket, TicketType

_MOST_MISSED = 10
_MOST_PASSED = 5  # named in the notice; a team of fifty would fill it


@dataclass(frozen=True, kw_only=True, slots=True)
class Classified:
    """What a new ticket is and who gets it, with the sentences that say why."""

    type: TicketType
    impact: Level
    urgency: Level
    priority: Priority
    team: str | None
    owner: str | None
    policy: str | None
    asset: str | None
    template: str
    tags: tuple[str, ...]
    cc: tuple[str, ...]
    hold: str | None
    drop: str | None
    concerned: tuple[str, ...]
    reasons: tuple[str, ...]
    turns: tuple[tuple[str, str], ...] = ()
    missed: str = ""  # the rules that did not match, in a sentence; for `why` alone


def ruling_of(situation: Situation) -> Ruling:
    """Ask the rules about the mail of a situation."""
    desk, letter = situation.desk, situation.letter
    person = situation.person or PersonRecord(address="")
    sender = letter.sender.address if letter.sender else ""
    facts = facts_of(
        letter,
        at=situation.received_at,
        mailbox=situation.mailbox,
        organisation=desk.people.organisation_of(sender),
        first_time=person.tickets == 0,
        open_tickets=situation.counts.open_tickets,
        zone=desk.zone,
        calendar=desk.calendar,
        calendars=desk.calendars,
    )
    return match(desk.rules, facts)


def classify_ticket(situation: Situation, now: datetime, linked: Ticket | None = None) -> Classified:
    """Classify a new ticket and choose its owner; `linked` is an earlier ticket of the same matter."""
    desk = situation.desk
    ruling = ruling_of(situation)
    mailbox = desk.mailbox(situation.mailbox)
    impact, urgency = ruling.levels
    by_address = came_by_complaints_address(situation)
    type_ = TicketType.COMPLAINT if by_address else ruling.type or TicketType.OTHER
    concerned = concerned_of(situation, linked) if type_ is TicketType.COMPLAINT else Concerned()
    team = ruling.team or (mailbox.team if mailbox else None) or desk.default_team
    reasons = list(ruling.reasons()) or ["No rule matched: medium impact, medium urgency."]
    owner, why = _owner(situation, ruling, type_, team, concerned.ids, now)
    reasons += (*why, *concerned.reasons)
    in_turn = owner is not None and (ruling.method or desk.assign_by) is Method.ROUND_ROBIN
    return Classified(
        turns=((team or "", owner),) if in_turn and owner else (),
        type=type_,
        impact=impact,
        urgency=urgency,
        priority=ruling.decided_priority,
        team=team,
        owner=owner,
        policy=ruling.policy,
        asset=ruling.asset,
        template=ruling.template or "",
        tags=ruling.tags,
        cc=ruling.cc,
        hold=ruling.hold,
        drop=ruling.drop,
        concerned=concerned.ids,
        reasons=tuple(reasons),
        missed=_missed(ruling),
    )


def _missed(ruling: Ruling) -> str:
    names = [f"{trace.number} ({trace.name})" for trace in ruling.trace if not trace.matched]
    more = f" and {len(names) - _MOST_MISSED} more" if len(names) > _MOST_MISSED else ""
    return f"Rules that did not match: {', '.join(names[:_MOST_MISSED])}{more}." if names else ""


def _owner(
    situation: Situation, ruling: Ruling, type_: TicketType, team: str | None, concerned: tuple[str, ...], now: datetime
) -> tuple[str | None, tuple[str, ...]]:
    desk = situation.desk
    if type_ is TicketType.COMPLAINT and ruling.named is None:
        keeper = keeper_of(desk.people, concerned)
        sentence = f"No other supervisor is there: {_name(desk, keeper)} leads a team." if keeper else ""
        return keeper, (sentence or "A complaint goes to the supervisors.",)
    request = AssignmentRequest(
        team=team,
        method=ruling.method or desk.assign_by,
        named=ruling.named,
        skill=ruling.skill,
        urgent=ruling.decided_priority is Priority.URGENT,
        language=situation.letter.language,
        excluded=concerned,
    )
    person = situation.person
    work = Workload(
        open_tickets=situation.load,
        last_turn=situation.turns,
        last_engineer=person.last_engineer if person else None,
    )
    choice = choose_owner(request, desk.people, work, availability(desk, now))
    passed = tuple(f"Passed over: {_name(desk, who)} ({why})." for who, why in choice.passed_over[:_MOST_PASSED])
    return choice.owner, (choice.reason, *passed)


def _name(desk: Desk, staff_id: str) -> str:
    person = desk.people.by_id(staff_id)
    return person.name if person else staff_id


def availability(desk: Desk, now: datetime) -> Availability:
    """Return what is known of people's time at this moment, by the settings and by vacation replies."""
    return Availability(
        now=now, zone=desk.zone, calendar=desk.calendar, calendars=desk.calendars, learned=desk.learned, rota=desk.rota
    )
