"""The shipped configuration tells every setting and its default, and can be used as it is."""

import re
import tomllib
import types
from enum import Enum
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import pytest
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from maildesk.settings.forms import Configuration
from maildesk.shipped import shipped_folder

_SETTING = re.compile(r"^# (\[\[?[a-z_]+\]\]?|[a-z_]+ = .*)$")
_FILES = ("maildesk.toml", "people.toml", "calendars.toml")
# Of these a table stands in the file as an example; there is no default for who works here.
_EXAMPLES = {"staff", "team", "organisation", "policy", "on_call", "calendar", "mailbox", "recurring"}
_INVENTED = {
    "name",
    "address",
    "host",
    "id",
    "teams",
    "lead",
    "domains",
    "team",
    "monday",
    "staff",
    "hours",
    "zone",
    "title",
    "when",
    "owner",
    "checklist",
    "asset",
}


def tables(*, with_comments: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in _FILES:
        text = (shipped_folder("config") / name).read_text(encoding="utf-8")
        if with_comments:
            text = "\n".join(line[2:] if _SETTING.match(line) else line for line in text.splitlines())
        for key, value in tomllib.loads(text).items():
            found[key] = found.get(key, []) + value if isinstance(value, list) else value
    return found


def forms() -> dict[str, type[BaseModel]]:
    return {
        name: form
        for name, field in Configuration.model_fields.items()
        if (form := form_in(field.annotation)) is not None
    }


def form_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (tuple, Union, types.UnionType):
        return next((found for part in get_args(annotation) if (found := form_in(part))), None)
    return None


def plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    return list(value) if isinstance(value, tuple) else value


SCALARS = [(table, key) for table, form in forms().items() for key in form.model_fields]


@pytest.mark.parametrize(("table", "key"), SCALARS)
def test_every_setting_is_written_down(table: str, key: str) -> None:
    found = tables(with_comments=True)[table]
    entries = found if isinstance(found, list) else [found]

    assert any(key in entry for entry in entries), f"{key} of {table} is in none of {', '.join(_FILES)}"


@pytest.mark.parametrize(("table", "key"), SCALARS)
def test_every_setting_shows_its_default(table: str, key: str) -> None:
    default = forms()[table].model_fields[key].get_default(call_default_factory=True)
    shown = tables(with_comments=True)[table]
    if default in (None, PydanticUndefined, {}) or (table in _EXAMPLES and key in _INVENTED):
        return
    first = shown[0] if isinstance(shown, list) else shown
    if key == "absence" or (table == "calendar" and key in {"closed", "open"}):
        return

    assert first[key] == plain(default)


def test_the_shipped_files_change_nothing() -> None:
    assert Configuration.model_validate(tables(with_comments=False)) == Configuration()


def test_every_example_fits_its_form() -> None:
    found = tables(with_comments=True)
    for entry in [*found["mailbox"], found["smtp"]]:
        entry.pop("password_env")
        entry.pop("password_command")
        entry.pop("password")

    Configuration.model_validate(found)
