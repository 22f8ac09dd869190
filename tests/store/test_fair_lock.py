"""Who writes on SQLite takes turns, and a long transaction learns when somebody has waited."""

import threading

from maildesk.store.fair_lock import FairLock


class Hands:
    """A clock that stands where a test puts it."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _queue_up(lock: FairLock, order: list[str], name: str) -> threading.Thread:
    """Start a thread that wants the lock, and return when it stands in the queue."""
    before = len(lock._waiting)

    def work() -> None:
        with lock:
            order.append(name)

    thread = threading.Thread(target=work)
    thread.start()
    while len(lock._waiting) == before:
        pass
    return thread


def test_who_asked_first_is_let_in_first() -> None:
    lock, order = FairLock(), list[str]()
    with lock:
        threads = [_queue_up(lock, order, name) for name in ("first", "second", "third")]
    for thread in threads:
        thread.join()
    assert order == ["first", "second", "third"]


def test_the_holder_learns_how_long_the_first_in_the_queue_has_waited() -> None:
    clock = Hands()
    lock, order = FairLock(clock), list[str]()
    with lock:
        assert lock.wanted_for == 0
        thread = _queue_up(lock, order, "courier")
        assert lock.wanted_for == 0
        clock.now += 0.25
        assert lock.wanted_for == 0.25
    thread.join()
    assert lock.wanted_for == 0
