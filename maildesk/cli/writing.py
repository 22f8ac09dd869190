"""What commands write: JSON as a document or as lines, plain columns for pipes, tables for a terminal."""

import json
import sys
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from io import TextIOWrapper
from itertools import chain
from typing import Any, TextIO

_C0 = dict.fromkeys(range(32))
_C1 = dict.fromkeys(range(127, 160))
_BIDI = dict.fromkeys((1564, 8206, 8207, *range(8234, 8239), *range(8294, 8298), 8232, 8233))
_UNSAFE = {**_C0, **_C1, **_BIDI, 0xFEFF: None, 0x09: " ", 0x0A: " ", 0x0D: " "}
_UNSAFE_IN_LINES = {**_UNSAFE, 0x0A: "\n", 0x09: "    ", 0x0D: None}
_UNSAFE_IN_JSON = {code: f"\\u{code:04x}" for code in (*_C1, *_BIDI, 0xFEFF)}
NEWEST = 200  # rows of a table on a terminal


class Shape(StrEnum):
    """How a command writes what it found."""

    TABLE = "table"
    JSON = "json"
    LINES = "lines"


def shape_of(*, as_json: bool, as_lines: bool) -> Shape:
    """Return the shape that the options ask for; lines win."""
    if as_lines:
        return Shape.LINES
    return Shape.JSON if as_json else Shape.TABLE


def utc(moment: datetime | None) -> str | None:
    """Return a time as scripts read it, `2026-11-22T08:05:00Z`; null stays null."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def safe(text: str) -> str:
    """Return text on one line without control and direction characters, which would play with a terminal."""
    return text.translate(_UNSAFE)


def safe_lines(text: str) -> str:
    """Return text of several lines without control and direction characters."""
    return text.translate(_UNSAFE_IN_LINES)


class Json:
    """Writes values as JSON; on a terminal, characters that play with it are escaped."""

    def __init__(self, out: TextIO) -> None:
        """Write to this stream."""
        self._out = out
        self._terminal = out.isatty()

    def one(self, value: object, *, indent: int | None = None) -> None:
        """Write one value without an end of line."""
        words = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
        self._out.write(words.translate(_UNSAFE_IN_JSON) if self._terminal else words)

    def document(self, value: object) -> None:
        """Write one value as a document for people and scripts."""
        self.one(value, indent=2)
        self._out.write("\n")

    def rows(self, rows: Iterable[object], shape: Shape) -> None:
        """Write rows one after the other, as lines or as one array; none is kept in memory."""
        if shape is Shape.LINES:
            for row in rows:
                self.one(row)
                self._out.write("\n")
            return
        between = "[\n"
        for row in rows:
            self._out.write(between)
            self.one(row)
            between = ",\n"
        self._out.write("[]\n" if between == "[\n" else "\n]\n")


def prepare_output() -> None:
    """Make the streams UTF-8 whatever the locale, and never fail on a character."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write_list(
    rows: Iterable[Mapping[str, Any]],
    shape: Shape,
    columns: Mapping[str, str],
    *,
    empty: str,
    out: TextIO | None = None,
) -> None:
    """Write a list: as JSON all fields, else the `columns` (field -> heading); `empty` is said when there is none."""
    out = out or sys.stdout
    if shape is not Shape.TABLE:
        Json(out).rows(rows, shape)
        return
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        sys.stderr.write(empty + "\n")
        return
    rows = chain([first], rows)
    if out.isatty():
        _on_terminal(rows, columns, out)
    else:
        _plain(rows, columns, out)


def cell(value: object) -> str:
    """Return a value in words: lists with commas, nothing for null."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(cell(each) for each in value)
    return safe(str(value))


def _plain(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], out: TextIO) -> None:
    out.write("\t".join(columns.values()) + "\n")
    for row in rows:
        out.write("\t".join(cell(row[name]) for name in columns) + "\n")


def _on_terminal(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str], out: TextIO) -> None:
    from rich.console import Console

    newest: deque[Mapping[str, Any]] = deque(maxlen=NEWEST)
    count = 0
    for row in rows:
        newest.append(row)
        count += 1
    console = Console(file=out, highlight=False)
    console.print(table_of(newest, columns))
    if count > NEWEST:
        console.print(f"{count - NEWEST} earlier ones are not shown; --json-lines writes all of them.", style="dim")


def table_of(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> Any:
    """Return a table of the columns for rich; words of mails never become markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    rows = list(rows)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    columns = {name: heading for name, heading in columns.items() if any(cell(row[name]) for row in rows)}
    for name, heading in columns.items():
        narrow = name in _NARROW
        table.add_column(
            heading,
            justify="right" if name in _NUMBERS else "left",
            no_wrap=narrow,
            overflow="ellipsis" if narrow else "fold",
        )
    for row in rows:
        table.add_row(*(Text(_short(name, row[name]), style=_style(name, row)) for name in columns))
    return table


_NUMBERS = frozenset({"id", "number", "ticket", "uid", "tries", "size", "reopened", "seq"})
_NARROW = _NUMBERS | {
    "subject",
    "due",
    "message_id",
    "state",
    "priority",
    "received_at",
    "created_at",
    "updated_at",
    "sent_at",
    "next_try_at",
    "at",
    "kind",
    "mailbox",
}
_COLOURS: dict[tuple[str, str], str] = {
    ("priority", "urgent"): "bold red",
    ("priority", "low"): "dim",
    ("state", "quarantine"): "bold yellow",
    ("state", "failed"): "bold red",
    ("state", "pending"): "yellow",
    ("state", "ignored"): "dim",
    ("state", "duplicate"): "dim",
    ("state", "closed"): "dim",
    ("state", "resolved"): "green",
    ("state", "sent"): "green",
}


def _style(name: str, row: Mapping[str, Any]) -> str:
    return _COLOURS.get((name, str(row[name])), "")


def _short(name: str, value: object) -> str:
    words = cell(value)
    # 2026-11-22T08:05:00Z is for scripts; a table has no room for it.
    return words[5:16].replace("T", " ") if name.endswith("_at") or name == "at" else words


def joined(words: Sequence[str], nothing: str = "none") -> str:
    """Return words with commas between them, made safe; `nothing` for an empty list."""
    return ", ".join(safe(word) for word in words) or nothing
