"""How a relay is reached and logged in to, and what is never sent to whom."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from maildesk.errors import ConfigurationError, LoginRefused, Unreachable
from maildesk.net.accounts import Auth, RelayAccount, Security
from maildesk.net.smtp import Outcome, RelayConnection, SendResult, Stage
from tests.world.certificate import Certificate, make_certificate
from tests.world.fixtures import relay_for
from tests.world.flaky_smtp import FlakyHandler
from tests.world.smtp_sink import PostfixSink, SmtpServer

SECRET = "s3cret-of-the-relay"
LOGIN: dict[str, object] = {"username": "desk@example.test", "secret": lambda: SECRET}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return make_certificate(tmp_path_factory.mktemp("smtp-tls"))


@pytest.fixture
def serve() -> Iterator[Callable[..., SmtpServer]]:
    servers: list[SmtpServer] = []

    def start(**options: object) -> SmtpServer:
        servers.append(SmtpServer(**options))  # type: ignore[arg-type]
        servers[-1].start()
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def open_and_close(account: RelayAccount) -> None:
    async def play() -> None:
        connection = RelayConnection(account)
        await connection.open()
        assert connection.is_open
        await connection.close()

    asyncio.run(play())


def send(
    account: RelayAccount, recipient: str = "ann@example.org", message: bytes = b"x: y\r\n\r\nz\r\n"
) -> SendResult:
    async def play() -> SendResult:
        async def before_data() -> None:
            pass

        connection = RelayConnection(account)
        try:
            return await connection.send("desk@example.test", recipient, message, before_data=before_data)
        finally:
            await connection.close()

    return asyncio.run(play())


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_mail_goes_out_over_tls_after_a_login(
    serve: Callable[..., SmtpServer], certificate: Certificate, security: Security
) -> None:
    server = serve(
        certificate=certificate,
        tls_from_start=security is Security.TLS,
        users={"desk@example.test": SECRET},
    )

    result = send(relay_for(server, security=security, ca_file=certificate.cert, **LOGIN))

    assert result.outcome is Outcome.SENT
    assert len(server.mails) == 1


@pytest.mark.parametrize("size", [60_000, 400_000, 20_000_000])
@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_long_mail_goes_out_whole_over_tls(
    serve: Callable[..., SmtpServer], certificate: Certificate, security: Security, size: int
) -> None:
    server = serve(certificate=certificate, tls_from_start=security is Security.TLS)
    message = b"Subject: long\r\n\r\n" + (b"0123456789abcdef" * 4 + b"\r\n") * (size // 66 + 1)

    result = send(
        relay_for(server, security=security, ca_file=certificate.cert, final_dot_timeout=10.0), message=message
    )

    assert result.outcome is Outcome.SENT
    assert server.mails[0].content == message


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_certificate_nobody_vouches_for_is_refused_before_any_login(
    serve: Callable[..., SmtpServer], certificate: Certificate, security: Security
) -> None:
    server = serve(
        certificate=certificate, tls_from_start=security is Security.TLS, users={"desk@example.test": SECRET}
    )
    account = relay_for(server, security=security, **LOGIN)

    with pytest.raises(Unreachable, match="not trusted"):
        open_and_close(account)
    result = send(account)

    assert (result.outcome, result.stage) == (Outcome.ACCOUNT_TROUBLE, Stage.CONNECT)
    assert server.login_attempts == []


def test_a_certificate_for_another_name_is_refused(serve: Callable[..., SmtpServer], tmp_path: Path) -> None:
    other = make_certificate(tmp_path, "mail.example.net")
    server = serve(certificate=other, tls_from_start=True)

    with pytest.raises(Unreachable, match="not trusted"):
        open_and_close(relay_for(server, security=Security.TLS, ca_file=other.cert))


def test_where_starttls_is_stripped_no_credential_is_sent(serve: Callable[..., SmtpServer]) -> None:
    server = serve(users={"desk@example.test": SECRET})

    with pytest.raises(Unreachable, match="does not offer STARTTLS"):
        open_and_close(relay_for(server, security=Security.STARTTLS, **LOGIN))

    assert server.login_attempts == []


def test_a_wrong_password_is_tried_once_and_is_the_accounts_trouble(serve: Callable[..., SmtpServer]) -> None:
    server = serve(users={"desk@example.test": "another"})

    result = send(relay_for(server, **LOGIN))

    assert (result.outcome, result.stage) == (Outcome.ACCOUNT_TROUBLE, Stage.CONNECT)
    assert "desk@example.test" in result.words
    assert SECRET not in result.words
    assert len(server.login_attempts) == 1


def test_a_server_without_a_login_is_told_from_a_wrong_password(serve: Callable[..., SmtpServer]) -> None:
    with pytest.raises(LoginRefused, match="offers no login"):
        open_and_close(relay_for(serve(), **LOGIN))


def test_a_server_without_xoauth2_gets_no_token(serve: Callable[..., SmtpServer]) -> None:
    server = serve(users={"desk@example.test": SECRET})

    with pytest.raises(LoginRefused, match="XOAUTH2"):
        open_and_close(relay_for(server, auth=Auth.XOAUTH2, **LOGIN))

    assert server.login_attempts == []


def test_a_relay_that_wants_a_login_we_do_not_have_is_the_accounts_trouble(serve: Callable[..., SmtpServer]) -> None:
    result = send(relay_for(serve(users={"desk@example.test": SECRET})))

    assert (result.outcome, result.code) == (Outcome.ACCOUNT_TROUBLE, 530)


def test_an_answer_out_of_turn_is_never_counted_for_another_command(serve: Callable[..., SmtpServer]) -> None:
    handler = FlakyHandler(groups=False, rcpt_replies={"ann@example.org": "250 2.1.5 Ok\r\n250 2.0.0 queued"})
    server = serve(handler=handler)

    result = send(relay_for(server))

    assert (result.outcome, result.stage) == (Outcome.DEFERRED, Stage.RCPT)
    assert server.mails == []


def test_a_password_is_not_sent_in_plain_text_to_another_machine() -> None:
    with pytest.raises(ConfigurationError, match="unencrypted"):
        RelayAccount(name="relay", host="smtp.example.com", port=25, security=Security.NONE)


def test_the_secret_shows_nowhere_in_the_account() -> None:
    account = RelayAccount(
        name="relay",
        host="smtp.example.com",
        port=465,
        security=Security.TLS,
        username="desk@example.com",
        secret=lambda: SECRET,
    )

    assert SECRET not in repr(account)
    assert "lambda" not in repr(account)


def test_postfix_takes_our_mail(postfix_sink: PostfixSink) -> None:
    assert send(relay_for(postfix_sink)).outcome is Outcome.SENT
