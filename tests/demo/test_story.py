"""The demo plays its whole day anywhere, and a day that goes wrong is told and fails."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from maildesk.demo.desk_files import RULES
from maildesk.demo.play import play
from maildesk.demo.story import STORY
from maildesk.errors import UsageError


def quiet_console() -> Console:
    return Console(file=io.StringIO(), width=100, highlight=False)


def told(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_the_command_plays_the_day_in_any_folder_without_a_terminal(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])

    done = subprocess.run(
        [sys.executable, "-m", "maildesk", "demo"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(STORY)} of {len(STORY)} steps as they should be" in done.stdout
    assert "Tickets" in done.stdout
    assert "VPN 连不上，无法访问内网" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == [home]
    assert list(home.iterdir()) == []


def test_a_rule_that_is_wrong_makes_the_story_fail_and_says_where(tmp_path: Path) -> None:
    console = quiet_console()
    wrong = RULES.replace('impact = "high"', 'impact = "low"').replace('"urgent"', '"low"')

    code = play(console, tmp_path / "desk", rules=wrong, patience=8.0)

    assert code == 1
    assert "FAILED Ann writes in English" in told(console)
    assert "The priority should be urgent, but it is low." in told(console)


def test_a_named_folder_keeps_the_desk_and_its_log(tmp_path: Path) -> None:
    assert play(quiet_console(), tmp_path / "desk") == 0

    kept = {path.name for path in (tmp_path / "desk").iterdir()}
    assert {"maildesk.toml", "people.toml", "rules.toml", "maildesk.db", "demo.log", "secret.key"} <= kept


def test_a_folder_that_holds_a_desk_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "maildesk.toml").write_text("[desk]\n")

    with pytest.raises(UsageError, match="holds a desk already"):
        play(quiet_console(), tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["maildesk.toml"]
