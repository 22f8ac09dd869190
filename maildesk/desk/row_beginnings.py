"""With which characters a match of a pattern can begin, so that a pattern is tried only where one of them stands."""

import re
from re import _constants as constants  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

FLAGS = re.IGNORECASE
_DIGITS = frozenset("0123456789")
_NOTHING_READ = frozenset({constants.AT, constants.ASSERT, constants.ASSERT_NOT})
_MANY = 100  # characters of a range that is not written out


def beginnings(row: str) -> frozenset[str] | None:
    """Return the characters in lower case, of digits those of ASCII; None where they are too many or not plain."""
    found, may_be_empty = _first(parser.parse(row, FLAGS))
    return None if may_be_empty or found is None else frozenset(found)


def _first(parts: Any) -> tuple[set[str] | None, bool]:
    """Return what a sequence may begin with, and whether it may read nothing at all."""
    letters: set[str] = set()
    for kind, value in parts:
        found, empty = _first_of(kind, value)
        if found is None:
            return None, False
        letters |= found
        if not empty:
            return letters, False
    return letters, True


def _first_of(kind: Any, value: Any) -> tuple[set[str] | None, bool]:
    if kind in _NOTHING_READ:
        return set(), True
    if kind is constants.LITERAL:
        return {chr(value).lower()}, False
    if kind is constants.IN:
        return _of_class(value), False
    if kind is constants.SUBPATTERN:
        return _first(value[-1])
    if kind is constants.BRANCH:
        return _of_branches([_first(branch) for branch in value[1]])
    if kind in (constants.MAX_REPEAT, constants.MIN_REPEAT):
        letters, empty = _first(value[2])
        return letters, empty or value[0] == 0
    return None, False


def _of_branches(branches: list[tuple[set[str] | None, bool]]) -> tuple[set[str] | None, bool]:
    letters: set[str] = set()
    for found, _ in branches:
        if found is None:
            return None, False
        letters |= found
    return letters, any(empty for _, empty in branches)


def _of_class(items: Any) -> set[str] | None:
    letters: set[str] = set()
    for kind, value in items:
        if kind is constants.LITERAL:
            letters.add(chr(value).lower())
        elif kind is constants.RANGE and value[1] - value[0] <= _MANY:
            letters.update(chr(code).lower() for code in range(value[0], value[1] + 1))
        elif kind is constants.CATEGORY and value is constants.CATEGORY_DIGIT:
            letters |= _DIGITS
        else:
            return None
    return letters
