"""Two connections to one fresh mailbox; SMTP servers that take commands one by one, and in groups."""

from collections.abc import Iterator

import pytest

from maildesk.net.imap import MailboxAccount, MailboxConnection, connect
from tests.net.courier import running
from tests.world.flaky_smtp import FlakyHandler
from tests.world.smtp_sink import Recorder, SmtpServer

either_way = pytest.fixture(params=[False, True], ids=["one by one", "in groups"])


@either_way
def smtp_server(request: pytest.FixtureRequest) -> Iterator[SmtpServer]:
    """A server that keeps every mail it takes."""
    with running(SmtpServer(Recorder(groups=request.param))) as server:
        yield server


@either_way
def flaky_smtp(request: pytest.FixtureRequest) -> Iterator[SmtpServer]:
    """A server whose `handler` (FlakyHandler) can be told to misbehave."""
    with running(SmtpServer(FlakyHandler(groups=request.param))) as server:
        yield server


@pytest.fixture
def mailbox(mailbox_account: MailboxAccount) -> Iterator[MailboxConnection]:
    with connect(mailbox_account) as connection:
        connection.select()
        yield connection


@pytest.fixture
def other_client(mailbox_account: MailboxAccount) -> Iterator[MailboxConnection]:
    """A person's mail client on the same mailbox."""
    with connect(mailbox_account) as connection:
        connection.select()
        yield connection
