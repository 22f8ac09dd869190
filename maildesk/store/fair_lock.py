"""A lock that is handed over in the order of asking."""

import threading
import time
from collections import deque
from collections.abc import Callable
from types import TracebackType


class FairLock:
    """Lets threads in one by one, the longest waiting first; SQLite itself would make them poll for the file."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Make an open lock."""
        self._monotonic = monotonic
        self._guard = threading.Lock()
        self._waiting: deque[tuple[threading.Lock, float]] = deque()
        self._holder: int | None = None

    @property
    def wanted_for(self) -> float:
        """How many seconds the first in the queue has waited; 0 when nobody waits."""
        if not self._waiting:
            return 0.0
        with self._guard:
            return self._monotonic() - self._waiting[0][1] if self._waiting else 0.0

    def __enter__(self) -> None:
        me = threading.get_ident()
        with self._guard:
            if self._holder is None:
                self._holder = me
                return
            if self._holder == me:
                raise RuntimeError("A thread that is writing must not open a second writing transaction.")
            gate = threading.Lock()
            gate.acquire()
            self._waiting.append((gate, self._monotonic()))
        gate.acquire()
        self._holder = me

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            if self._waiting:
                self._holder = -1  # handed over; the next thread writes its own name
                self._waiting.popleft()[0].release()
            else:
                self._holder = None
