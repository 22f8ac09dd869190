"""What the courier's connections report is written together where they are at one point, and nobody waits in vain."""

import asyncio
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from maildesk.clock import SystemClock
from maildesk.flows.courier_record import Recorder
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.outbox import enqueue
from maildesk.store.sending import ClaimedMail, Sent, claim_outbox
from tests.store.builders import NOON, outgoing


class Counted(Database):
    """A database that counts its commits."""

    commits = 0

    def run(self, work):  # type: ignore[no-untyped-def]
        self.commits += 1
        return super().run(work)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Counted]:
    database = Counted(f"sqlite:///{tmp_path / 'desk.db'}")
    migrate(database)
    with closing(database):
        yield database


def _claimed(database: Database, count: int) -> list[ClaimedMail]:
    database.run(lambda tx: enqueue(tx, [outgoing(number) for number in range(count)], NOON))
    return database.run(lambda tx: claim_outbox(tx, "me", NOON, 60, count))


def _play(database: Counted, mails: list[ClaimedMail], busy: int) -> int:
    """Report the dot and then the end of each mail, all mails at once; return how many commits that took."""
    before = database.commits

    async def play() -> None:
        recorder = Recorder(database, SystemClock(), executor, lambda: busy)

        async def one(mail: ClaimedMail) -> None:
            assert await recorder.dot(mail.id, mail.fence)
            await recorder.result(Sent(id=mail.id, fence=mail.fence, at=NOON))

        await asyncio.gather(*(one(mail) for mail in mails))

    with ThreadPoolExecutor(1) as executor:
        asyncio.run(asyncio.wait_for(play(), 10))
    return database.commits - before


def test_connections_at_the_same_point_share_a_commit(database: Counted) -> None:
    assert _play(database, _claimed(database, 8), busy=8) == 2


def test_a_connection_alone_has_its_own_commits(database: Counted) -> None:
    assert _play(database, _claimed(database, 1), busy=1) == 2


def test_nobody_waits_in_vain_for_a_connection_that_says_nothing(database: Counted) -> None:
    assert _play(database, _claimed(database, 3), busy=4) == 2


def _goes_on(database: Counted, mail: ClaimedMail, upcoming: tuple[int, int]) -> tuple[bool, int]:
    """Report the end of a mail and what its connection sends next; return the answer, and how many commits it took."""
    before = database.commits

    async def play() -> bool:
        recorder = Recorder(database, SystemClock(), executor, lambda: 1)
        return await recorder.result(Sent(id=mail.id, fence=mail.fence, at=NOON), upcoming)

    with ThreadPoolExecutor(1) as executor:
        found = asyncio.run(play())
    return found, database.commits - before


def _states(database: Database) -> list[tuple[str, bool]]:
    with closing(sqlite3.connect(str(database.url.database))) as outside:
        return outside.execute("SELECT state, dot_sent_at IS NOT NULL FROM outbox ORDER BY id").fetchall()


def test_the_end_of_a_mail_and_the_dot_of_the_next_share_a_commit(database: Counted) -> None:
    first, second = _claimed(database, 2)

    assert _goes_on(database, first, (second.id, second.fence)) == (True, 1)
    assert _states(database) == [("sent", False), ("sending", True)]


def test_the_end_of_a_mail_is_kept_when_another_courier_has_taken_the_next(database: Counted) -> None:
    first, second = _claimed(database, 2)

    assert _goes_on(database, first, (second.id, second.fence - 1)) == (False, 1)
    assert _states(database) == [("sent", False), ("sending", False)]


def test_a_mail_that_another_courier_has_taken_must_not_leave(database: Counted) -> None:
    mail = _claimed(database, 1)[0]

    async def play() -> bool:
        return await Recorder(database, SystemClock(), executor, lambda: 1).dot(mail.id, mail.fence - 1)

    with ThreadPoolExecutor(1) as executor:
        assert asyncio.run(play()) is False


def test_trouble_of_the_database_reaches_the_connection_that_reported(
    database: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = _claimed(database, 1)[0]

    def broken(_work: object) -> object:
        raise OSError("no space")

    monkeypatch.setattr(database, "run", broken)

    async def play() -> None:
        await Recorder(database, SystemClock(), executor, lambda: 1).dot(mail.id, mail.fence)

    with ThreadPoolExecutor(1) as executor, pytest.raises(OSError, match="no space"):
        asyncio.run(play())
