"""Calendars as operators write them, and the sentences about what is wrong in them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from maildesk.desk.calendar import Calendar, business_time_between, default_calendar
from maildesk.desk.calendar_entry import calendar_from
from maildesk.errors import ConfigurationError


def entry(**changes: Any) -> Calendar:
    return calendar_from(**({"name": "office", "zone": "UTC"} | changes))


def problems(**changes: Any) -> tuple[str, ...]:
    with pytest.raises(ConfigurationError) as caught:
        entry(**changes)
    return caught.value.problems


def test_without_hours_it_is_the_office_week() -> None:
    assert entry().week == default_calendar("UTC").week


def test_a_lunch_break_is_two_spans() -> None:
    assert entry(hours={"mon": ["13:00-18:00", "9:00-12:00"]}).week[0] == ((540, 720), (780, 1080))


def test_single_days_ranges_and_ranges_over_sunday_are_understood() -> None:
    week = entry(hours={"fri-mon": ["10:00-12:00"], "Wednesday": ["08:00-09:00"]}).week

    assert [bool(hours) for hours in week] == [True, False, True, False, True, True, True]


def test_a_night_shift_is_cut_at_midnight_and_loses_nothing() -> None:
    night = entry(hours={"sun": ["22:00-06:00"]})

    assert night.week[6] == ((1320, 1440),)
    assert night.week[0] == ((0, 360),)
    assert business_time_between(
        datetime(2026, 11, 22, 12, tzinfo=UTC), datetime(2026, 11, 23, 12, tzinfo=UTC), night
    ) == timedelta(hours=8)


def test_every_night_from_evening_to_morning_joins_at_midnight() -> None:
    assert entry(hours={"mon-sun": ["20:00-06:00"]}).week[3] == ((0, 360), (1200, 1440))


def test_a_whole_day_ends_at_24() -> None:
    assert entry(hours={"mon": ["00:00-24:00"]}).week[0] == ((0, 1440),)


def test_spans_that_touch_are_one() -> None:
    assert entry(hours={"mon": ["09:00-12:00", "12:00-18:00"]}).week[0] == ((540, 1080),)


def test_days_may_be_dates_or_words() -> None:
    made = entry(
        closed=["2026-12-31", date(2026, 12, 30)],
        worked=[date(2026, 12, 26)],
        worked_hours={"2026-12-24": ["9:00-13:00"]},
    )

    assert made.hours_on(date(2026, 12, 31)) == ()
    assert made.hours_on(date(2026, 12, 30)) == ()
    assert made.hours_on(date(2026, 12, 26)) == ((540, 1080),)
    assert made.hours_on(date(2026, 12, 24)) == ((540, 780),)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"zone": "Mars/Base"}, "zone: no time zone is called 'Mars/Base'"),
        ({"zone": "../../etc/passwd"}, "zone: no time zone is called"),
        ({"hours": {"monday-funday": ["09:00-18:00"]}}, "hours: 'monday-funday' names no weekday"),
        ({"hours": {"mon": ["9-18"]}}, "hours.mon: '9-18' is not a span of hours"),
        ({"hours": {"mon": ["09:00-25:00"]}}, "hours.mon: '09:00-25:00' is not a span of hours"),
        ({"hours": {"mon": ["09:00-09:00"]}}, "hours.mon: '09:00-09:00' is not a span of hours"),
        ({"hours": {"mon": ["09:00-12:00", "11:00-18:00"]}}, "hours: two spans of mon overlap"),
        ({"hours": {}}, "hours: the calendar never opens"),
        ({"closed": ["31.12.2026"]}, "closed: '31.12.2026' is not a date"),
        ({"worked": ["2026-13-01"]}, "open: '2026-13-01' is not a date"),
        ({"country": "XX"}, "country: No public holidays are known for country 'XX'"),
        ({"country": "DE", "subdivision": "ZZ"}, "country: Country 'DE' has no subdivision 'ZZ'"),
        ({"subdivision": "BY"}, "subdivision: it means nothing without `country`"),
    ],
)
def test_what_is_wrong_is_said_with_calendar_key_and_what_to_write(changes: dict[str, Any], words: str) -> None:
    found = problems(**changes)

    assert len(found) == 1
    assert found[0].startswith("calendar 'office', ")
    assert words in found[0]


def test_all_problems_are_told_at_once() -> None:
    assert len(problems(zone="x", closed=["y"], hours={"mon": ["z"], "blueday": ["09:00-10:00"]})) == 4
