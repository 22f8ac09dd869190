"""The commands for records: export, and what shows, keeps, verifies and takes away."""

from pathlib import Path
from typing import Annotated

import typer

from maildesk.cli.export_format import Format
from maildesk.cli.options import AsJson, AsLines, LedgerIds, finish
from maildesk.cli.writing import shape_of
from maildesk.errors import UsageError


def add_record_commands(app: typer.Typer) -> None:
    """Make the commands known to the program."""
    app.command("export")(export)
    app.command("hold")(hold)
    app.command("retention")(retention)
    app.command("erase")(erase)
    app.command("erasures")(erasures)
    app.command("backup")(backup)
    app.command("restore")(restore)
    app.command("recover")(recover)
    app.command("resend")(resend)


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


def hold(
    context: typer.Context,
    ticket: Annotated[str, typer.Argument(help="1042, or ACME-1042-7KQX2; none lists the holds.")] = "",
    why: Annotated[str, typer.Argument(help="The reason, such as a file number.")] = "",
    release: Annotated[bool, typer.Option("--release", help="End the hold.")] = False,
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Put a ticket on legal hold, release it, or list the holds."""
    from maildesk.cli.holding import change_hold, list_holds
    from maildesk.cli.tokens import ticket_number

    if not ticket:
        if release:
            raise UsageError("Name the ticket whose hold shall end, such as maildesk hold 1042 --release.")
        finish(list_holds(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))
    finish(change_hold(context.obj, ticket_number(ticket), why, release=release))


def retention(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be erased; the default.")] = False,
    apply: Annotated[bool, typer.Option("--apply", help="Erase it.")] = False,
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Tell or erase what was kept longer than [retention] says; legal holds stay."""
    from maildesk.cli.erasing import retention as work

    if dry_run and apply:
        raise UsageError("--dry-run and --apply exclude each other; write one of them.")
    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), apply=apply))


def erase(
    context: typer.Context,
    address: Annotated[str, typer.Argument(help="The mail address of the customer.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be erased; the default.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Erase it; that cannot be undone.")] = False,
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Erase a customer: words, mails, and the person in everything that stays."""
    from maildesk.cli.erasing import erase as work

    finish(work(context.obj, address, shape_of(as_json=as_json, as_lines=as_lines), dry_run=dry_run, yes=yes))


def erasures(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """List what was erased, when, why and by whom."""
    from maildesk.cli.erasing import erasures as work

    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))


def backup(
    context: typer.Context, file: Annotated[Path, typer.Argument(help="The archive to write.", metavar="FILE")]
) -> None:
    """Write all data into one archive while the desk works."""
    from maildesk.cli.restoring import backup as work

    finish(work(context.obj, file))


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An archive that maildesk backup wrote.", metavar="FILE")],
    force: Annotated[bool, typer.Option("--force", help="Lose what the database has now.")] = False,
) -> None:
    """Fill the database from an archive, on SQLite or PostgreSQL whichever it came from."""
    from maildesk.cli.restoring import restore as work

    finish(work(context.obj, file, force=force))


def recover(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", help="From this day on; else since the restored backup.")] = "",
) -> None:
    """Take mails in again that lie in the Done folders and are not in the ledger."""
    from maildesk.cli.restoring import recover as work

    finish(work(context.obj, since))


def resend(context: typer.Context, mail: LedgerIds) -> None:
    """Let mails go that are held in the outbox."""
    from maildesk.cli.restoring import resend as work

    finish(work(context.obj, mail))
