"""The floors hold, and the contract that states them would notice a planted upward import."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LINTER = Path(sys.executable).with_name("lint-imports")


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINTER, "--no-logo", "--no-cache"], cwd=checkout, capture_output=True, text=True, check=False
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package into which a test may plant something."""
    shutil.copytree(CHECKOUT / "maildesk", tmp_path / "maildesk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contract_holds() -> None:
    run = lint(CHECKOUT)

    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("room", "line", "named"),
    [
        ("mail", "import maildesk.desk.ticket", "maildesk.mail.planted -> maildesk.desk.ticket"),
        ("mail", "import socket", "maildesk.mail.planted -> socket"),
        ("desk", "import random", "maildesk.desk.planted -> random"),
        ("desk", "import maildesk.clock", "maildesk.desk.planted -> maildesk.clock"),
    ],
)
def test_a_planted_import_breaks_the_contract_by_name(copy: Path, room: str, line: str, named: str) -> None:
    (copy / "maildesk" / room / "planted.py").write_text(f"{line}\n")

    run = lint(copy)

    assert run.returncode == 1
    assert named in run.stdout


def test_a_new_room_must_be_given_a_floor(copy: Path) -> None:
    (copy / "maildesk" / "attic").mkdir()
    (copy / "maildesk" / "attic" / "__init__.py").write_text("")

    run = lint(copy)

    assert run.returncode == 1
    assert "maildesk.attic" in run.stdout
