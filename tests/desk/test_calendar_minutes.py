"""Working time against a table that asks the clock on the wall for every single minute."""

import random
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest

from maildesk.desk.calendar import (
    Calendar,
    OpenDay,
    add_business_time,
    business_time_between,
    closed_spans,
    is_open,
    next_opening,
)

ZONES = (
    "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg", "Africa/Lagos", "America/Argentina/Buenos_Aires",
    "America/Asuncion", "America/Caracas", "America/Chicago", "America/Havana", "America/Los_Angeles",
    "America/Mexico_City", "America/New_York", "America/Nuuk", "America/Santiago", "America/Sao_Paulo",
    "America/St_Johns", "Antarctica/Troll", "Asia/Amman", "Asia/Beirut", "Asia/Gaza", "Asia/Hong_Kong",
    "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Pyongyang", "Asia/Shanghai", "Asia/Taipei",
    "Asia/Tehran", "Asia/Tokyo", "Australia/Lord_Howe", "Australia/Sydney", "Europe/Berlin", "Europe/Dublin",
    "Europe/Istanbul", "Europe/London", "Europe/Moscow", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "UTC",
)  # fmt: skip
MINUTE = 60
IN_CI, LONG = 20_000, 100_000  # random stretches of all zones together
YEARS = (2000, 2040)

# By weekday, Monday first: lunch, a night shift cut at midnight, an hour within the usual clock changes, a free day.
WEEK = (
    ((540, 720), (780, 1080)),
    ((0, 135), (540, 1080), (1320, 1440)),
    ((0, 1440),),
    ((540, 1080),),
    ((75, 150), (600, 601)),
    (),
    ((90, 240), (1410, 1440)),
)


class MinuteTable:
    """For each minute from `first` on: was the wall clock within working hours?"""

    def __init__(self, calendar: Calendar, first: int, minutes: int) -> None:
        """Ask the zone minute by minute; the rules of the week are read here and nowhere in the code under test."""
        zone = ZoneInfo(calendar.zone)
        extra = {entry.day: entry.hours for entry in calendar.open}
        flags = bytearray(minutes)
        for index in range(minutes):
            wall = datetime.fromtimestamp(first + index * MINUTE, zone)
            day = wall.date()
            hours = extra.get(day) or (() if day in calendar.closed else WEEK[day.weekday()])
            minute = wall.hour * 60 + wall.minute
            flags[index] = any(start <= minute < end for start, end in hours)
        self.first, self.open = first, flags
        self.sums = [0, *accumulate(flags)]

    def is_open(self, second: int) -> bool:
        return bool(self.open[(second - self.first) // MINUTE])

    def between(self, start: int, end: int) -> int:
        return self._until(end) - self._until(start)

    def _until(self, second: int) -> int:
        minutes, rest = divmod(second - self.first, MINUTE)
        return self.sums[minutes] * MINUTE + (rest if rest and self.open[minutes] else 0)


def calendar_of(zone: str, around: date) -> Calendar:
    return Calendar(
        name=zone,
        zone=zone,
        week=WEEK,
        closed=frozenset({around + timedelta(days=2), around + timedelta(days=11)}),
        open=(OpenDay(day=around + timedelta(days=5), hours=((60, 200), (1000, 1300))),),
    )


def at(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)


@lru_cache(maxsize=64)
def offset_changes(zone: str) -> tuple[int, ...]:
    """Return the moments, to half a day, at which a zone's offset changed from 2000 to 2040."""
    info = ZoneInfo(zone)
    first, end = (
        int(datetime(YEARS[0], 1, 1, tzinfo=UTC).timestamp()),
        int(datetime(YEARS[1] + 1, 1, 1, tzinfo=UTC).timestamp()),
    )
    changes, before = [], datetime.fromtimestamp(first, info).utcoffset()
    for second in range(first, end, 43200):
        offset = datetime.fromtimestamp(second, info).utcoffset()
        if offset != before:
            changes.append(second)
            before = offset
    return tuple(changes)


def check_case(calendar: Calendar, table: MinuteTable, start: int, end: int) -> None:
    case = f"{calendar.zone} {at(start):%Y-%m-%dT%H:%M:%SZ} to {at(end):%Y-%m-%dT%H:%M:%SZ}"
    amount = table.between(start, end)
    assert business_time_between(at(start), at(end), calendar) == timedelta(seconds=amount), case
    assert is_open(calendar, at(start)) == table.is_open(start), case
    reached = int(add_business_time(at(start), timedelta(seconds=amount), calendar).timestamp())
    assert start <= reached <= end, case
    assert table.between(start, reached) == amount, case
    if amount:
        assert table.is_open(reached - 1), f"{case}: due in the middle of free time"


def check_random_stretches(zone: str, count: int, seed: str) -> None:
    chance = random.Random(f"{seed} {zone}")
    around = offset_changes(zone) or (int(datetime(2026, 3, 20, tzinfo=UTC).timestamp()),)
    first = chance.choice(around) // 86400 * 86400 - 20 * 86400
    calendar = calendar_of(zone, at(first + 18 * 86400).date())
    table = MinuteTable(calendar, first, 45 * 1440)
    for _ in range(count):
        start = first + chance.randrange(42 * 86400)
        check_case(calendar, table, start, start + chance.randrange(3 * 86400))


def test_forty_zones_share_the_stretches_evenly() -> None:
    assert len(set(ZONES)) == 40
    assert IN_CI % len(ZONES) == LONG % (5 * len(ZONES)) == 0


@pytest.mark.parametrize("zone", ZONES)
def test_random_stretches_of_up_to_three_days_agree_with_the_minute_table(zone: str) -> None:
    check_random_stretches(zone, IN_CI // len(ZONES), "short")


@pytest.mark.long
@pytest.mark.parametrize("round_", range(5))
@pytest.mark.parametrize("zone", ZONES)
def test_many_random_stretches_around_five_clock_changes_agree_with_the_minute_table(zone: str, round_: int) -> None:
    check_random_stretches(zone, LONG // len(ZONES) // 5, f"long {round_}")


@pytest.mark.parametrize("zone", [zone for zone in ZONES if offset_changes(zone)])
def test_every_clock_change_from_2000_to_2040_agrees_with_the_minute_table(zone: str) -> None:
    chance = random.Random(f"changes {zone}")
    for change in offset_changes(zone):
        first = change // MINUTE * MINUTE - 86400
        calendar = calendar_of(zone, at(first - 30 * 86400).date())
        table = MinuteTable(calendar, first, 2 * 1440)
        check_case(calendar, table, first + chance.randrange(28000), first + 2 * 86400 - 1 - chance.randrange(28000))


@pytest.mark.parametrize("zone", ZONES[::4])
def test_closed_spans_and_openings_are_those_of_the_minute_table(zone: str) -> None:
    first = (offset_changes(zone) or (1_800_000_000,))[-1] // 86400 * 86400 - 5 * 86400
    calendar = calendar_of(zone, at(first).date())
    table = MinuteTable(calendar, first, 12 * 1440)
    last = first + 12 * 86400

    shut = closed_spans(at(first), at(last), calendar)

    closed = {second for start, end in shut for second in range(int(start.timestamp()), int(end.timestamp()), MINUTE)}
    assert closed == {first + index * MINUTE for index, flag in enumerate(table.open) if not flag}
    for start, end in shut[:-1]:
        assert next_opening(calendar, start) == end


def test_the_day_samoa_left_out_adds_no_working_time() -> None:
    apia = Calendar(name="apia", zone="Pacific/Apia", week=(((540, 1080),),) * 7)
    thursday_evening = datetime(2011, 12, 29, 18, tzinfo=ZoneInfo("Pacific/Apia"))
    saturday_morning = datetime(2011, 12, 31, 10, tzinfo=ZoneInfo("Pacific/Apia"))

    assert business_time_between(thursday_evening, saturday_morning, apia) == timedelta(hours=1)


def test_an_hour_that_comes_twice_counts_twice() -> None:
    night = Calendar(name="night", zone="Europe/Berlin", week=(((60, 240),),) * 7)

    assert business_time_between(
        datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC), night
    ) == timedelta(hours=4)


def test_an_hour_that_is_skipped_does_not_count() -> None:
    night = Calendar(name="night", zone="Europe/Berlin", week=(((60, 240),),) * 7)

    assert business_time_between(
        datetime(2026, 3, 28, 23, tzinfo=UTC), datetime(2026, 3, 29, 12, tzinfo=UTC), night
    ) == timedelta(hours=2)
