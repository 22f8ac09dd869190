"""How long a replay takes: `python -m tests.bench.replaying [mails]`, with the same rules and with one rule changed.

The store is made once for a schema: mails of the benchmark are kept a few seconds apart and decided as they would have
been. Then `maildesk replay` runs on a copy, and wall clock, CPU time of the command with its readers, and the load of
the machine are printed.
"""

import logging
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import structlog

from maildesk.app import build, processor_of, readers_of
from maildesk.flows.arriving import message_id_of
from maildesk.mail.content_key import content_key
from maildesk.settings.load import load_settings
from maildesk.store import schema
from maildesk.store.ledger import Arrival, keep
from tests.bench.mails import Mix, make_mails
from tests.bench.place import CACHE, Place, open_tickets

_TICKETS = 2000
_PIECE = 200
_OF_THE_BENCH = 99  # UIDVALIDITY of the mails to replay
_SPENT = 5.0  # seconds between two mails
_OTHER = '[[rule]]\nname = "printers first"\nwhen = { subject_any = ["printer"] }\nset = { impact = "low" }\n'


class _Running:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return time.monotonic()

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def prepare(place: Place, count: int) -> None:
    """Keep and decide so many mails; a store that was made before is taken again."""
    shape = sha256(Path(schema.__file__).read_bytes() + Path(__file__).read_bytes()).hexdigest()[:12]
    kept = CACHE / f"decided-{shape}-{count}.db"
    if not kept.exists():
        _decide(place, count)
        with closing(sqlite3.connect(place.sqlite_file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(place.sqlite_file, kept)
    shutil.copyfile(kept, place.sqlite_file)
    place.sqlite_file.chmod(0o600)


def _decide(place: Place, count: int) -> None:
    place.fill(_TICKETS)
    with closing(sqlite3.connect(place.sqlite_file)) as connection:  # filling leaves the figures of the load out
        connection.execute("DELETE FROM workload")
        connection.execute(
            "INSERT INTO workload SELECT owner, count(*) FROM ticket WHERE state NOT IN ('resolved', 'closed')"
            " AND owner IS NOT NULL GROUP BY owner"
        )
        connection.commit()
    clock = _Running(datetime.now(tz=UTC))
    mails = make_mails(Mix(count=count, now=clock.now(), tickets=open_tickets(_TICKETS)))
    desktop = build(load_settings(place.config), clock)
    readers = readers_of(desktop.settings)
    readers.start()
    try:
        processor = processor_of(desktop, readers, lambda: None)
        for start in range(0, count, _PIECE):
            clock.move(_PIECE * _SPENT)
            arrivals = [
                _arrival(number, mails[number], clock.now()) for number in range(start, min(count, start + _PIECE))
            ]
            desktop.database.run(lambda tx, arrivals=arrivals: keep(tx, arrivals, clock.now()))  # type: ignore[misc]
            while processor.round():
                pass
    finally:
        readers.close()
        desktop.database.close()


def _arrival(number: int, raw: bytes, at: datetime) -> Arrival:
    return Arrival(
        mailbox="support", uidvalidity=_OF_THE_BENCH, uid=number + 1, received_at=at, raw=raw,
        content_key=content_key(raw), message_id=message_id_of(raw), size=len(raw),
    )  # fmt: skip


def measured(place: Place, *more: str) -> str:
    """Run the command and return its last line with what it took."""
    with closing(sqlite3.connect(place.sqlite_file)) as connection:
        since = connection.execute("SELECT min(kept_at) FROM ledger WHERE uidvalidity = ?", [_OF_THE_BENCH]).fetchone()[
            0
        ]
    command = [sys.executable, "-m", "maildesk", "-c", str(place.config), "replay", "--since", since, *more]
    load, before = os.getloadavg()[0], resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    last = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1]
    return f"{seconds:.1f} s, {cpu:.1f} s of CPU, peak {after.ru_maxrss // 1024} MiB, load before {load:.1f}: {last}"


def main() -> None:
    """Print a line for the same rules and one for changed rules."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="maildesk-bench-") as folder:
        place = Place(folder=Path(folder), user="bench", imap_port=1, smtp_port=1)
        place.write()
        prepare(place, count)
        other = Path(folder) / "other.toml"
        other.write_text(_OTHER)
        print("today's rules: ", measured(place))
        print("changed rules: ", measured(place, "--rules", str(other)))


if __name__ == "__main__":
    main()
