"""Working time: sums, days and holidays that can be checked by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from maildesk.desk.calendar import (
    Calendar,
    OpenDay,
    add_business_days,
    add_business_time,
    business_time_between,
    closed_spans,
    default_calendar,
    is_open,
    next_opening,
    unknown_years,
)
from maildesk.desk.calendar_words import describe


def utc(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


LUNCH = ((540, 720), (780, 1080))


def office(**changes: object) -> Calendar:
    base: dict[str, object] = {"name": "office", "zone": "UTC", "week": (LUNCH,) * 5 + ((), ())}
    return Calendar(**(base | changes))  # type: ignore[arg-type]


def test_work_that_fits_into_the_day_is_due_on_that_day() -> None:
    assert add_business_time(utc(11, 23, 9), timedelta(hours=2), office()) == utc(11, 23, 11)


def test_the_lunch_break_does_not_count() -> None:
    assert add_business_time(utc(11, 23, 11), timedelta(hours=2), office()) == utc(11, 23, 14)


def test_work_that_ends_with_the_day_is_due_at_its_end_and_not_next_morning() -> None:
    assert add_business_time(utc(11, 23, 16), timedelta(hours=2), office()) == utc(11, 23, 18)


def test_a_weekend_is_jumped_over() -> None:
    assert add_business_time(utc(11, 27, 17), timedelta(hours=2), office()) == utc(11, 30, 10)


def test_seconds_are_kept() -> None:
    start = utc(11, 23, 17) + timedelta(seconds=17, microseconds=5)

    assert add_business_time(start, timedelta(hours=1), office()) == utc(11, 24, 9) + timedelta(
        seconds=17, microseconds=5
    )


def test_a_negative_amount_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        add_business_time(utc(11, 23), timedelta(hours=-1), office())


def test_a_calendar_that_never_opens_ends_in_an_error_and_not_in_a_loop() -> None:
    with pytest.raises(ValueError, match="twelve years"):
        add_business_time(utc(11, 23), timedelta(hours=1), office(week=((),) * 7))


def test_nothing_lies_between_an_end_and_its_start() -> None:
    assert business_time_between(utc(11, 24), utc(11, 23), office()) == timedelta(0)


def test_round_the_clock_counts_every_hour() -> None:
    always = Calendar.always()

    assert add_business_time(utc(11, 28), timedelta(hours=30), always) == utc(11, 29, 6)
    assert is_open(always, utc(11, 29, 3))
    assert closed_spans(utc(11, 1), utc(11, 30), always) == ()


def test_the_desk_is_open_from_its_first_minute_and_no_longer_at_its_last() -> None:
    assert is_open(office(), utc(11, 23, 9))
    assert not is_open(office(), utc(11, 23, 18))
    assert not is_open(office(), utc(11, 23, 12, 30))


def test_the_next_opening_of_a_friday_evening_is_monday() -> None:
    assert next_opening(office(), utc(11, 27, 20)) == utc(11, 30, 9)
    assert next_opening(office(), utc(11, 27, 10)) == utc(11, 27, 10)


def test_a_night_and_a_lunch_break_are_closed_spans() -> None:
    assert closed_spans(utc(11, 23, 11), utc(11, 24, 10), office()) == (
        (utc(11, 23, 12), utc(11, 23, 13)),
        (utc(11, 23, 18), utc(11, 24, 9)),
    )


class TestWorkingDays:
    def test_keep_the_hour(self) -> None:
        assert add_business_days(utc(11, 25, 10, 30), 1, office()) == utc(11, 26, 10, 30)

    def test_jump_over_the_weekend(self) -> None:
        assert add_business_days(utc(11, 27, 10), 2, office()) == utc(12, 1, 10)

    @pytest.mark.parametrize("start", [utc(11, 27, 20), utc(11, 28, 11), utc(11, 30, 7)])
    def test_from_outside_the_hours_count_the_next_day_as_a_whole(self, start: datetime) -> None:
        assert add_business_days(start, 1, office()) == utc(11, 30, 18)

    def test_end_with_a_shorter_day(self) -> None:
        short = office(open=(OpenDay(day=date(2026, 12, 24), hours=((540, 780),)),))

        assert add_business_days(utc(12, 23, 16), 1, short) == utc(12, 24, 13)

    def test_keep_the_hour_on_the_wall_when_the_clocks_change(self) -> None:
        berlin = default_calendar("Europe/Berlin")

        assert add_business_days(utc(3, 27, 9), 1, berlin) == utc(3, 30, 8)

    def test_none_at_all_is_now(self) -> None:
        assert add_business_days(utc(11, 28, 3), 0, office()) == utc(11, 28, 3)


class TestDaysThatDiffer:
    def test_a_make_up_sunday_is_worked_in_china(self) -> None:
        china = default_calendar("Asia/Shanghai", "CN")

        assert business_time_between(utc(9, 19), utc(9, 21), china) == timedelta(hours=9)

    def test_a_public_holiday_is_free(self) -> None:
        assert not default_calendar("Europe/Berlin", "DE").hours_on(date(2026, 10, 3))
        assert not default_calendar("Asia/Shanghai", "CN").hours_on(date(2026, 10, 6))

    def test_an_own_free_day_is_free(self) -> None:
        assert not office(closed=frozenset({date(2026, 11, 23)})).hours_on(date(2026, 11, 23))

    def test_an_own_working_day_wins_over_the_holiday(self) -> None:
        china = Calendar(name="c", week=(LUNCH,) * 5 + ((), ()), country="CN", open=(OpenDay(day=date(2026, 10, 1)),))

        assert china.hours_on(date(2026, 10, 1)) == LUNCH

    def test_a_year_without_published_make_up_days_is_not_known(self) -> None:
        assert unknown_years(default_calendar("Asia/Shanghai", "CN"), 2024, 2028) == (2027, 2028)

    def test_a_year_the_operator_completed_is_known(self) -> None:
        china = Calendar(name="c", country="CN", open=(OpenDay(day=date(2027, 2, 13)),))

        assert unknown_years(china, 2026, 2027) == ()

    def test_a_country_that_never_swaps_days_is_always_known(self) -> None:
        assert unknown_years(default_calendar("Europe/Berlin", "DE"), 2026, 2040) == ()


class TestWords:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "Mon-Fri 09:00-18:00"),
            ("zh-Hans", "周一至周五 09:00-18:00"),
            ("zh-Hant", "週一至週五 09:00-18:00"),
            ("fr", "Mon-Fri 09:00-18:00"),
        ],
    )
    def test_the_default_week(self, language: str, words: str) -> None:
        assert describe(default_calendar("UTC"), language) == words

    def test_lunch_and_a_saturday(self) -> None:
        week = office(week=(LUNCH,) * 5 + (((540, 720),), ()))

        assert describe(week, "en") == "Mon-Fri 09:00-12:00, 13:00-18:00; Sat 09:00-12:00"

    def test_round_the_clock(self) -> None:
        assert describe(Calendar.always(), "en") == "around the clock"
