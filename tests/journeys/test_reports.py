"""The week and the month in figures, by mail: to supervisors, a manager, and each engineer."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from maildesk.store.ended_clocks import ended_between
from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann <ann@customer.example.org>"
WANG = "Wang Wei <wang@desk.example.com>"
REPORTS = 'recipients = ["boss@acme.example.com"]\nlanguage = "zh-Hans"\n'


def reports(desk: DeskWorld) -> dict[str, SentMail]:
    """The new reports, by reader."""
    return {mail.to: mail for mail in desk.new_mails() if "eport" in mail.subject or "报" in mail.subject}


def until(desk: DeskWorld, moment: datetime) -> None:
    desk.clock.move(seconds=(moment - desk.clock.now()).total_seconds())


def worked(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    """A desk on Monday morning, one minute before the hour, with one solved ticket in the week before."""
    desk = open_desk(reports=REPORTS, more='[cost]\ncurrency = "EUR"\nhourly_rate = 60.0\nmonthly_budget = 1000.0\n')
    desk.known.add("boss@acme.example.com")
    desk.writes(ANN)
    desk.run()
    desk.clock.move(minutes=20)
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes(WANG, text="I have replaced it.\n\n#spent 30m\n#resolve", reply_to=notice)
    desk.run()
    until(desk, datetime(2026, 11, 22, 23, 59, tzinfo=UTC))  # Monday 07:59 in Shanghai
    desk.run()
    desk.new_mails()
    return desk


def test_the_week_arrives_at_the_hour_once_with_a_file(open_desk: Callable[..., DeskWorld]) -> None:
    desk = worked(open_desk)
    desk.clock.move(minutes=1)
    desk.run()
    found = reports(desk)
    assert set(found) == {"li@desk.example.com", "boss@acme.example.com"}
    report = found["li@desk.example.com"]
    assert report.subject == "Weekly report 2026-11-16 – 2026-11-22"
    assert "Resolutions: 1, before 0" in report.text
    assert "First response, mean: 20 min, met (target ≤ 4 h)" in report.text.replace("\u00a0", " ")
    assert "Response in time: 100" in report.text
    assert report.message["Precedence"] == "bulk"
    (file,) = report.files
    rows = list(csv.reader(io.StringIO(file.get_content().encode().decode("utf-8-sig"))))
    assert ["figures", "", "arrived", "count", "1", "0", "", ""] in rows
    assert ["cards", "wang", "hours", "hours", "0.5", "0.0", "", ""] in rows
    assert "解决次数：1，上期 0" in found["boss@acme.example.com"].text
    for _ in range(3):
        desk.clock.move(hours=7)
        desk.run()
    assert reports(desk) == {}


def test_the_month_brings_every_engineer_the_own_score_card(open_desk: Callable[..., DeskWorld]) -> None:
    desk = worked(open_desk)
    until(desk, datetime(2026, 12, 1, 0, 1, tzinfo=UTC))
    desk.run()
    found = [mail for mail in desk.new_mails() if "2026-11-01 – 2026-11-30" in mail.subject]
    assert sorted((mail.to, mail.subject.partition(" 2026")[0]) for mail in found) == [
        ("boss@acme.example.com", "月报"),
        ("li@desk.example.com", "Monthly report"),
        ("wang@desk.example.com", "Score card Wang Wei"),
    ]
    card = next(mail for mail in found if mail.to == "wang@desk.example.com")
    assert "Resolution rate: 100" in card.text
    assert "Chen" not in card.text
    assert not card.files


def test_a_solution_that_was_undone_counts_for_nothing(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    found = []
    for words in ("Try again.\n#resolve", "#undo"):
        desk.clock.move(minutes=10)
        desk.writes(WANG, text=words, reply_to=notice)
        desk.run()
        desk.new_mails()
        with desk.desktop.database.reading() as tx:
            now = desk.clock.now()
            ended = ended_between(tx, now - timedelta(days=1), now + timedelta(days=1))
            found.append(sorted(each.clock.value for each in ended))
    assert found == [["resolution", "response"], ["response"]]  # the answer has left and stays one
