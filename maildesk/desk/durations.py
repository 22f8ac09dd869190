"""Reads the durations that engineers write: 3d, 2 days, 3天, 半小时."""

import re
import unicodedata

_DAYS = re.compile(
    r"^(?:(?:for|in)\s+)?(\d{1,3})\s*(?:d|days?|(?:business|working)\s+days?|bd|天|日|个工作日|個工作天|工作日|工作天)?$"
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ENGLISH = re.compile(rf"\b({'|'.join(_NUMBERS)})(?=\s+(?:business\s+|working\s+)?(?:day|week|hour|minute)s?\b)")
_HAN = re.compile(
    r"(二?十[一二三四五六七八九]?|[一二两兩三四五六七八九])(?=个|個|工作|天|日|周|週|星期|小?时|小?時|分)"
)
_DIGITS = {han: digit for digit, han in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_TIME = re.compile(
    r"(?:(?:for|in|until|till|til|by)\s+|等到|直到|到|至)?"
    r"(?:[-+]?\d{1,3}\s*(?:d|h|w|days?|(?:business|working)\s+days?|weeks?|hours?|天|日|个?工作日|個?工作[天日]|周|週|个?星期|個?星期|个?小时|個?小時)"
    r"|(?:next\s+|this\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|next\s+week"
    r"|下?个?(?:周|星期)[一二三四五六日天]?|下?個?(?:週|星期)[一二三四五六日天]?|[今明后後]天|下个?月|下個?月"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}|\d{1,2}月\d{1,2}[日号號]?)"
    r"(?:\s*(?:at\s+)?(?:上午|下午)?\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|[点點时時])?)?[.。]?"
)


def han_number(han: str) -> int:
    """Return the number that Chinese numerals below a hundred name: 十二 is 12, 二十 is 20."""
    tens, ten, ones = han.rpartition("十")
    return (_DIGITS[tens] if tens else 1) * 10 * bool(ten) + (_DIGITS[ones] if ones else 0)


def in_figures(text: str) -> str:
    """Return a short text in lower case with the numbers before units of time in figures: 三天 is 3天."""
    plain = " ".join(unicodedata.normalize("NFKC", text[:100]).casefold().split())
    plain = _ENGLISH.sub(lambda found: str(_NUMBERS.index(found[1]) + 1), plain)
    return _HAN.sub(lambda found: str(han_number(found[1])), plain)


def business_days(text: str) -> int | None:
    """Return a number of business days, 1 to 365; None when the text is anything else."""
    found = _DAYS.match(in_figures(text).rstrip(".。"))
    days = int(found.group(1)) if found else 0
    return days if 1 <= days <= 365 else None


def names_a_time(text: str) -> bool:
    """Say whether a text is nothing but a duration or a day: 3d, until friday, 下周五."""
    return _TIME.fullmatch(in_figures(text)) is not None


_WORK = re.compile(
    r"^(?:(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|h|个?小时|個?小時|小?时|小?時)\s*)?"
    r"(?:(\d{1,4})\s*(?:minutes?|mins?|min|m|分钟|分鐘|分)?)?$"
)
_CLOCK = re.compile(r"^(\d{1,2}):([0-5]\d)$")
_HALF = re.compile(r"^(?:(\d{1,2})\s*[个個]?)?\s*(?:半\s*[个個]?\s*(?:小时|小時|钟头|鐘頭)|(?:小时|小時)半)$")
_DAY_MINUTES = 24 * 60


def minutes_of(text: str) -> int | None:
    """Return a time of work in minutes, 1 to 1440; None when it is anything else.

    Understood are 45, 45m, 1h30, 1.5h, 1:30, 半小时, 一个半小时 and 1小时30分.
    """
    plain = in_figures(text).rstrip(".。")
    if clock := _CLOCK.match(plain):
        minutes = int(clock[1]) * 60 + int(clock[2])
    elif half := _HALF.match(plain):
        minutes = int(half[1] or 0) * 60 + 30
    else:
        found = _WORK.match(plain)
        if not found or not (found[1] or found[2]):
            return None
        minutes = round(float((found[1] or "0").replace(",", ".")) * 60) + int(found[2] or 0)
    return minutes if 1 <= minutes <= _DAY_MINUTES else None


def hours_and_minutes(minutes: int) -> str:
    """Return a number of minutes in words, "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    return " ".join(parts)
