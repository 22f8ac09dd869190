"""What a ticket's next mail hangs on."""

from sqlalchemy import bindparam, select

from maildesk.store.prepared import Prepared, word
from maildesk.store.schema import message
from maildesk.store.transaction import Transaction

_LAST = Prepared(
    select(message.c.message_id)
    .where(
        message.c.ticket == bindparam("number"),
        message.c.direction == word("in"),
        message.c.visibility == word("public"),
        message.c.message_id.is_not(None),
    )
    .order_by(message.c.id.desc())
    .limit(1)
)


def last_message_id(tx: Transaction, number: int) -> str | None:
    """Return the Message-ID of the newest mail a customer wrote on a ticket; None when there is none."""
    row = tx.row(_LAST, {"number": number})
    return str(row[0]) if row else None
