"""Writes what the courier's connections report: what they say at about the same time shares a commit."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from maildesk.clock import Clock
from maildesk.flows.courier_along import run_along
from maildesk.store.database import Database
from maildesk.store.sending import Result, mark_dot, record_results
from maildesk.store.transaction import Transaction

_LONGEST_WAIT = 0.01  # seconds until a commit begins for those who have reported


Named = tuple[int, int]  # a mail in the outbox and the fence under which we hold it


@dataclass(slots=True)
class _Note:
    result: Result | None
    dot: Named | None
    done: asyncio.Future[bool]  # whether the mail of `dot` is ours and may leave


class Recorder:
    """Shares commits between connections: one begins when every busy connection has reported, or after 10 ms.

    A connection that is alone never waits for others. While a commit runs, the next notes gather.
    """

    def __init__(self, database: Database, clock: Clock, executor: ThreadPoolExecutor, busy: Callable[[], int]) -> None:
        """Keep the tools; the executor does the blocking work, `busy` counts connections at work."""
        self._database = database
        self._clock = clock
        self._executor = executor
        self._busy = busy
        self._late: asyncio.TimerHandle | None = None
        self._notes: list[_Note] = []
        self._running: asyncio.Task[None] | None = None

    async def dot(self, outbox_id: int, fence: int) -> bool:
        """Commit that the final dot is about to be sent; False when the mail is no longer ours and must not leave."""
        return await self._write(_Note(result=None, dot=(outbox_id, fence), done=_future()))

    async def result(self, result: Result, then: Named | None = None) -> bool:
        """Commit what became of a mail and, with it, that the dot of the next one on this connection will be sent.

        Returns whether that next mail is still ours; False when there is none.
        """
        return await self._write(_Note(result=result, dot=then, done=_future()))

    async def _write(self, note: _Note) -> bool:
        self._notes.append(note)
        self._begin_if_all_are_here()
        return await note.done

    def fewer_are_busy(self) -> None:
        """Say that a connection has come to its end, so that nobody waits for a note of it."""
        if self._notes:
            self._begin_if_all_are_here()

    def _begin_if_all_are_here(self) -> None:
        if self._running is not None:
            return
        if len(self._notes) >= self._busy():
            self._begin()
        elif self._late is None:
            self._late = asyncio.get_running_loop().call_later(_LONGEST_WAIT, self._begin)

    def _begin(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None
        if self._running is None and self._notes:
            self._running = asyncio.create_task(self._flush())

    async def _flush(self) -> None:
        notes, self._notes = self._notes, []
        try:
            ours = await self._commit(notes)
        except Exception as error:  # noqa: BLE001 - each waiting connection is told
            _fail(notes, error)
        except BaseException as error:
            _fail(notes, error)
            raise
        else:
            for note, mine in zip(notes, ours, strict=True):
                if not note.done.done():
                    note.done.set_result(mine)
        finally:
            self._running = None
            if self._notes:
                self._begin_if_all_are_here()

    async def _commit(self, notes: list[_Note]) -> list[bool]:
        now = self._clock.now()

        def write(tx: Transaction) -> list[bool]:
            record_results(tx, [note.result for note in notes if note.result])
            ours = mark_dot(tx, [note.dot for note in notes if note.dot], now)
            return [note.dot is not None and note.dot[0] in ours for note in notes]

        return await run_along(self._database, self._executor, write)


def _future() -> asyncio.Future[bool]:
    return asyncio.get_running_loop().create_future()


def _fail(notes: list[_Note], error: BaseException) -> None:
    for note in notes:
        if not note.done.done():
            note.done.set_exception(error if isinstance(error, Exception) else RuntimeError("the courier is stopping"))
