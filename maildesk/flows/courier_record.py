"""Writes what the courier's connections report, all that is waiting in one commit, without ever delaying one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from maildesk.clock import Clock
from maildesk.store.database import Database
from maildesk.store.sending import Result, mark_dot, record_results
from maildesk.store.transaction import Transaction


@dataclass(slots=True)
class _Note:
    dot: tuple[int, int] | None
    result: Result | None
    done: asyncio.Future[bool]


class Recorder:
    """Shares commits between connections at the same point: while one commit runs, the next notes gather."""

    def __init__(self, database: Database, clock: Clock, executor: ThreadPoolExecutor) -> None:
        """Keep the tools; the executor's one thread does the blocking work."""
        self._database = database
        self._clock = clock
        self._executor = executor
        self._notes: list[_Note] = []
        self._running: asyncio.Task[None] | None = None

    async def dot(self, outbox_id: int, fence: int) -> bool:
        """Commit that the final dot is about to be sent; False when the mail is no longer ours and must not leave."""
        return await self._write(_Note(dot=(outbox_id, fence), result=None, done=_future()))

    async def result(self, result: Result) -> bool:
        """Commit what became of a mail; False when it was no longer ours."""
        return await self._write(_Note(dot=None, result=result, done=_future()))

    async def _write(self, note: _Note) -> bool:
        self._notes.append(note)
        if self._running is None:
            self._running = asyncio.create_task(self._flush())
        return await note.done

    async def _flush(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._notes:
                notes, self._notes = self._notes, []
                try:
                    ours = await loop.run_in_executor(self._executor, self._commit, notes)
                except BaseException as error:
                    _fail(notes, error)
                    raise
                for note, mine in zip(notes, ours, strict=True):
                    if not note.done.done():
                        note.done.set_result(mine)
        except Exception:  # noqa: BLE001 - each waiting connection has been told
            return
        finally:
            self._running = None

    def _commit(self, notes: list[_Note]) -> list[bool]:
        now = self._clock.now()

        def write(tx: Transaction) -> list[bool]:
            dots = mark_dot(tx, [note.dot for note in notes if note.dot], now)
            results = record_results(tx, [note.result for note in notes if note.result])
            return [
                (note.dot[0] in dots) if note.dot else (note.result is not None and note.result.id in results)
                for note in notes
            ]

        return self._database.run(write)


def _future() -> asyncio.Future[bool]:
    return asyncio.get_running_loop().create_future()


def _fail(notes: list[_Note], error: BaseException) -> None:
    for note in notes:
        if not note.done.done():
            note.done.set_exception(error if isinstance(error, Exception) else RuntimeError("the courier is stopping"))
