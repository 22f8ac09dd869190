"""The complaints of a stretch of time."""

from datetime import datetime

from sqlalchemy import bindparam, select

from maildesk.desk.ticket import Ticket, TicketType
from maildesk.store.prepared import Prepared, word
from maildesk.store.schema import ticket
from maildesk.store.ticket_rows import FIELDS, ticket_of
from maildesk.store.transaction import Transaction

_BETWEEN = Prepared(
    select(ticket.c.number, *(ticket.c[name] for name in FIELDS))
    .where(
        ticket.c.complaint_since.is_not(None),
        ticket.c.complaint_since >= bindparam("since"),
        ticket.c.complaint_since < bindparam("until"),
        ticket.c.type == word(TicketType.COMPLAINT.value),
    )
    .order_by(ticket.c.complaint_since, ticket.c.number)
)


def complaints_between(tx: Transaction, since: datetime, until: datetime) -> list[Ticket]:
    """Return the tickets that became complaints in a stretch of time, its end left out, and still are; oldest first."""
    return [ticket_of(row[0], row[1:]) for row in tx.rows(_BETWEEN, {"since": since, "until": until})]
