"""Looks once an hour whether the month's work has used up its budget, and tells the supervisors once a month."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from maildesk.clock import Clock
from maildesk.desk.budget import Overrun, budget_warnings, months_days, overruns
from maildesk.desk.cost import first_moment
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.store.database import Database
from maildesk.store.leases import first_setting
from maildesk.store.time_spent import time_between
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("budget")
_PAUSE = timedelta(hours=1)


class BudgetWatcher:
    """Reads the time spent in the running month; each budget is told of in the transaction that first notes it."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._looked: datetime | None = None

    def round(self) -> int:
        """Look, at most once an hour; return how many mails are owed."""
        costs, now = self._desk.costs, self._clock.now()
        if not costs.warn or not (costs.monthly_budget or costs.team_budgets):
            return 0
        if self._looked is not None and now - self._looked < _PAUSE:
            return 0
        self._looked = now
        day = now.astimezone(ZoneInfo(self._desk.zone)).date()
        first, after = (first_moment(each, self._desk.zone) for each in months_days(day))
        with self._database.reading() as tx:
            found = overruns(self._desk, time_between(tx, first, after), day)
        return sum(self._database.run(lambda tx, each=each: self._tell(tx, each, now)) for each in found)  # type: ignore[misc]

    def _tell(self, tx: Transaction, overrun: Overrun, now: datetime) -> int:
        if first_setting(tx, f"budget:{overrun.key}", now.isoformat()) != now.isoformat():
            return 0
        _log.warning("budget used up", headline=overrun.headline)
        decision = Decision(outgoing=tuple(budget_warnings(self._desk, overrun)), reasons=(overrun.headline,))
        return commit(tx, self._desk, self._writer, decision, cause=f"budget:{overrun.key}", now=now).owed
