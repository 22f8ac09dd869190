"""A calendar in a few words for mails: "Mon-Fri 09:00-18:00"."""

from maildesk.desk.calendar import Calendar, Hours

_DAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh-Hans": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "zh-Hant": ("週一", "週二", "週三", "週四", "週五", "週六", "週日"),
}
_TO = {"en": "-", "zh-Hans": "至", "zh-Hant": "至"}
_ALWAYS = {"en": "around the clock", "zh-Hans": "全天候（7×24 小时）", "zh-Hant": "全天候（7×24 小時）"}


def describe(calendar: Calendar, language: str) -> str:
    """Return the week's hours in en, zh-Hans or zh-Hant; other languages get English."""
    language = language if language in _DAYS else "en"
    if calendar.always_open or all(hours == ((0, 1440),) for hours in calendar.week):
        return _ALWAYS[language]
    groups = [(days, hours) for days, hours in _groups(calendar.week) if hours]
    comma, semicolon = ("、", "；") if language.startswith("zh") else (", ", "; ")
    return semicolon.join(
        f"{_day_words(days, language)} {comma.join(_span(*span) for span in hours)}" for days, hours in groups
    )


def _groups(week: tuple[Hours, ...]) -> list[tuple[list[int], Hours]]:
    groups: list[tuple[list[int], Hours]] = []
    for day, hours in enumerate(week):
        if groups and groups[-1][1] == hours:
            groups[-1][0].append(day)
        else:
            groups.append(([day], hours))
    return groups


def _day_words(days: list[int], language: str) -> str:
    names = _DAYS[language]
    return names[days[0]] if len(days) == 1 else f"{names[days[0]]}{_TO[language]}{names[days[-1]]}"


def _span(start: int, end: int) -> str:
    return f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}"
