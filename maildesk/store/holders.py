"""Which processes hold something: mails being decided, mails being sent, mailboxes."""

from sqlalchemy import select

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
