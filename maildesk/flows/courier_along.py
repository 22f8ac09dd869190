"""The courier's small writes: given to the transaction that is open, waited for in the event loop, not in a thread."""

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial
from typing import TypeVar

from maildesk.store.database import Database
from maildesk.store.transaction import Transaction

_T = TypeVar("_T")


async def run_along(database: Database, executor: Executor, work: Callable[[Transaction], _T]) -> _T:
    """Do a small unit of work like `Database.run`, where possible inside the transaction that another thread has open.

    Returns, or raises what the work raised, when it is durable. It may be done more than once, each time after
    everything it did was taken back. No thread is held meanwhile; one of the executor does what must go alone.
    """
    loop = asyncio.get_running_loop()
    let_out: asyncio.Future[None] = loop.create_future()
    passenger = database.board(work, partial(_tell, loop, let_out))
    if passenger is not None:
        await let_out
        if passenger.arrived:
            return database.outcome(passenger, work)
    return await loop.run_in_executor(executor, database.run, work)


def _tell(loop: asyncio.AbstractEventLoop, let_out: asyncio.Future[None]) -> None:
    # The loop may have ended meanwhile: then nobody wants to know.
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(_open, let_out)


def _open(let_out: asyncio.Future[None]) -> None:
    if not let_out.done():
        let_out.set_result(None)
