"""Who gets a ticket: named, in turn, by load, by skill, on call or the last engineer; always with the reason.

Candidates are asked for in an order the method gives; whoever is suspended, away or off shift is passed over with the
reason. When nobody is left the deputy of a named person, then the team lead, takes it; else nobody does.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maildesk.desk.availability import Availability, OnCallWeek, deputy_of, off_shift, on_call, why_away
from maildesk.desk.people import People, Role, Staff

__all__ = [
    "AssignmentRequest",
    "Availability",
    "Choice",
    "Method",
    "OnCallWeek",
    "Workload",
    "choose_owner",
    "why_unavailable",
]


class Method(StrEnum):
    """How an owner is chosen."""

    NAMED = "named"
    ROUND_ROBIN = "round_robin"
    LEAST_LOADED = "least_loaded"
    ON_CALL = "on_call"
    STICKY = "sticky"  # the customer's last engineer, else the least loaded


@dataclass(frozen=True, kw_only=True, slots=True)
class AssignmentRequest:
    """What is wanted for one ticket."""

    team: str | None = None  # None: everybody
    method: Method = Method.LEAST_LOADED
    named: str | None = None  # id, short name or address, for NAMED
    skill: str | None = None  # wanted; without a match it is given up before the ticket is
    urgent: bool = False  # while nobody is on shift it goes to whoever is on call
    language: str | None = None  # of the customer; breaks ties
    excluded: tuple[str, ...] = ()  # ids that must not get it: whom a complaint is about


@dataclass(frozen=True, kw_only=True, slots=True)
class Workload:
    """What people have to do already; ids not named have nothing."""

    open_tickets: Mapping[str, int] = field(default_factory=dict)  # staff id -> count
    last_turn: Mapping[str, str] = field(default_factory=dict)  # team ("" for none) -> staff id
    last_engineer: str | None = None  # of this customer


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Who was chosen and why, and who was not."""

    owner: str | None  # staff id
    reason: str  # a sentence
    passed_over: tuple[tuple[str, str], ...] = ()  # (staff id, why)


def choose_owner(request: AssignmentRequest, people: People, work: Workload, when: Availability) -> Choice:
    """Return the owner for a ticket; None only when neither a candidate nor the team's lead can take it."""
    if request.method is Method.NAMED:
        return _named(request, people, when)
    passed: list[tuple[str, str]] = []
    if request.method is Method.ON_CALL and (choice := _on_call(request, people, when, passed)):
        return choice
    if request.method is Method.STICKY and (choice := _sticky(request, people, work, when, passed)):
        return choice
    return _from_team(request, people, work, when, passed)


def _named(request: AssignmentRequest, people: People, when: Availability) -> Choice:
    person = people.by_id(request.named)
    if person is None:
        return _lead(request, people, when, [], f"Nobody is called {request.named!r}")
    against = why_unavailable(person, request, when)
    if against is None:
        return Choice(owner=person.id, reason=f"{person.name} is named for it.")
    passed = [(person.id, against)]
    deputy = people.by_id(deputy_of(person, when))
    if deputy is not None:
        against_deputy = why_unavailable(deputy, request, when)
        if against_deputy is None:
            reason = f"{person.name} is named for it but {against}; {deputy.name} is the deputy."
            return Choice(owner=deputy.id, reason=reason, passed_over=tuple(passed))
        passed.append((deputy.id, against_deputy))
    return _lead(request, people, when, passed, f"{person.name} is named for it but {against}")


def _on_call(
    request: AssignmentRequest, people: People, when: Availability, passed: list[tuple[str, str]]
) -> Choice | None:
    """Return the person of this week's rota; None when the rota does not help."""
    person = people.by_id(on_call(request.team, when))
    if person is None:
        return None
    against = why_unavailable(person, request, when)
    if against is not None:
        _pass_over(passed, person.id, f"is on call this week but {against}")
        return None
    rest = tuple((who, why) for who, why in passed if who != person.id)
    return Choice(owner=person.id, reason=f"{person.name} is on call this week.", passed_over=rest)


def _sticky(
    request: AssignmentRequest, people: People, work: Workload, when: Availability, passed: list[tuple[str, str]]
) -> Choice | None:
    person = people.by_id(work.last_engineer)
    if person is None:
        return None
    against = (
        why_unavailable(person, request, when) or _not_of(person, request) or _resting(person, request, people, when)
    )
    if against is None:
        return Choice(owner=person.id, reason=f"{person.name} was this customer's last engineer.")
    passed.append((person.id, f"was this customer's last engineer but {against}"))
    return None


def _from_team(
    request: AssignmentRequest, people: People, work: Workload, when: Availability, passed: list[tuple[str, str]]
) -> Choice:
    willing: list[Staff] = []
    resting: list[Staff] = []
    for person in _candidates(request, people):
        against = why_unavailable(person, request, when)
        shift = None if against else _resting(person, request, people, when)
        if against or shift:
            _pass_over(passed, person.id, against or shift or "")
        if shift:
            resting.append(person)
        elif not against:
            willing.append(person)
    if request.urgent and not willing and (choice := _on_call(request, people, when, passed)):
        return choice
    # Outside everybody's hours the ticket waits on somebody's desk rather than on none.
    note = "" if willing else "nobody is on shift; "
    candidates = _skilled(request, willing or resting, passed)
    if not candidates:
        return _lead(request, people, when, passed, _nobody(request))
    chosen, why = _pick(request, people, candidates, work)
    return Choice(
        owner=chosen.id,
        reason=f"{note}{why}"[:1].upper() + f"{note}{why}"[1:],
        passed_over=tuple((who, against) for who, against in passed if who != chosen.id),
    )


def _candidates(request: AssignmentRequest, people: People) -> tuple[Staff, ...]:
    """Return the team in its order; without a team the engineers, for supervisors are asked by name only."""
    members = people.members(request.team)
    if request.team is not None:
        return members
    return tuple(person for person in members if person.role is Role.ENGINEER)


def _skilled(request: AssignmentRequest, people: list[Staff], passed: list[tuple[str, str]]) -> list[Staff]:
    if not request.skill:
        return people
    able = [person for person in people if _has_skill(person, request.skill)]
    if not able:
        return people
    for person in people:
        if person not in able:
            _pass_over(passed, person.id, f"does not have the skill {request.skill}")
    return able


def _pick(request: AssignmentRequest, people: People, candidates: list[Staff], work: Workload) -> tuple[Staff, str]:
    if request.method is Method.ROUND_ROBIN:
        chosen = _next_in_turn(_candidates(request, people), candidates, work.last_turn.get(request.team or ""))
        return chosen, _turn_words(chosen, request)
    chosen = min(candidates, key=lambda person: _load_key(person, request, work))
    return chosen, _load_words(chosen, request, work.open_tickets.get(chosen.id, 0))


def _turn_words(chosen: Staff, request: AssignmentRequest) -> str:
    if not request.skill:
        return f"it is {chosen.name}'s turn."
    if _has_skill(chosen, request.skill):
        return f"it is {chosen.name}'s turn among those with the skill {request.skill}."
    return f"it is {chosen.name}'s turn; nobody free has the skill {request.skill}."


def _load_words(chosen: Staff, request: AssignmentRequest, count: int) -> str:
    load = f"{count} open of a capacity of {chosen.capacity}."
    if not request.skill:
        return f"{chosen.name} is the least loaded: {load}"
    if _has_skill(chosen, request.skill):
        return f"{chosen.name} is the least loaded among those with the skill {request.skill}: {load}"
    return f"{chosen.name} is the least loaded; nobody free has the skill {request.skill}: {load}"


def _next_in_turn(members: tuple[Staff, ...], candidates: list[Staff], last: str | None) -> Staff:
    """Return the candidate after the last one in the team's order; who is away today keeps the place."""
    ids = [person.id for person in members]
    after = ids.index(last) + 1 if last in ids else 0
    round_from_there = (*members[after:], *members[:after])
    return next(person for person in round_from_there if person in candidates)


def _load_key(person: Staff, request: AssignmentRequest, work: Workload) -> tuple[float, int, int]:
    count = work.open_tickets.get(person.id, 0)
    speaks = 0 if request.language and person.language == request.language else 1
    return (count / max(person.capacity, 1), speaks, count)


def _lead(
    request: AssignmentRequest, people: People, when: Availability, passed: list[tuple[str, str]], why: str
) -> Choice:
    team = people.team(request.team)
    lead = people.by_id(team.lead) if team else None
    if lead is None:
        return Choice(owner=None, reason=f"{why}, and the team has no lead.", passed_over=tuple(passed))
    against = why_unavailable(lead, request, when)
    if against is None:
        rest = tuple((who, reason) for who, reason in passed if who != lead.id)
        return Choice(owner=lead.id, reason=f"{why}; {lead.name} leads the team.", passed_over=rest)
    _pass_over(passed, lead.id, against)
    return Choice(
        owner=None,
        reason=f"{why}, and the team's lead {lead.name} ({against}) cannot take it.",
        passed_over=tuple(passed),
    )


def _nobody(request: AssignmentRequest) -> str:
    return f"Nobody of the team {request.team} is available" if request.team else "Nobody is available"


def why_unavailable(person: Staff, request: AssignmentRequest, when: Availability) -> str | None:
    """Return why somebody cannot take a ticket now, as the end of a sentence; None when nothing stands against it."""
    return "must not handle this matter" if person.id in request.excluded else why_away(person, when)


def _resting(person: Staff, request: AssignmentRequest, people: People, when: Availability) -> str | None:
    team = people.team(request.team)
    return off_shift(person, team.calendar if team else None, when)


def _has_skill(person: Staff, wanted: str) -> bool:
    return any(skill.casefold() == wanted.casefold() for skill in person.skills)


def _pass_over(passed: list[tuple[str, str]], who: str, why: str) -> None:
    if all(known != who for known, _ in passed):
        passed.append((who, why))


def _not_of(person: Staff, request: AssignmentRequest) -> str | None:
    if request.team is None or any(name.casefold() == request.team.casefold() for name in person.teams):
        return None
    return f"does not belong to the team {request.team}"
