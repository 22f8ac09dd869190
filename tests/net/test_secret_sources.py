"""Passwords from files and commands."""

import sys
from pathlib import Path

import pytest

from maildesk.errors import LoginRefused, Unreachable
from maildesk.net.secret_sources import CommandSecret, FileSecret


def test_a_file_gives_its_first_line_as_it_is_now(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("geheim\nmore\n")
    secret = FileSecret(file)
    assert secret() == "geheim"
    file.write_text("changed\n")
    assert secret() == "changed"


@pytest.mark.parametrize("content", [None, b"", b"\n", b"\xff\xfe"])
def test_a_file_without_a_password_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "password"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(LoginRefused, match=str(file)):
        FileSecret(file)()


def test_a_command_that_hangs_is_given_up() -> None:
    with pytest.raises(Unreachable):
        CommandSecret((sys.executable, "-c", "import time; time.sleep(60)"), timeout=0.3)()


def test_a_command_gives_its_first_line() -> None:
    assert CommandSecret((sys.executable, "-c", "print('geheim'); print('more')"))() == "geheim"


@pytest.mark.parametrize(
    "program", ["raise SystemExit(3)", "pass", "import sys; print('leak', file=sys.stderr); sys.exit(1)"]
)
def test_a_command_that_fails_is_a_refused_login_without_its_output(program: str) -> None:
    with pytest.raises(LoginRefused) as refusal:
        CommandSecret((sys.executable, "-c", program))()

    assert "leak" not in str(refusal.value)


def test_a_command_that_does_not_exist_is_named() -> None:
    with pytest.raises(LoginRefused, match="no-such-program"):
        CommandSecret(("no-such-program",))()
