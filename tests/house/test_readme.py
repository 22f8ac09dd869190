"""What the README shows works as it is written."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from maildesk.cli.program import app
from maildesk.settings.load import load_settings

_ROOT = Path(__file__).resolve().parents[2]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")
_BLOCKS = re.findall(r"```toml\n(.*?)```", _README, re.DOTALL)
_COMMANDS = sorted(set(re.findall(r"^    maildesk (?:--config \S+ )?(\w+)", _README, re.MULTILINE)))
_WORDS = sorted(set(re.findall(r"^    make (\w+)", _README, re.MULTILINE)))


def test_the_configuration_of_the_readme_can_be_used_as_it_stands(tmp_path: Path) -> None:
    for name, text in zip(("maildesk.toml", "people.toml", "rules.toml"), _BLOCKS, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    secret = tmp_path / "imap.password"
    secret.write_text("secret")
    secret.chmod(0o600)

    settings = load_settings(tmp_path / "maildesk.toml", {}, make_key=True)

    assert settings.desk.name == "Acme Support"
    assert [person.id for person in settings.desk.people.staff] == ["wang", "li"]
    assert len(settings.desk.rules.rules) == 1


@pytest.mark.parametrize("command", _COMMANDS)
def test_every_command_of_the_readme_exists(command: str) -> None:
    assert command in get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("word", _WORDS)
def test_every_make_word_of_the_readme_exists(word: str) -> None:
    assert re.search(rf"^{word}:", (_ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(((?!http)[^)#]+)\)", _README))))
def test_every_link_of_the_readme_leads_somewhere(link: str) -> None:
    assert (_ROOT / link).exists()
