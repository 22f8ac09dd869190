"""Reminders, follow-ups, maintenance and cost as the configuration tells them."""

import pytest

from maildesk.desk.people import People, Staff, Team
from maildesk.desk.service_settings import Reminders
from maildesk.desk.sla_policy import Policy, Rung
from maildesk.settings.desk_of import build_desk
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration
from maildesk.settings.service_of import costs_of, recurring_of, reminders_of, service_problems

PEOPLE = People(
    staff=(Staff(id="wang", name="Wang Wei", address="wang@desk.example.com"),), teams=(Team(name="operations"),)
)


def problems(**tables: object) -> list[str]:
    conf = Configuration.model_validate(tables)
    return service_problems(conf, Tables(), PEOPLE)


def entry(**changes: object) -> dict[str, object]:
    return {"name": "backups", "title": "Check the backups", "when": "0 9 1 * *", **changes}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"when": "every monday"}, "is no cron line"),
        ({"when": "0 25 * * *"}, "is no cron line"),
        ({"zone": "Mars/Olympus"}, "is no time zone"),
        ({"team": "nobody"}, "there is no [[team]] nobody; write one of: operations"),
        ({"owner": "li"}, "nobody is called li; write one of: wang"),
    ],
)
def test_a_recurring_entry_that_cannot_work_is_told(changes: dict[str, object], words: str) -> None:
    assert any(words in problem for problem in problems(recurring=[entry(**changes)]))


def test_a_right_entry_has_no_problem_and_the_desks_zone() -> None:
    conf = Configuration.model_validate({"desk": {"zone": "Asia/Shanghai"}, "recurring": [entry(team="operations")]})
    assert service_problems(conf, Tables(), PEOPLE) == []
    assert recurring_of(conf)[0].zone == "Asia/Shanghai"


def test_two_entries_of_one_name_and_rates_of_nobody_are_told() -> None:
    found = problems(recurring=[entry(), entry()], cost={"rates": {"li": 50}})
    assert any("stands twice" in problem for problem in found)
    assert any("nobody is called li" in problem for problem in found)


def test_reminders_and_rates_are_taken_over() -> None:
    conf = Configuration.model_validate({"reminders": {"days": [5, 1]}, "cost": {"rates": {"wang": 90}}})
    assert reminders_of(conf) == Reminders(days=(1, 5))
    assert (costs_of(conf).rate_of("wang"), costs_of(conf).rate_of("chen")) == (90, 0)


def policy(**changes: object) -> tuple[Policy, list[str]]:
    conf = Configuration.model_validate({"policy": [{"name": "gold"} | changes]})
    desk, problems = build_desk(conf, Tables(), b"k" * 32, "i")
    return desk.policies["gold"], [problem for problem in problems if "[[policy]]" in problem]


def test_a_policy_that_says_nothing_of_warnings_and_escalation_has_the_shipped_ones() -> None:
    gold, problems = policy()

    assert (gold.warnings, gold.escalation, problems) == (Policy().warnings, Policy().escalation, [])


def test_a_policy_names_its_own_warnings_and_steps_and_is_always_told_of_the_breach() -> None:
    gold, problems = policy(warnings=[90, 60], escalation=[{"at": 200, "to": ["supervisor"]}])

    assert (gold.warnings, problems) == ((60, 90), [])
    assert [(step.at, step.to) for step in gold.escalation] == [(100, (Rung.OWNER,)), (200, (Rung.SUPERVISOR,))]


def test_two_steps_at_one_percentage_are_told() -> None:
    steps = [{"at": 100, "to": ["owner"]}, {"at": 100, "to": ["lead"]}]

    assert "write each percentage once" in policy(escalation=steps)[1][0]
