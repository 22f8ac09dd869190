"""All commands and their options; what a command does stands in a file of its own and is loaded when it is called."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from maildesk.cli.writing import prepare_output, shape_of
from maildesk.errors import ConfigurationError, MaildeskError, UsageError

WRONG, USAGE, INTERRUPTED = 1, 2, 130
DEFAULT_CONFIG = Path("maildesk.toml")

app = typer.Typer(
    name="maildesk",
    help="A service desk that lives in the mail.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
quarantine = typer.Typer(help="List, show, retry, release or discard what was not decided or not believed.")
rules = typer.Typer(help="Explain the rules on a mail, and check them.", no_args_is_help=True)
audit = typer.Typer(help="Verify the event log.", no_args_is_help=True)
app.add_typer(quarantine, name="quarantine")
app.add_typer(rules, name="rules")
app.add_typer(audit, name="audit")
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
LedgerId = Annotated[int, typer.Argument(help="The id of the mail.", metavar="ID", min=1)]
LedgerIds = Annotated[list[int], typer.Argument(help="The ids of the mails.", metavar="ID...", min=1)]
AsLines = Annotated[bool, typer.Option("--json-lines", help="One JSON object a line.")]


@app.callback()
def _everything(
    context: typer.Context,
    config: Annotated[
        Path,
        typer.Option("--config", "-c", envvar="MAILDESK_CONFIG", help="The configuration file.", show_default=True),
    ] = DEFAULT_CONFIG,
) -> None:
    context.obj = config


def _finish(code: int) -> None:
    raise typer.Exit(code)


@app.command()
def run(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="Work off what waits and is due, send, and end.")] = False,
    only: Annotated[str, typer.Option("--only", help="web: only the pages behind the links.")] = "",
) -> None:
    """Run the desk until SIGTERM."""
    from maildesk.cli.running import run as work

    if only not in ("", "web"):
        raise UsageError(f"--only {only}: write --only web, or leave it out.")
    if once and only:
        raise UsageError("--once and --only exclude each other; write one of them.")
    _finish(work(context.obj, once=once, only_web=only == "web"))


@app.command()
def mails(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    raw: Annotated[bool, typer.Option("--raw", help="With the mail as it came; only in JSON.")] = False,
) -> None:
    """List every mail that ever arrived and what became of it."""
    from maildesk.cli.lists import mails as work

    _finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), with_raw=raw))


@app.command()
def outbox(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    everything: Annotated[bool, typer.Option("--all", help="With what was sent.")] = False,
) -> None:
    """List the mails that wait, are being sent, or failed."""
    from maildesk.cli.lists import outbox as work

    _finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), everything=everything))


@app.command()
def tickets(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is not closed.")] = False,
) -> None:
    """List the tickets."""
    from maildesk.cli.lists import tickets as work

    _finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), only_open=only_open))


@app.command()
def show(
    context: typer.Context,
    number: Annotated[str, typer.Argument(help="1042, or ACME-1042-7KQX2.")],
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Show a ticket with all that was said, what happened, and what was sent."""
    from maildesk.cli.show import show as work
    from maildesk.cli.tokens import ticket_number

    _finish(work(context.obj, ticket_number(number), shape_of(as_json=as_json, as_lines=as_lines)))


@app.command()
def inspect(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Files with one mail each.", metavar="FILE...")],
    as_json: AsJson = False,  # noqa: ARG001 - JSON is all it writes
    as_lines: AsLines = False,
) -> None:
    """Tell what is understood of mails, as JSON; the desk's settings are used when they are there."""
    from maildesk.cli.inspecting import inspect_with_settings

    _finish(inspect_with_settings(context.obj, files, lines=as_lines))


@app.command()
def check(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    offline: Annotated[bool, typer.Option("--offline", help="Leave the mail servers out.")] = False,
) -> None:
    """Check the whole configuration and the servers, and tell all problems at once."""
    from maildesk.cli.checking import check as work

    _finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), offline=offline))


@app.command()
def status(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """Tell whether the desk works; 1 when something is red."""
    from maildesk.cli.status import status as work

    _finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))


@app.command()
def explain(
    context: typer.Context,
    wanted: Annotated[str, typer.Argument(help="Message-ID, id of a mail, number or token.", metavar="MAIL|TICKET")],
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Tell in words how a mail was read and decided, or why a ticket stands as it does."""
    from maildesk.cli.explain import explain as work

    _finish(work(context.obj, wanted, shape_of(as_json=as_json, as_lines=as_lines)))


@app.command()
def demo() -> None:
    """Play a day of a desk in a mail world of its own."""
    from maildesk.cli.demo import demo as work

    _finish(work())


@app.command()
def version() -> None:
    """Print the version."""
    from maildesk import __version__

    sys.stdout.write(f"{__version__}\n")


@quarantine.callback(invoke_without_command=True)
def _quarantine(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    if context.invoked_subcommand is None:
        quarantine_list(context, as_json=as_json, as_lines=as_lines)


@quarantine.command("list")
def quarantine_list(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """List what lies in quarantine."""
    from maildesk.cli.quarantine import list_quarantine

    _finish(list_quarantine(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))


@quarantine.command("show")
def quarantine_show(context: typer.Context, mail: LedgerId, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """Show one mail that was held, and its words."""
    from maildesk.cli.quarantine import show_quarantined

    _finish(show_quarantined(context.obj, mail, shape_of(as_json=as_json, as_lines=as_lines)))


@quarantine.command("retry")
def quarantine_retry(context: typer.Context, mail: LedgerIds) -> None:
    """Send mails through everything once more."""
    from maildesk.cli.quarantine import retry

    _finish(retry(context.obj, mail))


@quarantine.command("release")
def quarantine_release(context: typer.Context, mail: LedgerIds) -> None:
    """Decide mails without the one check that held them."""
    from maildesk.cli.quarantine import release

    _finish(release(context.obj, mail))


@quarantine.command("discard")
def quarantine_discard(context: typer.Context, mail: LedgerIds) -> None:
    """Record mails as ignored."""
    from maildesk.cli.quarantine import discard

    _finish(discard(context.obj, mail))


@rules.command("explain")
def rules_explain(
    context: typer.Context,
    mail: Annotated[str, typer.Argument(help="A file with one mail, or the id of a mail.", metavar="MAIL")],
    mailbox: Annotated[str, typer.Option("--mailbox", help="As if it came to this mailbox.")] = "",
    as_json: AsJson = False,
) -> None:
    """Tell which rule matches a mail, by what, and what it changes."""
    from maildesk.cli.rule_commands import explain_rules

    _finish(explain_rules(context.obj, mail, mailbox=mailbox, as_json=as_json))


@rules.command("check")
def rules_check(context: typer.Context, as_json: AsJson = False) -> None:
    """Tell every mistake of the rules, and every example that does not come out."""
    from maildesk.cli.rule_commands import check_rules

    _finish(check_rules(context.obj, shape_of(as_json=as_json, as_lines=False)))


@audit.command("verify")
def audit_verify(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """Recompute the event chain of every ticket; 1 when something was changed."""
    from maildesk.cli.audit import verify

    _finish(verify(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))


def main() -> None:
    """Run the command line; ends the process with 0, 1 (something is wrong) or 2 (wrong usage)."""
    prepare_output()
    sys.exit(_guarded(lambda: app(prog_name="maildesk")))


def _guarded(work: Callable[[], object]) -> int | None:
    """Turn what a person can mend into sentences; bugs keep their traceback."""
    try:
        work()
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else WRONG
    except UsageError as error:
        sys.stderr.write(f"{error}\n")
        return USAGE
    except ConfigurationError as error:
        sys.stderr.writelines(f"{problem}\n" for problem in error.problems)
        return WRONG
    except MaildeskError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG
    except BrokenPipeError:
        # Whoever read has enough; the flush at exit must not complain either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0
