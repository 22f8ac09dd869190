"""Asks customers how things are going: on working days from an hour on, a few each day."""

from datetime import datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import structlog

from maildesk.clock import Clock
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.desk.followup import ActiveCustomer, followup_message, may_be_asked
from maildesk.desk.views import calendar_of
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.store.database import Database
from maildesk.store.followups import active_customers, followups_since, take_followup
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("followup")


class FollowUpMaker:
    """Looks once a day who is to be asked; a round is taken in the transaction that owes the mail."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._done = ""  # the day that was looked at

    def round(self) -> int:
        """Write to everybody whose turn it is today; return how many mails are owed."""
        settings, now = self._desk.followup, self._clock.now()
        local = now.astimezone(ZoneInfo(self._desk.zone))
        day = local.date()
        if not settings.enabled or self._done == day.isoformat() or local.hour < settings.hour:
            return 0
        if not calendar_of(self._desk).hours_on(day):
            self._done = day.isoformat()
            return 0
        morning = datetime.combine(day, time(), tzinfo=local.tzinfo)
        with self._database.reading() as tx:
            room = settings.per_day - followups_since(tx, morning)
            active = active_customers(tx, now - timedelta(days=settings.active_days))
            due = ((each, may_be_asked(self._desk, each, day, now)) for each in active)
            chosen = list(islice(((each, round_) for each, round_ in due if round_ is not None), max(0, room)))
        asked = self._database.run(lambda tx: sum(self._ask(tx, each, round_, now) for each, round_ in chosen))
        self._done = day.isoformat()
        if asked:
            _log.info("customers asked how things are going", asked=asked, day=self._done)
        return asked

    def _ask(self, tx: Transaction, customer: ActiveCustomer, round_: int, now: datetime) -> int:
        if not take_followup(tx, customer.address, round_, now):
            return 0
        decision = Decision(outgoing=(followup_message(self._desk, customer),), reasons=("the quarterly question",))
        commit(tx, self._desk, self._writer, decision, cause=f"followup:{customer.address}:{round_}", now=now)
        return 1
