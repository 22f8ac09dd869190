"""Several reader processes; each has a few mails on the way, so that it never waits for its thread."""

import os
import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from maildesk.flows.reader import Reader, ReaderEnded
from maildesk.mail.letter import Letter, ReadContext

_MOST_ON_THE_WAY = 6  # mails


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadResult:
    """A letter, or why there is none: the reader died or took too long."""

    letter: Letter | None
    trouble: str | None = None


class Readers:
    """Several reader processes that work beside each other; results come in the order of the mails."""

    def __init__(self, context: ReadContext, count: int, *, seconds: float, memory_mib: int) -> None:
        """Prepare `count` processes, at least one."""
        self._readers = [Reader(context, seconds=seconds, memory_mib=memory_mib) for _ in range(max(1, count))]
        self._threads: list[threading.Thread] = []
        self._work: _Work = queue.SimpleQueue()

    def start(self) -> None:
        """Start the processes and the threads that feed them."""
        for reader in self._readers:
            reader.start()
            thread = threading.Thread(target=_Feed(reader, self._work).run, name="reader", daemon=True)
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


class _Feed:
    """Keeps one reader process busy.

    When the process ends with several mails in hand, nobody knows which one ended it: they are read again one by one,
    and only the one that ends it alone has lost a try.
    """

    def __init__(self, reader: Reader, work: "_Work") -> None:
        self._reader = reader
        self._work = work
        self._on_the_way: deque[_Item] = deque()
        self._next: deque[_Item] = deque()  # taken from the queue and not begun
        self._alone = 0  # so many of the next are read one by one
        self._is_ended = False

    def run(self) -> None:
        """Read until the queue says that there is no more."""
        while True:
            fresh = self._choose()
            if not fresh and not self._on_the_way:
                return
            self._on_the_way += fresh
            try:
                if fresh:
                    self._reader.begin([raw for raw, _ in fresh])
                letters = self._reader.take()
            except ReaderEnded as error:
                self._lost(str(error))
            except Exception as error:  # noqa: BLE001 - the waiting thread must get an answer whatever happened
                self._reader.close()
                self._lost(f"{type(error).__name__} while reading")
            else:
                for letter in letters:
                    _, slot = self._on_the_way.popleft()
                    slot.put(ReadResult(letter=letter))

    def _choose(self) -> list["_Item"]:
        """Return the mails that are begun now; wait for one when nothing is on the way. Empty when there is no room."""
        chosen: list[_Item] = []
        count = len(self._on_the_way)
        size = sum(len(raw) for raw, _ in self._on_the_way)
        while self._look(wait=count == 0) and self._may_go(count, size + len(self._next[0][0])):
            chosen.append(self._next.popleft())
            count, size = count + 1, size + len(chosen[-1][0])
        if chosen and self._alone:
            self._alone -= 1
        return chosen

    def _may_go(self, count: int, size: int) -> bool:
        """Say whether one more may go when `count` are on the way already; all of them together would have `size`."""
        return count == 0 or (not self._alone and count < _MOST_ON_THE_WAY and size <= self._reader.room)

    def _look(self, *, wait: bool) -> bool:
        """Say whether there is a next mail."""
        if not self._next and not self._is_ended:
            try:
                item = self._work.get(block=wait)
            except queue.Empty:
                return False
            if item is None:
                self._is_ended = True
            else:
                self._next.append(item)
        return bool(self._next)

    def _lost(self, trouble: str) -> None:
        if len(self._on_the_way) == 1:
            _, slot = self._on_the_way.popleft()
            slot.put(ReadResult(letter=None, trouble=trouble))
            return
        self._alone += len(self._on_the_way)
        self._next.extendleft(reversed(self._on_the_way))
        self._on_the_way.clear()


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


_Item = tuple[bytes, _Slot]
_Work = queue.SimpleQueue[_Item | None]


def spare_cores() -> int:
    """Return how many reader processes fit beside the worker: the machine's cores less one, at least one."""
    return max(1, (os.cpu_count() or 2) - 1)
