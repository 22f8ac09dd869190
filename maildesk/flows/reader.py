"""Reads mails in another process with a limit of time and memory, so that a hostile mail costs itself only."""

import contextlib
import os
import queue
import select
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import IO, Self

from maildesk.desk.study import remember
from maildesk.flows.reader_wire import ANSWERS, context_to_json, receive, send
from maildesk.mail.letter import Letter, ReadContext


class ReaderEnded(Exception):
    """The reader process ended or hung while it read a mail."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadResult:
    """A letter, or why there is none: the reader died or took too long."""

    letter: Letter | None
    trouble: str | None = None


class Reader:
    """One reader process; it is started at first need and again after it died.

    `seconds` is wall time for one mail, `memory_mib` the address space of the process. Not for several threads.
    """

    def __init__(self, context: ReadContext, *, seconds: float = 10, memory_mib: int = 512) -> None:
        """Keep what a reader must know; nothing is started yet."""
        self._context = context
        self._seconds = seconds
        self._memory = memory_mib
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Return the reader itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the process."""
        self.close()

    def read(self, raw: bytes) -> Letter:
        """Return the letter; raise ReaderEnded when the process died or was too slow (it is ended then)."""
        child = self._child or self._start()
        try:
            send(_stream(child.stdin), raw)
            answer = self._answer(child)
        except OSError as error:
            self.close()
            raise ReaderEnded(f"the reader ended ({error})") from None
        found = ANSWERS.validate_json(answer)
        if found.study is not None:
            remember(found.letter, self._context.prefix, found.study)
        return found.letter

    def close(self) -> None:
        """End the process; the next read starts a new one."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                _stream(stream).close()
        child.wait()

    def start(self) -> None:
        """Start the process now, so that the first mail does not wait for it."""
        if self._child is None:
            self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self._child = subprocess.Popen(  # noqa: S603 - our own module in our own interpreter
            [sys.executable, "-m", "maildesk.flows.reader_child", str(self._memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=-1,
            process_group=0,  # Ctrl-C is for the worker, which ends its readers itself
        )
        send(_stream(self._child.stdin), context_to_json(self._context))
        return self._child

    def _answer(self, child: subprocess.Popen[bytes]) -> bytes:
        stream = _stream(child.stdout)
        ready, _, _ = select.select([stream], [], [], self._seconds + (0 if child.poll() is None else -self._seconds))
        if not ready:
            self.close()
            raise ReaderEnded(f"reading took longer than {self._seconds:g} s")
        answer = receive(stream)
        if answer is None:
            code = child.wait()
            self.close()
            raise ReaderEnded(f"the reader ended with {code}")
        return answer


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ReaderEnded("the reader has no pipe")
    return stream


class Readers:
    """Several reader processes that work beside each other; results come in the order of the mails."""

    def __init__(self, context: ReadContext, count: int, *, seconds: float, memory_mib: int) -> None:
        """Prepare `count` processes, at least one."""
        self._readers = [Reader(context, seconds=seconds, memory_mib=memory_mib) for _ in range(max(1, count))]
        self._threads: list[threading.Thread] = []
        self._work: queue.SimpleQueue[tuple[bytes, _Slot] | None] = queue.SimpleQueue()

    def start(self) -> None:
        """Start the processes and the threads that feed them."""
        for reader in self._readers:
            reader.start()
            thread = threading.Thread(target=self._serve, args=(reader,), name="reader", daemon=True)
            thread.start()
            self._threads.append(thread)

    def submit(self, raws: Sequence[bytes]) -> "Readings":
        """Begin to read these mails at once; iterate to get the results in their order, waiting where needed."""
        slots = [_Slot() for _ in raws]
        for raw, slot in zip(raws, slots, strict=True):
            self._work.put((raw, slot))
        return Readings(slots)

    def close(self) -> None:
        """End threads and processes."""
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join(timeout=15)
        self._threads.clear()
        for reader in self._readers:
            reader.close()

    def _serve(self, reader: Reader) -> None:
        while (item := self._work.get()) is not None:
            raw, slot = item
            try:
                slot.put(ReadResult(letter=reader.read(raw)))
            except ReaderEnded as error:
                slot.put(ReadResult(letter=None, trouble=str(error)))
            except Exception as error:  # noqa: BLE001 - the waiting thread must get an answer whatever happened
                slot.put(ReadResult(letter=None, trouble=f"{type(error).__name__} while reading"))


class _Slot:
    """A place for one result."""

    __slots__ = ("_ready", "_result")

    def __init__(self) -> None:
        self._ready = threading.Event()
        self._result: ReadResult | None = None

    def put(self, result: ReadResult) -> None:
        self._result = result
        self._ready.set()

    @property
    def is_filled(self) -> bool:
        return self._ready.is_set()

    def wait(self) -> ReadResult:
        self._ready.wait()
        if self._result is None:
            raise RuntimeError("a result slot was opened before it was filled")
        return self._result


class Readings(Iterator[ReadResult]):
    """What becomes of several mails, in their order; `next` waits where needed."""

    def __init__(self, slots: Sequence[_Slot]) -> None:
        """Keep the places that a reader fills."""
        self._slots = deque(slots)

    @classmethod
    def of(cls, results: Iterable[ReadResult]) -> Self:
        """Return what is there already."""
        slots = []
        for result in results:
            slots.append(_Slot())
            slots[-1].put(result)
        return cls(slots)

    @property
    def is_next_ready(self) -> bool:
        """Whether `next` would not wait; False at the end."""
        return bool(self._slots) and self._slots[0].is_filled

    def __next__(self) -> ReadResult:
        """Wait for the next one."""
        if not self._slots:
            raise StopIteration
        return self._slots.popleft().wait()


def spare_cores() -> int:
    """Return how many reader processes fit beside the worker: the machine's cores less one, at least one."""
    return max(1, (os.cpu_count() or 2) - 1)
