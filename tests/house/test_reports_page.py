"""docs/reports.md says of every figure what the program counts, and how each language calls it."""

import re
import tomllib
from pathlib import Path

from maildesk.desk.kpi import DEFINITIONS, Better, Definition, Unit

CHECKOUT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "zh-Hans", "zh-Hant")


def labels(language: str) -> dict[str, str]:
    words = tomllib.loads((CHECKOUT / "templates" / language / "words.toml").read_text("utf-8"))
    return words["kpi"]  # type: ignore[no-any-return]


def target(of: Definition) -> str:
    if of.target is None:
        return "–"
    sign = "≤" if of.better is Better.LOWER else "≥"
    return f"{sign} {of.target:.0%}" if of.unit is Unit.SHARE else f"{sign} {of.target:g} h"


def table() -> str:
    """The table of the page, as the definitions make it."""
    names = [labels(language) for language in LANGUAGES]
    rows = ["| key | name | unit | better | target | how it is counted |", "|---|---|---|---|---|---|"]
    for kpi, of in DEFINITIONS.items():
        called = " · ".join(name[kpi.value] for name in names)
        rows.append(f"| `{kpi}` | {called} | {of.unit} | {of.better} | {target(of)} | {of.formula} |")
    return "\n".join(rows)


def test_the_page_holds_the_definitions_word_for_word() -> None:
    page = (CHECKOUT / "docs" / "reports.md").read_text("utf-8")
    found = re.search(r"^\| key .*?(?=\n\n)", page, re.DOTALL | re.MULTILINE)
    assert found is not None
    assert found[0] == table()


def test_every_language_names_every_figure_and_no_other() -> None:
    for language in LANGUAGES:
        assert set(labels(language)) == {kpi.value for kpi in DEFINITIONS}
