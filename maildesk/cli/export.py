"""`maildesk export`: the complete service records of tickets, as JSON, as the mails themselves, or as CSV."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from maildesk.cli.days import period
from maildesk.cli.export_format import Format
from maildesk.cli.looking import looking
from maildesk.cli.private_files import private_file, private_folder, write_private
from maildesk.cli.rows import Row
from maildesk.cli.show import record_row
from maildesk.cli.writing import cell
from maildesk.clock import SystemClock
from maildesk.desk.csv_cells import csv_line
from maildesk.errors import MaildeskError, UsageError
from maildesk.settings.load import load_desk
from maildesk.store.recording import mails_of, opened_between, unknown_numbers
from maildesk.store.showing import show_ticket
from maildesk.store.transaction import Transaction

_TICKETS = (
    *("number", "token", "subject", "state", "type", "priority", "impact", "urgency", "team", "owner", "requester"),
    *("participants", "language", "tags", "mailbox", "organisation", "asset", "created_at", "updated_at"),
    *("answered_at", "due_at", "reopened", "score", "linked_to", "merged_into"),
)
_MESSAGES = ("id", "at", "direction", "visibility", "author", "address", "language", "files", "text")
_EVENTS = ("seq", "at", "kind", "actor", "before", "after", "reason")
_SURVEYS = ("round", "at", "score", "comment", "address")
_TIME = ("at", "staff", "minutes")
_TABLES = {"messages": _MESSAGES, "events": _EVENTS, "surveys": _SURVEYS, "time_spent": _TIME}


def export(config: Path, numbers: Sequence[int], since: str, until: str, form: Format, out: Path | None) -> int:
    """Write the records of some tickets, or of those opened in a period (days in the desk's zone, both included)."""
    if bool(numbers) == bool(since):
        raise UsageError("Name tickets, or a period with --from; one of the two.")
    if until and not since:
        raise UsageError("--to needs --from.")
    if out is None and form is not Format.JSON:
        raise UsageError(f"--format {form.value} writes a folder; name it with --out.")
    span = period(since, until, load_desk(config).zone, SystemClock().now()) if since else None
    with looking(config) as tx:
        if tx is None:
            raise MaildeskError("This desk has no data yet; start maildesk run first.")
        missing = unknown_numbers(tx, numbers)
        if missing:
            raise MaildeskError(f"There is no ticket {missing[0]}; maildesk tickets lists those there are.")
        wanted = opened_between(tx, *span) if span else list(dict.fromkeys(numbers))
        if form is Format.JSON:
            _as_json(tx, wanted, out)
        elif out is not None:
            with private_folder(out) as folder:
                (_as_mails if form is Format.EML else _as_csv)(tx, wanted, folder)
    if out is not None:
        sys.stderr.write(f"{len(wanted)} {'ticket' if len(wanted) == 1 else 'tickets'} exported to {out}.\n")
    return 0


def _records(tx: Transaction, numbers: Sequence[int]) -> Iterator[Row]:
    for number in numbers:
        found = show_ticket(tx, number)
        if found is not None:
            yield record_row(tx, found)


def _as_json(tx: Transaction, numbers: Sequence[int], out: Path | None) -> None:
    def chunks() -> Iterator[str]:
        between = "[\n"
        for row in _records(tx, numbers):
            yield between + json.dumps(row, ensure_ascii=False, allow_nan=False)
            between = ",\n"
        yield "[]\n" if between == "[\n" else "\n]\n"

    if out is None:
        sys.stdout.writelines(chunks())
        return
    with private_file(out) as file:
        file.writelines(chunk.encode("utf-8", "backslashreplace") for chunk in chunks())


def _as_mails(tx: Transaction, numbers: Sequence[int], folder: Path) -> None:
    """Write TICKET/PLACE-DIRECTION-ID.eml; what was not kept is left out, and `index.json` tells what each file is."""
    index: list[Row] = []
    for number in numbers:
        inner = folder / str(number)
        inner.mkdir(mode=0o700)
        for place, mail in enumerate(mails_of(tx, number), start=1):
            name = f"{place:04d}-{mail.direction}-{mail.id}.eml"
            kept = mail.data is not None and mail.data != b""
            if kept:
                write_private(inner / name, mail.data or b"")
            index.append(
                {
                    "ticket": number,
                    "file": f"{number}/{name}" if kept else None,
                    "direction": mail.direction,
                    "id": mail.id,
                    "at": mail.at.isoformat(),
                }
            )
    write_private(folder / "index.json", (json.dumps(index, indent=1) + "\n").encode())


def _as_csv(tx: Transaction, numbers: Sequence[int], folder: Path) -> None:
    """Write one file for each kind of row, UTF-8 with the mark that spreadsheets want."""
    names = {"tickets": _TICKETS, **{name: ("ticket", *columns) for name, columns in _TABLES.items()}}
    parts: dict[str, list[str]] = {name: [csv_line(columns)] for name, columns in names.items()}
    for row in _records(tx, numbers):
        parts["tickets"].append(_line(row, _TICKETS))
        for name, columns in _TABLES.items():
            parts[name] += [_line({"ticket": row["number"]} | _flat(each), ("ticket", *columns)) for each in row[name]]
    for name, lines in parts.items():
        write_private(folder / f"{name}.csv", "".join(lines).encode("utf-8-sig", "backslashreplace"))


def _line(row: Row, columns: Sequence[str]) -> str:
    return csv_line([cell(row[name]) if isinstance(row[name], list) else row[name] for name in columns])


def _flat(row: Row) -> Row:
    """Return a message with its author and files as plain words; every other row as it is."""
    if "from" not in row:
        return row
    files = [each["filename"] for each in row["attachments"]]
    return row | {"author": row["from"]["name"], "address": row["from"]["address"], "files": files}
