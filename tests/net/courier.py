"""A courier for the tests: sends, and remembers what it wrote down before the text went out."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from maildesk.net.smtp import RelayAccount, RelayConnection, SendResult
from tests.world.flaky_smtp import FlakyHandler
from tests.world.smtp_sink import SmtpServer

MAIL = b"From: desk@example.test\r\nTo: ann@example.org\r\nMessage-ID: <1@example.test>\r\n\r\nHello\r\n"
LONG = MAIL + b"0123456789" * 2_000_000


Result = TypeVar("Result")


class Courier:
    """Sends as the real one does, and remembers what it was told to write down before the text was sent."""

    def __init__(self, account: RelayAccount) -> None:
        self.connection = RelayConnection(account)
        self.dots: list[str] = []

    async def send(self, recipient: str = "ann@example.org", message: bytes = MAIL, **more: str) -> SendResult:
        async def before_data() -> None:
            self.dots.append(recipient)

        return await self.connection.send("desk@example.test", recipient, message, before_data=before_data, **more)


def with_courier(account: RelayAccount, story: Callable[[Courier], Awaitable[Result]]) -> Result:
    async def play() -> Result:
        courier = Courier(account)
        try:
            return await story(courier)
        finally:
            await courier.connection.close()

    return asyncio.run(play())


def send_one(account: RelayAccount, recipient: str = "ann@example.org", message: bytes = MAIL) -> SendResult:
    return with_courier(account, lambda courier: courier.send(recipient, message))


async def closing(account: RelayAccount, story: Callable[[RelayConnection], Awaitable[Result]]) -> Result:
    connection = RelayConnection(account)
    try:
        return await story(connection)
    finally:
        await connection.close()


@contextmanager
def running(server: SmtpServer) -> Iterator[SmtpServer]:
    server.start()
    try:
        yield server
    finally:
        server.stop()


def flaky(server: SmtpServer) -> FlakyHandler:
    assert isinstance(server.handler, FlakyHandler)
    return server.handler
