"""How far a zone is from UTC, and since when: the stretches between its clock changes."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_HALF_DAY = 43200
_STRETCH = 400 * 86400  # seconds looked up at once


def offset_spans(zone: str, begin: int, stop: int) -> Iterator[tuple[int, int, int]]:
    """Yield (since, until, offset) of a zone over seconds since 1970, cut at clock changes and sometimes between.

    The spans touch, rise and together cover `begin` to `stop`; offset is in seconds east of UTC.
    """
    for number in range(begin // _STRETCH, -(-stop // _STRETCH)):
        for span in _spans_of_stretch(zone, number):
            if span[1] > begin and span[0] < stop:
                yield span


@lru_cache(maxsize=4096)
def _spans_of_stretch(zone: str, number: int) -> tuple[tuple[int, int, int], ...]:
    """Look twice a day for a changed offset and halve down to the second; no zone changes twice within twelve hours."""
    info = ZoneInfo(zone)
    first, end = number * _STRETCH, (number + 1) * _STRETCH
    spans: list[tuple[int, int, int]] = []
    since, offset = first, _offset(info, first)
    for probe in range(first + _HALF_DAY, end + _HALF_DAY, _HALF_DAY):
        at = min(probe, end - 1)
        if _offset(info, at) != offset:
            change = _change(info, at - _HALF_DAY, at)
            spans.append((since, change, offset))
            since, offset = change, _offset(info, at)
    return (*spans, (since, end, offset))


def _change(info: ZoneInfo, before: int, after: int) -> int:
    old = _offset(info, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(info, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(info: ZoneInfo, second: int) -> int:
    delta = datetime.fromtimestamp(second, info).utcoffset()
    return int(delta.total_seconds()) if delta else 0
