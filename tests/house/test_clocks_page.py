"""docs/clocks.md states the defaults as they are."""

import re
from pathlib import Path

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.customer_phrases_more import MORE
from maildesk.desk.desk import Desk
from maildesk.desk.service_settings import Reminders
from maildesk.desk.sla import marks_of
from maildesk.desk.sla_policy import Duration, Measure, Policy
from maildesk.desk.ticket import Priority
from tests.desk.labelled_words import LABELLED
from tests.desk.test_calendar_minutes import IN_CI, LONG, YEARS, ZONES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "clocks.md").read_text()


def row(name: str) -> list[str]:
    found = re.search(rf"^\| {re.escape(name)} \| (.+) \|$", PAGE, re.MULTILINE)
    assert found, name
    return found[1].split(" | ")


def words(duration: Duration | None) -> str:
    if duration is None:
        return "by agreed date"
    if duration.measure is Measure.DAYS:
        return f"{duration.days} business day{'s' if duration.days > 1 else ''}"
    minutes = int(duration.time.total_seconds()) // 60
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def test_the_targets_are_those_of_the_shipped_policy() -> None:
    policy = Policy()
    for priority in Priority:
        target, days = policy.targets[priority], policy.next_update[priority]
        response, resolution, update, where = row(priority.value)
        assert response == words(target.response)
        assert resolution.startswith(words(target.resolution))
        assert update == words(Duration.business_days(days))
        assert where == (target.calendar or "the desk's calendar")
    reminder = policy.targets[Priority.LOW].reminder
    assert f"reminded after {words(reminder)}" in row("low")[1]
    assert policy.complaint is not None
    assert row("complaint")[:2] == [words(policy.complaint.response), words(policy.complaint.resolution)]


def test_the_marks_and_the_chain_are_those_of_the_shipped_policy() -> None:
    policy = Policy()
    marks = marks_of(ClockName.RESOLUTION, policy)
    told = {int(at): people.split(", ") for at, people in re.findall(r"^\| (\d+) % \| ([a-z, ]+) \|$", PAGE, re.M)}
    assert tuple(told) == marks
    assert told == {at: [rung.value for rung in policy.told_at(at)] for at in marks}
    assert marks_of(ClockName.NEXT_UPDATE, policy)[0] == 80


def test_the_days_of_reminders_closing_reopening_and_absence_are_the_defaults() -> None:
    desk, reminders = Desk(), Reminders()
    first, second = reminders.days
    assert f"reminded after {first} and {second} business days, and after {reminders.close_after} more" in PAGE
    assert f"by {desk.close_after_business_days} business days of silence" in PAGE
    assert f"within {desk.reopen_days} days of closing" in PAGE
    assert f"else for {desk.absence_days} days" in PAGE


def test_the_figures_of_the_tests_are_those_of_the_tests() -> None:
    assert f"{len(ZONES)} zones against" in PAGE
    assert f"{IN_CI:,} random stretches" in PAGE
    assert f"{LONG:,} in" in PAGE
    assert f"from {YEARS[0]} to {YEARS[1]} by one case" in PAGE
    assert len(set(LABELLED)) >= 300
    assert len(MORE) == 10
