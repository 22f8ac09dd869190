"""Takes mails in again that lie in the Done folder and that the ledger does not know: after a restore."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from maildesk.flows.arriving import Spot, by_bytes, taken
from maildesk.net.imap import MailboxConnection
from maildesk.store.database import Database
from maildesk.store.ledger import Arrival, keep, mark_moved
from maildesk.store.restored import known_contents, mark_recovered
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Recovered:
    """How many mails were looked at, and how many of them the ledger did not know."""

    looked: int = 0
    taken: int = 0


def recover_mailbox(
    database: Database, connection: MailboxConnection, mailbox: str, since: datetime, now: Callable[[], datetime]
) -> Recovered:
    """Look through the connection's folder for mails that arrived since a moment, oldest first, and keep unknown ones.

    They are decided like any mail, but customers get nothing for them. Harmless to repeat: what is known is left out.
    """
    # A ledger row is named by UIDVALIDITY and UID of INBOX; below zero stands the folder where it was found again.
    place = -(connection.select().uidvalidity or 1)
    sizes = connection.sizes(connection.all_uids())
    wanted = [uid for uid, size in sorted(sizes.items()) if size.internal_date is None or size.internal_date >= since]
    count = 0
    for batch in by_bytes(wanted, sizes):
        moment = now()
        arrivals = [
            taken(Spot(mailbox=mailbox, uidvalidity=place, uid=uid, size=sizes[uid], now=moment), raw)
            for uid, raw in sorted(connection.fetch(batch).items())
        ]
        count += database.run(partial(_keep_unknown, arrivals=arrivals, now=moment))
    return Recovered(looked=len(wanted), taken=count)


def _keep_unknown(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> int:
    known = known_contents(tx, [each.content_key for each in arrivals])
    unknown = [each for each in arrivals if each.content_key not in known]
    if not unknown:
        return 0
    ids = [each.ledger_id for each in keep(tx, unknown, now)]
    mark_moved(tx, ids, now)
    mark_recovered(tx, ids)
    return len(ids)
