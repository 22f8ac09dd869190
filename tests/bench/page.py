"""How the page of figures looks: one table a section, units in the heads, goals beside what was reached."""

import os
import platform
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_BUSY = 0.7  # of a load average


@dataclass(frozen=True, kw_only=True, slots=True)
class Goal:
    """A figure that is aimed at; `reached` is compared as the words say."""

    what: str
    goal: str
    reached: str
    met: bool


def heading(words: str) -> None:
    """Print the head of a section."""
    print(f"\n{words}\n{'-' * len(words)}", flush=True)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under a head; the first column is words, all others figures."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  " + "  ".join(cells).rstrip(), flush=True)


def note(words: str) -> None:
    """Print a line that explains a table."""
    print(f"  {words}", flush=True)


def machine() -> None:
    """Say on what the figures were measured, and whether somebody else was at work."""
    load = os.getloadavg()[0]
    quiet = "quiet" if load < _BUSY else "others are at work: judge by ratios within a section and by CPU ms"
    print(f"maildesk, the figures of one run on {_processor()}, {os.cpu_count()} cores")
    print(f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}, load average {load:.2f} at the start")
    print(f"({quiet})")


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(errors="replace").splitlines() if Path("/proc/cpuinfo").exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def goals(reached: Sequence[Goal]) -> None:
    """Print what was aimed at and what was reached; a goal that was missed is said and is no failure."""
    heading("Goals")
    rows = [(goal.what, goal.goal, goal.reached, "yes" if goal.met else "NO") for goal in reached]
    table(("", "goal", "reached", "met"), rows)
