"""Looks up what the orders of a staff mail name: other tickets, the newest message of a customer."""

from collections.abc import Sequence

from maildesk.desk.lookups import LookedUp, Wishes
from maildesk.store.messages import last_of_customers
from maildesk.store.tickets import lock_tickets
from maildesk.store.transaction import Transaction


def look_up(tx: Transaction, wishes: Wishes, numbers: Sequence[int]) -> LookedUp:
    """Return what was asked for; `numbers` are the tickets the mail itself names, named tickets are locked."""
    last = {number: last_of_customers(tx, number) for number in numbers} if wishes.last_message else {}
    return LookedUp(
        tickets=lock_tickets(tx, wishes.numbers) if wishes.numbers else {},
        last_message={number: message for number, message in last.items() if message is not None},
    )
