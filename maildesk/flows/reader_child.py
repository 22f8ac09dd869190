"""The reader process: it reads mails as letters and nothing else; if one ends it, only that mail has lost a try."""

import contextlib
import os
import resource
import select
import signal
import sys
import time
from collections import deque

from maildesk.desk.study import Study, study_of
from maildesk.flows.collector import collect_seldom
from maildesk.flows.reader_wire import ANSWERS, Answer, context_from_json, framed, take_frames
from maildesk.mail.letter import Letter, ReadContext
from maildesk.mail.read import read

_IN, _OUT = 0, 1
_CHUNK = 256 * 1024
_LONGEST_KEPT = 0.01  # seconds an answer may wait for the next ones, while mails wait to be read
_MOST_KEPT = 64 * 1024  # bytes


def main() -> int:
    """Serve frames on standard input until it ends; the first argument is the memory limit in MiB."""
    # A service manager tells every process of a worker to end; the mail in hand is still wanted then.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    limit = int(sys.argv[1]) * 1024 * 1024
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout = sys.stderr
    source = _Source()
    first = source.next()
    if first is None:
        return 0
    context = context_from_json(first)
    collect_seldom()
    kept, since = bytearray(), 0.0
    while (raw := source.next()) is not None:
        if not kept:
            since = time.monotonic()
        kept += framed(_answer(raw, context))
        del raw
        if len(kept) >= _MOST_KEPT or time.monotonic() - since >= _LONGEST_KEPT or not source.has_more:
            _say(kept)
    return 0


class _Source:
    """The frames on standard input."""

    def __init__(self) -> None:
        self._read = bytearray()
        self._frames: deque[bytes] = deque()

    def next(self) -> bytes | None:
        """Wait for a frame; None when the worker has gone."""
        while not self._frames:
            self._frames.extend(take_frames(self._read))
            if not self._frames:
                data = os.read(_IN, _CHUNK)
                if not data:
                    return None
                self._read += data
        return self._frames.popleft()

    @property
    def has_more(self) -> bool:
        """Whether something waits to be read, so that an answer may wait for the next."""
        return bool(self._frames) or bool(select.select([_IN], [], [], 0)[0])


def _answer(raw: bytes, context: ReadContext) -> bytes:
    deadly = os.environ.get("MAILDESK_TEST_CRASH_WORD", "").encode()
    if deadly and deadly in raw:
        os.abort()  # the tests' mail that ends its reader
    letter = read(raw, context)
    return ANSWERS.dump_json(Answer(letter=letter, study=_studied(letter, context.prefix)))


def _studied(letter: Letter, prefix: str) -> Study | None:
    try:
        return study_of(letter, prefix)
    except Exception:  # noqa: BLE001 - deciding meets the same error and tells it
        return None


def _say(kept: bytearray) -> None:
    """Write what was kept and keep nothing."""
    left = memoryview(bytes(kept))
    while left:
        left = left[os.write(_OUT, left) :]
    kept.clear()


if __name__ == "__main__":
    sys.exit(main())
