"""Makes every text of a view harmless before a template sees it: data stays on its line and keeps its direction."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache, partial
from operator import attrgetter, is_
from typing import Any, TypeVar

# C0 and C1 controls, line and paragraph separators, and the marks that turn the reading direction
# around: with them a customer's subject could show as words that are not there.
_UNWELCOME = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff"
_IN_A_LINE = re.compile(f"[{_UNWELCOME}\t\n]+")
_IN_WORDS = re.compile(f"[{_UNWELCOME}]")

View = TypeVar("View")

# The fields that may have several lines; all others are one line.
_WORDS = frozenset({"words", "text", "sent_to_customer", "kept_as_note", "comment", "question", "solution", "reason"})


def plain_line(text: str) -> str:
    """Return a text as one line without control characters."""
    # Nothing unwelcome is printable, and asking that is four times as fast as looking for it.
    return text if text.isprintable() else _IN_A_LINE.sub(" ", text)


def plain_words(text: str) -> str:
    """Return a text of several lines, parted by line feeds, with no other control character than tab."""
    if text.replace("\n", "").isprintable():
        return text
    return _IN_WORDS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n"))


def plain(view: View) -> View:
    """Return a view whose texts are all plain, at any depth; the same object when they were already."""
    cleaned: View = _clean(view, "")
    return cleaned


def _clean(value: Any, name: str) -> Any:
    kind: Any = type(value)
    clean = _cleaner(kind)
    return value if clean is None else clean(value, name)


def _clean_text(text: str, name: str) -> str:
    return plain_words(text) if name in _WORDS else plain_line(text)


def _clean_tuple(items: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    cleaned = tuple([_clean(item, name) for item in items])
    return items if all(map(is_, cleaned, items)) else cleaned


def _clean_fields(names: tuple[str, ...], read: Callable[[Any], tuple[Any, ...]], view: Any, _name: str) -> Any:
    changed = {}
    for name, value in zip(names, read(view), strict=True):
        # Most fields are empty, or one line that is plain.
        if not value or (type(value) is str and value.isprintable()):
            continue
        if (new := _clean(value, name)) is not value:
            changed[name] = new
    return replace(view, **changed) if changed else view


@cache
def _cleaner(kind: Any) -> Callable[[Any, str], Any] | None:
    """Return what cleans a value of a type; None where there is nothing to clean: nobody writes into a number."""
    if kind is str:
        return _clean_text
    # An enum's member is a fixed word, and replacing it by a str would lose the enum.
    if issubclass(kind, str) or not (issubclass(kind, tuple) or is_dataclass(kind)):
        return None
    return _clean_tuple if issubclass(kind, tuple) else partial(_clean_fields, *_reader(kind))


def _reader(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    read = attrgetter(*names)
    return names, read if len(names) > 1 else lambda view: (read(view),)
