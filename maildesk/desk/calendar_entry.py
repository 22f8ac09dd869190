"""A calendar as an operator writes it, made into a Calendar or into sentences that say what to write."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from maildesk.desk.calendar import Calendar, Hours, OpenDay
from maildesk.desk.holiday_years import country_problem
from maildesk.errors import ConfigurationError

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*-\s*(\d{1,2}):(\d{2})")
_OFFICE_HOURS: Mapping[str, Sequence[str]] = {"mon-fri": ("09:00-18:00",)}


def calendar_from(
    *,
    name: str,
    zone: str,
    hours: Mapping[str, Sequence[str]] | None = None,
    always_open: bool = False,
    country: str | None = None,
    subdivision: str | None = None,
    closed: Sequence[str | date] = (),
    worked: Sequence[str | date] = (),
    worked_hours: Mapping[str, Sequence[str]] | None = None,
) -> Calendar:
    """Return the calendar of typed settings; `hours` maps "mon-fri" or "sat" to spans "09:00-12:00".

    No hours mean Monday to Friday 09:00-18:00. `worked` (key `open`) are dates worked like a common workday,
    `worked_hours` (key `open_hours`) dates with hours of their own. Spans over midnight ("22:00-06:00") are cut there.
    Raises ConfigurationError with every problem, each a sentence that names the calendar and the key.
    """
    problems: list[str] = []
    week = _week(_OFFICE_HOURS if hours is None else hours, problems)
    shut = [_date(day, "closed", problems) for day in closed]
    extra = [OpenDay(day=day) for raw in worked if (day := _date(raw, "open", problems))]
    for raw, spans in (worked_hours or {}).items():
        if day := _date(raw, "open_hours", problems):
            extra.append(OpenDay(day=day, hours=_spans(spans, f"open_hours.{raw}", problems)[0]))
    if not zone_exists(zone):
        problems.append(f'zone: no time zone is called {zone!r}; write a name such as "Europe/Berlin".')
    if country and (wrong := country_problem(country, subdivision)):
        problems.append(f"country: {wrong}")
    if subdivision and not country:
        problems.append("subdivision: it means nothing without `country`; write the country's code as well.")
    if not always_open and not any(week) and not problems:
        problems.append('hours: the calendar never opens; write hours such as { mon-fri = ["09:00-18:00"] }.')
    if problems:
        raise ConfigurationError(tuple(f"calendar {name!r}, {problem}" for problem in problems))
    return Calendar(
        name=name,
        zone=zone,
        week=week,
        country=country,
        subdivision=subdivision,
        closed=frozenset(day for day in shut if day),
        open=tuple(extra),
        always_open=always_open,
    )


def zone_exists(zone: str) -> bool:
    """Say whether an IANA zone of that name is known."""
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        return False
    return True


def _week(hours: Mapping[str, Sequence[str]], problems: list[str]) -> tuple[Hours, ...]:
    week: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for key, spans in hours.items():
        days = _days(key)
        if not days:
            problems.append(f'hours: {key!r} names no weekday; write "mon" to "sun" or a range such as "mon-fri".')
            continue
        day_part, next_day_part = _spans(spans, f"hours.{key}", problems)
        for day in days:
            week[day].extend(day_part)
            week[(day + 1) % 7].extend(next_day_part)
    for day, listed in enumerate(week):
        listed.sort()
        if any(after[0] < before[1] for before, after in pairwise(listed)):
            problems.append(f"hours: two spans of {WEEKDAYS[day]} overlap; write each hour once.")
    return tuple(_joined(listed) for listed in week)


def _days(key: str) -> tuple[int, ...]:
    first, _, last = (part.strip() for part in key.casefold().partition("-"))
    last = last or first
    if first[:3] not in WEEKDAYS or last[:3] not in WEEKDAYS:
        return ()
    low, high = WEEKDAYS.index(first[:3]), WEEKDAYS.index(last[:3])
    return tuple(day % 7 for day in range(low, high + 1 if high >= low else high + 8))


def _spans(spans: Sequence[str], key: str, problems: list[str]) -> tuple[Hours, Hours]:
    """Return the spans of a day and what of them falls on the next day."""
    here: list[tuple[int, int]] = []
    after: list[tuple[int, int]] = []
    for text in (spans,) if isinstance(spans, str) else spans:
        found = _SPAN.fullmatch(text.strip())
        start, end = _minutes(found, 1), _minutes(found, 3)
        if start is None or end is None or start == 1440 or start == end:
            problems.append(f'{key}: {text!r} is not a span of hours; write "09:00-18:00".')
        elif end > start:
            here.append((start, end))
        else:
            here.append((start, 1440))
            if end:
                after.append((0, end))
    return tuple(sorted(here)), tuple(after)


def _minutes(found: re.Match[str] | None, group: int) -> int | None:
    if found is None:
        return None
    hour, minute = int(found[group]), int(found[group + 1])
    return hour * 60 + minute if minute < 60 and hour * 60 + minute <= 1440 else None


def _joined(spans: list[tuple[int, int]]) -> Hours:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _date(value: str | date, key: str, problems: list[str]) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        problems.append(f"{key}: {value!r} is not a date; write it as 2026-12-31.")
        return None
