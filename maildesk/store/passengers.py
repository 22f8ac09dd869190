"""Small writes of other threads that go along in a long transaction, so that they need no turn and no commit."""

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from maildesk.store.transaction import Transaction
from maildesk.store.trouble import Trouble, trouble_of

Work = Callable[[Transaction], object]


@dataclass(slots=True, eq=False)
class Passenger:
    """One piece of work that waits for a commit; `arrived` says that it is durable, or that it failed by itself."""

    work: Work
    since: float
    told: Callable[[], None]  # called from the thread that carries, when it is known how the work ended
    arrived: bool = False
    found: object = None
    error: Exception | None = None


class Passengers:
    """Those who ride in the transaction that one thread at a time has open for them."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Begin without a transaction; nobody can board."""
        self._monotonic = monotonic
        self._guard = threading.Lock()
        self._waiting: deque[Passenger] = deque()
        self._served: list[Passenger] = []
        self._driver: int | None = None

    @property
    def wanted_for(self) -> float:
        """How many seconds the first of them has waited; 0 when nobody waits."""
        if not self._waiting:
            return 0.0
        with self._guard:
            return self._monotonic() - self._waiting[0].since if self._waiting else 0.0

    def board(self, work: Work, told: Callable[[], None]) -> Passenger | None:
        """Add a piece of work to the transaction that is open; None when there is none, or it is about to commit.

        `told` is called when it has arrived or has to go by itself.
        """
        with self._guard:
            if self._driver is None or self._driver == threading.get_ident():
                return None
            passenger = Passenger(work=work, since=self._monotonic(), told=told)
            self._waiting.append(passenger)
            return passenger

    def begin(self) -> None:
        """Let others board; who was served in an attempt that was taken back waits again."""
        with self._guard:
            self._driver = threading.get_ident()
            self._waiting.extendleft(reversed(self._served))
            self._served = []

    def serve(self, tx: Transaction) -> None:
        """Do the work of everybody who waits, each in a savepoint of its own; raises for trouble of the database."""
        while self._waiting:
            passenger = self._waiting[0]
            passenger.found = passenger.error = None
            try:
                with tx.savepoint():
                    passenger.found = passenger.work(tx)
            except Exception as error:
                if trouble_of(error) is not Trouble.BUG:
                    raise
                passenger.error = error
            self._served.append(self._waiting.popleft())

    def serve_the_last(self, tx: Transaction) -> None:
        """Do what still waits; from here on nobody boards, because the commit follows."""
        self.serve(tx)
        with self._guard:
            self._driver = None
        self.serve(tx)  # who boarded meanwhile

    def end(self, *, committed: bool) -> None:
        """Tell everybody: who was served has arrived if it was committed, the others go by themselves."""
        with self._guard:
            self._driver = None
            served, self._served = self._served, []
            left, self._waiting = self._waiting, deque()
        for passenger in served:
            passenger.arrived = committed
            passenger.told()
        for passenger in left:
            passenger.told()
