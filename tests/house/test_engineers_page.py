"""The page for engineers holds every command in the three languages, and the README shows only commands there are."""

import re
from pathlib import Path

import pytest

from maildesk.desk.command_lines import read_orders
from maildesk.desk.command_words import EXPLAINED, Command, command_of
from maildesk.desk.list_words import ListKind

_ROOT = Path(__file__).resolve().parents[2]
_PAGE = (_ROOT / "docs" / "engineers.md").read_text(encoding="utf-8")
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", sorted(EXPLAINED))
@pytest.mark.parametrize("command", list(Command))
def test_every_command_stands_on_the_page_and_in_help_in_every_language(command: Command, language: str) -> None:
    written, explained = EXPLAINED[language][command]

    assert f"| `{written}` |" in _PAGE
    assert [order.command for order in read_orders(f"{written}\nand words").orders] == [command]
    assert explained


def test_every_kind_of_list_stands_on_the_page() -> None:
    assert [kind for kind in ListKind if f"`{kind}`" not in _PAGE] == []


def test_the_readme_shows_only_commands_there_are() -> None:
    words = re.findall(r"`#([^\s`]+)", _README)

    assert words
    assert [word for word in words if command_of(word) is None] == []
