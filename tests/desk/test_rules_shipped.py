"""The commented examples in config/ work as soon as their comment signs are taken away."""

import re
import tomllib
from pathlib import Path
from typing import Any

from maildesk.desk.calendar import default_calendar
from maildesk.desk.calendar_entry import calendar_from
from maildesk.desk.rule_examples import RuleSurroundings, check_examples
from maildesk.desk.rule_model import Then, When
from maildesk.desk.rules import parse_rules

CONFIG = Path(__file__).parents[2] / "config"


def uncommented(name: str) -> dict[str, Any]:
    """Return the tables of a shipped file with the examples switched on; prose stays a comment."""
    lines: list[str] = []
    inside = False
    for line in (CONFIG / name).read_text(encoding="utf-8").splitlines():
        inside = line.startswith("# [[") or (inside and line.startswith("# "))
        lines.append(re.sub(r"^# ", "", line) if inside else line)
    return tomllib.loads("\n".join(lines))


def test_every_rule_is_valid_and_its_examples_come_out() -> None:
    tables = uncommented("rules.toml")["rule"]
    ruleset, problems = parse_rules(tables)

    assert problems == ()
    assert len(ruleset.rules) == len(tables) >= 8
    assert sum(len(rule.form.example) for rule in ruleset.rules) >= 4
    assert check_examples(ruleset, RuleSurroundings(calendars={"default": default_calendar("UTC")})) == ()


def test_every_condition_and_outcome_is_explained_in_the_file() -> None:
    text = (CONFIG / "rules.toml").read_text(encoding="utf-8")
    keys = {field.alias or name for form in (When, Then) for name, field in form.model_fields.items()}

    assert {key for key in keys if not re.search(rf"\b{key}\b", text)} == set()


def test_every_calendar_is_valid() -> None:
    for table in uncommented("calendars.toml")["calendar"]:
        renamed = {"open": "worked", "open_hours": "worked_hours"}
        values = {renamed.get(key, key): value or None for key, value in table.items()}
        assert calendar_from(**{key: value for key, value in values.items() if value is not None}).name == table["name"]
