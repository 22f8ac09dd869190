"""Where passwords and tokens come from when they are needed: a value, a file, a command."""

import subprocess
from pathlib import Path
from typing import Protocol

from maildesk.errors import LoginRefused, Unreachable

COMMAND_TIMEOUT = 30.0  # seconds


class SecretSource(Protocol):
    """What `secret` and `forget_secret` of an account are made of."""

    def __call__(self) -> str:
        """Return a password or token that is good for the next minutes; raises Unreachable or LoginRefused."""
        ...

    def forget(self) -> None:
        """Give a fresh one the next time: the last one was refused."""
        ...


class FixedSecret:
    """A password or token that somebody else keeps fresh."""

    def __init__(self, value: str) -> None:
        self._value = value

    def __call__(self) -> str:
        """Return it."""
        return self._value

    def forget(self) -> None:
        """There is no other one."""


class FileSecret:
    """The first line of a file, read anew every time, so that it may be changed while we run."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> str:
        """Read it; raises LoginRefused when the file cannot be read or is empty."""
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as trouble:
            reason = getattr(trouble, "strerror", None) or "it is not UTF-8 text"
            raise LoginRefused(f"The password file {self._file} cannot be read: {reason}.") from None
        if not lines or not lines[0]:
            raise LoginRefused(f"The password file {self._file} has no first line.")
        return lines[0]

    def forget(self) -> None:
        """Nothing is kept."""


class CommandSecret:
    """What a command prints as its first line, asked anew every time."""

    def __init__(self, command: tuple[str, ...], timeout: float = COMMAND_TIMEOUT) -> None:
        self._command = command
        self._timeout = timeout

    def __call__(self) -> str:
        """Run the command; raises LoginRefused when it fails or prints nothing. What it printed is never repeated."""
        name = self._command[0]
        try:
            done = subprocess.run(  # noqa: S603 - the operator's own command, without a shell
                self._command, stdin=subprocess.DEVNULL, capture_output=True, timeout=self._timeout, check=False
            )
        except subprocess.TimeoutExpired:
            raise Unreachable(f"The command {name} gave no password within {self._timeout:.0f} s.") from None
        except OSError as trouble:
            raise LoginRefused(f"The command {name} for the password cannot be run: {trouble.strerror}.") from None
        if done.returncode != 0:
            raise LoginRefused(f"The command {name} for the password ended with code {done.returncode}.")
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        if not lines or not lines[0]:
            raise LoginRefused(f"The command {name} printed no password.")
        return lines[0]

    def forget(self) -> None:
        """Nothing is kept."""
