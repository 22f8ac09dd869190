"""Tells how the story went: one line a step, and tables of tickets, mails and checks."""

from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from maildesk.demo.cast import CUSTOMERS, STAFF, Part, short_name
from maildesk.demo.seen import Books
from maildesk.demo.stage import Stage
from maildesk.demo.steps import Outcome
from maildesk.store.reading import ExplainedMail

_HINTS = {
    Part.CUSTOMER: "write to {support}, or answer what the desk wrote",
    Part.ENGINEER: "answer a notice; try #resolve, #note, #pending 3d, #help",
    Part.SUPERVISOR: "answer the digest with a line such as: {number} assign wang",
}


def plain_line(outcome: Outcome) -> str:
    """Return one step as a line for a log."""
    return f"{'ok    ' if outcome.ok else 'FAILED'} {outcome.step.title} - {outcome.words}"


def summary(books: Books, outcomes: Sequence[Outcome], seconds: float) -> RenderableType:
    """Return the tables that tell what the day brought."""
    failed = [outcome for outcome in outcomes if not outcome.ok]
    checked = f"{len(outcomes) - len(failed)} of {len(outcomes)} steps as they should be, in {seconds:.0f} s"
    words = [Text(checked, style="bold red" if failed else "bold green")]
    words += [Text(f"  {outcome.step.title}: {outcome.words}", style="red") for outcome in failed]
    return Group(_tickets(books), Text(""), _mails(books), Text(""), *words)


def ways_in(stage: Stage, books: Books) -> RenderableType:
    """Return where a newcomer can go on, as whom, and what there is to try."""
    table = Table(title="Go on yourself: open a mailbox in the browser", title_justify="left", box=None, pad_edge=False)
    table.add_column("who", no_wrap=True)
    table.add_column("web mail", no_wrap=True)
    for person in (*CUSTOMERS, *STAFF):
        table.add_row(Text(f"{person.name} ({person.part})"), Text(stage.world.web_url(person.address)))
    desk = stage.desktop.settings.mailboxes[0][0].address
    number = books.tickets[-1].number if books.tickets else 1
    hints = [Text(f"  {part}: {hint.format(support=desk, number=number)}") for part, hint in _HINTS.items()]
    servers = (
        f"No password is asked for in the browser. For a mail program: IMAP {stage.world.host} port "
        f"{stage.world.imap_port}, SMTP port {stage.world.smtp_port}, user = the address, "
        f"password “{stage.world.password}”."
    )
    return Group(table, Text(""), Text("What to try"), *hints, Text(""), Text(servers))


def _tickets(books: Books) -> Table:
    table = Table(title="Tickets", title_justify="left", box=None, pad_edge=False)
    for name in ("no.", "priority", "state", "owner", "customer", "score"):
        table.add_column(name, no_wrap=True, justify="right" if name in ("no.", "score") else "left")
    table.add_column("subject", overflow="fold")
    for ticket in books.tickets:
        table.add_row(
            str(ticket.number),
            ticket.priority.value,
            ticket.state.value,
            ticket.owner or "-",
            short_name(ticket.requester.address),
            str(ticket.score or "-"),
            Text(ticket.subject),
        )
    return table


def _sort_of(mail: ExplainedMail) -> str:
    """Say what a mail was: a request is told by who wrote it, everything else by its kind."""
    if mail.letter_kind != "request":
        return (mail.letter_kind or "unread").replace("_", " ")
    staff = any(person.address == (mail.sender or "").casefold() for person in STAFF)
    return "mail of staff" if staff else "mail of a customer"


def _mails(books: Books) -> Table:
    table = Table(title="Mails", title_justify="left", box=None, pad_edge=False)
    table.add_column("in", no_wrap=True)
    table.add_column("", justify="right")
    table.add_column("  out", no_wrap=True)
    table.add_column("", justify="right")
    came = Counter(f"{_sort_of(mail)} → {mail.state}" for mail in books.ledger)
    left = Counter(f"{mail.kind.replace('_', ' ')} {mail.delivery or mail.state}" for mail in books.outbox)
    rows_in, rows_out = came.most_common(), left.most_common()
    for number in range(max(len(rows_in), len(rows_out))):
        name_in, count_in = rows_in[number] if number < len(rows_in) else ("", "")
        name_out, count_out = rows_out[number] if number < len(rows_out) else ("", "")
        table.add_row(name_in, str(count_in), f"  {name_out}", str(count_out))
    table.add_section()
    table.add_row("all", str(len(books.ledger)), "  all", str(len(books.outbox)))
    return table
