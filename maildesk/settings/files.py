"""Reads the TOML files of a configuration and remembers in which file each table stood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from maildesk.errors import ConfigurationError
from maildesk.settings.forms import Configuration
from maildesk.settings.place import read_toml

BESIDE = ("people.toml", "rules.toml", "calendars.toml")
_LISTS = frozenset({"mailbox", "staff", "team", "organisation", "on_call", "calendar", "policy", "rule", "recurring"})


@dataclass(slots=True)
class Tables:
    """All tables of all files together, and where each came from."""

    values: dict[str, Any] = field(default_factory=dict)
    origin: dict[tuple[str, int], str] = field(default_factory=dict)  # (table, index) -> file name
    problems: list[str] = field(default_factory=list)

    def file_of(self, table: str, index: int = 0) -> str:
        """Return the file a table stood in; the main file when it stood in none."""
        return self.origin.get((table, index), self.origin.get((table, 0), "maildesk.toml"))


def read_tables(main: Path) -> Tables:
    """Read the main file and those beside it; a missing main file and broken TOML are problems, not exceptions."""
    tables = Tables()
    for path in (main, *(main.parent / name for name in BESIDE)):
        if path == main or (path.is_file() and path.name != main.name):
            _read_one(path, tables)
    return tables


def _read_one(path: Path, tables: Tables) -> None:
    try:
        _merge(path.name, read_toml(path), tables)
    except ConfigurationError as error:
        tables.problems += error.problems


def _merge(name: str, values: Mapping[str, Any], tables: Tables) -> None:
    for key, value in values.items():
        if key in _LISTS and isinstance(value, list):
            known = tables.values.setdefault(key, [])
            for entry in value:
                tables.origin[(key, len(known))] = name
                known.append(entry)
        elif key in tables.values:
            tables.problems.append(f"{name}: [{key}] stands in {tables.file_of(key)} as well; keep it in one file.")
        else:
            tables.values[key] = value
            tables.origin[(key, 0)] = name


def sentences(error: ValidationError, tables: Tables) -> list[str]:
    """Return a sentence for each fault that pydantic found: file, key and what to write."""
    return [
        _sentence(fault["loc"], fault["type"], fault["msg"], fault.get("ctx") or {}, tables) for fault in error.errors()
    ]


def _sentence(loc: tuple[int | str, ...], kind: str, message: str, context: Mapping[str, Any], tables: Tables) -> str:
    table = str(loc[0])
    index = loc[1] if len(loc) > 1 and isinstance(loc[1], int) else 0
    where = f"{tables.file_of(table, index)}: {_key(loc, tables)}"
    if kind == "extra_forbidden":
        near = get_close_matches(str(loc[-1]), _keys_at(loc[:-1]), n=1)
        instead = f"did you mean {near[0]}?" if near else f"known here: {', '.join(sorted(_keys_at(loc[:-1])))}."
        return f"{where} is not a setting; {instead}"
    if kind == "missing":
        return f"{where} is missing; write {loc[-1]} = ..."
    if kind in ("enum", "literal_error"):
        return f"{where} is none of the allowed words; write {context.get('expected', 'one of them')}."
    text = message[0].lower() + message[1:]
    return f"{where}: {text}; write such a value."


def _key(loc: tuple[int | str, ...], tables: Tables) -> str:
    table = str(loc[0])
    if len(loc) > 1 and isinstance(loc[1], int):
        entry = tables.values.get(table, [])
        name = entry[loc[1]].get("id") or entry[loc[1]].get("name") if isinstance(entry[loc[1]], dict) else None
        rest = ".".join(str(part) for part in loc[2:])
        return f"[[{table}]] {name or f'number {loc[1] + 1}'}{', ' + rest if rest else ''}"
    rest = ".".join(str(part) for part in loc[1:])
    return f"[{table}] {rest}" if rest else f"[{table}]"


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    form: type[BaseModel] | None = Configuration
    for part in loc:
        if isinstance(part, int) or form is None:
            continue
        form = _form_in(form.model_fields[part].annotation) if part in form.model_fields else None
    return list(form.model_fields) if form else []


def _form_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _form_in(part))), None)
