"""Looks for any of many Chinese rows of a table in one pass: a row is tried only where one of its first signs stands.

Chinese has no words to begin at, so a single pattern of all rows would try each of them at every character.
"""

import re
from collections.abc import Iterator

from maildesk.desk.row_beginnings import FLAGS, beginnings

# Letters and digits that a pattern without case reads as those of ASCII.
_READ_AS_ASCII = r"\dıİſ\u212a"


class HanRows:
    """Rows of patterns, of which the first that matches at a place counts, as in one pattern of all."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        """Sort the rows by the characters they may begin with and compile one pattern for all that share their rows."""
        self._all = _any_of(rows)
        firsts = [beginnings(row) for row in rows]
        known = [first for first in firsts if first is not None]
        self._by_character: dict[str, re.Pattern[str]] = {}
        self._starts: re.Pattern[str] | None = None
        if len(known) < len(rows):
            return  # a row that begins with nearly anything is to be tried everywhere
        characters = sorted(frozenset().union(*known))
        self._starts = re.compile(f"[{re.escape(''.join(characters))}{_READ_AS_ASCII}]", FLAGS)
        compiled: dict[tuple[str, ...], re.Pattern[str]] = {}
        for character in characters:
            some = tuple(row for row, first in zip(rows, known, strict=True) if character in first)
            pattern = compiled.get(some) or compiled.setdefault(some, _any_of(some))
            self._by_character[character] = self._by_character[character.upper()] = pattern

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield begin and end of each match, in order, none within another."""
        if self._starts is None:
            yield from (match.span() for match in self._all.finditer(text))
            return
        position = 0
        for start in self._starts.finditer(text):
            begin = start.start()
            if begin >= position:
                found = self._by_character.get(start[0], self._all).match(text, begin)
                if found:
                    position = found.end()
                    yield begin, position


def _any_of(rows: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row})" for row in rows), FLAGS)
