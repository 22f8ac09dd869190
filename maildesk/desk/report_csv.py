"""A report as a table for spreadsheets: one row a figure, numbers unrounded, words never a formula (SECURITY A54)."""

from collections.abc import Iterator

from maildesk.desk.csv_cells import csv_line
from maildesk.desk.report_view import ReportFigure, ReportView

COLUMNS = ("section", "item", "key", "unit", "value", "before", "target", "met")


def report_csv(view: ReportView) -> str:
    """Return the CSV file (RFC 4180) of a report or score card, with a heading and the period as its first rows."""
    return "".join(csv_line(row) for row in (COLUMNS, *_rows(view)))


def _rows(view: ReportView) -> Iterator[tuple[object, ...]]:
    yield ("period", view.zone, "first", "date", view.first, view.before_first, None, None)
    yield ("period", view.zone, "last", "date", view.last, view.before_last, None, None)
    for figure in view.figures:
        yield ("figures", view.about, *_figure(figure))
    for line in view.backlog:
        yield ("backlog", "", line.key, "count", line.count, line.before, None, None)
    for hour in view.hours:
        for weekday, count in enumerate(hour.counts, start=1):  # ISO 8601: 1 is Monday
            yield ("hours", weekday, hour.hour, "count", count, None, None, None)
    for line in view.causes:
        yield ("causes", "", line.key, "count", line.count, line.before, None, None)
    for repeat in view.repeats:
        numbers = " ".join(map(str, repeat.numbers))
        yield ("repeats", repeat.name, repeat.of, "count", len(repeat.numbers), None, numbers, None)
    for cost in view.team_costs:
        yield ("cost", cost.name, "hours", "hours", cost.hours, None, None, None)
        yield ("cost", cost.name, "cost", "money", cost.cost, None, None, None)
    for card in view.cards:
        for figure in card.figures:
            yield ("cards", card.id, *_figure(figure))


def _figure(figure: ReportFigure) -> tuple[object, ...]:
    return (figure.key, figure.unit, figure.value, figure.before, figure.target, figure.met)
