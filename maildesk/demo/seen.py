"""What the demo sees of the desk: tickets, mails and decisions, read from the store as every command reads it."""

from dataclasses import dataclass

from maildesk.app import Desktop
from maildesk.desk.ticket import Ticket
from maildesk.store.events import verify_chains
from maildesk.store.reading import ExplainedMail, ListedOutgoing, explained_mails, mails, outgoing_mails
from maildesk.store.showing import ShownTicket, show_ticket, tickets
from maildesk.store.timers import due_timers

_DECIDED = frozenset({"ticket", "ignored", "quarantine", "duplicate"})
_UNDER_WAY = frozenset({"queued", "sending"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Books:
    """The state of the desk in one reading."""

    tickets: tuple[Ticket, ...] = ()
    ledger: tuple[ExplainedMail, ...] = ()
    outbox: tuple[ListedOutgoing, ...] = ()
    timers_due: int = 0

    def is_quiet(self, arrived: int) -> bool:
        """Say whether nothing waits, given how many mails have reached the desk's mailbox."""
        decided = sum(mail.state in _DECIDED for mail in self.ledger)
        under_way = any(mail.state in _UNDER_WAY for mail in self.outbox)
        return decided == len(self.ledger) == arrived and not under_way and not self.timers_due

    def outgoing(self, message_id: str) -> ListedOutgoing | None:
        """Return the row of one of our own mails; None for every other mail."""
        return next((mail for mail in self.outbox if mail.message_id == message_id), None)

    def ticket_of(self, address: str) -> Ticket | None:
        """Return the newest ticket of a requester; None when there is none."""
        return next((each for each in reversed(self.tickets) if each.requester.address == address), None)


def read_books(desktop: Desktop) -> Books:
    """Read everything; a demo's day is small."""
    with desktop.database.reading() as tx:
        found = [mail for row in list(mails(tx)) for mail in explained_mails(tx, row.id)]
        return Books(
            tickets=tuple(tickets(tx)),
            ledger=tuple(found),
            outbox=tuple(outgoing_mails(tx, everything=True)),
            timers_due=len(due_timers(tx, desktop.clock.now(), 100)),
        )


def read_ticket(desktop: Desktop, number: int) -> ShownTicket | None:
    """Read one ticket with all that belongs to it; None when there is no such number."""
    with desktop.database.reading() as tx:
        return show_ticket(tx, number)


def faults_in_chains(desktop: Desktop) -> tuple[str, ...]:
    """Return a sentence for everything in the event log that does not agree; empty when all is well."""
    with desktop.database.reading() as tx:
        return tuple(fault.sentence for fault in verify_chains(tx, desktop.settings.desk.key))
