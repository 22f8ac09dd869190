"""Each stage of the way of a mail alone, one after the other in one process that does nothing else.

`python -m tests.bench.stages CONFIG`: the mails lie in the mailbox already; prints one JSON object.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from maildesk.app import Desktop, build, courier_of, processor_of, readers_of, receiver_of
from maildesk.flows.reader_wire import LETTERS
from maildesk.mail.read import read
from maildesk.net.imap import connect
from maildesk.settings.load import load_settings
from maildesk.store.claims import claim_pending, give_back

_T = TypeVar("_T")
_BATCH = 50


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
    frames = stages.time("hand over (out)", lambda: [LETTERS.dump_json(letter) for letter in letters])
    stages.time("hand over (in)", lambda: [LETTERS.validate_json(frame) for frame in frames])
    with readers_of(desktop.settings) as readers:
        readers.start()
        list(readers.submit(raws[:1]))
        stages.time("read in the reader process", lambda: list(readers.submit(raws)))
        processor = processor_of(desktop, readers, lambda: None)
        stages.time("claim, read, decide, compose, commit", lambda: _decide(processor))
    courier = courier_of(desktop)
    stages.time("send", lambda: asyncio.run(courier.drain()))
    return {name: (wall / len(raws) * 1000, cpu / len(raws) * 1000) for name, (wall, cpu) in stages.took.items()}
