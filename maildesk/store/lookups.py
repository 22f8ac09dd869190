"""Looks up what the orders of a staff mail name: other tickets, a customer's newest message, lists and searches."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from maildesk.desk.looking_orders import MOST_QUERIES, MOST_ROWS
from maildesk.desk.lookups import LookedUp, Wishes
from maildesk.desk.people import Staff
from maildesk.desk.ticket import Ticket
from maildesk.desk.ticket_words import words_asked
from maildesk.store.command_sets import last_command_set
from maildesk.store.messages import files_of, history, last_of_customers
from maildesk.store.staff_queries import queries_since
from maildesk.store.ticket_index import find_numbers, open_tickets_for
from maildesk.store.tickets import lock_tickets, read_tickets
from maildesk.store.transaction import Transaction

_SHOWN_MESSAGES = 20


def look_up(tx: Transaction, wishes: Wishes, person: Staff, numbers: Sequence[int], now: datetime) -> LookedUp:
    """Return what was asked for; `numbers` are the tickets the mail itself names, named tickets are locked.

    Beyond the limit of an hour nothing more is looked up.
    """
    asked = queries_since(tx, person.id, now - timedelta(hours=1), MOST_QUERIES) if wishes.queries else 0
    last = {number: last_of_customers(tx, number) for number in numbers} if wishes.last_message else {}
    tickets = lock_tickets(tx, wishes.numbers) if wishes.numbers else {}
    sets = {number: last_command_set(tx, number, person.id) for number in numbers} if wishes.undo else {}
    found = LookedUp(
        tickets=tickets,
        last_message={number: message for number, message in last.items() if message is not None},
        undo={number: each for number, each in sets.items() if each is not None},
        queries_hour=asked,
    )
    if asked >= MOST_QUERIES:
        return found
    shown = {tickets[number].number for number in wishes.shown if number in tickets}
    return replace(
        found,
        files={number: files_of(tx, number) for number in sorted(shown | set(numbers if wishes.shows_own else ()))},
        histories={number: history(tx, number, _SHOWN_MESSAGES) for number in sorted(shown)},
        open_tickets=open_tickets_for(tx, person) if wishes.lists else (),
        searched={words: _search(tx, person, words) for words in wishes.searches},
    )


def _search(tx: Transaction, person: Staff, words: str) -> tuple[Ticket, ...]:
    """Return the tickets that hold all words, newest first: one more than is shown, to tell that there are more."""
    numbers = find_numbers(tx, person, words_asked(words), MOST_ROWS + 1)
    found = read_tickets(tx, numbers)
    return tuple(found[number] for number in numbers if number in found)
