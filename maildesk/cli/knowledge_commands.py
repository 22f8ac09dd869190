"""The commands of `maildesk kb` and their options."""

from pathlib import Path
from typing import Annotated

import typer

from maildesk.cli.options import AsJson, AsLines, finish
from maildesk.cli.writing import shape_of

kb = typer.Typer(help="Search, list, show, export and import the knowledge base.", no_args_is_help=True)
_Number = Annotated[int, typer.Argument(help="The number of an article.", metavar="N")]


@kb.command("search")
def kb_search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(help="Words in any language, such as printer jam or 卡纸.")],
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Find approved articles, the best first."""
    from maildesk.cli.knowledge import search_articles

    finish(search_articles(context.obj, " ".join(words), shape_of(as_json=as_json, as_lines=as_lines)))


@kb.command("list")
def kb_list(
    context: typer.Context,
    state: Annotated[str, typer.Option("--state", help="draft, approved or withdrawn; else all.")] = "",
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """List the articles with how often each was suggested and solved the matter."""
    from maildesk.cli.knowledge import list_articles

    finish(list_articles(context.obj, shape_of(as_json=as_json, as_lines=as_lines), state))


@kb.command("show")
def kb_show(context: typer.Context, number: _Number, as_json: AsJson = False, as_lines: AsLines = False) -> None:
    """Show one article with all its words."""
    from maildesk.cli.knowledge import show_article

    finish(show_article(context.obj, number, shape_of(as_json=as_json, as_lines=as_lines)))


@kb.command("approve")
def kb_approve(context: typer.Context, number: _Number) -> None:
    """Approve a draft, or an article that was withdrawn."""
    from maildesk.cli.knowledge import approve_article

    finish(approve_article(context.obj, number))


@kb.command("withdraw")
def kb_withdraw(
    context: typer.Context,
    number: _Number,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept with the article.")] = "",
) -> None:
    """Take an article back, so that nobody finds it."""
    from maildesk.cli.knowledge import withdraw_article

    finish(withdraw_article(context.obj, number, reason))


@kb.command("counts")
def kb_counts(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", help="From this day on, such as 2026-11-01.")],
    until: Annotated[str, typer.Option("--to", help="… to this day, which is included; else until now.")] = "",
    as_json: AsJson = False,
    as_lines: AsLines = False,
) -> None:
    """Count the articles made in a period by author, and the tickets that articles solved."""
    from maildesk.cli.knowledge import count_knowledge

    finish(count_knowledge(context.obj, since, until, shape_of(as_json=as_json, as_lines=as_lines)))


@kb.command("reindex")
def kb_reindex(context: typer.Context) -> None:
    """Write the words by which articles are found anew, after an upgrade that says so."""
    from maildesk.cli.knowledge import reindex

    finish(reindex(context.obj))


@kb.command("export")
def kb_export(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="DIR")],
) -> None:
    """Write every article as a Markdown file."""
    from maildesk.cli.knowledge_files import export_articles

    finish(export_articles(context.obj, folder))


@kb.command("import")
def kb_import(
    context: typer.Context,
    wanted: Annotated[Path, typer.Argument(help="A Markdown file, or a folder of them.", metavar="DIR|FILE")],
) -> None:
    """Take in articles from Markdown files: all of them, or none when one is wrong."""
    from maildesk.cli.knowledge_files import import_articles

    finish(import_articles(context.obj, wanted))
