"""Which processes hold something: mails being decided, mails being sent, mailboxes."""

from datetime import datetime

from sqlalchemy import bindparam, select

from maildesk.store.prepared import Prepared, word
from maildesk.store.schema import lease, ledger, outbox
from maildesk.store.transaction import Transaction

_DECIDING = Prepared(
    select(ledger.c.lease_owner).distinct().where(ledger.c.state == word("pending"), ledger.c.lease_owner.is_not(None))
)
_SENDING = Prepared(
    select(outbox.c.lease_owner).distinct().where(outbox.c.state == word("sending"), outbox.c.lease_owner.is_not(None))
)
_WATCHING = Prepared(select(lease.c.owner).distinct())


def lease_holders(tx: Transaction) -> tuple[str, ...]:
    """Return the name of every process that holds a lease, expired or not; empty when nothing is held."""
    found = [row[0] for asked in (_DECIDING, _SENDING, _WATCHING) for row in tx.rows(asked) if row[0]]
    return tuple(dict.fromkeys(found))


_WORKING = Prepared(
    select(lease.c.owner).distinct().where(lease.c.until > bindparam("now", type_=lease.c.until.type)).limit(20)
)


def working_now(tx: Transaction, now: datetime) -> tuple[str, ...]:
    """Return the names of the processes that watch a mailbox at this moment; empty when nobody does."""
    return tuple(row[0] for row in tx.rows(_WORKING, {"now": now}) if row[0])
