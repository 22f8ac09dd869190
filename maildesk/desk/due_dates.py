"""Reads the date and hour an engineer agrees with a customer: 2026-12-01 15:00, friday, 3d, 明天 下午3点."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maildesk.desk.calendar import Calendar, add_business_days
from maildesk.desk.durations import business_days, han_number, in_figures

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5, "sun": 6}
_NAMED = {**{name: at for at, name in enumerate(_WEEKDAYS)}, **_SHORT}
_CHINESE_DAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FROM_TODAY = {
    "today": 0, "今天": 0, "今日": 0, "tomorrow": 1, "tmr": 1, "明天": 1, "明日": 1, "后天": 2, "後天": 2,
    "大后天": 3, "大後天": 3,
}  # fmt: skip
_AFTERNOON = ("下午", "晚上", "傍晚", "pm", "p.m.")
_LONGEST = timedelta(days=731)
_NEXT_YEAR_AT_MOST = timedelta(days=300)  # a date without a year that is further away was meant for the past
_NOON = time(12, 0)
_EVENING = time(18, 0)

_ISO = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?")
_CHINESE = re.compile(r"(\d{1,2})月(\d{1,2})\s*[日号號]?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(?:(\d{4}))?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?(?:,?\s+(\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(\d{4}))?")
_WEEKDAY = re.compile(r"(next\s+|this\s+)?([a-z]{3,9})\b\.?")
_CHINESE_WEEKDAY = re.compile(r"(下个?|下個|这个?|這個?|本)?(?:星期|周|週|礼拜|禮拜)([一二三四五六日天])")
_FULL_STOP = re.compile(r"(?<!\.\d)(?<!\.\d\d)(?<![ap]\.m)[.。]$")  # "friday 15:00.", but not "1.12." or "3 p.m."
_BEFORE_DAY = re.compile(r"^(?:by|on|until|till|before|within|in)\s+(?!\d{1,2}:)")  # "by friday", "in 3 days"
_BEFORE = re.compile(r"(?:之前|以前|之内|之內|以内|以內|之后|之後|以后|以後|[前内內后後])$")  # 周五前, 三天内
_HOURS_ON = re.compile(r"(\d{1,3})\s*(?:h|hours?|hrs?|个?小时|個?小時)")
_WEEKS_ON = re.compile(r"(\d{1,2})\s*(?:w|weeks?|个?星期|個?星期|周|週)")
_CLOCK = re.compile(r"(上午|早上|下午|晚上|傍晚|中午)?(\d{1,2})[:.](\d{2})\s*(am|pm|a\.m\.|p\.m\.)?")
_HALF_DAY = re.compile(r"(\d{1,2})\s*(am|pm|a\.m\.|p\.m\.)")
_HAN_HOUR = re.compile(r"(十[一二]?|二?十[一二三]?|[一二两兩三四五六七八九])(?=[点點时時])")
_CHINESE_CLOCK = re.compile(r"(上午|早上|下午|晚上|傍晚|中午)?(\d{1,2})[点點时時](半|(\d{1,2})分?)?(?:整)?")


class NoDateError(ValueError):
    """The words name no date there is."""


class PastDateError(ValueError):
    """The date has passed."""


class FarDateError(ValueError):
    """The date is more than two years away."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    today: date
    rest: str

    def after(self, end: int) -> str:
        return self.rest[end:].strip(" ,，、的在at@")


def due_date(text: str, now: datetime, zone: str, calendar: Calendar) -> datetime:
    """Return the moment that words name, in a zone, seen from `now`; aware UTC.

    Without an hour it is the end of that day's working hours (18:00 where the day has none). `3d` are business days
    as in `#pending 3d`, `12/1` is month and day, a weekday is the next one. Raises NoDateError, PastDateError and
    FarDateError.
    """
    words = _HAN_HOUR.sub(lambda found: str(han_number(found[1])), in_figures(text))
    words = _BEFORE.sub("", _BEFORE_DAY.sub("", _FULL_STOP.sub("", words))).strip()
    place = ZoneInfo(zone)
    local = now.astimezone(place)
    if not words:
        raise NoDateError
    if days := business_days(words) if not words.isdigit() else None:
        return add_business_days(now, days, calendar)
    if hours := _HOURS_ON.fullmatch(words):
        return _checked(now + timedelta(hours=int(hours[1])), now)
    if weeks := _WEEKS_ON.fullmatch(words):
        return _moment(local.date() + timedelta(weeks=int(weeks[1])), None, place, calendar, now)
    day, rest, sure = _day(words, local.date())
    hour = _hour(rest) if rest else None
    if day is None:
        day = local.date()
    due = _moment(day, hour, place, calendar, now, check=sure)
    return due if sure else _with_a_year(due, day, hour, place, calendar, now)


def _with_a_year(
    due: datetime, day: date, hour: time | None, place: ZoneInfo, calendar: Calendar, now: datetime
) -> datetime:
    """Take a date without a year as the next one there is, unless it has just passed."""
    if due > now:
        return due
    try:
        next_year = day.replace(year=day.year + 1)
    except ValueError as fault:
        raise PastDateError from fault
    later = _moment(next_year, hour, place, calendar, now)
    if later - now > _NEXT_YEAR_AT_MOST:
        raise PastDateError
    return later


def _day(words: str, today: date) -> tuple[date | None, str, bool]:
    """Return the day, the words after it, and whether the year is sure; no day when the words begin with an hour."""
    reading = _Reading(today=today, rest=words)
    for read in (_relative, _numbers, _month_names, _weekday):
        found = read(reading)
        if found:
            return found
    return None, words, True


def _relative(reading: _Reading) -> tuple[date, str, bool] | None:
    for word in sorted(_FROM_TODAY, key=len, reverse=True):
        if reading.rest.startswith(word):
            return reading.today + timedelta(days=_FROM_TODAY[word]), reading.after(len(word)), True
    return None


def _numbers(reading: _Reading) -> tuple[date, str, bool] | None:
    if found := _ISO.match(reading.rest):
        return _date(int(found[1]), int(found[2]), int(found[3])), reading.after(found.end()), True
    if found := _CHINESE.match(reading.rest):
        day = _date(reading.today.year, int(found[1]), int(found[2]), sure=False)
        return day, reading.after(found.end()), False
    for pattern, month_first in ((_SLASHED, True), (_DOTTED, False)):
        if found := pattern.match(reading.rest):
            first, second = int(found[1]), int(found[2])
            if (month_first and first > 12) or (not month_first and second <= 12):
                first, second = second, first
            year = int(found[3]) if found[3] else reading.today.year
            return _date(year, first, second, sure=bool(found[3])), reading.after(found.end()), bool(found[3])
    return None


def _month_names(reading: _Reading) -> tuple[date, str, bool] | None:
    for pattern, month_at, day_at in ((_DAY_MONTH, 2, 1), (_MONTH_DAY, 1, 2)):
        found = pattern.match(reading.rest)
        if found and found[month_at][:3] in _MONTHS:
            year = int(found[3]) if found[3] else reading.today.year
            month = _MONTHS.index(found[month_at][:3]) + 1
            day = _date(year, month, int(found[day_at]), sure=bool(found[3]))
            return day, reading.after(found.end()), bool(found[3])
    return None


def _weekday(reading: _Reading) -> tuple[date, str, bool] | None:
    chinese, english = _CHINESE_WEEKDAY.match(reading.rest), _WEEKDAY.match(reading.rest)
    if chinese:
        wanted, which, end = _CHINESE_DAYS[chinese[2]], chinese[1] or "", chinese.end()
    elif english and english[2] in _NAMED:
        wanted, which, end = _NAMED[english[2]], (english[1] or "").strip(), english.end()
    else:
        return None
    monday = reading.today - timedelta(days=reading.today.weekday())
    if which.startswith(("下", "next")):
        return monday + timedelta(days=7 + wanted), reading.after(end), True
    day = monday + timedelta(days=wanted)
    coming = day if day >= reading.today or which else day + timedelta(days=7)
    return coming, reading.after(end), True


def _date(year: int, month: int, day: int, *, sure: bool = True) -> date:
    """Return a date; without a sure year the next year serves where this one lacks the day (29 February)."""
    for each in (year,) if sure else (year, year + 1):
        try:
            return date(each, month, day)
        except ValueError:
            continue
    raise NoDateError


def _hour(words: str) -> time:
    """Return the hour that words name. Raises NoDateError when they name none."""
    if words in ("noon", "中午"):
        return _NOON
    for pattern, read in _CLOCKS:
        if found := pattern.fullmatch(words):
            half, hour, minute = read(found)
            return _time(half, hour, minute)
    raise NoDateError


_CLOCKS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[str, int, int]]], ...] = (
    (_CLOCK, lambda found: (found[1] or found[4] or "", int(found[2]), int(found[3]))),
    (_HALF_DAY, lambda found: (found[2], int(found[1]), 0)),
    (_CHINESE_CLOCK, lambda found: (found[1] or "", int(found[2]), 30 if found[3] == "半" else int(found[4] or 0))),
)


def _time(half: str, hour: int, minute: int) -> time:
    if (half in _AFTERNOON and hour < 12) or (half == "中午" and hour < 11):
        hour += 12
    elif half.startswith("a") and hour == 12:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError as fault:
        raise NoDateError from fault


def _moment(
    day: date, hour: time | None, place: ZoneInfo, calendar: Calendar, now: datetime, *, check: bool = True
) -> datetime:
    due = datetime.combine(day, hour or _closing(day, calendar), place)
    due = due.astimezone(now.tzinfo)
    return _checked(due, now) if check else due


def _closing(day: date, calendar: Calendar) -> time:
    """Return when work ends on a day; 18:00 on a free day and where it never ends."""
    hours = () if calendar.always_open else calendar.hours_on(day) or calendar.workday_hours()
    end = hours[-1][1] if hours else 0
    return time(end // 60, end % 60) if 0 < end < 1440 else _EVENING


def _checked(due: datetime, now: datetime) -> datetime:
    if due <= now:
        raise PastDateError
    if due - now > _LONGEST:
        raise FarDateError
    return due
