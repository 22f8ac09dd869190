"""Carries out what has become due on tickets, each timer in a transaction of its own."""

import structlog

from maildesk.clock import Clock
from maildesk.desk.desk import Desk
from maildesk.desk.on_timer import on_timer
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.store.database import Database
from maildesk.store.awaiting import awaiting_on
from maildesk.store.tickets import lock_tickets
from maildesk.store.timers import DueTimer, due_timers, timer_done
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("tick")
_AT_ONCE = 200


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
            try:
                fired += self._database.run(lambda tx, timer=timer: self._fire(tx, timer))  # type: ignore[misc]
            except Exception:
                _log.exception("a timer could not be carried out", ticket=timer.ticket, key=timer.key)
        return fired

    def _fire(self, tx: Transaction, timer: DueTimer) -> int:
        now = self._clock.now()
        ticket = lock_tickets(tx, [timer.ticket]).get(timer.ticket)
        if ticket is None or ticket.number != timer.ticket or not timer_done(tx, timer.ticket, timer.key, now):
            return 0
        waiting = awaiting_on(tx, timer.ticket)
        decision = on_timer(self._desk, ticket, timer.key, waiting, now)
        cause = f"timer:{timer.ticket}:{timer.key}"
        done = commit(tx, self._desk, self._writer, decision, cause=cause, now=now)
        _log.info("timer fired", ticket=timer.ticket, key=timer.key, reasons=list(decision.reasons), owed=done.owed)
        return 1
