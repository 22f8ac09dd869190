"""Stored mails are decided again, and only what other rules change is told."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from maildesk.desk.rules import parse_rules
from maildesk.flows.replay import replay
from maildesk.flows.replay_report import ReplayReport
from maildesk.store.showing import open_tickets
from tests.journeys.desk_world import DeskWorld

ANN = "Ann Smith <ann@customer.example.org>"
BOB = "Bob Jones <bob@other.example.net>"
WANG = "Wang Wei <wang@desk.example.com>"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def a_day(desk: DeskWorld) -> None:
    """Two tickets, an answer, a confirmation and a mail that a machine wrote."""
    desk.writes(ANN)
    desk.writes(BOB, subject="VPN is slow", text="Since Monday.")
    desk.writes(BOB, subject="Out of office", headers={"Auto-Submitted": "auto-replied"})
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.clock.move(minutes=10)
    desk.writes(WANG, text="I changed the driver.\n\n#resolve", reply_to=notice)
    desk.run()
    asked = next(mail for mail in desk.new_mails() if mail.to == "ann@customer.example.org")
    desk.clock.move(minutes=10)
    desk.writes(ANN, text="Yes, thanks!", reply_to=asked)
    desk.run()
    desk.new_mails()


def replayed(desk: DeskWorld, folder: Path, rules: str | None = None, since: datetime = LONG_AGO) -> ReplayReport:
    """Replay, with other rules when they are given as TOML."""
    own = desk.desktop.settings.desk
    ruleset, problems = parse_rules(tomllib.loads(rules or "rule = []")["rule"])
    assert problems == ()
    other = replace(own, rules=ruleset) if rules else None
    folder.mkdir()
    return replay(desk.desktop.database, own, desk._readers, since, folder, other=other)


def test_the_same_rules_change_nothing_and_the_desk_is_not_touched(desk: DeskWorld, tmp_path: Path) -> None:
    a_day(desk)
    with desk.desktop.database.reading() as tx:
        before = open_tickets(tx)
    report = replayed(desk, tmp_path / "scratch")
    assert (report.mails, report.failed, report.unread) == (5, (), 0)
    assert [(mail.subject, mail.differences()) for mail in report.changed] == []
    with desk.desktop.database.reading() as tx:
        assert open_tickets(tx) == before
    desk.run()
    assert desk.new_mails() == []


def test_other_rules_tell_which_mails_would_end_differently(desk: DeskWorld, tmp_path: Path) -> None:
    a_day(desk)
    report = replayed(
        desk,
        tmp_path / "scratch",
        """
        [[rule]]
        name = "VPN is urgent and Chen's"
        when = { subject_any = ["VPN"] }
        set = { impact = "high", urgency = "high", owner = "chen" }

        [[rule]]
        name = "printers are nothing"
        when = { subject_any = ["printer"] }
        set = { drop = "we have no printers" }
        """,
    )
    changes = {mail.subject: {name: (was, is_) for name, was, is_ in mail.differences()} for mail in report.changed}
    assert changes["VPN is slow"]["priority"] == ("normal", "urgent")
    assert changes["Printer broken"]["verdict"] == ("ticket", "ignored")
    assert dict(report.counts)["verdict"] >= 1
    assert "Out of office" not in changes


def test_a_later_day_knows_the_tickets_from_before(desk: DeskWorld, tmp_path: Path) -> None:
    desk.writes(ANN)
    desk.run()
    acknowledged = next(mail for mail in desk.new_mails() if mail.to == "ann@customer.example.org")
    desk.clock.move(days=1)
    noon = desk.clock.now()
    desk.clock.move(minutes=5)
    desk.writes(ANN, text="It smokes now.", reply_to=acknowledged)
    desk.run()
    report = replayed(desk, tmp_path / "scratch", since=noon)
    assert (report.mails, report.changed, report.failed) == (1, (), ())
