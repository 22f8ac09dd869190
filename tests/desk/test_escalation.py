"""Who hears of a clock: the owner of warnings; of a breach the owner and the lead, then supervisors, then deputies."""

from dataclasses import replace

import pytest

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.escalation import told_of
from maildesk.desk.people import Absence, People, Role, Staff, Team
from maildesk.desk.sla import Policy
from maildesk.desk.sla_policy import EscalationStep, Rung
from maildesk.desk.ticket import Ticket, TicketType
from tests.desk.builders import CHEN, LI, NOW, WANG, ZHAO, a_desk, a_ticket

LEAD = Staff(id="lead", name="Lea Lead", address="lead@desk.example.com", teams=("service",), deputy="vice")
VICE = Staff(id="vice", name="Vic Vice", address="vice@desk.example.com", teams=("service",))
BOSS = Staff(id="boss", name="Bo Boss", address="boss@desk.example.com", role=Role.SUPERVISOR, deputy="zhao")
TODAY = NOW.date().isoformat()


def told(percent: int, ticket: Ticket | None = None, *staff: Staff, policy: Policy | None = None) -> list[str]:
    people = People(
        staff=staff or (WANG, CHEN, LEAD, VICE, ZHAO, LI, BOSS),
        teams=(Team(name="service", lead="lead"), Team(name="network")),
    )
    desk = replace(a_desk(), people=people, policies={"default": policy or Policy()})
    return [person.id for person in told_of(desk, ticket or a_ticket(), ClockName.RESOLUTION, percent, NOW)]


@pytest.mark.parametrize(
    ("percent", "people"),
    [
        (50, ["wang"]),
        (80, ["wang"]),
        (100, ["wang", "lead"]),
        (125, ["li", "boss"]),
        (150, ["vice", "zhao"]),
    ],
)
def test_each_step_tells_the_people_of_its_rungs(percent: int, people: list[str]) -> None:
    assert told(percent) == people


def test_of_a_ticket_nobody_owns_the_whole_team_hears() -> None:
    assert told(50, a_ticket(owner=None)) == ["wang", "chen", "lead", "vice"]


def test_with_whoever_is_away_the_deputy_is_told() -> None:
    away = (Absence(first=TODAY, last=TODAY),)
    lead, boss = replace(LEAD, absences=away), replace(BOSS, absences=away)
    wang = replace(WANG, absences=(Absence(first=TODAY, last=TODAY, deputy="chen"),))
    staff = (wang, CHEN, lead, VICE, ZHAO, LI, boss)

    assert told(80, None, *staff) == ["wang", "chen"]
    assert told(100, None, *staff) == ["wang", "chen", "lead", "vice"]
    assert told(125, None, *staff) == ["li", "boss", "zhao"]


def test_a_step_whose_rungs_nobody_holds_tells_nobody() -> None:
    assert told(150, a_ticket(team="network", owner="zhao"), ZHAO, LI) == []


def test_the_suspended_are_told_nothing() -> None:
    assert told(100, None, WANG, replace(LEAD, suspended=True), LI) == ["wang"]


def test_a_policy_sets_its_own_steps() -> None:
    policy = Policy(escalation=(EscalationStep(at=100, to=(Rung.SUPERVISOR, Rung.OWNER)),))

    assert told(100, policy=policy) == ["li", "boss", "wang"]


def test_of_a_complaint_only_its_owner_and_supervisors_hear() -> None:
    complaint = a_ticket(type=TicketType.COMPLAINT, owner="boss")

    assert told(100, complaint) == ["boss"]
    assert told(150, complaint) == []
    assert told(100, replace(complaint, owner=None)) == ["li", "boss"]


def test_the_date_to_agree_reminds_the_owner_and_escalates_to_nobody() -> None:
    people = told_of(a_desk(), a_ticket(), ClockName.AGREE_DATE, 100, NOW)

    assert [person.id for person in people] == ["wang"]
