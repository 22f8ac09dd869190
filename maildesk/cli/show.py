"""`maildesk show N`: a ticket with all that belongs to it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maildesk.cli.attachment_lines import attachment_lines
from maildesk.cli.looking import looking
from maildesk.cli.rows import Row, event_row, message_row, outgoing_row, score_row, ticket_row, time_row
from maildesk.cli.writing import Json, Shape, cell, safe, safe_lines, table_of, utc
from maildesk.errors import MaildeskError
from maildesk.store.showing import ShownTicket
from maildesk.store.transaction import Transaction

if TYPE_CHECKING:
    from rich.console import Console

_EVENTS = {"at": "When (UTC)", "kind": "What", "actor": "Who", "change": "Change", "reason": "Why"}
_OUTGOING = {"id": "Id", "kind": "Kind", "to": "To", "subject": "Subject", "state": "State", "sent_at": "Sent (UTC)"}


def show(config: Path, number: int, shape: Shape) -> int:
    """Write one ticket; raises MaildeskError when there is no such number."""
    row = shown_row(config, number)
    if shape is not Shape.TABLE:
        writer = Json(sys.stdout)
        if shape is Shape.JSON:
            writer.document(row)
        else:
            writer.rows([row], shape)
        return 0
    print_ticket(row)
    return 0


def shown_row(config: Path, number: int) -> Row:
    """Return a ticket with messages, events, outgoing mails and clocks; MaildeskError when there is none."""
    from maildesk.cli.clock_rows import clock_rows
    from maildesk.store.showing import show_ticket

    with looking(config) as tx:
        found = show_ticket(tx, number) if tx is not None else None
        if tx is None or found is None:
            raise MaildeskError(f"There is no ticket {number}; maildesk tickets lists those there are.")
        row = record_row(tx, found)
    return row | {"clocks": clock_rows(config)(found.ticket)}


def record_row(tx: Transaction, found: ShownTicket) -> Row:
    """Return the complete service record of a ticket, all but its clocks."""
    from maildesk.store.holds import hold_on
    from maildesk.store.recording import erased_among, scores_of, time_of

    number = found.ticket.number
    return _row_of(found) | {
        "legal_hold": hold_on(tx, number),
        "erased": bool(erased_among(tx, [number])),
        "surveys": [score_row(each) for each in scores_of(tx, number)],
        "time_spent": [time_row(each) for each in time_of(tx, number)],
    }


def _row_of(found: ShownTicket) -> Row:
    ticket = found.ticket
    return ticket_row(ticket) | {
        "requester_name": ticket.requester.name,
        "due_at": utc(ticket.due_at),
        "pending_until": utc(ticket.pending_until),
        "answered_at": utc(ticket.answered_at),
        "spans": [{"state": span.state.value, "since": utc(span.since)} for span in ticket.spans],
        "told": dict(ticket.intake.lines()) if ticket.intake else {},
        "checklist": [
            {"text": line.text, "done_at": utc(line.done_at), "done_by": line.done_by} for line in ticket.checklist
        ],
        "impact": ticket.impact.value,
        "urgency": ticket.urgency.value,
        "organisation": ticket.organisation,
        "policy": ticket.policy,
        "asset": ticket.asset,
        "score": ticket.score,
        "linked_to": ticket.linked_to,
        "merged_into": ticket.merged_into,
        "messages": [message_row(each) for each in found.messages],
        "events": [event_row(each) for each in found.events],
        "outbox": [outgoing_row(each) for each in found.outbox],
    }


def print_ticket(row: Row) -> None:
    """Write a ticket for people."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, highlight=False, **({} if terminal else {"width": 160, "color_system": None}))  # type: ignore[arg-type]
    draw_ticket(console, row)


def draw_ticket(console: "Console", row: Row) -> None:
    """Draw a ticket: its head, what was said, what happened, what was sent."""
    from rich.rule import Rule
    from rich.text import Text

    console.print(Text.assemble((f"[{row['token']}] ", "bold cyan"), (safe(row["subject"]), "bold")))
    for label, words in _head(row):
        if words:
            console.print(Text.assemble((f"{label:<12}", "dim"), safe(words)))
    for name, clock in row["clocks"].items():
        told = f"; {clock['ledger']}" if clock["target_seconds"] else ""
        kind = (f"{name.replace('_', ' '):<12}", "dim")
        console.print(Text.assemble(kind, (_clock(clock), _clock_style(clock)), (told, "dim")))
    console.print(Rule(_counted(row["messages"], "message"), style="dim", align="left"))
    pictures: set[str] = set()
    for message in row["messages"]:
        _draw_message(console, message, pictures)
    console.print(Rule(_counted(row["events"], "event"), style="dim", align="left"))
    console.print(table_of([event | {"change": _change(event)} for event in row["events"]], _EVENTS))
    console.print(Rule(_counted(row["outbox"], "outgoing mail"), style="dim", align="left"))
    console.print(table_of(row["outbox"], _OUTGOING))


def _counted(rows: list[Row], word: str) -> str:
    return f"1 {word}" if len(rows) == 1 else f"{len(rows) or 'no'} {word}s"


def _head(row: Row) -> list[tuple[str, str]]:
    return [
        ("state", row["state"] + (f", reopened {row['reopened']} times" if row["reopened"] else "")),
        ("priority", f"{row['priority']} (impact {row['impact']}, urgency {row['urgency']})"),
        ("type", row["type"]),
        ("owner", row["owner"] or "nobody"),
        ("team", cell(row["team"])),
        ("requester", row["requester"]),
        ("others", cell([each for each in row["participants"] if each != row["requester"]])),
        ("tags", cell(row["tags"])),
        ("opened", f"{row['created_at']} by {row['mailbox']}"),
        ("told", "; ".join(f"{key.replace('_', ' ')}: {words}" for key, words in row["told"].items())),
        ("check list", "; ".join(f"[{'x' if line['done_at'] else ' '}] {line['text']}" for line in row["checklist"])),
        ("time spent", f"{sum(each['minutes'] for each in row['time_spent'])} minutes" if row["time_spent"] else ""),
        ("asset", cell(row["asset"])),
        ("agreed", cell(row["due_at"])),
        ("score", "; ".join(_score(each) for each in row["surveys"]) or cell(row["score"])),
        ("legal hold", cell(row["legal_hold"])),
        ("erased", "its words are gone" if row["erased"] else ""),
        ("linked to", cell(row["linked_to"])),
        ("merged into", cell(row["merged_into"])),
    ]


def _score(given: dict[str, Any]) -> str:
    return f"{given['score']} of 5" + (f" (“{given['comment']}”)" if given["comment"] else "")


def _clock(clock: dict[str, Any]) -> str:
    if clock["met_at"]:
        return f"{'missed, done' if clock['breached'] else 'kept'} at {clock['met_at']}"
    if not clock["due"]:
        return "paused" if clock["target_seconds"] else "nothing promised"
    return f"{'was due' if clock['breached'] else 'due'} at {clock['due']}" + ("" if clock["running"] else ", paused")


def _clock_style(clock: dict[str, Any]) -> str:
    return "bold red" if clock["breached"] else "green" if clock["met_at"] else ""


def _draw_message(console: "Console", message: Row, pictures: set[str]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    arrow, style = ("→", "green") if message["direction"] == "out" else ("←", "cyan")
    if message["visibility"] != "public":
        style = "yellow"
    name, address = message["from"]["name"], message["from"]["address"]
    who = safe(f"{name} <{address}>" if name else address)
    seen = "" if message["visibility"] == "public" else f"  {message['visibility']}"
    console.print(Text.assemble((f"{arrow} {who}", style), (f"  {message['at']}{seen}", "dim")))
    console.print(Padding(Text(safe_lines(message["text"]).rstrip()), (0, 0, 0, 2)))
    for line in attachment_lines(message["attachments"], pictures):
        console.print(Text(f"  + {safe(line)}", style="dim"))
    console.print()


def _change(event: Row) -> str:
    before, after = event["before"], event["after"]
    if event["personal"]:
        return "(personal)"
    if before and after:
        return f"{before} → {after}"
    return cell(after or before)
