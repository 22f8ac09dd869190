"""`maildesk inspect FILE...`: with the desk's own settings where there are some."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from maildesk.cli.inspect import inspect
from maildesk.cli.writing import safe_lines
from maildesk.errors import ConfigurationError
from maildesk.mail.letter import ReadContext


def inspect_with_settings(config: Path, files: list[Path], *, lines: bool) -> int:
    """Write what is understood of the files; without a configuration file the mails are read as by nobody."""
    return inspect(files, _context(config), _out(), lines=lines)


def _context(config: Path) -> ReadContext:
    if not config.is_file():
        return ReadContext()
    from maildesk.settings.load import load_reading

    try:
        return load_reading(config)
    except ConfigurationError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        sys.stderr.write("The mails are read without the desk's settings.\n")
        return ReadContext()


class _Harmless:
    """A stream that leaves out what plays with a terminal."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, words: str) -> int:
        """Write words."""
        return self._out.write(safe_lines(words))

    def writelines(self, lines: Iterable[str]) -> None:
        """Write several words."""
        for line in lines:
            self.write(line)


def _out() -> TextIO:
    return _Harmless(sys.stdout) if sys.stdout.isatty() else sys.stdout  # type: ignore[return-value]
