"""The column types both engines share, and the words they are coded with."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import TIMESTAMP, BigInteger, Integer, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


@lru_cache(maxsize=256)
def instant(value: datetime) -> str:
    """Return an aware time as 27 characters that sort like time does, `2026-11-22T08:05:00.000000Z`.

    A naive time raises ValueError: it would not say which moment it means.
    """
    if value.tzinfo is None:
        raise ValueError(f"A time without a zone was about to be stored: {value.isoformat()}.")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def read_instant(text: str) -> datetime:
    """Return the aware UTC time that `instant` wrote."""
    return datetime.fromisoformat(text)


class UtcTime(TypeDecorator[datetime]):
    """An aware time: `timestamptz` on PostgreSQL, sortable text on SQLite; naive times are refused."""

    impl = TIMESTAMP
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the column type of the engine."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Return what the driver is given; a naive time raises ValueError."""
        if value is None:
            return None
        if dialect.name == "sqlite":
            return instant(value)
        if value.tzinfo is None:
            raise ValueError(f"A time without a zone was about to be stored: {value.isoformat()}.")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware UTC time."""
        if value is None or dialect.name != "sqlite":
            return value  # type: ignore[no-any-return]
        return datetime.fromisoformat(value)


# AUTOINCREMENT of SQLite wants the type INTEGER by name
Serial = BigInteger().with_variant(Integer(), "sqlite")


# `json.dumps` makes an encoder for each call that asks for something else than its defaults.
compact_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed_json(value: Iterable[Any]) -> str:
    """Return a list as compact JSON; an empty one is `[]`."""
    items = list(value)
    return compact_json(items) if items else "[]"


def listed(text: str) -> tuple[Any, ...]:
    """Return the list that `packed_json` wrote."""
    return tuple(json.loads(text))
