"""Each stage of the way of a mail alone, one after the other in one process that does nothing else.

`python -m tests.bench.stages CONFIG`: the mails lie in the mailbox already; prints one JSON object.
"""

import asyncio
import json
import logging
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import structlog
from pydantic import TypeAdapter
from sqlalchemy import select

from maildesk.app import Desktop, build, courier_of, processor_of, readers_of, receiver_of
from maildesk.flows.process import Processor
from maildesk.flows.readers import Readers, Readings, ReadResult
from maildesk.mail.letter import Letter
from maildesk.mail.read import read
from maildesk.net.imap import MailboxConnection, connect
from maildesk.settings.load import load_settings
from maildesk.store.prepared import Prepared
from maildesk.store.raw import raw_by_sha256
from maildesk.store.schema import ledger

_LETTERS = TypeAdapter(Letter)
_T = TypeVar("_T")
_BATCH = 50
_PENDING = Prepared(select(ledger.c.raw_sha256).where(ledger.c.state == "pending").order_by(ledger.c.id))


@dataclass
class Stages:
    """Adds up wall and processor time by stage."""

    took: dict[str, tuple[float, float]] = field(default_factory=dict)

    def time(self, name: str, work: Callable[[], _T]) -> _T:
        wall, cpu = time.perf_counter(), time.process_time()
        found = work()
        before = self.took.get(name, (0.0, 0.0))
        self.took[name] = before[0] + time.perf_counter() - wall, before[1] + time.process_time() - cpu
        return found


class _AlreadyRead(Readers):
    """Gives letters that were read before, so that what follows is measured alone."""

    def __init__(self, letters: dict[bytes, Letter]) -> None:
        self._letters = letters

    def submit(self, raws: Sequence[bytes]) -> Readings:
        return Readings.of(ReadResult(letter=self._letters[raw]) for raw in raws)


def measure(config: Path) -> dict[str, tuple[float, float]]:
    """Work everything off that lies in the mailbox, and return milliseconds a mail (wall, processor) by stage."""
    stages = Stages()
    desktop = stages.time("open", lambda: build(load_settings(config)))
    form, account = desktop.settings.mailboxes[0]
    receiver = receiver_of(desktop, form, lambda: None)
    with connect(account) as connection:
        receiver.begin(connection)
        uids = connection.all_uids()
        stages.time("fetch (sizes and text by 50)", lambda: _fetch(connection, uids))
        stages.time("fetch, keep and file away", lambda: receiver.round(connection, full=True))
    raws = _raws(desktop)
    letters = stages.time("read", lambda: [read(raw, desktop.settings.desk.read) for raw in raws])
    frames = stages.time("hand over (out)", lambda: [_LETTERS.dump_json(letter) for letter in letters])
    stages.time("hand over (in)", lambda: [_LETTERS.validate_json(frame) for frame in frames])
    readers = readers_of(desktop.settings)
    readers.start()
    list(readers.submit(raws[:1]))
    stages.time("read in the reader process", lambda: list(readers.submit(raws)))
    readers.close()
    processor = processor_of(desktop, _AlreadyRead(dict(zip(raws, letters, strict=True))), lambda: None)
    stages.time("claim, gather, decide, compose, commit", lambda: _decide(processor))
    courier = courier_of(desktop)
    stages.time("send", lambda: asyncio.run(courier.drain()))
    stages.took.pop("open")
    return {name: (wall / len(raws) * 1000, cpu / len(raws) * 1000) for name, (wall, cpu) in stages.took.items()}


def _fetch(connection: MailboxConnection, uids: Sequence[int]) -> None:
    for start in range(0, len(uids), _BATCH):
        batch = uids[start : start + _BATCH]
        connection.sizes(batch)
        connection.fetch(batch)


def _decide(processor: Processor) -> None:
    while processor.round():
        pass


def _raws(desktop: Desktop) -> list[bytes]:
    """Return the mails that wait to be decided, as they came."""
    with desktop.database.reading() as tx:
        rows = tx.rows(_PENDING)
        by_sha256 = raw_by_sha256(tx, [row[0] for row in rows])
    return [by_sha256[row[0]] for row in rows]


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(json.dumps(measure(Path(sys.argv[1]))))
