"""The commands that have commands: quarantine, rules, audit, kb."""

from typing import Annotated

import typer

from maildesk.cli.knowledge_commands import kb
from maildesk.cli.options import AsJson, AsLines, LedgerId, LedgerIds, finish
from maildesk.cli.writing import shape_of

quarantine = typer.Typer(help="List, show, retry, release or discard what was not decided or not believed.")
rules = typer.Typer(help="Explain the rules on a mail, and check them.", no_args_is_help=True)
audit = typer.Typer(help="Verify the event log.", no_args_is_help=True)


def add_groups(app: typer.Typer) -> None:
    """Make the groups known to the program."""
    app.add_typer(quarantine, name="quarantine")
    app.add_typer(rules, name="rules")
    app.add_typer(audit, name="audit")
    app.add_typer(kb, name="kb")


@quarantine.callback(invoke_without_command=True)
def _quarantine(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    if context.invoked_subcommand is None:
        quarantine_list(context, as_json=as_json, as_lines=as_lines)


@quarantine.command("list")
def quarantine_list(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """List what lies in quarantine."""
    from maildesk.cli.quarantine import list_quarantine

    finish(list_quarantine(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))


@quarantine.command("show")
def quarantine_show(context: typer.Context, mail: LedgerId, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """Show one mail that was held, and its words."""
    from maildesk.cli.quarantine import show_quarantined

    finish(show_quarantined(context.obj, mail, shape_of(as_json=as_json, as_lines=as_lines)))


@quarantine.command("retry")
def quarantine_retry(context: typer.Context, mail: LedgerIds) -> None:
    """Send mails through everything once more."""
    from maildesk.cli.quarantine import retry

    finish(retry(context.obj, mail))


@quarantine.command("release")
def quarantine_release(context: typer.Context, mail: LedgerIds) -> None:
    """Decide mails without the one check that held them."""
    from maildesk.cli.quarantine import release

    finish(release(context.obj, mail))


@quarantine.command("discard")
def quarantine_discard(context: typer.Context, mail: LedgerIds) -> None:
    """Record mails as ignored."""
    from maildesk.cli.quarantine import discard

    finish(discard(context.obj, mail))


@rules.command("explain")
def rules_explain(
    context: typer.Context,
    mail: Annotated[str, typer.Argument(help="A file, or the id or <Message-ID> of a kept mail.", metavar="MAIL")],
    mailbox: Annotated[str, typer.Option("--mailbox", help="As if it came to this mailbox.")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell which rule matches a mail, by what, and what it changes."""
    from maildesk.cli.rule_commands import explain_rules

    finish(explain_rules(context.obj, mail, mailbox=mailbox, as_json=as_json))


@rules.command("check")
def rules_check(context: typer.Context, as_json: AsJson = False) -> None:
    """Tell every mistake of the rules, and every example that does not come out."""
    from maildesk.cli.rule_commands import check_rules

    finish(check_rules(context.obj, shape_of(as_json=as_json, as_lines=False)))


@audit.command("verify")
def audit_verify(
    context: typer.Context,
    witness: Annotated[
        str, typer.Option("--witness", help="The root that a digest printed, or a file with that digest.")
    ] = "",
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Recompute the event chain of every ticket; 1 when something was changed."""
    from maildesk.cli.audit import verify

    finish(verify(context.obj, shape_of(as_json=as_json, as_lines=as_lines), witness))
