"""How sending stands just now: what may have arrived twice or not at all, and what failed lately."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from maildesk.store.prepared import Prepared, word
from maildesk.store.schema import outbox
from maildesk.store.transaction import Transaction

_SINCE = bindparam("since", type_=outbox.c.failed_at.type)
_COUNTED = select(func.count()).select_from(outbox)
_UNCERTAIN = Prepared(_COUNTED.where(outbox.c.state.in_([word("queued"), word("sending")]), outbox.c.uncertain))
_FAILED = Prepared(_COUNTED.where(outbox.c.failed_at.is_not(None), outbox.c.failed_at >= _SINCE))


def outbox_trouble(tx: Transaction, since: datetime) -> dict[str, int]:
    """Return how many unsent mails may have arrived already, and how many failed or bounced since a moment."""
    return {
        "uncertain": tx.rows(_UNCERTAIN)[0][0],
        "failed": tx.rows(_FAILED, {"since": since})[0][0],
    }
