"""The courier: delivers what was written, several connections at once, and records each end before the next command."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

import structlog

from maildesk.clock import Clock
from maildesk.flows.courier_along import run_along
from maildesk.flows.courier_queue import CourierQueue
from maildesk.flows.courier_record import Recorder
from maildesk.flows.pace import Meter, Pace, retry_after
from maildesk.net.accounts import RelayAccount
from maildesk.net.smtp import RelayConnection
from maildesk.net.smtp_reply import Outcome, SendResult
from maildesk.store.database import Database
from maildesk.store.sending import (
    ClaimedMail,
    Deferred,
    Failed,
    Result,
    Sent,
    claim_outbox,
    next_due,
    renew_mails,
    requeue_expired,
)
from maildesk.store.transaction import Transaction

_T = TypeVar("_T")
_log = structlog.get_logger("courier")
_LEASE_SECONDS = 60
_RENEW_SECONDS = 10
_LONGEST_TROUBLE = 300.0  # seconds between tries of an account in trouble
_CLAIM_PER_CONNECTION = 6
_MARK_LASTS = timedelta(seconds=5)  # far below the lease


class NotOurs(Exception):
    """Another courier has taken the mail meanwhile."""


class Courier:
    """Sends the outbox over several kept connections; runs in an event loop of its own."""

    def __init__(self, database: Database, clock: Clock, relay: RelayAccount, *, owner: str, pace: Pace) -> None:
        """Keep the tools; connections open when the first mail is due."""
        self._database = database
        self._clock = clock
        self._relay = relay
        self._owner = owner
        self._pace = pace
        self._executor = ThreadPoolExecutor(max_workers=2, thread_name_prefix="courier-db")
        self._recorder = Recorder(database, clock, self._executor, lambda: self._serving)
        self._idle: list[RelayConnection] = []
        self._serving = 0
        self._trouble_until: float = 0.0
        self._trouble_step = 0
        self._trouble_words = ""
        self._meter = Meter(pace)
        self._in_hand: dict[int, int] = {}
        self._checked_at: float | None = None

    async def run(self, stop: asyncio.Event, wake: asyncio.Event) -> None:
        """Deliver until `stop` is set; `wake` says that new mail is owed."""
        renewing = asyncio.create_task(self._renew())
        try:
            while not stop.is_set():
                wake.clear()
                sent = await self.round(stop)
                if sent == 0:
                    await _either(stop, wake, await self._pause())
        finally:
            renewing.cancel()
            # After trouble of the database nothing is in hand any more: what was claimed comes back by its lease.
            self._in_hand.clear()
            await self._hang_up()
            if stop.is_set():
                self._executor.shutdown(wait=True)

    async def drain(self) -> None:
        """Deliver everything that is due now and stop at the first trouble of the account."""
        nobody = asyncio.Event()
        while await self.round(nobody):
            pass
        await self.close()

    async def close(self) -> None:
        """Close every connection and end; a courier that was closed sends no more."""
        await self._hang_up()
        self._executor.shutdown(wait=True)

    async def _hang_up(self) -> None:
        connections, self._idle = self._idle, []
        await asyncio.gather(*(connection.close() for connection in connections))

    async def round(self, stop: asyncio.Event) -> int:
        """Claim what is due and send it; return how many were claimed, 0 also while the account is in trouble."""
        if self._clock.monotonic() < self._trouble_until:
            return 0
        limit = self._allowed()
        if limit <= 0:
            return 0
        mails = await self._claim(limit)
        if not mails:
            return 0
        queue = CourierQueue()
        self._take_in_hand(queue, mails)
        count = min(self._relay.connections, len(mails))
        queue.is_dry = count < self._relay.connections
        serving = [asyncio.create_task(self._serve(queue, stop)) for _ in range(count)]
        try:
            await asyncio.gather(*serving)
        finally:
            begun = [*serving, *([queue.more] if queue.more else [])]
            for each in begun:
                each.cancel()  # where one of them failed
            await asyncio.gather(*begun, return_exceptions=True)
        return queue.taken

    def _take_in_hand(self, queue: CourierQueue, mails: list[ClaimedMail]) -> None:
        self._in_hand.update((mail.id, mail.fence) for mail in mails)
        queue.add(mails)

    def _ask_for_more(self, queue: CourierQueue, stop: asyncio.Event) -> None:
        """Claim again before the connections run out of mails, while they all have some."""
        if queue.is_dry or queue.more is not None or len(queue.mails) >= self._relay.connections:
            return
        if not self._must_pause(stop):
            queue.more = asyncio.create_task(self._claim_more(queue))

    async def _claim_more(self, queue: CourierQueue) -> None:
        limit = self._allowed() - len(self._in_hand)
        mails = await self._claim(limit) if limit > 0 else []
        queue.is_dry = not mails
        self._take_in_hand(queue, mails)
        queue.more = None

    async def _claim(self, limit: int) -> list[ClaimedMail]:
        now = self._clock.now()

        checked, self._checked_at = self._checked_at, self._clock.monotonic()
        check = checked is None or self._checked_at - checked >= _RENEW_SECONDS
        self._checked_at = self._checked_at if check else checked

        def work(tx: Transaction) -> list[ClaimedMail]:
            if check:
                requeue_expired(tx, now, now)
            return claim_outbox(tx, self._owner, now, _LEASE_SECONDS, limit)

        return await run_along(self._database, self._executor, work)

    async def _serve(self, queue: CourierQueue, stop: asyncio.Event) -> None:
        connection = self._idle.pop() if self._idle else RelayConnection(self._relay)
        self._serving += 1
        marked: ClaimedMail | None = None  # the mail whose dot is already noted
        try:
            while marked or await queue.has_any():
                mail = marked or queue.mails.popleft()
                self._ask_for_more(queue, stop)
                if self._must_pause(stop):
                    await self._put_back(mail, "the courier stopped before it was sent")
                    marked = None
                else:
                    marked = await self._send(connection, mail, queue, stop, is_marked=mail is marked)
        finally:
            self._idle.append(connection)
            self._serving -= 1
            self._recorder.fewer_are_busy()

    def _must_pause(self, stop: asyncio.Event) -> bool:
        return stop.is_set() or self._clock.monotonic() < self._trouble_until

    async def _send(
        self,
        connection: RelayConnection,
        mail: ClaimedMail,
        queue: CourierQueue,
        stop: asyncio.Event,
        *,
        is_marked: bool,
    ) -> ClaimedMail | None:
        """Send a mail and record its end; return the next one when the same commit has noted its dot."""
        started, began_at = self._clock.monotonic(), self._clock.now()

        async def before_data() -> None:
            # A mark that was made long ago, before a slow MAIL or a sleep of the machine, may not be ours any more.
            is_fresh = is_marked and self._clock.now() - began_at < _MARK_LASTS
            if not is_fresh and not await self._recorder.dot(mail.id, mail.fence):
                raise NotOurs

        try:
            result = await connection.send(
                mail.envelope_from, mail.recipient, mail.body, before_data=before_data, is_ready=mail.is_ready
            )
        except NotOurs:
            self._not_ours(mail)
            return None
        judged = self._judged(mail, result)
        # Only a connection that has just carried a mail is sure to offer the next one at once.
        goes_on = result.outcome is Outcome.SENT and queue.mails and not self._must_pause(stop)
        upcoming = queue.mails.popleft() if goes_on else None
        is_ours = await self._recorder.result(judged, (upcoming.id, upcoming.fence) if upcoming else None)
        self._in_hand.pop(mail.id, None)
        _log.info(
            "mail sent" if result.outcome is Outcome.SENT else "mail not sent",
            outbox=mail.id,
            ticket=mail.ticket,
            kind=mail.kind.value,
            outcome=result.outcome.value,
            words=result.words,
            ms=round((self._clock.monotonic() - started) * 1000, 1),
        )
        if upcoming and not is_ours:
            self._not_ours(upcoming)
            return None
        return upcoming

    def _not_ours(self, mail: ClaimedMail) -> None:
        self._in_hand.pop(mail.id, None)
        _log.warning("another courier has it", outbox=mail.id)

    def _judged(self, mail: ClaimedMail, result: SendResult) -> Result:
        now = self._clock.now()
        if result.outcome is Outcome.SENT:
            self._trouble_step = 0
            self._meter.note_sent(now)
            return Sent(id=mail.id, fence=mail.fence, at=now, words=result.words)
        if result.outcome is Outcome.ACCOUNT_TROUBLE:
            again = now + timedelta(seconds=self._note_trouble(result.words))
            return Deferred(id=mail.id, fence=mail.fence, error=result.words, next_try_at=again, count=False)
        if result.outcome is Outcome.REFUSED:
            return Failed(id=mail.id, fence=mail.fence, at=now, error=result.words)
        if now - mail.created_at >= self._pace.give_up:
            return Failed(id=mail.id, fence=mail.fence, at=now, error=f"expired: {result.words}")
        return Deferred(
            id=mail.id,
            fence=mail.fence,
            error=result.words,
            next_try_at=now + retry_after(mail.tries),
            uncertain=result.outcome is Outcome.UNCERTAIN,
        )

    async def _put_back(self, mail: ClaimedMail, why: str) -> None:
        result = Deferred(id=mail.id, fence=mail.fence, error=why, next_try_at=self._clock.now(), count=False)
        await self._recorder.result(result)
        self._in_hand.pop(mail.id, None)

    def _note_trouble(self, words: str) -> float:
        """The account, not the mail, is in trouble: nothing is tried for a while, longer each time."""
        now = self._clock.monotonic()
        if now >= self._trouble_until:
            self._trouble_step += 1
            self._trouble_words = words
            pause = min(_LONGEST_TROUBLE, 2.0 ** min(self._trouble_step, 10))
            self._trouble_until = now + pause
            _log.error("the relay cannot be used", host=self._relay.host, why=words, pause=pause)
        return max(0.0, self._trouble_until - now)

    @property
    def trouble_words(self) -> str:
        """Return why the relay could not be used the last time; empty when it could."""
        return self._trouble_words

    @property
    def in_trouble(self) -> bool:
        """Say whether the last try ended because the relay itself could not be used."""
        return self._trouble_step > 0

    def _allowed(self) -> int:
        return self._meter.allowed(self._relay.connections * _CLAIM_PER_CONNECTION, self._clock.now())

    async def _pause(self) -> float:
        """Return how many seconds may pass until something is due; at most half a minute."""
        trouble = self._trouble_until - self._clock.monotonic()
        if trouble > 0:
            return trouble
        due = await self._blocking(self._next_due)
        if due is None:
            return 30.0
        return min(30.0, max(0.05, (due - self._clock.now()).total_seconds()))

    def _next_due(self) -> datetime | None:
        with self._database.reading() as tx:
            return next_due(tx)

    async def _renew(self) -> None:
        """Renew the leases of mails in hand, so that a slow answer to the final dot is waited for."""
        while True:
            await asyncio.sleep(_RENEW_SECONDS)
            mails = list(self._in_hand.items())
            if mails:
                await self._blocking(partial(self._renew_now, mails))

    def _renew_now(self, mails: list[tuple[int, int]]) -> None:
        until = self._clock.now() + timedelta(seconds=_LEASE_SECONDS)
        self._database.run(lambda tx: renew_mails(tx, mails, until))

    async def _blocking(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


async def _either(stop: asyncio.Event, wake: asyncio.Event, seconds: float) -> None:
    waiting = [asyncio.create_task(stop.wait()), asyncio.create_task(wake.wait())]
    await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
