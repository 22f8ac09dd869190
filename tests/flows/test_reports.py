"""Reports are written once a reader and period, at the hour there, and hold the figures and a file."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maildesk.desk.desk import Desk
from maildesk.desk.service_settings import Reports
from maildesk.flows.compose import Sending, Writer
from maildesk.flows.reports import ReportMaker
from maildesk.shipped import shipped_folder
from maildesk.store.database import Database
from maildesk.store.reading import outgoing_mails
from maildesk.templates import Templates
from tests.flows.generated_desk import generate, generated_desk

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
TEMPLATES = Templates((shipped_folder("templates"),))


class SetClock:
    def __init__(self, now: datetime) -> None:
        self.at = now

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


def desk_with(**changes: Any) -> Desk:
    desk = generated_desk()
    return replace(desk, zone="UTC", reports=Reports(**changes))


def maker(database: Database, clock: SetClock, desk: Desk) -> ReportMaker:
    return ReportMaker(database, clock, desk, Writer(desk, TEMPLATES, Sending()))


def readers(database: Database) -> list[str]:
    """To whom reports are owed."""
    with database.reading() as tx:
        return sorted(row.to[0] for row in outgoing_mails(tx) if row.kind == "report")


@pytest.fixture
def worked(database: Database) -> Database:
    """A desk with a month and a half behind it, until Sunday 1 March."""
    generate(database, generated_desk(), 150, first=MONDAY - timedelta(days=45), days=45)
    return database


def test_each_reader_gets_the_week_once_however_many_workers_look(worked: Database) -> None:
    clock, desk = (
        SetClock(MONDAY + timedelta(hours=7, minutes=59)),
        desk_with(monthly=False, recipients=("boss@example.com",)),
    )
    one, other = maker(worked, clock, desk), maker(worked, clock, desk)
    assert one.round() == 2  # of the week before: this desk has just begun to report
    clock.at += timedelta(minutes=1)
    assert [one.round(), other.round(), one.round()] == [2, 0, 0]
    assert maker(worked, clock, desk).round() == 0
    assert readers(worked) == ["boss@example.com"] * 2 + ["li@desk.example.com"] * 2


def test_each_month_every_engineer_gets_the_own_card_and_supervisors_all_of_them(worked: Database) -> None:
    clock, desk = SetClock(MONDAY), desk_with(weekly=False)
    assert maker(worked, clock, desk).round() == 13
    assert readers(worked) == sorted([*(f"e{n}@desk.example.com" for n in range(12)), "li@desk.example.com"])
    assert maker(worked, SetClock(MONDAY), desk_with(weekly=False, score_cards=False)).round() == 0


def test_a_worker_that_was_down_at_the_hour_writes_it_later_and_only_the_newest(worked: Database) -> None:
    clock, desk = SetClock(MONDAY + timedelta(days=9)), desk_with(monthly=False)
    assert maker(worked, clock, desk).round() == 1
    assert maker(worked, clock, desk).round() == 0


def test_nothing_happened_and_nothing_is_sent(database: Database) -> None:
    clock, desk = SetClock(MONDAY + timedelta(hours=9)), desk_with()
    assert maker(database, clock, desk).round() == 0
    assert readers(database) == []
