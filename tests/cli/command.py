"""Runs maildesk as an operator does: a process of its own, its two streams and its exit code."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.forked import run_forked

_PROGRAM = (sys.executable, "-c", "from maildesk.cli import main; main()")


@dataclass(frozen=True, kw_only=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


def environment(**more: str) -> dict[str, str]:
    """Return an environment without settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAILDESK_")}
    return kept | {"NO_COLOR": "1"} | more


def maildesk(
    *words: str | Path, config: Path | None = None, cwd: Path | None = None, stdin: str = "", **env: str
) -> Ran:
    """Run a command to its end."""
    options = [] if config is None else ["--config", str(config)]
    with tempfile.TemporaryDirectory(prefix="maildesk-command-") as folder:
        streams = {name: Path(folder) / name for name in ("stdin", "out", "err")}
        for name, path in streams.items():
            path.write_bytes(stdin.encode() if name == "stdin" else b"")
        code = run_forked([*options, *map(str, words)], cwd=cwd, env=environment(**env), **streams)
        return Ran(code=code, out=streams["out"].read_text("utf-8"), err=streams["err"].read_text("utf-8"))


def started(*words: str | Path, config: Path) -> "subprocess.Popen[str]":
    """Start a command that runs until it is told to end."""
    return subprocess.Popen(
        [*_PROGRAM, "--config", str(config), *map(str, words)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment(),
    )  # fmt: skip
