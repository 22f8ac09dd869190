"""Runs a command in a process of its own that need not import everything anew: half of a short command is importing."""

import multiprocessing
import os
import sys
from multiprocessing.context import ForkServerContext
from pathlib import Path

_IMPORTED = [
    "tests.cli.forked",
    "maildesk.cli",
    "maildesk.app",
    "maildesk.settings.load",
    "maildesk.store.migrate",
    "maildesk.templates",
    "maildesk.cli.lists",
]
_LONGEST = 60.0  # seconds


def run_forked(words: list[str], *, stdin: Path, out: Path, err: Path, cwd: Path | None, env: dict[str, str]) -> int:
    """Run `maildesk WORDS` to its end, its streams being files, and return its exit code; TimeoutError after a minute.

    The process is forked from one that has imported the program and done nothing with it.
    """
    process = _server().Process(target=_play, args=(words, stdin, out, err, cwd or Path.cwd(), env))
    process.start()
    process.join(_LONGEST)
    if process.exitcode is None:
        process.kill()
        process.join()
        raise TimeoutError(f"maildesk {' '.join(words)} took longer than {_LONGEST:g} s")
    return process.exitcode


def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def _play(words: list[str], stdin: Path, out: Path, err: Path, cwd: Path, env: dict[str, str]) -> None:
    for target, path, flags in ((0, stdin, os.O_RDONLY), (1, out, os.O_WRONLY), (2, err, os.O_WRONLY)):
        os.dup2(os.open(path, flags), target)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - they live as long as the process
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    sys.argv = ["-c", *words]
    from maildesk.cli import main

    main()
