"""Each stage of the way of a mail alone, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.compare import TICKETS, mixed
from tests.bench.page import heading, note, table
from tests.bench.rounds import World


def alone(world: World, mails: int) -> None:
    """Print what each stage takes of a mail."""
    heading(f"Each stage alone: {mails} mails of the mix, one stage after the other")
    took = _measured(world, mails)
    rows = [
        (name, f"{wall:.2f}", f"{1000 / wall:.0f}" if wall else "-", f"{cpu:.2f}") for name, (wall, cpu) in took.items()
    ]
    table(("", "wall ms/mail", "mails/s", "CPU ms/mail"), rows)
    note("CPU of the measuring process; what a reader process spends is in the line 'read'.")


def _measured(world: World, mails: int) -> dict[str, tuple[float, float]]:
    place = world.place()
    place.fill(TICKETS)
    world.dovecot.drop_into_maildir(place.user, *mixed(mails, 60))
    words = [sys.executable, "-m", "tests.bench.stages", str(place.config)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    return {name: (pair[0], pair[1]) for name, pair in json.loads(done.stdout.splitlines()[-1]).items()}
