"""The messages of one ticket that still await approval."""

from maildesk.desk.situation import AwaitingMessage
from maildesk.store.messages import awaiting_asked
from maildesk.store.transaction import Transaction


def awaiting_on(tx: Transaction, number: int) -> tuple[AwaitingMessage, ...]:
    """Return the strangers' messages on a ticket that nobody has approved or dismissed, oldest first."""
    return tuple(
        AwaitingMessage(message_row=row, ledger_id=ledger_id or 0, author=author, at=at)
        for _, row, ledger_id, author, at in tx.rows(*awaiting_asked([number]))
    )
