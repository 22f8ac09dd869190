"""The files for systemd and for containers fit this program; the image itself is not built here."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from maildesk.cli.program import app
from maildesk.worker import _ENOUGH

CHECKOUT = Path(__file__).resolve().parents[2]
UNIT = CHECKOUT / "config" / "deploy" / "maildesk.service"
IMAGE = CHECKOUT / "config" / "deploy" / "Containerfile"
COMMANDS = {command.name or (command.callback and command.callback.__name__) for command in app.registered_commands}


def values(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.+)$", UNIT.read_text(), re.MULTILINE)


def lines() -> list[str]:
    text = re.sub(r"\\\n\s*", " ", IMAGE.read_text())
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def test_the_unit_starts_commands_that_exist_and_waits_longer_than_an_end_takes() -> None:
    for line in (*values("ExecStartPre"), *values("ExecStart")):
        assert line.split()[1] in COMMANDS, line
    assert int(values("TimeoutStopSec")[0]) > _ENOUGH
    assert values("Restart") == ["always"]
    assert values("NoNewPrivileges") == ["yes"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_finds_no_fault_in_the_unit(tmp_path: Path) -> None:
    # Paths and user of an installation that this machine does not have.
    text = UNIT.read_text().replace("/opt/maildesk/bin/maildesk", sys.executable)
    copy = tmp_path / "maildesk.service"
    copy.write_text(re.sub(r"^(User|Group)=.*$", r"\1=root", text, flags=re.MULTILINE))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_image_copies_only_what_there_is_and_knows_every_instruction() -> None:
    known = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK",
             "ENTRYPOINT", "CMD"}  # fmt: skip
    for line in lines():
        word, _, rest = line.partition(" ")
        assert word in known, line
        if word == "COPY" and "--from" not in rest:
            assert [each for each in rest.split()[:-1] if not (CHECKOUT / each).exists()] == [], line


def test_the_image_runs_a_command_that_exists_as_nobody_special() -> None:
    text = "\n".join(lines())
    assert re.search(r'^ENTRYPOINT \["maildesk"\]$', text, re.MULTILINE)
    command = re.search(r'^CMD \["(\w+)"\]$', text, re.MULTILINE)
    assert command is not None
    assert {command[1], "status", "init"} <= COMMANDS
    assert re.search(r"^USER maildesk$", text, re.MULTILINE)


def test_the_image_needs_no_network_beyond_the_locked_packages() -> None:
    backend = re.search(r'requires = \["(\w+)', (CHECKOUT / "pyproject.toml").read_text())
    assert backend is not None
    assert "--no-build-isolation" in IMAGE.read_text()
    assert re.search(rf"^{backend[1]}==", (CHECKOUT / "requirements.lock").read_text(), re.MULTILINE)
