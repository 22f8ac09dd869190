"""The courier keeps all its connections busy, leaves the pace to the operator, and gives back what it has not sent."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from maildesk.clock import SystemClock
from maildesk.flows.deliver import Courier
from maildesk.flows.pace import Meter, Pace
from maildesk.net.accounts import RelayAccount, Security
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.outbox import enqueue
from maildesk.store.trouble import DatabaseUnreachable
from tests.store.builders import outgoing
from tests.world.smtp_sink import Recorder, SmtpServer

YESTERDAY = datetime(2026, 11, 18, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(f"sqlite:///{tmp_path / 'desk.db'}")) as database:
        migrate(database)
        yield database


def owe(database: Database, count: int) -> None:
    mails = [outgoing(number, recipient=f"c{number}@customer.example") for number in range(count)]
    database.run(lambda tx: enqueue(tx, mails, YESTERDAY))


def courier(database: Database, server: SmtpServer, *, connections: int = 2, pace: Pace | None = None) -> Courier:
    account = RelayAccount(
        name="relay", host="127.0.0.1", port=server.port, security=Security.NONE, connections=connections
    )
    return Courier(database, SystemClock(), account, owner="me", pace=pace or Pace())


def one_round(courier: Courier, stop: asyncio.Event | None = None) -> int:
    async def play() -> int:
        try:
            return await courier.round(stop or asyncio.Event())
        finally:
            await courier.close()

    return asyncio.run(play())


def states(database: Database) -> dict[tuple[Any, ...], int]:
    """How many mails stand in which (state, tries, uncertain, with a dot)."""
    with database.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT state, tries, uncertain, dot_sent_at IS NOT NULL, count(*) FROM outbox GROUP BY 1, 2, 3, 4"
        )
        return {tuple(row[:4]): row[4] for row in found}


def test_further_mails_are_claimed_while_the_first_are_sent(database: Database, smtp_server: SmtpServer) -> None:
    owe(database, 40)  # more than three times what two connections claim at once

    assert one_round(courier(database, smtp_server)) == 40
    assert sorted(mail.recipients[0] for mail in smtp_server.mails) == sorted(
        f"c{number}@customer.example" for number in range(40)
    )
    assert {state for state, *_ in states(database)} == {"sent"}
    assert {tries for _, tries, *_ in states(database)} == {1}


def test_no_more_mails_leave_in_a_minute_than_the_operator_allows(database: Database, smtp_server: SmtpServer) -> None:
    owe(database, 40)

    asyncio.run(courier(database, smtp_server, pace=Pace(per_minute=17)).drain())

    assert len(smtp_server.mails) == 17
    assert states(database)[("queued", 0, 0, 0)] == 23


def test_what_is_claimed_when_the_courier_stops_is_given_back_untried(
    database: Database, smtp_server: SmtpServer
) -> None:
    owe(database, 40)
    stopping = courier(database, smtp_server)

    async def play() -> None:
        stop = asyncio.Event()
        sending = asyncio.create_task(stopping.round(stop))
        await asyncio.to_thread(smtp_server.handler.await_mails, 1)
        stop.set()
        await sending
        await stopping.close()

    asyncio.run(play())
    sent = len(smtp_server.mails)
    assert 1 <= sent < 40
    found = states(database)
    assert sum(count for (state, *_), count in found.items() if state == "sent") == sent
    assert found[("queued", 0, 0, 0)] == 40 - sent


def test_the_courier_goes_on_after_trouble_of_the_database(
    database: Database, smtp_server: SmtpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(database, 1)
    sending = courier(database, smtp_server)

    def gone(_: object) -> object:
        raise DatabaseUnreachable("The database does not answer")

    async def play() -> None:
        stop, wake = asyncio.Event(), asyncio.Event()
        with monkeypatch.context() as trouble:
            trouble.setattr(database, "run", gone)
            with pytest.raises(DatabaseUnreachable):
                await sending.run(stop, wake)
        again = asyncio.create_task(sending.run(stop, wake))
        await asyncio.to_thread(smtp_server.handler.await_mails, 1)
        stop.set()
        await again

    asyncio.run(play())
    assert states(database) == {("sent", 1, 0, 1): 1}


class LateClock(SystemClock):
    """A clock that a test can put forward, as after a sleep of the machine."""

    later = timedelta(0)

    def now(self) -> datetime:
        return super().now() + self.later


class TakenByAnother(Recorder):
    """A relay that answers RCPT only after the machine has slept and another courier has taken the mail."""

    def __init__(self, file: Path, clock: LateClock) -> None:
        super().__init__()
        self.file, self.clock = file, clock

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.mails:
            self.clock.later = timedelta(minutes=2)
            with closing(sqlite3.connect(self.file)) as other, other:
                other.execute("UPDATE outbox SET fence = fence + 1 WHERE state = 'sending'")
        envelope.rcpt_tos.append(address)
        return "250 OK"


def test_a_mail_that_another_courier_took_during_a_sleep_does_not_leave_twice(database: Database) -> None:
    owe(database, 2)
    clock = LateClock()
    server = SmtpServer(TakenByAnother(Path(str(database.url.database)), clock))
    server.start()
    account = RelayAccount(name="relay", host="127.0.0.1", port=server.port, security=Security.NONE, connections=1)
    one_round(Courier(database, clock, account, owner="me", pace=Pace()))
    server.stop()

    assert len(server.mails) == 1


@pytest.mark.parametrize(
    ("stored", "arrives"),
    [
        (b"Subject: a\r\n\r\nWe have it.\r\n", b"Subject: a\r\n\r\nWe have it.\r\n"),
        (b"Subject: a\r\n\r\n.\r\n..dots\r\n", b"Subject: a\r\n\r\n.\r\n..dots\r\n"),
        (b"Subject: a\n\nlines\nof Unix", b"Subject: a\r\n\r\nlines\r\nof Unix\r\n"),
        (b"Subject: a\r\n\r\n" + b"long\r\n" * 9000, b"Subject: a\r\n\r\n" + b"long\r\n" * 9000),
        (b"Subject: a\r\n\r\n" + b".long\r\n" * 9000, b"Subject: a\r\n\r\n" + b".long\r\n" * 9000),
    ],
    ids=["ready", "dots", "lone line feeds", "long", "long with dots"],
)
def test_a_mail_arrives_with_the_bytes_that_were_written(
    database: Database, smtp_server: SmtpServer, stored: bytes, arrives: bytes
) -> None:
    database.run(lambda tx: enqueue(tx, [outgoing(1, body=stored)], YESTERDAY))
    one_round(courier(database, smtp_server))
    assert [mail.content for mail in smtp_server.mails] == [arrives]


def test_the_operators_limits_count_what_left_within_their_time() -> None:
    meter, noon = Meter(Pace(per_minute=3, per_day=5)), datetime(2026, 11, 28, 12, tzinfo=UTC)
    for seconds in (0, 30, 59):
        meter.note_sent(noon + timedelta(seconds=seconds))
    assert meter.allowed(10, noon + timedelta(seconds=59)) == 0
    assert meter.allowed(10, noon + timedelta(seconds=60)) == 1
    assert meter.allowed(10, noon + timedelta(hours=1)) == 2
    assert meter.allowed(1, noon + timedelta(hours=1)) == 1
    assert meter.allowed(10, noon + timedelta(days=1, seconds=30)) == 3


def test_without_limits_of_the_operator_everything_may_leave() -> None:
    meter, noon = Meter(Pace()), datetime(2026, 11, 28, 12, tzinfo=UTC)
    for _ in range(100):
        meter.note_sent(noon)
    assert meter.allowed(10, noon) == 10
