"""What work cost against the budget, and how engineers write their time."""

from datetime import UTC, date, datetime

import pytest

from maildesk.desk.budget import budget_warnings, overruns
from maildesk.desk.cost import TimeSpent, cost_figures, months_between
from maildesk.desk.durations import hours_and_minutes, minutes_of
from maildesk.desk.service_settings import Costs
from tests.desk.builders import LI, a_desk

COSTS = Costs(currency="EUR", hourly_rate=60, rates=(("wang", 90),), monthly_budget=1000, team_budgets=(("net", 300),))


def spent(minutes: int, staff_id: str = "chen", ticket: int = 1, team: str | None = "net") -> TimeSpent:
    return TimeSpent(ticket=ticket, team=team, staff_id=staff_id, minutes=minutes, at=datetime(2026, 11, 3, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45m", 45), ("45", 45), ("45 min", 45), ("1h", 60), ("1h30", 90), ("1h 30m", 90), ("1.5h", 90), ("1,5 h", 90),
        ("2 hours", 120),
        ("45分钟", 45), ("1小时30分", 90), ("2個小時", 120), ("半天", None), ("0", None), ("-5", None),
        ("25h", None), ("soon", None), ("", None), ("1d", None),
    ],
)  # fmt: skip
def test_times_of_work_are_read_in_the_forms_people_write(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


def test_minutes_are_said_in_hours() -> None:
    assert [hours_and_minutes(each) for each in (45, 60, 135, 0)] == ["45 min", "1 h", "2 h 15 min", "0 min"]


def test_cost_is_time_by_each_ones_rate_and_what_is_taken_back_does_not_count() -> None:
    rows = [spent(60), spent(30, "wang", ticket=2), spent(20), spent(-20)]
    figures = cost_figures(COSTS, rows, date(2026, 11, 1), date(2026, 12, 1))
    assert figures.minutes == 90
    assert figures.cost == 105.0
    assert [(line.name, line.minutes, line.cost) for line in figures.staff] == [("chen", 60, 60.0), ("wang", 30, 45.0)]
    assert [line.name for line in figures.tickets] == ["1", "2"]


@pytest.mark.parametrize(("hours", "within"), [(15, True), (16.5, True), (17.5, False), (13, True), (12, False)])
def test_the_budget_is_kept_within_its_tolerance_up_and_down(hours: float, within: bool) -> None:
    costs = Costs(currency="EUR", hourly_rate=100, monthly_budget=1500, tolerance=0.14)
    figures = cost_figures(costs, [spent(round(hours * 60))], date(2026, 11, 1), date(2026, 12, 1))
    assert figures.within is within


def test_a_week_has_its_share_of_the_months_it_lies_in() -> None:
    assert months_between(date(2026, 11, 1), date(2026, 12, 1)) == 1
    assert months_between(date(2026, 11, 28), date(2026, 12, 5)) == pytest.approx(3 / 30 + 4 / 31)
    assert months_between(date(2026, 11, 28), date(2026, 11, 28)) == 0
    assert cost_figures(COSTS, [], date(2026, 11, 1), date(2026, 11, 16)).budget == 500


def test_without_a_budget_nothing_is_judged() -> None:
    figures = cost_figures(Costs(hourly_rate=60), [spent(60)], date(2026, 11, 1), date(2026, 12, 1))
    assert (figures.difference, figures.within, figures.cost) == (None, None, 60.0)


# --- a budget that is used up

NOVEMBER = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (299, []),
        (300, []),  # exactly the team's 300 EUR
        (301, ["The budget of team net for 2026-11 is used up: 301.00 of 300.00 EUR"]),
        (
            1001,
            [
                "The budget of 2026-11 is used up: 1,001.00 of 1,000.00 EUR",
                "The budget of team net for 2026-11 is used up: 1,001.00 of 300.00 EUR",
            ],
        ),
    ],
)
def test_each_budget_that_is_used_up_is_told_once_it_is(minutes: int, told: list[str]) -> None:
    desk = a_desk(costs=COSTS)
    assert [each.headline for each in overruns(desk, [spent(minutes)], NOVEMBER)] == told


def test_every_supervisor_reads_whose_work_it_was() -> None:
    desk = a_desk(costs=COSTS)
    (overrun,) = overruns(a_desk(costs=COSTS), [spent(800, "wang", team="x")], NOVEMBER)
    (mail,) = budget_warnings(desk, overrun)
    assert mail.to.address == LI.address
    assert mail.view.words.splitlines() == ["Wang Wei: 13 h 20 min, 1,200.00 EUR", "#1: 13 h 20 min, 1,200.00 EUR"]  # type: ignore[union-attr]
