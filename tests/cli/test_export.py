"""The complete record of a ticket leaves the desk as JSON, as mails, or as CSV; nobody else may read it."""

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command import Ran, maildesk
from tests.journeys.desk_world import DeskWorld

ANN = "Ann Lee <ann@example.com>"


def ran(desk: DeskWorld, *words: str | Path, code: int = 0) -> Ran:
    done = maildesk(*words, config=desk.config)
    assert done.code == code, done.out + done.err
    assert "Traceback" not in done.err
    return done


@pytest.fixture
def worked(desk: DeskWorld) -> DeskWorld:
    """A desk with a ticket that was worked on, and one whose subject is a formula."""
    desk.writes(ANN, attachment=("a.log", b"x", "text/plain"))
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes("Wang Wei <wang@desk.example.com>", text="Try again.\n\n#spent 45m", reply_to=notice)
    desk.clock.move(days=1)
    desk.writes("Bo <bo@example.org>", "=HYPERLINK(1)", "+1 for a new one")
    desk.run()
    return desk


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_json_holds_all_that_is_known_of_a_ticket(worked: DeskWorld, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    ran(worked, "export", "1", "--out", file)

    (row,) = json.loads(file.read_text())
    assert mode(file) == 0o600
    assert row["messages"][0]["text"].strip() == "The printer in room 3 says 0x11b."
    assert row["time_spent"][0]["minutes"] == 45
    assert {"events", "outbox", "surveys", "checklist", "told", "spans", "due_at"} <= set(row)
    assert ran(worked, "export", "1").json == [row]


def test_mails_are_the_bytes_that_came_and_left(worked: DeskWorld, tmp_path: Path) -> None:
    folder = tmp_path / "mails"
    ran(worked, "export", "1", "2", "--format", "eml", "--out", folder)

    first = folder / "1" / "0001-in-1.eml"
    assert b"0x11b" in first.read_bytes()
    assert (mode(folder), mode(folder / "1"), mode(first)) == (0o700, 0o700, 0o600)
    index = json.loads((folder / "index.json").read_text())
    assert {each["direction"] for each in index if each["ticket"] == 1} == {"in", "out"}
    assert all((folder / each["file"]).is_file() for each in index)


def test_no_cell_of_the_csv_is_a_formula(worked: DeskWorld, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    ran(worked, "export", "--from", "2026-11-16", "--format", "csv", "--out", folder)

    assert {file.name for file in folder.iterdir()} == {
        "tickets.csv", "messages.csv", "events.csv", "surveys.csv", "time_spent.csv",
    }  # fmt: skip
    for file in folder.iterdir():
        assert mode(file) == 0o600
        for row in csv.reader(file.read_text("utf-8-sig").splitlines()):
            assert not [each for each in row if each[:1] in set("=+@\t") and each]
    rows = list(csv.DictReader((folder / "tickets.csv").read_text("utf-8-sig").splitlines()))
    assert [row["subject"] for row in rows] == ["Printer broken", "'=HYPERLINK(1)"]


def test_a_period_holds_the_tickets_opened_in_it_with_its_last_day(worked: DeskWorld) -> None:
    def numbers(*period: str) -> list[int]:
        return [row["number"] for row in ran(worked, "export", *period).json]

    assert numbers("--from", "2026-11-16", "--to", "2026-11-16") == [1]
    assert numbers("--from", "2026-11-17", "--to", "2026-11-17") == [2]
    assert numbers("--from", "2026-11-16") == [1, 2]
    assert numbers("--from", "2026-11-01", "--to", "2026-11-02") == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 2, "Name tickets, or a period"),
        (["1", "--from", "2026-11-16"], 2, "Name tickets, or a period"),
        (["1", "--to", "2026-11-16"], 2, "--to needs --from"),
        (["--from", "16.11.2026"], 2, "write a day such as 2026-11-01"),
        (["--from", "2026-02-30"], 2, "write a day such as 2026-11-01"),
        (["--from", "2026-11-17", "--to", "2026-11-16"], 2, "ends before it begins"),
        (["--from", "8888-01-01"], 2, "has not come yet"),
        (["--from", "2026-11-16", "--format", "csv"], 2, "name it with --out"),
        (["nonsense"], 2, "is no ticket"),
        (["77"], 1, "There is no ticket 77"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_sentence(
    desk: DeskWorld, words: list[str], code: int, sentence: str
) -> None:
    done = ran(desk, "export", *words, code=code)

    assert sentence in done.err
    assert done.out == ""


def test_what_stands_there_is_not_written_over(worked: DeskWorld, tmp_path: Path) -> None:
    file = tmp_path / "one.json"
    file.write_text("mine")

    assert "exists already" in ran(worked, "export", "1", "--out", file, code=1).err
    assert "exists already" in ran(worked, "export", "1", "--format", "csv", "--out", tmp_path, code=1).err
    assert file.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".one")] == []


def test_show_tells_the_score_the_time_and_what_was_told(worked: DeskWorld) -> None:
    words = ran(worked, "show", "1").out

    assert "45 minutes" in words
