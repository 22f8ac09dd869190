"""The Date of a mail, in the form of RFC 5322 and in the many forms that programs write instead."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

_USUAL = re.compile(
    r"(?:[A-Za-z]{3},)? *(\d{1,2}) ([A-Za-z]{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) ([+-])(\d{2})([0-5]\d)"
    r"(?: \([A-Za-z ]*\))?\Z"
)
_T_OF_ISO = re.compile(r"(?<=\d)[Tt](?=\d)")
_COMMENT = re.compile(r"\([^()]{0,100}\)")
_BY_NUMBERS = re.compile(r"(?<!\d)(\d{4}) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?!\d)")
_BY_NUMBERS_BACKWARDS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_TIME = re.compile(r"(?<![\d+-])(\d{1,2})([:.])(\d{2})(?:\2(\d{2})(?!\d))?(?:[.,]\d{1,9})?")
_NAMED_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|[.日])?[ .,-]{0,3}(?:de )?\Z")
_DAY_BEHIND = re.compile(r"[ .,-]{0,3}(\d{1,2})(?:st|nd|rd|th|[.日])?(?![\d:])")
_YEAR = re.compile(r"(?<![\d:+-])(\d{2,6})(?![\d:])")
_YEAR_WITH_DASH = re.compile(r"[ .,-]{0,3}(\d{2,6})(?![\d:])")
_OFFSET = re.compile(r"([+-]) ?(\d{1,2})(?::?(\d{2}))?(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 120

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar jänner janvier janv enero ene janeiro gennaio gen januari 一月 1月 января янв",
            "feb february februar février fevrier févr febrero fevereiro fev febbraio februari 二月 2月 февраля фев",
            "mar march märz mär mrz mars marzo março maart mrt 三月 3月 марта мар",
            "apr april avril avr abril abr aprile 四月 4月 апреля апр",
            "may mai mayo maio maggio mag mei 五月 5月 мая май",
            "jun june juni juin junio junho giugno giu 六月 6月 июня июн",
            "jul july juli juillet juil julio julho luglio lug 七月 7月 июля июл",
            "aug august août aout agosto ago augustus 八月 8月 августа авг",
            "sep sept september septembre septiembre setembro set settembre 九月 9月 сентября сен",
            "oct october oktober okt octobre octubre outubro out ottobre ott 十月 10月 октября окт",
            "nov november novembre noviembre novembro 十一月 11月 ноября ноя",
            "dec december dezember dez décembre decembre déc diciembre dic dezembro dicembre 十二月 12月 декабря дек",
        ),
        1,
    )
    for name in names.split()
}
_CHINESE_MONTH = re.compile(r"(十[一二]?|[一二三四五六七八九]|(?<!\d)\d{1,2})月")
# Minutes east of Greenwich; those of North America by RFC 5322 section 4.3, the others by common use.
_ZONES = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300, "mst": -420,
    "mdt": -360, "pst": -480, "pdt": -420, "akst": -540, "hst": -600, "ast": -240, "adt": -180, "brt": -180,
    "bst": 60, "west": 60, "cet": 60, "met": 60, "mez": 60, "cest": 120, "mest": 120, "mesz": 120, "eet": 120,
    "sast": 120, "eest": 180, "msk": 180, "ist": 330, "wib": 420, "hkt": 480, "sgt": 480, "awst": 480, "jst": 540,
    "kst": 540, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780,
}  # fmt: skip


def read_date(value: str) -> datetime | None:
    """Return the moment in UTC, or None when the words are no date; a missing zone counts as UTC.

    Two digits of a year mean 1950 to 2049, three count from 1900 (RFC 5322 section 4.3).
    """
    try:
        return _usual(value) or _unusual(value[:_LONGEST])
    except (ValueError, OverflowError):
        return None


def _usual(value: str) -> datetime | None:
    match = _USUAL.match(value)
    month = _MONTHS.get(match.group(2).lower()) if match else None
    if match is None or month is None or not value.isascii():
        return None
    day, _, year, hour, minute, second, sign, zone_hours, zone_minutes = match.groups()
    east = int(zone_hours) * 60 + int(zone_minutes)
    return _moment((int(year), month, int(day)), (int(hour), int(minute), int(second)), -east if sign == "-" else east)


def _unusual(value: str) -> datetime | None:
    text = _COMMENT.sub(" ", unicodedata.normalize("NFKC", value))
    text = " ".join(_T_OF_ISO.sub(" ", text).replace("\u2212", "-").split())
    clock, rest, after = _clock(text)
    day, behind = _day(rest)
    if day is None:
        return None
    return _moment(day, clock, _zone(after or behind))


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int], minutes_east: int) -> datetime | None:
    year, month, date = day
    hour, minute, second = clock
    if year < 1900:
        return None
    zone = timezone(timedelta(minutes=minutes_east))
    second = 59 if second == 60 else second
    return datetime(year, month, date, hour, minute, second, tzinfo=zone).astimezone(UTC)


def _clock(text: str) -> tuple[tuple[int, int, int], str, str]:
    """Return hour, minute and second, the text without them, and what stands behind them; midnight when none."""
    found = [match for match in _TIME.finditer(text) if match.group(2) == ":"] or list(_TIME.finditer(text))[-1:]
    if not found:
        return (0, 0, 0), text, ""
    match = found[0]
    hour, minute, second = int(match.group(1)), int(match.group(3)), int(match.group(4) or 0)
    before, after = text[: match.start()], text[match.end() :]
    words = after.lower().split()[:1] + before.lower().split()[-1:]
    if any(word in ("pm", "p.m.", "下午", "晚上", "오후", "午後") for word in words) and hour < 12:
        hour += 12
    elif any(word in ("am", "a.m.", "上午", "凌晨", "오전", "午前") for word in words) and hour == 12:
        hour = 0
    return (hour, minute, second), f"{before} | {after}", after


def _day(text: str) -> tuple[tuple[int, int, int] | None, str]:
    """Return year, month and day, and what stands behind them."""
    if match := _BY_NUMBERS.search(text):
        year, month, day = (int(group) for group in match.groups())
        return (year, month, day), text[match.end() :]
    if match := _BY_NUMBERS_BACKWARDS.search(text):
        day, month, year = (int(group) for group in match.groups())
        return (year, month, day), text[match.end() :]
    start, end, month = _month(text)
    if not month:
        return None, ""
    before, behind = text[:start], text[end:]
    if match := _NAMED_DAY.search(before):
        year_match = _YEAR_WITH_DASH.match(behind) or _YEAR.search(behind)
    elif match := _DAY_BEHIND.match(behind):
        behind = behind[match.end() :]
        year_match = _YEAR.search(behind) or _YEAR.search(before)
    else:
        return None, ""
    if year_match is None:
        return None, ""
    return (_full_year(year_match.group(1)), month, int(match.group(1))), behind


def _month(text: str) -> tuple[int, int, int]:
    """Return where the month's name stands and its number; number 0 when there is none."""
    if match := _CHINESE_MONTH.search(text):
        return match.start(), match.end(), _MONTHS.get(match.group(), 0)
    for word in _WORD.finditer(text):
        name = word.group().lower()
        if number := _MONTHS.get(name, 0):
            return word.start(), word.end(), number
    return 0, 0, 0


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(digits) == 3 else year


def _zone(behind: str) -> int:
    """Return the minutes east of Greenwich; 0 when no zone is named or its name says nothing."""
    if match := _OFFSET.search(behind):
        sign, hours, minutes = match.groups()
        east = int(hours) * 60 + int(minutes or 0)
        if int(minutes or 0) > 59:
            raise ValueError(behind)
        return -east if sign == "-" else east
    return next((_ZONES[word] for word in map(str.lower, _WORD.findall(behind)) if word in _ZONES), 0)
