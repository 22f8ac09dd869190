"""A lock that is handed over in the order of asking."""

import threading
from collections import deque
from types import TracebackType


class FairLock:
    """Lets threads in one by one, the longest waiting first; SQLite itself would make them poll for the file."""

    def __init__(self) -> None:
        """Make an open lock."""
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._holder: int | None = None

    @property
    def is_wanted(self) -> bool:
        """Whether somebody waits to be let in."""
        return bool(self._waiting)

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
            self._waiting.append(gate)
        gate.acquire()
        self._holder = me

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._guard:
            if self._waiting:
                self._holder = -1  # handed over; the next thread writes its own name
                self._waiting.popleft().release()
            else:
                self._holder = None
