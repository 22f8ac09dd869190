"""All commands and their options; what a command does stands in a file of its own and is loaded when it is called."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from maildesk.cli.options import AsJson, AsLines, finish
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


@app.callback()
def _everything(
    context: typer.Context,
    config: Annotated[
        Path,
        typer.Option("--config", "-c", envvar="MAILDESK_CONFIG", help="The configuration file.", show_default=True),
    ] = DEFAULT_CONFIG,
) -> None:
    context.obj = config


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
    finish(work(context.obj, once=once, only_web=only == "web"))


@app.command()
def mails(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    raw: Annotated[bool, typer.Option("--raw", help="With the mail as it came; only in JSON.")] = False,
) -> None:
    """List every mail that ever arrived and what became of it."""
    from maildesk.cli.lists import mails as work

    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), with_raw=raw))


@app.command()
def outbox(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    everything: Annotated[bool, typer.Option("--all", help="With what was sent.")] = False,
) -> None:
    """List the mails that wait, are being sent, or failed."""
    from maildesk.cli.lists import outbox as work

    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), everything=everything))


@app.command()
def tickets(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    only_open: Annotated[bool, typer.Option("--open", help="Only what is not closed.")] = False,
) -> None:
    """List the tickets."""
    from maildesk.cli.lists import tickets as work

    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), only_open=only_open))


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

    finish(work(context.obj, ticket_number(number), shape_of(as_json=as_json, as_lines=as_lines)))


@app.command()
def inspect(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Files with one mail each.", metavar="FILE...")],
    as_json: AsJson = False,  # noqa: ARG001 - JSON is all it writes
    as_lines: AsLines = False,
) -> None:
    """Tell what is understood of mails, as JSON; the desk's settings are used when they are there."""
    from maildesk.cli.inspecting import inspect_with_settings

    finish(inspect_with_settings(context.obj, files, lines=as_lines))


@app.command()
def check(
    context: typer.Context,
    as_json: AsJson = False,
    as_lines: AsLines = False,
    offline: Annotated[bool, typer.Option("--offline", help="Leave the mail servers out.")] = False,
) -> None:
    """Check the whole configuration and the servers, and tell all problems at once."""
    from maildesk.cli.checking import check as work

    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines), offline=offline))


@app.command()
def status(context: typer.Context, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """Tell whether the desk works; 1 when something is red."""
    from maildesk.cli.status import status as work

    finish(work(context.obj, shape_of(as_json=as_json, as_lines=as_lines)))


@app.command()
def explain(
    context: typer.Context,
    wanted: Annotated[str, typer.Argument(help="Message-ID, id of a mail, number or token.", metavar="MAIL|TICKET")],
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Tell in words how a mail was read and decided, or why a ticket stands as it does."""
    from maildesk.cli.explain import explain as work

    finish(work(context.obj, wanted, shape_of(as_json=as_json, as_lines=as_lines)))


@app.command()
def init(
    context: typer.Context,
    answers: Annotated[str, typer.Option("--answers", help="A TOML file with the answers; - is standard input.")] = "",
    options: Annotated[list[str] | None, typer.Option("--set", help="One answer, as key=value.", metavar="K=V")] = None,
) -> None:
    """Ask the few questions, try the servers, and write a configuration."""
    from maildesk.cli.init import init as work

    finish(work(context.obj, answers or None, options or []))


@app.command()
def demo(
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where the desk's files shall lie; else a temporary folder.")
    ] = None,
) -> None:
    """Play a day of a desk in a mail world of its own, then let you go on in the browser."""
    from maildesk.cli.demo import demo as work

    finish(work(folder))


@app.command()
def replay(
    context: typer.Context,
    since: Annotated[str, typer.Option("--since", help="The first day, such as 2026-11-01.")],
    rules: Annotated[Path | None, typer.Option("--rules", help="Another rules file to compare with.")] = None,
    as_json: AsJson = False,
) -> None:
    """Decide stored mails again on a scratch database and tell what would change; nothing is sent."""
    from maildesk.cli.replay import replay as work

    finish(work(context.obj, since, rules, shape_of(as_json=as_json, as_lines=False)))


@app.command()
def version() -> None:
    """Print the version."""
    from maildesk import __version__

    sys.stdout.write(f"{__version__}\n")


def main() -> None:
    """Run the command line; ends the process with 0, 1 (something is wrong) or 2 (wrong usage)."""
    from maildesk.cli.groups import add_groups
    from maildesk.cli.record_commands import add_record_commands
    from maildesk.cli.report_commands import add_report_commands

    prepare_output()
    add_groups(app)
    add_record_commands(app)
    add_report_commands(app)
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
