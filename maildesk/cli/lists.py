"""`maildesk mails`, `outbox` and `tickets`: the lists."""

from collections.abc import Callable, Iterable
from pathlib import Path

from maildesk.cli.looking import looking
from maildesk.cli.rows import Row, mail_row, outgoing_row, ticket_row
from maildesk.cli.writing import Shape, write_list
from maildesk.store.transaction import Transaction

_MAILS = {
    "id": "Id",
    "mailbox": "Mailbox",
    "received_at": "Received",
    "state": "State",
    "ticket": "Ticket",
    "reason": "Why",
    "message_id": "Message-ID",
}
_OUTGOING = {
    "id": "Id",
    "ticket": "Ticket",
    "kind": "Kind",
    "to": "To",
    "subject": "Subject",
    "state": "State",
    "tries": "Tries",
    "sent_at": "Sent",
    "error": "Trouble",
}
_TICKETS = {
    "number": "No.",
    "state": "State",
    "priority": "Priority",
    "owner": "Owner",
    "team": "Team",
    "requester": "From",
    "subject": "Subject",
    "due": "Due",
    "updated_at": "Changed",
}


def mails(config: Path, shape: Shape, *, with_raw: bool) -> int:
    """Write the ledger: one row for every mail that ever arrived."""
    from maildesk.store import reading

    def found(tx: Transaction) -> Iterable[Row]:
        return (mail_row(mail, with_raw=with_raw) for mail in reading.mails(tx, with_raw=with_raw))

    return _list(config, shape, _MAILS, found, "No mail has arrived yet.")


def outbox(config: Path, shape: Shape, *, everything: bool) -> int:
    """Write what waits, is being sent or failed; with `everything` also what was sent."""
    from maildesk.store.reading import outgoing_mails

    def found(tx: Transaction) -> Iterable[Row]:
        return (outgoing_row(mail) for mail in outgoing_mails(tx, everything=everything))

    empty = (
        "Nothing was ever written." if everything else "Nothing waits, and nothing failed; --all shows what was sent."
    )
    return _list(config, shape, _OUTGOING, found, empty)


def tickets(config: Path, shape: Shape, *, only_open: bool) -> int:
    """Write the tickets with their clocks."""
    from maildesk.cli.clock_rows import clock_rows
    from maildesk.store import showing

    def found(tx: Transaction) -> Iterable[Row]:
        clocks = clock_rows(config)
        for ticket in showing.open_tickets(tx) if only_open else showing.tickets(tx):
            row = ticket_row(ticket) | {"clocks": clocks(ticket)}
            yield row if shape is not Shape.TABLE else row | {"due": next_due(row)}

    return _list(config, shape, _TICKETS, found, "There is no open ticket." if only_open else "There is no ticket yet.")


def next_due(row: Row) -> str:
    """Return when the next running clock of a ticket ends, in words for a table."""
    running = [clock for clock in row["clocks"].values() if clock["running"] and clock["due"]]
    if not running:
        return ""
    nearest = min(running, key=lambda clock: str(clock["due"]))
    when = str(nearest["due"])[5:16].replace("T", " ")
    return f"{when} late" if nearest["breached"] else when


def _list(
    config: Path,
    shape: Shape,
    columns: dict[str, str],
    found: Callable[[Transaction], Iterable[Row]],
    empty: str,
) -> int:
    with looking(config) as tx:
        write_list(found(tx) if tx is not None else (), shape, columns, empty=empty)
    return 0
