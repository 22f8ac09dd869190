"""The digest comes at the person's hour in the person's zone, once a day, also when the clocks are changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from maildesk.desk.decision import LedgerState, Verdict
from maildesk.desk.people import People
from maildesk.flows.compose import Sending, Writer
from maildesk.flows.digests import DigestMaker
from maildesk.shipped import shipped_folder
from maildesk.store.claims import judge
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.outbox import body_of
from maildesk.store.reading import outgoing_mails
from maildesk.templates import Templates
from tests.desk.builders import LI, a_desk
from tests.journeys.desk_world import SetClock
from tests.store.builders import arrival, kept

BERLIN, SHANGHAI = "Europe/Berlin", "Asia/Shanghai"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A desk with something to say every day: a mail in quarantine."""
    database = Database(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(database)
    row = kept(database, arrival(1))[0]
    verdict = Verdict(state=LedgerState.QUARANTINE, reason="looks like fraud", check="rule")
    database.run(lambda tx: judge(tx, row.ledger_id, verdict, now=datetime(2026, 1, 1, tzinfo=UTC)))
    yield database
    database.close()


def digests(database: Database, start: datetime, hours: int, **person: str) -> list[datetime]:
    """Let a worker look every ten minutes; return when digests were written."""
    reader = replace(LI, **person)  # type: ignore[arg-type]
    desk = replace(a_desk(), people=People(staff=(reader,)))
    writer = Writer(desk, Templates((shipped_folder("templates"),)), Sending(from_address="desk@desk.example.com"))
    clock = SetClock(start)
    found: list[datetime] = []
    for _ in range(hours * 6):
        # a worker that is started anew each time remembers nothing
        if DigestMaker(database, clock, desk, writer).round():
            found.append(clock.now())
        clock.move(minutes=10)
    return found


@pytest.mark.parametrize(
    ("start", "at", "expected"),
    [
        (datetime(2026, 3, 28, tzinfo=UTC), "08:30", ["28 08:30", "29 08:30", "30 08:30"]),
        (datetime(2026, 3, 28, tzinfo=UTC), "02:30", ["28 02:30", "29 03:00", "30 02:30"]),  # 02:30 does not exist
        (datetime(2026, 10, 24, tzinfo=UTC), "02:30", ["24 02:30", "25 02:30", "26 02:30"]),  # exists twice
        (datetime(2026, 10, 24, 4, tzinfo=UTC), "08:30", ["24 08:30", "25 08:30", "26 08:30"]),
    ],
)
def test_once_a_day_at_the_hour_through_the_change_of_clocks(
    database: Database, start: datetime, at: str, expected: list[str]
) -> None:
    zone = ZoneInfo(BERLIN)
    found = digests(database, start, 66, digest_at=at, zone=BERLIN)
    assert [f"{moment.astimezone(zone):%d %H:%M}" for moment in found] == expected


def test_each_person_has_an_own_zone_and_language(database: Database) -> None:
    (moment,) = digests(
        database, datetime(2026, 11, 23, tzinfo=UTC), 24, digest_at="18:00", zone=SHANGHAI, language="zh-Hant"
    )
    assert moment == datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    with database.reading() as tx:
        (mail,) = outgoing_mails(tx)
        assert "日報" in mail.subject
        assert b"Content-Language: zh-Hant" in (body_of(tx, mail.id) or b"")


def test_a_worker_that_slept_over_the_hour_writes_it_when_it_wakes(database: Database) -> None:
    late = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert digests(database, late, 2, digest_at="08:30", zone="UTC") == [late]
    assert digests(database, late + timedelta(hours=3), 2, digest_at="08:30", zone="UTC") == []
