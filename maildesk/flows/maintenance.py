"""Opens a ticket for each maintenance that has become due, once, whatever restarts or other workers there are."""

from datetime import datetime

import structlog

from maildesk.clock import Clock
from maildesk.desk.desk import Desk
from maildesk.desk.maintenance import due_since, open_maintenance
from maildesk.desk.service_settings import Recurring
from maildesk.flows.absences import desk_now
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.store.database import Database
from maildesk.store.leases import first_setting
from maildesk.store.recurring import last_run, note_run, take_run
from maildesk.store.transaction import Transaction
from maildesk.store.workload import load, turns

_log = structlog.get_logger("maintenance")


class MaintenanceMaker:
    """Looks which entries are due; an entry counts from the moment the desk first knew it."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._next: dict[str, datetime] = {}

    def round(self) -> int:
        """Open what is due now; return how many tickets were opened."""
        now = self._clock.now()
        return sum(self._for_entry(entry, now) for entry in self._desk.recurring)

    def _for_entry(self, entry: Recurring, now: datetime) -> int:
        if now.replace(second=0, microsecond=0) == self._next.get(entry.name):
            return 0  # a cron line has no seconds: one look a minute is enough
        opened = self._database.run(lambda tx: self._open_in(tx, entry, now))
        self._next[entry.name] = now.replace(second=0, microsecond=0)
        return opened

    def _open_in(self, tx: Transaction, entry: Recurring, now: datetime) -> int:
        known = first_setting(tx, f"recurring:{entry.name}", now.isoformat())
        moments = due_since(entry, last_run(tx, entry.name) or datetime.fromisoformat(known), now)
        if not moments or not take_run(tx, entry.name, moments[-1], now):
            return 0
        decision = open_maintenance(
            desk_now(tx, self._desk, now),
            entry,
            moments[-1],
            now,
            missed=len(moments) - 1,
            load=load(tx),
            turns=turns(tx),
        )
        cause = f"recurring:{entry.name}:{moments[-1].isoformat()}"
        done = commit(tx, self._desk, self._writer, decision, cause=cause, now=now)
        note_run(tx, entry.name, moments[-1], done.tickets[0])
        _log.info("maintenance opened", entry=entry.name, ticket=done.tickets[0], due=moments[-1].isoformat())
        return 1
