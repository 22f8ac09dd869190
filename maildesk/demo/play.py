"""Plays the demo: with a live view on a terminal, line by line anywhere else."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.text import Text

from maildesk.demo.board import Board
from maildesk.demo.desk_files import RULES
from maildesk.demo.live_view import LiveView, why_lines
from maildesk.demo.scene import PATIENCE, Scene
from maildesk.demo.stage import LOG, Stage
from maildesk.demo.steps import Outcome
from maildesk.demo.story import STORY, play_story
from maildesk.demo.summary import plain_line, summary, ways_in

_READING = 0.6  # seconds a person is given to read a step
_LOOK = 0.5


def play(
    console: Console, folder: Path | None = None, *, rules: str = RULES, patience: float = PATIENCE, stay: bool = True
) -> int:
    """Play the whole story and return 0, or 1 when a step failed.

    Without a `folder` the desk's files lie in a temporary one, which is kept only when a step failed. On a terminal
    the desk goes on afterwards, until Ctrl-C, unless `stay` is false.
    """
    with _folder(folder) as place, Stage(place.path, rules=rules) as stage:
        board = Board(stage, len(STORY))
        began = time.monotonic()
        outcomes = _watched(console, stage, board) if console.is_terminal else _told(console, stage, board, patience)
        board.refresh()
        console.print(summary(board.books, outcomes, time.monotonic() - began))
        place.keep = place.keep or not all(outcome.ok for outcome in outcomes)
        if place.keep:
            console.print(Text(f"Configuration, database and {LOG}: {place.path}"), soft_wrap=True)
        if console.is_terminal and stay:
            _go_on(console, stage, board)
    return 0 if all(outcome.ok for outcome in outcomes) else 1


class _Place:
    """Where the desk's files lie, and whether they stay."""

    def __init__(self, path: Path, *, keep: bool) -> None:
        self.path = path
        self.keep = keep


@contextmanager
def _folder(wanted: Path | None) -> Iterator[_Place]:
    place = _Place(wanted or Path(tempfile.mkdtemp(prefix="maildesk-demo-")), keep=wanted is not None)
    try:
        yield place
    finally:
        if not place.keep:
            shutil.rmtree(place.path, ignore_errors=True)


def _told(console: Console, stage: Stage, board: Board, patience: float) -> tuple[Outcome, ...]:
    """Print each step when it is over."""

    def tell(outcome: Outcome) -> None:
        board.outcomes.append(outcome)
        console.print(Text(plain_line(outcome)), soft_wrap=True)

    return play_story(Scene(stage, patience=patience), tell)


def _watched(console: Console, stage: Stage, board: Board) -> tuple[Outcome, ...]:
    """Show the story as it happens, slowly enough to be read."""
    reader = threading.Event()

    def tell(outcome: Outcome) -> None:
        board.outcomes.append(outcome)
        reader.wait(_READING)

    with Live(LiveView(board, STORY), console=console, screen=True, refresh_per_second=5):
        return play_story(Scene(stage), tell)


def _go_on(console: Console, stage: Stage, board: Board) -> None:
    """Keep the desk running and tell every mail and every decision, until Ctrl-C."""
    console.print()
    console.print(ways_in(stage, board.books))
    moment = f"{stage.clock.local():%A %H:%M}"
    console.print(Text(f"\nThe desk goes on; its clock says {moment}. Ctrl-C ends the demo.", style="bold"))
    quiet = threading.Event()
    try:
        while not quiet.wait(_LOOK):
            flows, whys = board.refresh()
            for flow in flows:
                way = f"{flow.who} → desk" if flow.inward else f"desk → {flow.who}"
                console.print(Text(f"{flow.at:%H:%M} {way}: {flow.what}"))
            for why in whys:
                for line in why_lines(why, console.width):
                    console.print(line)
    except KeyboardInterrupt:
        console.print("The demo ends.")
