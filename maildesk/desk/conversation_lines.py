"""The last messages of a ticket as lines, in the language and the zone of whoever reads them; for staff."""

from zoneinfo import ZoneInfo

from maildesk.desk.outgoing import HistoryLine

_WAYS = {
    "en": {"in": "received", "out": "to the customer", "internal": "note", "pending": "awaiting approval"},
    "zh-Hans": {"in": "来信", "out": "发给客户", "internal": "备注", "pending": "待批准"},
    "zh-Hant": {"in": "來信", "out": "寄給客戶", "internal": "備註", "pending": "待核准"},
}


def conversation_lines(history: tuple[HistoryLine, ...], language: str, zone: str) -> tuple[str, ...]:
    """Return one line a message: day, hour and zone, who wrote it, which way it went, and its text."""
    ways, place = _WAYS.get(language, _WAYS["en"]), ZoneInfo(zone)
    return tuple(
        f"{line.at.astimezone(place):%Y-%m-%d %H:%M} ({zone}) {line.author} ({_way(line, ways)}): {line.text}"
        for line in history
    )


def _way(line: HistoryLine, ways: dict[str, str]) -> str:
    return ways[line.direction if line.visibility == "public" else line.visibility]
