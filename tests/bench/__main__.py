"""`python -m tests.bench`: all figures on one page, in one run; `--quick` for a look, `--only path growth` for parts.

Ends with 1 when something was wrong: a mail lost, doubled, or not treated as it should. A goal that was missed is
printed beside what was reached and is no failure.
"""

import argparse
import logging
import sys
import time
from collections.abc import Callable

from tests.bench import page
from tests.bench.alone import alone
from tests.bench.compare import compare
from tests.bench.growth import growth
from tests.bench.latency import latency
from tests.bench.rounds import World, world
from tests.bench.shared import shared

_PARTS = ("path", "stages", "latency", "growth", "shared")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Print the figures of maildesk.")
    parser.add_argument("--mails", type=int, default=600, help="mails of a round (default 600)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds in turn (default 3)")
    parser.add_argument("--tickets", type=int, default=200_000, help="tickets of the grown database (default 200000)")
    parser.add_argument("--single", type=int, default=50, help="single mails for the latency (default 50)")
    parser.add_argument("--shared", type=int, default=500, help="mails for two workers on PostgreSQL (default 500)")
    parser.add_argument("--only", nargs="+", choices=_PARTS, default=list(_PARTS), help="which sections")
    parser.add_argument(
        "--quick", action="store_true", help="150 mails, one round, 20000 tickets: a look in a minute or two"
    )
    given = parser.parse_args()
    if given.quick:
        given.mails, given.rounds, given.tickets, given.single, given.shared = 150, 1, 20_000, 10, 100
    return given


def main() -> int:
    """Print the page; return 1 when a check failed."""
    given = _arguments()
    logging.disable(logging.WARNING)
    begun = time.monotonic()
    page.machine()
    goals: list[page.Goal] = []
    failed: list[str] = []

    def alone_(w: World) -> list[page.Goal]:
        alone(w, given.mails)
        return []

    sections: dict[str, Callable[[World], list[page.Goal]]] = {
        "path": lambda w: compare(w, given.mails, given.rounds),
        "stages": alone_,
        "latency": lambda w: latency(w, given.single),
        "growth": lambda w: growth(w, given.mails // 2, given.rounds, given.tickets),
        "shared": lambda w: shared(w, given.shared, max(1, given.rounds - 1)),
    }
    with world() as w:
        for name in given.only:
            try:
                goals += sections[name](w)
            except (RuntimeError, TimeoutError) as error:
                failed.append(f"{name}: {error}")
                page.note(f"FAILED: {error}")
    page.goals(goals)
    for words in failed:
        print(f"  FAILED {words}")
    print(f"\nmeasured in {time.monotonic() - begun:.0f} s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
