"""Core statements that are compiled once and then run on the driver's own cursor.

SQLAlchemy's own way to run a statement costs several times what SQLite needs for the work itself.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ColumnElement, Delete, Insert, Select, Update, literal_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BindParameter, CompilerElement
from sqlalchemy.types import TypeEngine, UserDefinedType

from maildesk.store.columns import UtcTime, instant

__all__ = ["Compiled", "Prepared", "Row", "among", "insert", "word"]  # `insert` has ON CONFLICT for both engines

Row = tuple[Any, ...]
Runnable = Select[Any] | Insert | Update | Delete
_Processor = Callable[[Any], Any]
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # NUL and lone halves of surrogate pairs


def word(value: str) -> ColumnElement[str]:
    """Return a fixed word written into the SQL, so that partial indexes apply; only letters and underscores."""
    if not value.replace("_", "").isalpha() or not value.isascii():
        raise ValueError(f"{value!r} is not a plain word.")
    return literal_column(f"'{value}'")


class _ListType(UserDefinedType[Any]):
    """A list as one parameter: a JSON array on SQLite, an array on PostgreSQL."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "TEXT"

    def bind_processor(self, dialect: Dialect) -> _Processor:
        if dialect.name == "sqlite":
            return lambda value: json.dumps(list(value))
        return list


class _Among(ColumnElement[bool]):
    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str, array: str) -> None:
        self.column = column
        self.values: BindParameter[Any] = bindparam(name, type_=_ListType())
        self.array = array


@compiles(_Among, "sqlite")
def _among_sqlite(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    given = compiler.process(element.values, **kw)
    return f"{column} IN (SELECT value FROM json_each({given}))"  # noqa: S608 - both were compiled, no value is in it


@compiles(_Among, "postgresql")
def _among_postgresql(element: _Among, compiler: SQLCompiler, **kw: Any) -> str:
    column = compiler.process(element.column, **kw)
    return f"{column} = ANY(CAST({compiler.process(element.values, **kw)} AS {element.array}[]))"


def among(column: CompilerElement, name: str, array: str = "TEXT") -> ColumnElement[bool]:
    """Return the condition that a column equals one of the values of the list parameter `name`."""
    return _Among(column, name, array)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Compiled:
    """The SQL of one dialect and how values go in and out of it."""

    sql: str
    fixed: Mapping[str, Any]
    texts: tuple[str, ...]  # names of parameters
    codecs: tuple[tuple[str, _Processor], ...]  # of other types that the driver does not know
    readers: tuple[tuple[int, _Processor], ...]

    def values(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return the parameters as the driver takes them, texts without what no database takes."""
        values = {**self.fixed, **given}
        for name in self.texts:
            text = values[name]
            if text is not None and (not text.isascii() or "\0" in text):
                values[name] = _UNSTORABLE.sub("\ufffd", text)
        for name, code in self.codecs:
            values[name] = code(values[name])
        return values

    def read(self, row: Row) -> Row:
        """Return one row with times, flags and so on as Python values."""
        if not self.readers:
            return row
        cells = list(row)
        for index, reader in self.readers:
            cells[index] = reader(cells[index])
        return tuple(cells)

    def read_all(self, rows: Sequence[Row]) -> list[Row]:
        """Return rows with times, flags and so on as Python values."""
        if not self.readers:
            return list(rows)
        return [self.read(row) for row in rows]


class Prepared:
    """A Core statement whose parameters are `bindparam`s; compiled at its first use with each dialect."""

    __slots__ = ("_compiled", "_statement")

    def __init__(self, statement: Runnable) -> None:
        """Keep the statement; nothing is compiled yet."""
        self._statement = statement
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: Dialect) -> Compiled:
        """Return the SQL for a dialect."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = _compile(self._statement, dialect)
        return found


def _compile(statement: Runnable, dialect: Dialect) -> Compiled:
    if isinstance(statement, Insert):
        statement = statement.inline()
    compiled = statement.compile(dialect=dialect)
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("Only statements that read or write rows can be prepared.")
    codecs, texts = [], []
    for name, parameter in compiled.binds.items():
        if isinstance(parameter.type, String):
            texts.append(name)
            continue
        code = _bind_processor(parameter.type, dialect)
        if code is not None:
            codecs.append((name, code))
    return Compiled(
        sql=str(compiled),
        fixed={name: each.value for name, each in compiled.binds.items() if not each.required},
        texts=tuple(texts),
        codecs=tuple(codecs),
        readers=tuple(_readers(statement, dialect)),
    )


def _instant(value: datetime | None) -> str | None:
    return None if value is None else instant(value)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _bind_processor(kind: TypeEngine[Any], dialect: Dialect) -> _Processor | None:
    if isinstance(kind, UtcTime) and dialect.name == "sqlite":
        return _instant
    code = kind.dialect_impl(dialect).bind_processor(dialect)
    if code is None or (dialect.name == "postgresql" and kind.__class__.__module__.startswith("sqlalchemy")):
        return None
    if dialect.name == "sqlite" and kind.__class__.__name__ in {"Boolean", "LargeBinary"}:
        return None  # sqlite3 takes True and bytes as they are
    return code


def _readers(statement: Runnable, dialect: Dialect) -> list[tuple[int, _Processor]]:
    if dialect.name == "postgresql":
        return []  # psycopg gives every type of ours as it should be
    columns = statement.selected_columns if isinstance(statement, Select) else statement.exported_columns
    found: list[tuple[int, _Processor]] = []
    for index, column in enumerate(columns):
        if isinstance(column.type, UtcTime):  # its own processor asks for the dialect at every cell
            found.append((index, _moment))
            continue
        reader = column.type.dialect_impl(dialect).result_processor(dialect, None)
        if reader is not None and column.type.__class__.__name__ != "LargeBinary":
            found.append((index, reader))
    return found
