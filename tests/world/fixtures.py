"""The real servers as pytest fixtures; each session (and each test process) has its own."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from maildesk.net.accounts import MailboxAccount, RelayAccount, Security
from tests.world.dovecot import PASSWORD, Dovecot, make_dovecot, remove_dovecot
from tests.world.flaky_smtp import FlakyHandler
from tests.world.parts import Part, require
from tests.world.proxy import Proxy
from tests.world.smtp_sink import PostfixSink, SmtpServer

_users = itertools.count(1)


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One server for the whole session; each test takes its own user."""
    require(Part.DOVECOT)
    server = make_dovecot()
    server.start()
    yield server
    remove_dovecot(server)


@pytest.fixture
def own_dovecot() -> Iterator[Callable[..., Dovecot]]:
    """Start servers with settings of their own, or to be killed: call it with the options of `Dovecot`."""
    require(Part.DOVECOT)
    servers: list[Dovecot] = []

    def start(**options: object) -> Dovecot:
        servers.append(make_dovecot(**options))
        servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        remove_dovecot(server)


@pytest.fixture
def mail_user(dovecot: Dovecot) -> str:
    """A user nobody else has, with an empty INBOX."""
    return dovecot.add_user(f"desk{next(_users)}@example.test")


@pytest.fixture
def mailbox_account(dovecot: Dovecot, mail_user: str) -> MailboxAccount:
    """The account of `mail_user` over TLS."""
    return account_for(dovecot, mail_user)


@pytest.fixture
def smtp_server() -> Iterator[SmtpServer]:
    """A server that keeps every mail it takes."""
    server = SmtpServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def flaky_smtp() -> Iterator[SmtpServer]:
    """A server whose `handler` (FlakyHandler) can be told to misbehave."""
    server = SmtpServer(FlakyHandler())
    server.start()
    yield server
    server.stop()


@pytest.fixture
def postfix_sink() -> Iterator[PostfixSink]:
    """Postfix's smtp-sink, which takes mail faster than anything else."""
    require(Part.SMTP_SINK)
    sink = PostfixSink()
    yield sink
    sink.stop()


@pytest.fixture
def proxy_to() -> Iterator[Callable[[int], Proxy]]:
    """Put proxies before ports: call it with the port of the server."""
    proxies: list[Proxy] = []

    def start(port: int) -> Proxy:
        proxies.append(Proxy(port))
        return proxies[-1]

    yield start
    for proxy in proxies:
        proxy.stop()


def account_for(server: Dovecot, user: str, **changes: object) -> MailboxAccount:
    """Return the account of a user over TLS; `changes` replace any field."""
    fields: dict[str, object] = {
        "name": "support",
        "host": "localhost",
        "port": server.imaps_port,
        "security": Security.TLS,
        "username": user,
        "secret": lambda: PASSWORD,
        "ca_file": server.ca_file,
        "connect_timeout": 10.0,
        "read_timeout": 10.0,
    }
    return MailboxAccount(**fields | changes)  # type: ignore[arg-type]


def relay_for(server: SmtpServer | PostfixSink, **changes: object) -> RelayAccount:
    """Return the account for a server on this machine without TLS and login; `changes` replace any field."""
    fields: dict[str, object] = {
        "name": "relay",
        "host": "localhost",
        "port": server.port,
        "security": Security.NONE,
        "connect_timeout": 10.0,
        "command_timeout": 10.0,
        "final_dot_timeout": 20.0,
    }
    return RelayAccount(**fields | changes)  # type: ignore[arg-type]
