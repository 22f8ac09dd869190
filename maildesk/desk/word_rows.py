"""Looks for any of many rows of a table in one pass: a row is tried only where a word begins with one of its letters.

A single pattern of all rows would try each of them at every character, which costs milliseconds a mail.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from maildesk.desk.row_beginnings import FLAGS, beginnings

_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
# What stands before is asked behind the letter: a pattern that begins with one passes over other scripts fast.
_BEGINNING = re.compile(r"[A-Za-z0-9](?<![A-Za-z0-9_][A-Za-z0-9])")


class WordRows:
    """Rows of patterns that begin with a Latin letter or a digit at the beginning of a word."""

    def __init__(self, rows: tuple[str, ...]) -> None:
        """Sort the rows by the letters they may begin with and compile one pattern a letter."""
        by_letter: dict[str, list[str]] = {}
        for row in rows:
            for letter in _first_letters(row):
                by_letter.setdefault(letter, []).append(f"(?:{row})")
        self._patterns = {letter: re.compile("|".join(found), FLAGS) for letter, found in by_letter.items()}

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


def _first_letters(row: str) -> frozenset[str]:
    """Return the letters and digits a match of a row can begin with; all of them where that is not plain."""
    letters = beginnings(row)
    return _LETTERS if letters is None else letters & _LETTERS
