"""Maintenance comes back by the calendar, is ticked by reply, and its hours are noted."""

from collections.abc import Callable

import pytest

from maildesk.app import maintenance_of
from maildesk.store.tickets import read_tickets
from maildesk.store.time_spent import minutes_on
from tests.journeys.desk_world import DeskWorld, SentMail

WANG = "Wang Wei <wang@desk.example.com>"
_MORE = """
[[recurring]]
name = "backups"
title = "Check the backups"
when = "0 9 * * *"
team = "service"
owner = "wang"
checklist = ["Restore one file", "Look at the log", "Change the tape"]
words = "The tapes lie in the safe."
"""


@pytest.fixture
def desk(open_desk: Callable[..., DeskWorld]) -> DeskWorld:
    desk = open_desk(more=_MORE)
    desk.run()
    assert desk.new_mails() == []
    return desk


def opened(desk: DeskWorld) -> SentMail:
    """Let it become Tuesday, 10:00, and return the notice Wang gets."""
    desk.clock.move(days=1)
    desk.run()
    return desk.mail_to("wang@desk.example.com")


def test_it_is_opened_once_through_restarts_and_by_two_workers(desk: DeskWorld) -> None:
    notice = opened(desk)
    assert "Check the backups" in notice.subject
    assert "2. [ ] Look at the log" in notice.text
    assert "The tapes lie in the safe." in notice.text
    assert [maintenance_of(desk.desktop).round() for _ in range(3)] == [0, 0, 0]
    desk.run()
    assert desk.new_mails() == []


def test_after_an_outage_one_ticket_stands_for_all_missed_moments(desk: DeskWorld) -> None:
    desk.clock.move(days=5)
    desk.run()
    assert "4 times more" in desk.mail_to("wang@desk.example.com").text


def test_lines_are_ticked_by_reply_and_the_time_is_noted(desk: DeskWorld) -> None:
    notice = opened(desk)
    desk.writes(WANG, text="done 1 3\n#spent 1h15m", reply_to=notice)
    desk.run()
    transcript = desk.mail_to("wang@desk.example.com")
    assert "Ticked: 1 3; 1 left." in transcript.text
    assert "2. [ ] Look at the log" in transcript.text
    assert "1 h 15 min" in transcript.text
    desk.writes(WANG, text="完成 2", reply_to=notice)
    desk.run()
    assert "everything is done" in desk.mail_to("wang@desk.example.com").text
    with desk.desktop.database.reading() as tx:
        assert [line.done_by for line in read_tickets(tx, [1])[1].checklist] == ["wang"] * 3
        assert minutes_on(tx, 1) == 75


def test_a_wrong_line_ticks_nothing(desk: DeskWorld) -> None:
    notice = opened(desk)
    desk.writes(WANG, text="done 1\ndone 9", reply_to=notice)
    desk.run()
    assert "lines 1 to 3, not 9" in desk.mail_to("wang@desk.example.com").text
    with desk.desktop.database.reading() as tx:
        assert not any(line.done_at for line in read_tickets(tx, [1])[1].checklist)


def test_what_is_overdue_stands_in_the_digest_at_risk(desk: DeskWorld) -> None:
    opened(desk)
    desk.clock.move(days=2, hours=9)  # Thursday, 19:00; the digest comes at 18:00
    desk.run()
    digest = next(mail for mail in desk.new_mails() if "At risk" in mail.text)
    assert "Check the backups" in digest.text
    assert "solution overdue" in digest.text
