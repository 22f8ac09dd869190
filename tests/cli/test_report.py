"""`maildesk report` as an operator calls it."""

import csv
import io
import json

import pytest

from tests.cli.command import maildesk
from tests.journeys.desk_world import DeskWorld

DAYS = ("--from", "2026-11-01", "--to", "2026-11-28")


def report(desk: DeskWorld, *words: str) -> tuple[int, str, str]:
    done = maildesk("report", *words, config=desk.config)
    return done.code, done.out, done.err


@pytest.fixture
def worked(desk: DeskWorld) -> DeskWorld:
    desk.writes("=Ann <ann@customer.example.org>")
    desk.run()
    return desk


def test_it_tells_the_figures_to_read_as_json_as_csv_and_as_the_page_of_the_mail(worked: DeskWorld) -> None:
    code, text, _ = report(worked, *DAYS)
    assert code == 0
    assert "Tickets opened: 1, before 0" in text
    found = json.loads(report(worked, *DAYS, "--json")[1])
    assert (found["first"], found["last"], found["before_first"]) == ("2026-11-01", "2026-11-28", "2026-10-04")
    assert {each["key"]: each["value"] for each in found["figures"]}["arrived"] == 1
    rows = list(csv.reader(io.StringIO(report(worked, *DAYS, "--csv")[1])))
    assert ["figures", "", "backlog", "count", "1", "0", "", ""] in rows
    page = report(worked, *DAYS, "--html", "--language", "zh-Hant")[1]
    assert page.startswith("<!DOCTYPE html>")
    assert "新建工單" in page


def test_one_engineer_has_a_score_card(worked: DeskWorld) -> None:
    found = json.loads(report(worked, *DAYS, "--person", "wang", "--json")[1])
    assert (found["kind"], found["about"], found["cards"]) == ("card", "Wang Wei", [])
    code, _, told = report(worked, *DAYS, "--person", "chen")
    assert (code, told) == (1, "There is nothing of chen from 2026-11-01 to 2026-11-28.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "yesterday"), "--from yesterday: write a day such as 2026-11-01."),
        (("--from", "2026-11-31"), "--from 2026-11-31: write a day such as 2026-11-01."),
        (("--from", "2026-11-20", "--to", "2026-11-19"), "--to 2026-11-19: the period ends before it begins"),
        (("--from", "2999-01-01"), "--from 2999-01-01: that day has not come yet."),
        (("--from", "1990-01-01", "--to", "2026-11-01"), "a report covers ten years at most"),
        (("--person", "nobody"), "--person nobody: nobody is called so; write one of: chen, li, wang."),
        (("--language", "de"), "--language de: write one of: en, zh-Hans, zh-Hant."),
        (("--csv", "--html"), "--csv and --html exclude each other; write one of them."),
    ],
)
def test_what_cannot_be_reported_is_a_sentence_and_exit_two(desk: DeskWorld, words: tuple[str, ...], told: str) -> None:
    code, out, err = report(desk, *words)
    assert (code, out) == (2, "")
    assert told in err
