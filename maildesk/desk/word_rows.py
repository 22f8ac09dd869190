"""Looks for any of many rows of a table in one pass: a row is tried only where a word begins with one of its letters.

A single pattern of all rows would try each of them at every character, which costs milliseconds a mail.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_FLAGS = re.IGNORECASE
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_NOTHING_READ = frozenset({constants.AT, constants.ASSERT, constants.ASSERT_NOT})
_BEGINNING = re.compile(r"(?<![A-Za-z0-9_])[A-Za-z0-9]")


class WordRows:
    """Rows of patterns that begin with a Latin letter or a digit at the beginning of a word."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        """Sort the rows by the letters they may begin with and compile one pattern a letter."""
        by_letter: dict[str, list[str]] = {}
        for row in rows:
            for letter in first_letters(row):
                by_letter.setdefault(letter, []).append(f"(?:{row})")
        self._patterns = {letter: re.compile("|".join(found), _FLAGS) for letter, found in by_letter.items()}

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield begin and end of each match, in order, none within another."""
        position, patterns = 0, self._patterns
        for begin, letter in _beginnings(text):
            if letter in patterns and begin >= position:
                found = patterns[letter].match(text, begin)
                if found and found.end() > begin:
                    position = found.end()
                    yield begin, position


@lru_cache(maxsize=4)
def _beginnings(text: str) -> list[tuple[int, str]]:
    """Return where the words of a text begin, and with which letter; several tables look at the same text in turn."""
    return [(word.start(), word[0].lower()) for word in _BEGINNING.finditer(text)]


def first_letters(row: str) -> frozenset[str]:
    """Return the letters and digits a match of a row can begin with; all of them where that is not plain."""
    letters, may_be_empty = _first(parser.parse(row, _FLAGS))
    return _LETTERS if may_be_empty else frozenset(letters & _LETTERS)


def _first(parts: Any) -> tuple[set[str], bool]:
    """Return what a sequence may begin with, and whether it may read nothing at all."""
    letters: set[str] = set()
    for kind, value in parts:
        found, empty = _first_of(kind, value)
        letters |= found
        if not empty:
            return letters, False
    return letters, True


def _first_of(kind: Any, value: Any) -> tuple[set[str], bool]:
    if kind in _NOTHING_READ:
        return set(), True
    if kind is constants.LITERAL:
        return {chr(value).lower()}, False
    if kind is constants.SUBPATTERN:
        return _first(value[-1])
    if kind is constants.BRANCH:
        branches = [_first(branch) for branch in value[1]]
        return set().union(*(letters for letters, _ in branches)), any(empty for _, empty in branches)
    if kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
        letters, empty = _first(value[2])
        return letters, empty or value[0] == 0
    return set(_LETTERS), False
