"""The worker's loops: one thread a mailbox, one that decides, one that ticks, one event loop that sends."""

import asyncio
import contextlib
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from maildesk.clock import Clock
from maildesk.errors import LoginRefused, MaildeskError, Unreachable
from maildesk.flows.deliver import Courier
from maildesk.flows.process import Processor
from maildesk.flows.receive import Receiver
from maildesk.net.accounts import MailboxAccount
from maildesk.net.imap import MailboxConnection, connect
from maildesk.net.imap_idle import WaitResult
from maildesk.store.database import Database
from maildesk.store.leases import Lease, acquire, release, renew
from maildesk.store.trouble import DatabaseDamaged, is_trouble

_log = structlog.get_logger("worker")
_LEASE_SECONDS = 30
_RENEW_SECONDS = 10.0
_FIRST_PAUSE = 1.0
_LONGEST_PAUSE = 300.0
_DATABASE_PAUSE = 5.0
_REFUSED_PAUSE = 300.0  # a refused login is not hammered: it would lock the account
_ENOUGH = 10.0  # seconds within which everything has to end after a stop


class Bell:
    """Wakes a waiting loop; ringing it twice before it is heard counts once."""

    def __init__(self) -> None:
        """Start silent."""
        self._event = threading.Event()

    def ring(self) -> None:
        """Wake whoever waits, or the next who does."""
        self._event.set()

    def wait(self, seconds: float) -> None:
        """Wait until the bell rings or the time is over."""
        self._event.wait(seconds)
        self._event.clear()


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxJob:
    """One mailbox to be watched."""

    account: MailboxAccount
    receiver: Receiver
    poll_seconds: float


class MailboxLoop:
    """Watches one mailbox: IDLE or poll, take, file away; reconnects with a growing pause and never gives up."""

    def __init__(self, job: MailboxJob, database: Database, clock: Clock, owner: str, stop: threading.Event) -> None:
        """Keep the tools."""
        self._job = job
        self._database = database
        self._clock = clock
        self._owner = owner
        self._stop = stop
        self._pause = _FIRST_PAUSE
        self._lease: Lease | None = None
        self._renewed = 0.0
        self._connection: MailboxConnection | None = None

    def run(self) -> None:
        """Watch the mailbox until the stop."""
        while not self._stop.is_set():
            try:
                if not self._hold_lease():
                    self._stop.wait(_RENEW_SECONDS / 2)
                    continue
                self._watch()
            except LoginRefused as error:
                self._note(str(error))
                self._stop.wait(_REFUSED_PAUSE)
            except Unreachable as error:
                if not self._waits_for_database(error):
                    self._note(str(error))
                    self._back_off()
            except DatabaseDamaged:
                return  # whoever met it first has asked for the end
            except Exception as error:  # noqa: BLE001 - a loop must outlive every error
                if self._waits_for_database(error):
                    continue
                _log.exception("a mailbox loop met a bug", mailbox=self._job.account.name)
                self._note(f"our own error {type(error).__name__}")
                self._back_off()
        with contextlib.suppress(MaildeskError):  # without a database the lease ends by itself
            self._let_go()

    def wake(self) -> None:
        """End a wait on the server at once; called from another thread."""
        connection = self._connection
        if connection is not None:
            connection.wake()

    def _watch(self) -> None:
        with connect(self._job.account) as connection:
            self._connection = connection
            try:
                self._job.receiver.begin(connection)
                self._job.receiver.round(connection, full=True)
                self._pause = _FIRST_PAUSE
                quiet_until = self._clock.monotonic() + self._job.poll_seconds
                while not self._stop.is_set() and self._hold_lease():
                    heard = connection.wait(min(_RENEW_SECONDS, self._job.poll_seconds), self._stop)
                    if heard is WaitResult.GONE:
                        raise Unreachable(f"{self._job.account.host} closed the connection.")
                    if heard is WaitResult.NEW or self._clock.monotonic() >= quiet_until:
                        self._job.receiver.round(connection)
                        quiet_until = self._clock.monotonic() + self._job.poll_seconds
            finally:
                self._connection = None

    def _hold_lease(self) -> bool:
        """Take or renew the lease of the mailbox, so that two workers do not fetch the same mail for nothing."""
        if self._lease is not None and self._clock.monotonic() - self._renewed < _RENEW_SECONDS - 1:
            return True
        now = self._clock.now()
        until = now + timedelta(seconds=_LEASE_SECONDS)
        held = self._lease
        if held is not None and self._database.run(lambda tx: renew(tx, held, until)):
            self._renewed = self._clock.monotonic()
            return True
        name = f"mailbox:{self._job.account.name}"
        self._lease = self._database.run(lambda tx: acquire(tx, name, self._owner, now, until))
        self._renewed = self._clock.monotonic()
        return self._lease is not None

    def _let_go(self) -> None:
        held, self._lease = self._lease, None
        if held is not None:
            now = self._clock.now()
            try:
                self._database.run(lambda tx: release(tx, held, now))
            except MaildeskError as error:
                _log.warning("the lease ends by itself", mailbox=self._job.account.name, why=str(error))

    def _waits_for_database(self, error: Exception) -> bool:
        """Say whether the database is at fault and not the mailbox; then nothing can be noted, and mail waits there."""
        if not is_trouble(error):
            return False
        _log.error("the database cannot be used", mailbox=self._job.account.name, why=str(error))
        self._stop.wait(_DATABASE_PAUSE)
        return True

    def _note(self, sentence: str) -> None:
        if self._stop.is_set():
            return
        _log.error("mailbox in trouble", mailbox=self._job.account.name, why=sentence)
        try:
            self._job.receiver.note_trouble(sentence)
        except Exception as error:
            if not is_trouble(error):
                raise
            _log.error("the trouble cannot be noted", mailbox=self._job.account.name, why=str(error))

    def _back_off(self) -> None:
        self._stop.wait(self._pause * random.uniform(0.5, 1.0))  # noqa: S311 - spreads reconnects, guards nothing
        self._pause = min(_LONGEST_PAUSE, self._pause * 2)


class CourierThread:
    """Gives the courier an event loop in a thread of its own and lets other threads wake and stop it."""

    def __init__(self, courier: Courier) -> None:
        """Keep the courier; nothing runs yet."""
        self._courier = courier
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._wake: asyncio.Event | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="courier", daemon=True)

    def start(self) -> None:
        """Start to deliver."""
        self._thread.start()
        self._ready.wait(10)

    def wake(self) -> None:
        """Say that mail is owed."""
        if self._loop is None or self._wake is None or self._loop.is_closed():
            return
        if not self._wake.is_set():  # else it has not looked yet since somebody woke it
            self._loop.call_soon_threadsafe(self._wake.set)

    def stop(self) -> None:
        """Ask for the end; mails in hand are finished."""
        if self._loop is not None and self._stop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop.set)

    def join(self, seconds: float) -> None:
        """Wait for the end."""
        self._thread.join(seconds)

    def is_alive(self) -> bool:
        """Say whether it still runs."""
        return self._thread.is_alive()

    def _serve(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop, self._wake = asyncio.Event(), asyncio.Event()
        self._ready.set()
        while not self._stop.is_set():
            try:
                await self._courier.run(self._stop, self._wake)
            except DatabaseDamaged:
                return
            except Exception:  # noqa: BLE001 - a loop must outlive every error
                _log.exception("the courier met a bug")
                await asyncio.sleep(1)


class Worker:
    """All loops of one process."""

    def __init__(
        self,
        *,
        mailboxes: tuple[MailboxLoop, ...],
        processor: Processor | None,
        courier: CourierThread | None,
        ticks: tuple[Callable[[], object], ...],
        bell: Bell,
        stop: threading.Event,
    ) -> None:
        """Keep the loops; `ticks` are called every second."""
        self._mailboxes = mailboxes
        self._processor = processor
        self._courier = courier
        self._ticks = ticks
        self._bell = bell
        self._stop = stop
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Start every loop."""
        if self._courier:
            self._courier.start()
        for mailbox in self._mailboxes:
            self._start(mailbox.run, "mailbox")
        if self._processor:
            self._start(self._process, "process")
        if self._ticks:
            self._start(self._tick, "tick")

    def wake(self) -> None:
        """Wake whoever decides and whoever sends."""
        self._bell.ring()
        if self._courier:
            self._courier.wake()

    def finish(self) -> bool:
        """End every loop within ten seconds; return whether all of them did."""
        ends = time.monotonic() + _ENOUGH
        self._stop.set()
        self._bell.ring()
        for mailbox in self._mailboxes:
            mailbox.wake()
        for thread in self._threads:
            thread.join(max(0.1, ends - time.monotonic() - 2))
        if self._courier:
            self._courier.stop()
            self._courier.join(max(0.1, ends - time.monotonic()))
        alive = [thread.name for thread in self._threads if thread.is_alive()]
        if alive:
            _log.error("some loops did not end in time", loops=alive)
        return not alive

    def _start(self, loop: Callable[[], None], name: str) -> None:
        thread = threading.Thread(target=loop, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _process(self) -> None:
        processor = self._processor
        if processor is None:
            return
        pause = _FIRST_PAUSE
        while not self._stop.is_set():
            try:
                if processor.round() == 0:
                    self._bell.wait(1.0)
                pause = _FIRST_PAUSE
            except DatabaseDamaged:
                return  # whoever met it first has asked for the end
            except Exception:  # noqa: BLE001 - a loop must outlive every error
                _log.exception("deciding met trouble; it is repeated")
                self._stop.wait(pause)
                pause = min(30.0, pause * 2)
        with contextlib.suppress(MaildeskError):  # what is claimed comes back by itself
            processor.give_up()

    def _tick(self) -> None:
        while not self._stop.wait(1.0):
            for tick in self._ticks:
                try:
                    tick()
                except DatabaseDamaged:
                    return
                except Exception:  # noqa: BLE001 - a loop must outlive every error
                    _log.exception("a tick met trouble; it is repeated")
