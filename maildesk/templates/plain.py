"""Makes every text of a view harmless before a template sees it: data stays on its line and keeps its direction."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

# C0 and C1 controls, line and paragraph separators, and the marks that turn the reading direction
# around: with them a customer's subject could show as words that are not there.
_UNWELCOME = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_IN_A_LINE = re.compile(f"[{_UNWELCOME}\t\n]+")
_IN_WORDS = re.compile(f"[{_UNWELCOME}]")
_SUSPECT = re.compile(f"[{_UNWELCOME}\t\n]")

View = TypeVar("View")

# The fields that may have several lines; all others are one line.
_WORDS = frozenset({"words", "text", "sent_to_customer", "kept_as_note", "comment", "question", "solution", "reason"})


def plain_line(text: str) -> str:
    """Return a text as one line without control characters."""
    return _IN_A_LINE.sub(" ", text) if _SUSPECT.search(text) else text


def plain_words(text: str) -> str:
    """Return a text of several lines, parted by line feeds, with no other control character than tab."""
    if not _SUSPECT.search(text):
        return text
    return _IN_WORDS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def plain(view: View) -> View:
    """Return a view whose texts are all plain, at any depth; the same object when they were already."""
    cleaned: View = _clean(view, "")
    return cleaned


def _clean(value: Any, name: str) -> Any:
    if isinstance(value, str):
        # An enum's member is a fixed word, and replacing it by a str would lose the enum.
        if type(value) is not str:
            return value
        return plain_words(value) if name in _WORDS else plain_line(value)
    if isinstance(value, tuple):
        cleaned = tuple(_clean(item, name) for item in value)
        return value if all(new is old for new, old in zip(cleaned, value, strict=True)) else cleaned
    return _clean_dataclass(value) if is_dataclass(value) else value


def _clean_dataclass(view: Any) -> Any:
    kind: Any = type(view)
    names, values = _reader(kind)
    changed = {}
    for name, value in zip(names, values(view), strict=True):
        if value is not None and (new := _clean(value, name)) is not value:
            changed[name] = new
    return replace(view, **changed) if changed else view


@cache
def _reader(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    read = attrgetter(*names)
    return names, read if len(names) > 1 else lambda view: (read(view),)
