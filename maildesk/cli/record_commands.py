"""The commands for records: export, and what shows, keeps, verifies and takes away."""

from pathlib import Path
from typing import Annotated

import typer

from maildesk.cli.export_format import Format
from maildesk.cli.options import finish


def add_record_commands(app: typer.Typer) -> None:
    """Make the commands known to the program."""
    app.command("export")(export)


def export(
    context: typer.Context,
    tickets: Annotated[list[str] | None, typer.Argument(help="1042, or ACME-1042-7KQX2.", metavar="TICKET...")] = None,
    since: Annotated[str, typer.Option("--from", help="Tickets opened from this day on, such as 2026-11-01.")] = "",
    until: Annotated[str, typer.Option("--to", help="… to this day, which is included; else until now.")] = "",
    form: Annotated[Format, typer.Option("--format", help="json, eml or csv.")] = Format.JSON,
    out: Annotated[Path | None, typer.Option("--out", help="The file (json) or folder to write.")] = None,
) -> None:
    """Write the complete service records of tickets or of a period."""
    from maildesk.cli.export import export as work
    from maildesk.cli.tokens import ticket_number

    finish(work(context.obj, [ticket_number(each) for each in tickets or []], since, until, form, out))
