"""What the tables of working time name must exist, and a year nobody knows yet is warned of."""

from datetime import date

import pytest

from maildesk.desk.calendar import Calendar, default_calendar
from maildesk.desk.people import People, Staff, Team
from maildesk.settings.crossing_time import time_problems
from maildesk.settings.desk_of import build_desk, unknown_holidays
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration

PEOPLE = People(
    staff=(Staff(id="wang", name="Wang Wei", address="wang@desk.example.com"),), teams=(Team(name="service"),)
)
CALENDARS = {"default": default_calendar("UTC"), "24x7": Calendar.always()}
WEEK = {"team": "service", "monday": "2026-11-23", "staff": "wang"}
STAFF = {"id": "wang", "name": "Wang Wei", "address": "wang@desk.example.com"}


def problems(**tables: object) -> list[str]:
    return time_problems(Configuration.model_validate(tables), Tables(), PEOPLE, CALENDARS)


def away(**changes: object) -> dict[str, object]:
    return STAFF | {"absence": [{"first": "2026-12-24", "last": "2027-01-02"} | changes]}


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        (
            {"team": [{"name": "service", "calendar": "nights"}]},
            "[[team]] service, calendar: write one of default, 24x7.",
        ),
        ({"organisation": [{"name": "Acme", "calendar": "nights"}]}, "[[organisation]] Acme, calendar: write one of"),
        (
            {"policy": [{"name": "gold", "urgent": {"response": "15m", "calendar": "nights"}}]},
            "[[policy]] gold, urgent, calendar: write one of",
        ),
        ({"on_call": [WEEK | {"monday": "2026-11-24"}]}, "is no Monday"),
        ({"on_call": [WEEK | {"monday": "2026-02-30"}]}, "is no Monday"),
        ({"on_call": [WEEK | {"team": "sales"}]}, "there is no [[team]] sales; write one of: service."),
        ({"on_call": [WEEK | {"staff": "wagn"}]}, "nobody is called wagn; write one of: wang."),
        ({"staff": [away(last="2026-12-01")]}, "lies before first"),
        ({"staff": [away(last="2026-12-32")]}, "must be days that exist"),
        ({"staff": [away(deputy="wagn")]}, "nobody is called wagn"),
    ],
)
def test_what_does_not_exist_is_told_with_what_to_write(tables: dict[str, object], words: str) -> None:
    (problem,) = problems(**tables)

    assert words in problem


def test_right_tables_have_no_problem() -> None:
    assert problems(team=[{"name": "service", "calendar": "24x7"}], on_call=[WEEK], staff=[away(deputy="wang")]) == []


def test_the_desk_is_built_with_these_problems_told() -> None:
    conf = Configuration.model_validate({"on_call": [WEEK]})

    _, found = build_desk(conf, Tables(), b"k" * 32, "i")

    assert any("[[on_call]] 2026-11-23" in problem for problem in found)


def test_check_warns_of_a_year_whose_make_up_days_are_not_published() -> None:
    desk, _ = build_desk(Configuration.model_validate({"desk": {"country": "CN"}}), Tables(), b"k" * 32, "i")

    assert unknown_holidays(desk, date(2025, 6, 1)) == []
    (warning,) = unknown_holidays(desk, date(2026, 11, 28))
    assert "the make-up workdays of 2027 are not known yet" in warning


def test_a_year_whose_days_the_operator_has_written_is_not_warned_of() -> None:
    calendar = {"name": "default", "country": "CN", "open": ["2027-02-13"]}
    desk, _ = build_desk(Configuration.model_validate({"calendar": [calendar]}), Tables(), b"k" * 32, "i")

    assert unknown_holidays(desk, date(2026, 11, 28)) == []
