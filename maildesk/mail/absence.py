"""Reads a vacation reply: whether its writer is away, and until which day.

Dates are believed only beside a word that says what they are ("until", "back on", 至, bis, jusqu'au). Where a date has
two readings the nearer day counts: an absence that is thought too short ends with one more vacation reply.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from maildesk.mail.absence_words import (
    AWAY,
    BACK,
    BACK_AFTER,
    MONTHS,
    TODAY,
    TOMORROW,
    UNTIL,
    UNTIL_AFTER,
    UNTIL_HAN,
    WEEKDAYS,
)

_READ = 1_500  # characters: a vacation reply says it at the beginning
_LONGEST = timedelta(days=366)
_PASSED = timedelta(days=31)  # a date without a year lies at most so long ago
_ONE_DAY = timedelta(days=1)

_MONTH_OF = {name: month for month, names in MONTHS.items() for name in names}
_DAY_OF = {name: day for day, names in enumerate(WEEKDAYS) for name in names}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_MONTH = _any(_MONTH_OF)
_LATIN_DAY = _any(name for name in _DAY_OF if name[0].isascii())
_HAN_DAY = _any(name for name in _DAY_OF if not name[0].isascii())
_DATE = re.compile(
    r"(?P<iso>\d{4})[-/.](?P<iso_m>\d{1,2})[-/.](?P<iso_d>\d{1,2})(?!\d)"
    r"|(?:(?P<han_y>\d{4})\s?[年년]\s?)?(?P<han_m>\d{1,2})\s?[月월]\s?(?P<han_d>\d{1,2})\s?[日号號일]?"
    r"|(?<![\d.])(?P<dot_d>\d{1,2})\.\s?(?P<dot_m>\d{1,2})\.(?:\s?(?P<dot_y>\d{4}|\d{2})(?!\d))?"
    r"|(?<![\d/])(?P<one>\d{1,2})[/-](?P<two>\d{1,2})(?:[/-](?P<num_y>\d{4}|\d{2}))?(?![\d/:])"
    rf"|(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?(?:\s(?:of|de|do))?\s(?P<m1>{_MONTH})\b\.?"
    r"(?:,?\s(?:de\s)?(?P<y1>\d{4}))?"
    rf"|\b(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y2>\d{{4}}))?"
    rf"|(?<![^\W\d_])(?P<weekday>{_LATIN_DAY})(?![^\W\d_])"
    rf"|(?P<next>下)?(?P<weekday_han>{_HAN_DAY})"
    rf"|(?<![^\W\d_])(?P<tomorrow>{_any(TOMORROW)})|(?<![^\W\d_])(?P<today>{_any(TODAY)})"
)
# A weekday or an article may stand between the marker and the date.
_ARTICLE = r"(?:on|the|den|dem|le|el|il|o|de|am|um|next)\s"
_BETWEEN = rf"[\s:：]{{0,4}}(?:{_ARTICLE}|(?:{_any(_DAY_OF)})[,.\s（(]{{0,3}}){{0,3}}[（(]?\s{{0,3}}$"
_UNTIL = re.compile(rf"(?:(?<![^\W\d_])(?:{_any(UNTIL)})|{_any(UNTIL_HAN)}){_BETWEEN}")
_BACK = re.compile(rf"(?<![^\W\d_])(?:{_any(BACK)}){_BETWEEN}")
_AWAY = re.compile(
    rf"(?<![^\W\d_])(?:{_any(word for word in AWAY if word.isascii())})"
    rf"|{_any(word for word in AWAY if not word.isascii())}"
)
_UNTIL_AFTER = re.compile(rf"\s?[)）]?\s?(?:{_any(UNTIL_AFTER)})")
_BACK_AFTER = re.compile(rf"[^.。;；\n\d]{{0,14}}?(?:{_any(BACK_AFTER)})")


@dataclass(frozen=True, slots=True)
class _Found:
    """A date of the text and where it stands."""

    day: date
    start: int
    end: int
    weekday: bool = False


def tells_absence(subject: str, text: str) -> bool:
    """Say whether an automatic reply tells that its writer is away, and not that a mail has arrived."""
    words = _plain(f"{subject}\n{text}")
    return _AWAY.search(words) is not None


def absence_end(subject: str, text: str, today: date) -> date | None:
    """Return the last day of the absence a vacation reply names; None when it names none, or a day gone by."""
    words = _plain(f"{subject}\n{text}")
    until: list[date] = []
    back: list[date] = []
    found = _without_named_weekdays(list(_dates(words, today)), words)
    for index, each in enumerate(found):
        before, after = words[max(0, each.start - 40) : each.start], words[each.end : each.end + 24]
        if _UNTIL_AFTER.match(after):
            until.append(each.day)
        elif _BACK.search(before) or _BACK_AFTER.match(after):
            back.append(each.day - _ONE_DAY)
        elif _UNTIL.search(before) and (_is_word(before) or _follows_a_date(found, index, words)):
            until.append(each.day)
    ends = [day for day in back or until if today <= day <= today + _LONGEST]
    if ends:
        return min(ends) if back else max(ends)
    only_today = not back and not until and any(word in words for word in TODAY)
    return today if only_today else None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:_READ]).casefold().replace("\u2019", "'")
    return re.sub(r"[ \t\u00a0]+", " ", folded)


def _is_word(before: str) -> bool:
    """Say whether the marker is a word and not a dash, which stands between any two figures."""
    return re.search(r"[-–—~～]\s*$", before) is None


def _follows_a_date(found: list[_Found], index: int, words: str) -> bool:
    return index > 0 and len(words[found[index - 1].end : found[index].start].strip()) <= 3


def _without_named_weekdays(found: list[_Found], words: str) -> list[_Found]:
    """Leave out a weekday that only names the day of the date right behind it: "Monday, 30 November"."""
    return [
        each
        for each, after in zip_longest(found, found[1:])
        if each and not (each.weekday and after and not after.weekday and _apart(words[each.end : after.start]) == "")
    ]


def _apart(between: str) -> str:
    return between.strip(" ,.(（") if len(between) <= 8 else between


def _dates(words: str, today: date) -> Iterator[_Found]:
    for match in _DATE.finditer(words):
        day, weekday = _day_of(match, today)
        if day is not None:
            yield _Found(day, match.start(), match.end(), weekday)


def _day_of(match: re.Match[str], today: date) -> tuple[date | None, bool]:
    parts = match.groupdict()
    if parts["iso"]:
        return _made(parts["iso"], parts["iso_m"], parts["iso_d"], today), False
    if parts["han_m"]:
        return _made(parts["han_y"], parts["han_m"], parts["han_d"], today), False
    if parts["dot_d"]:
        return _made(parts["dot_y"], parts["dot_m"], parts["dot_d"], today), False
    if parts["one"]:
        readings = (
            _made(parts["num_y"], parts["two"], parts["one"], today),
            _made(parts["num_y"], parts["one"], parts["two"], today),
        )
        return min((day for day in readings if day is not None and day >= today), default=None), False
    for number in ("1", "2"):
        if parts[f"m{number}"]:
            return _made(parts[f"y{number}"], str(_MONTH_OF[parts[f"m{number}"]]), parts[f"d{number}"], today), False
    if parts["tomorrow"]:
        return today + _ONE_DAY, False
    if parts["today"]:
        return today, False
    return _next_weekday(parts["weekday"] or parts["weekday_han"], today, next_week=bool(parts["next"])), True


def _next_weekday(name: str, today: date, *, next_week: bool) -> date:
    """Return the next day of that name after today; 下周一 is that of the week after this one."""
    wanted = _DAY_OF[name]
    if next_week:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _made(year: str | None, month: str, day: str, today: date) -> date | None:
    """Return a date; without a year the one that is not long gone by. None for a day that does not exist."""
    try:
        if year:
            return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
        this = date(today.year, int(month), int(day))
        return this if this >= today - _PASSED else date(today.year + 1, int(month), int(day))
    except ValueError:
        return None
