"""Small writes of other threads go along in a long transaction, and are as durable as if they had gone alone."""

import asyncio
import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from maildesk.flows.courier_along import run_along
from maildesk.store.database import Database
from maildesk.store.tickets import read_tickets
from maildesk.store.transaction import Transaction
from tests.store.builders import opened

PATIENCE = 30.0


class LongWork:
    """A long transaction, in whose middle another thread gives something along."""

    def __init__(self, database: Database, ends: ExitStack) -> None:
        self.database = database
        self.pool = ends.enter_context(ThreadPoolExecutor(1))
        self.given: Future[object] | None = None

    def give(self, work: Callable[[Transaction], object]) -> None:
        """Let another thread ask for a small write, and go on when it waits."""
        asked = threading.Event()

        def small() -> object:
            asked.set()
            return _along(self.database, work)

        self.given = self.pool.submit(small)
        assert asked.wait(PATIENCE)
        while self.database.is_sqlite and not self.database._passengers._waiting:
            pass

    def outcome(self) -> object:
        assert self.given is not None
        return self.given.result(PATIENCE)


def _along(database: Database, work: Callable[[Transaction], object]) -> object:
    """As the courier does, which holds no thread while it waits."""
    with ThreadPoolExecutor(1) as alone:
        return asyncio.run(run_along(database, alone, work))


@pytest.fixture
def long_work(database: Database) -> Iterator[LongWork]:
    with ExitStack() as ends:
        yield LongWork(database, ends)


def _subjects(database: Database) -> set[str]:
    with database.reading() as tx:
        return {ticket.subject for ticket in read_tickets(tx, range(1, 9)).values()}


def test_a_small_write_goes_along_and_is_told_when_both_are_durable(database: Database, long_work: LongWork) -> None:
    told_before_the_commit = []

    def work(tx: Transaction) -> str:
        opened(tx, subject="long")
        long_work.give(lambda small: opened(small, subject="small").subject)
        told_before_the_commit.append(long_work.given is not None and long_work.given.done())
        return "done"

    assert database.run_carrying(work) == "done"
    assert long_work.outcome() == "small"
    assert told_before_the_commit == [False] or not database.is_sqlite
    assert _subjects(database) == {"long", "small"}


def test_a_small_write_that_fails_leaves_the_long_one_alone(database: Database, long_work: LongWork) -> None:
    def small(tx: Transaction) -> None:
        opened(tx, subject="small")
        raise ZeroDivisionError

    def work(tx: Transaction) -> None:
        opened(tx, subject="long")
        long_work.give(small)

    database.run_carrying(work)
    with pytest.raises(ZeroDivisionError):
        long_work.outcome()
    assert _subjects(database) == {"long"}


def test_a_small_write_is_done_alone_when_the_long_one_fails(database: Database, long_work: LongWork) -> None:
    def work(tx: Transaction) -> None:
        opened(tx, subject="long")
        long_work.give(lambda small: opened(small, subject="small").subject)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        database.run_carrying(work)
    assert long_work.outcome() == "small"
    assert _subjects(database) == {"small"}


def test_what_fails_just_before_the_commit_takes_no_small_write_with_it(
    database: Database, long_work: LongWork
) -> None:
    def too_late(_: Transaction) -> None:
        raise ZeroDivisionError

    def work(tx: Transaction) -> None:
        long_work.give(lambda small: opened(small, subject="small").subject)
        tx.before_commit["the last thing"] = too_late

    with pytest.raises(ZeroDivisionError):
        database.run_carrying(work)
    assert long_work.outcome() == "small"
    assert _subjects(database) == {"small"}


def test_a_small_write_needs_nobody(database: Database) -> None:
    assert _along(database, lambda tx: opened(tx, subject="small").subject) == "small"
    assert _subjects(database) == {"small"}


def test_a_long_work_learns_that_somebody_has_waited(
    tmp_path: Path, migrated_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(migrated_file, tmp_path / "desk.db")  # PostgreSQL lets everybody write at once
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    seen = []

    def work(_: Transaction) -> None:
        seen.append(database.others_wait)
        long_work.give(lambda small: opened(small, subject="small").subject)
        later = database._passengers._monotonic() + 1
        monkeypatch.setattr(database._passengers, "_monotonic", lambda: later)
        seen.append(database.others_wait)

    with closing(database), ExitStack() as ends:
        long_work = LongWork(database, ends)
        database.run_carrying(work)
    assert seen == [False, True]


def test_an_event_loop_that_has_ended_meanwhile_does_not_trouble_the_long_work(
    tmp_path: Path, migrated_file: Path
) -> None:
    shutil.copy(migrated_file, tmp_path / "desk.db")
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")

    async def impatient() -> None:
        with ThreadPoolExecutor(1) as alone, contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.05):
                await run_along(database, alone, lambda tx: opened(tx, subject="small").subject)

    def work(tx: Transaction) -> None:
        opened(tx, subject="long")
        waiting = threading.Thread(target=lambda: asyncio.run(impatient()))
        waiting.start()
        waiting.join(PATIENCE)

    with closing(database):
        database.run_carrying(work)
        assert _subjects(database) == {"long", "small"}
