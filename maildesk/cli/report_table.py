"""A report as tables for a terminal, in the words of the mails."""

from typing import Any, TextIO

from maildesk.cli.writing import safe
from maildesk.desk.report_view import ReportCount, ReportFigure, ReportView
from maildesk.templates import Templates
from maildesk.templates.filters import measured, word

_MET = {True: "green", False: "bold red", None: ""}
_TREND = {"better": "green", "worse": "red"}
_HEAT = ("dim", "", "cyan", "bold cyan", "reverse bold cyan")


def print_report(view: ReportView, templates: Templates, language: str, out: TextIO) -> None:
    """Print figures, backlog and arrivals side by side with the period before; widths follow the terminal."""
    from rich.console import Console

    words: Any = templates.environment(templates.language_of(language)).globals["w"]
    console = Console(file=out, highlight=False, markup=False)
    console.print(f"{safe(view.about or view.desk_name)}  {view.first} – {view.last} ({view.zone})", style="bold")
    console.print(f"{words.report.compared}{view.before_first} – {view.before_last}", style="dim")
    console.print(_figures(view, words))
    if view.backlog:
        console.print(_counts(words.report.backlog, view.backlog, "backlog_age", words))
    if view.hours:
        console.print(_hours(view, words))
        console.print(safe(_hint(view, templates, language)))
    if view.causes:
        console.print(_counts(words.report.causes, view.causes, "cause", words))
    if view.repeats:
        rows = [(safe(each.name), str(len(each.numbers)), " ".join(map(str, each.numbers))) for each in view.repeats]
        console.print(_table((words.report.repeats, words.report.times, ""), rows))
    if view.team_costs:
        costs = [
            (
                safe(each.name) or words.report.no_team,
                measured(each.hours, "hours", words),
                measured(each.cost, "money", words, view.currency),
            )
            for each in view.team_costs
        ]
        console.print(_table((words.report.cost, "", ""), costs))
    for card in view.cards:
        told = (f"{word(f.key, 'kpi', words)} {_value(f, f.value, view, words)}" for f in card.figures if f.value)
        console.print(f"{safe(card.name)} ({card.id}): {', '.join(told)}")


def _table(heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _counts(head: str, lines: tuple[ReportCount, ...], section: str, words: Any) -> Any:
    rows = [
        (safe(word(line.key, section, words)) if line.key else words.report.no_cause, str(line.count), str(line.before))
        for line in lines
    ]
    return _table((head, words.report.value, words.report.before), rows)


def _hint(view: ReportView, templates: Templates, language: str) -> str:
    folder = templates.folder_of(language, "report")
    template = templates.environment(folder).get_template(f"{folder}/report/body.txt")
    return "".join(template.blocks["hint"](template.new_context({"v": view})))


def _figures(view: ReportView, words: Any) -> Any:
    from rich.text import Text

    heads = (words.report.figures, words.report.value, words.report.before, words.report.target)
    rows = [
        (
            word(figure.key, "kpi", words),
            Text(_value(figure, figure.value, view, words), style=_MET[figure.met]),
            Text(_value(figure, figure.before, view, words), style=_TREND.get(figure.trend, "")),
            _target(figure, view, words),
        )
        for figure in view.figures
    ]
    return _table(heads, rows)


def _target(figure: ReportFigure, view: ReportView, words: Any) -> str:
    if figure.target is None:
        return ""
    sign = "" if figure.unit == "money" else words.report.at_most if figure.at_most else words.report.at_least
    return f"{sign}{_value(figure, figure.target, view, words)}"


def _value(figure: ReportFigure, value: float | None, view: ReportView, words: Any) -> str:
    return measured(value, figure.unit, words, view.currency)


def _hours(view: ReportView, words: Any) -> Any:
    from rich.text import Text

    rows = []
    for row in view.hours:
        cells = zip(row.counts, row.levels, strict=True)
        rows.append((f"{row.hour:02}", *(Text(str(count or "·"), style=_HEAT[level]) for count, level in cells)))
    return _table((words.report.hours, *words.report.weekdays), rows)
