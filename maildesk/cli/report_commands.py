"""The command for reports and its options."""

from typing import Annotated

import typer

from maildesk.cli.options import AsJson, finish


def add_report_commands(app: typer.Typer) -> None:
    """Make the command known to the program."""
    app.command("report")(report)


def report(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", help="The first day, such as 2026-11-01; else the 1st.")] = "",
    until: Annotated[str, typer.Option("--to", help="The last day, which is included; else today.")] = "",
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="A table for spreadsheets.")] = False,
    as_html: Annotated[bool, typer.Option("--html", help="The page that the mail shows.")] = False,
    person: Annotated[str, typer.Option("--person", help="Only the score card of one engineer.")] = "",
    language: Annotated[str, typer.Option("--language", help="en, zh-Hans or zh-Hant; else the desk's.")] = "",
) -> None:
    """Tell the figures of any days beside those of the days before."""
    from maildesk.cli.report import report as work
    from maildesk.cli.report_format import report_format

    form = report_format(as_json=as_json, as_csv=as_csv, as_html=as_html)
    finish(work(context.obj, since, until, form, person=person, language=language))
