"""Fetches secrets from where the configuration says: a file, the environment or a command; they are never logged."""

import os
import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from maildesk.errors import ConfigurationError
from maildesk.settings.forms import SecretForm

_COMMAND_SECONDS = 30


def secret_of(form: SecretForm, folder: Path, environment: Mapping[str, str]) -> Callable[[], str] | None:
    """Return a function that fetches the secret anew each time; None when the table names none.

    The function raises ConfigurationError with a sentence that names the place and never the secret.
    """
    if form.password_env:
        name = form.password_env
        return lambda: _from_environment(name, environment)
    if form.password_file:
        path = folder / form.password_file
        return lambda: _from_file(path)
    if form.password_command:
        command = form.password_command
        return lambda: _from_command(command, folder)
    if form.password is not None:
        word = form.password
        return lambda: word
    return None


def _from_environment(name: str, environment: Mapping[str, str]) -> str:
    found = environment.get(name)
    if not found:
        raise ConfigurationError((f"password_env: the environment has no {name}; set it before maildesk starts.",))
    return found


def _from_file(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise ConfigurationError(
            (f"password_file: {path} cannot be read ({reason}); write the password into it, mode 0600.",)
        ) from None
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise ConfigurationError((f"password_file: others may read {path}; run: chmod 600 {path}",))
    return text.rstrip("\r\n")


def _from_command(command: tuple[str, ...], folder: Path) -> str:
    words = shlex.split(command[0]) if len(command) == 1 else list(command)
    try:
        done = subprocess.run(  # noqa: S603 - the operator's own words, no shell
            words, capture_output=True, text=True, timeout=_COMMAND_SECONDS, cwd=folder, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        why = "it takes too long" if isinstance(error, subprocess.TimeoutExpired) else str(error.strerror)
        raise ConfigurationError(
            (f"password_command: {words[0]} cannot be run ({why}); write a command that prints the secret.",)
        ) from None
    if done.returncode != 0 or not done.stdout.strip():
        raise ConfigurationError(
            (f"password_command: {words[0]} ended with {done.returncode} and no secret; try it by hand.",)
        )
    return done.stdout.rstrip("\r\n")
