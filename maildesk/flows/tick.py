"""Carries out what has become due on tickets, each timer in a transaction of its own."""

from functools import partial

import structlog

from maildesk.clock import Clock
from maildesk.desk.clock_reading import ClockName
from maildesk.desk.desk import Desk
from maildesk.desk.on_timer import on_timer
from maildesk.flows.absences import desk_now
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.store.awaiting import awaiting_on
from maildesk.store.database import Database
from maildesk.store.messages import history
from maildesk.store.restored import BEFORE_RESTORE, fell_into_gap
from maildesk.store.reviews import open_reviews
from maildesk.store.tickets import lock_tickets
from maildesk.store.timers import DueTimer, due_timers, timer_done
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("tick")
_AT_ONCE = 200
_BREACH = 100
_CLOCKS = frozenset(name.value for name in ClockName)


class Ticker:
    """Looks for due timers; a timer fires once whatever happens, because its row is done in the same transaction."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer

    def round(self) -> int:
        """Carry out what is due now and return how many timers fired."""
        now = self._clock.now()
        with self._database.reading() as tx:
            due = due_timers(tx, now, _AT_ONCE)
        fired = 0
        for timer in due:
            overtaken = any(_overtakes(other, timer) for other in due)
            try:
                fired += self._database.run(partial(self._fire, timer=timer, silent=overtaken))
            except Exception:  # noqa: BLE001 - the other timers go on
                _log.exception("a timer could not be carried out", ticket=timer.ticket, key=timer.key)
        return fired

    def _fire(self, tx: Transaction, timer: DueTimer, *, silent: bool) -> int:
        now = self._clock.now()
        ticket = lock_tickets(tx, [timer.ticket]).get(timer.ticket)
        if ticket is None or ticket.number != timer.ticket or not timer_done(tx, timer.ticket, timer.key, now):
            return 0
        if silent:
            return 0
        waiting = awaiting_on(tx, timer.ticket)
        question = _last_words(tx, timer.ticket) if timer.key.startswith("remind:") else ""
        if timer.key.startswith("review:"):
            question = "\n\n".join(each.words for each in open_reviews(tx, [timer.ticket]).get(timer.ticket, ()))
        decision = on_timer(desk_now(tx, self._desk, now), ticket, timer.key, waiting, now, question)
        cause = f"timer:{timer.ticket}:{timer.key}"
        untold = BEFORE_RESTORE if fell_into_gap(tx, timer.due_at) else None
        done = commit(tx, self._desk, self._writer, decision, cause=cause, now=now, silent=untold)
        _log.info("timer fired", ticket=timer.ticket, key=timer.key, reasons=list(decision.reasons), owed=done.owed)
        return 1


def _last_words(tx: Transaction, number: int) -> str:
    """Return what the customer was told last; the empty string when nothing was."""
    told = [line.text for line in history(tx, number, 10) if line.direction == "out" and line.visibility == "public"]
    return told[-1] if told else ""


def _overtakes(other: DueTimer, timer: DueTimer) -> bool:
    """Say whether a higher mark of the same clock is due as well: after an outage one warning is enough.

    A breach and the steps after it are never left out, for each tells other people.
    """
    if other is timer or other.ticket != timer.ticket:
        return False
    clock, _, mark = timer.key.rpartition(":")
    same, _, higher = other.key.rpartition(":")
    if clock != same or clock.partition(":")[0] not in _CLOCKS:
        return False
    return int(mark) < _BREACH and int(higher) > int(mark)
