"""Options that several commands share."""

from typing import Annotated, NoReturn

import typer

AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
AsLines = Annotated[bool, typer.Option("--json-lines", help="One JSON object a line.")]
LedgerId = Annotated[int, typer.Argument(help="The id of the mail.", metavar="ID", min=1)]
LedgerIds = Annotated[list[int], typer.Argument(help="The ids of the mails.", metavar="ID...", min=1)]


def finish(code: int) -> NoReturn:
    """End the command with an exit code."""
    raise typer.Exit(code)
