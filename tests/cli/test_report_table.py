"""A report on a terminal: tables in the words of the mails, nothing that plays with it."""

import io
from dataclasses import replace

import pytest

from maildesk.cli.report_table import print_report
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.sample_report import report_views
from maildesk.templates.sample_words import SAMPLE_WORDS

TEMPLATES = Templates((shipped_folder("templates"),))


def printed(language: str, name: str = "") -> str:
    out = io.StringIO()
    view = report_views(SAMPLE_WORDS[language])[0]
    print_report(replace(view, desk_name=name or view.desk_name), TEMPLATES, language, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("language", "label", "weekday"), [("en", "Satisfied (4 or 5)", "Mon"), ("zh-Hans", "满意率", "周一")]
)
def test_it_shows_figures_backlog_and_arrivals(language: str, label: str, weekday: str) -> None:
    text = printed(language).replace("\u00a0", " ")
    line = next(line for line in text.splitlines() if label in line)
    assert [part for part in line.replace(label, "").split("  ") if part.strip()][-3:]
    assert "81 %" in line
    assert "≥ 85 %" in line
    assert weekday in text
    assert "22" in text
    assert "chen@customer.example" in text
    assert "15,000 EUR" in text
    assert "SN-4471 <b>" in text


def test_a_name_moves_no_cursor_and_is_no_markup() -> None:
    text = printed("en", name="Acme\x1b[2J[/red]")
    assert "\x1b" not in text
    assert "Acme[2J[/red]" in text


def test_the_hint_for_staffing_stands_below_the_hours() -> None:
    assert "Busiest: Mon 10:00 to 11:00" in printed("en")
