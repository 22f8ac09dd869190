"""Looks once a minute how the desk itself stands and tells the operators, once for each trouble and day."""

from datetime import datetime, timedelta

import structlog

from maildesk.clock import Clock
from maildesk.desk.alerting import Fault, MailboxStanding, Standing, Trouble, alerts, troubles
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.flows.commit import commit
from maildesk.flows.compose import Writer
from maildesk.store.database import Database
from maildesk.store.leases import mailbox_states
from maildesk.store.standing import faults_since, unsent
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("alert")
_PAUSE = timedelta(minutes=1)


class AlertMaker:
    """Writes alerts into the outbox; its unique keys see to it that several workers tell a trouble once."""

    def __init__(self, database: Database, clock: Clock, desk: Desk, writer: Writer) -> None:
        """Keep the tools; what has never worked is in trouble from this moment on."""
        self._database = database
        self._clock = clock
        self._desk = desk
        self._writer = writer
        self._started = clock.now()
        self._looked: datetime | None = None
        self._told: frozenset[str] = frozenset()

    def round(self) -> int:
        """Look, at most once a minute; return how many mails are owed."""
        now = self._clock.now()
        if self._looked is not None and now - self._looked < _PAUSE:
            return 0
        self._looked = now
        with self._database.reading() as tx:
            standing = standing_of(tx, self._desk, now)
        found = troubles(self._desk, standing, self._started, now)
        told, self._told = self._told, frozenset(trouble.key for trouble in found)
        return sum(self._tell(trouble, now) for trouble in found if trouble.key not in told)

    def _tell(self, trouble: Trouble, now: datetime) -> int:
        _log.error("alert", headline=trouble.headline, why=trouble.words)
        decision = Decision(outgoing=tuple(alerts(self._desk, trouble)), reasons=(trouble.headline,))

        def write(tx: Transaction) -> int:
            return commit(tx, self._desk, self._writer, decision, cause=f"alert:{trouble.key}", now=now).owed

        return self._database.run(write)


def standing_of(tx: Transaction, desk: Desk, now: datetime) -> Standing:
    """Return how the desk stands now; mailboxes that are not configured any more are left out."""
    names = {mailbox.name for mailbox in desk.mailboxes}
    waiting = unsent(tx, now)
    return Standing(
        mailboxes=tuple(
            MailboxStanding(name=state.mailbox, last_seen_ok=state.last_seen_ok, error=state.error)
            for state in mailbox_states(tx)
            if state.mailbox in names
        ),
        unsent=waiting.count,
        unsent_since=waiting.since,
        unsent_why=waiting.why,
        faults=tuple(
            Fault(fingerprint=mark, mails=count, reason=reason)
            for mark, count, reason in faults_since(tx, now - timedelta(hours=1))
        ),
    )
