"""Who is let in, by what, and what is never sent to whom."""

import base64
from collections.abc import Callable, Iterator

import pytest

from maildesk.errors import ConfigurationError, LoginRefused, Unreachable
from maildesk.net.accounts import Auth, MailboxAccount, Security
from maildesk.net.imap import connect
from tests.world.certificate import make_certificate
from tests.world.dovecot import PASSWORD, Dovecot
from tests.world.fixtures import account_for
from tests.world.loopback import free_port
from tests.world.scripted_imap import ScriptedImap

SECRET = "s3cret-of-the-desk"


@pytest.fixture
def serve() -> Iterator[Callable[..., ScriptedImap]]:
    servers: list[ScriptedImap] = []

    def start(replies: dict[str, object] | None = None, **options: object) -> ScriptedImap:
        servers.append(ScriptedImap(replies, **options))  # type: ignore[arg-type]
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def account(server: ScriptedImap, **changes: object) -> MailboxAccount:
    fields: dict[str, object] = {
        "name": "support",
        "host": "localhost",
        "port": server.port,
        "security": Security.NONE,
        "username": "desk@example.test",
        "secret": lambda: SECRET,
        "connect_timeout": 5.0,
        "read_timeout": 5.0,
    }
    return MailboxAccount(**fields | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS, Security.NONE])
def test_each_kind_of_protection_leads_to_the_mailbox(dovecot: Dovecot, mail_user: str, security: Security) -> None:
    port = dovecot.imaps_port if security is Security.TLS else dovecot.imap_port

    with connect(account_for(dovecot, mail_user, security=security, port=port)) as mailbox:
        assert mailbox.select().exists == 0


def test_a_wrong_password_is_refused_and_the_next_login_works(dovecot: Dovecot, mail_user: str) -> None:
    with pytest.raises(LoginRefused) as refusal:
        connect(account_for(dovecot, mail_user, secret=lambda: "a wrong one"))
    connect(account_for(dovecot, mail_user)).close()

    assert mail_user in str(refusal.value)
    assert f"localhost:{dovecot.imaps_port}" in str(refusal.value)
    assert "a wrong one" not in str(refusal.value)


@pytest.mark.parametrize("password", ["密码passwörd", 'quotes " and \\ backslashes', "spaces in it"])
def test_any_password_can_be_used(dovecot: Dovecot, password: str) -> None:
    user = dovecot.add_user(f"p{abs(hash(password))}@example.test", password)

    connect(account_for(dovecot, user, secret=lambda: password)).close()


def test_a_certificate_nobody_vouches_for_is_refused(dovecot: Dovecot, mail_user: str) -> None:
    with pytest.raises(Unreachable, match=r"certificate of .* is not trusted"):
        connect(account_for(dovecot, mail_user, ca_file=None))


def test_a_certificate_for_another_name_is_refused(own_dovecot: Callable[..., Dovecot], tmp_path: object) -> None:
    server = own_dovecot()
    other = make_certificate(server.home, "mail.example.net")
    server.replace_certificate(other)
    server.restart()

    for port, security in ((server.imaps_port, Security.TLS), (server.imap_port, Security.STARTTLS)):
        with pytest.raises(Unreachable, match="not trusted"):
            connect(account_for(server, "desk@example.test", port=port, security=security, ca_file=other.cert))


def test_where_starttls_is_stripped_no_credential_is_sent(serve: Callable[..., ScriptedImap]) -> None:
    server = serve(capabilities="IMAP4rev1 IDLE")

    with pytest.raises(Unreachable, match="STARTTLS"):
        connect(account(server, security=Security.STARTTLS))

    assert all(word not in said for said in server.heard for word in ("LOGIN", "AUTHENTICATE", SECRET))


def test_a_session_that_begins_logged_in_is_not_trusted_with_starttls(serve: Callable[..., ScriptedImap]) -> None:
    server = serve(greeting=b"* PREAUTH welcome\r\n", capabilities="IMAP4rev1 STARTTLS")

    with pytest.raises(Unreachable):
        connect(account(server, security=Security.STARTTLS))


def test_what_was_said_before_tls_began_is_forgotten(
    serve: Callable[..., ScriptedImap], tmp_path_factory: pytest.TempPathFactory
) -> None:
    certificate = make_certificate(tmp_path_factory.mktemp("tls"))
    injected = b"TAG OK go on\r\n* CAPABILITY IMAP4rev1 LOGINDISABLED AUTH=PLAIN\r\n* 99 EXISTS\r\n"
    server = serve({"STARTTLS": injected}, capabilities="IMAP4rev1 STARTTLS", certificate=certificate)

    try:
        connect(account(server, security=Security.STARTTLS, ca_file=certificate.cert)).close()
    except Unreachable:
        # the injected bytes reached the handshake, which they spoil: that is as good
        assert not any(SECRET in said for said in server.heard)
    else:
        assert any(said.split(" ")[1] == "LOGIN" for said in server.heard)


def test_a_password_is_not_sent_in_plain_text_to_another_machine() -> None:
    with pytest.raises(ConfigurationError, match="unencrypted"):
        MailboxAccount(
            name="support",
            host="imap.example.com",
            port=143,
            security=Security.NONE,
            username="desk@example.com",
            secret=lambda: SECRET,
        )


def test_a_server_that_is_not_there_is_named() -> None:
    port = free_port()
    nobody = MailboxAccount(
        name="support", host="localhost", port=port, security=Security.TLS, username="desk", secret=lambda: SECRET
    )

    with pytest.raises(Unreachable, match=f"localhost:{port}"):
        connect(nobody)


@pytest.mark.parametrize(
    "words",
    [
        "[UNAVAILABLE] try later",
        "[LIMIT] rate",
        "[INUSE] locked",
        "[ALERT] Too many simultaneous connections. (Failure)",
    ],
)
def test_a_login_refused_for_the_moment_is_no_wrong_password(serve: Callable[..., ScriptedImap], words: str) -> None:
    with pytest.raises(Unreachable, match="just now"):
        connect(account(serve({"LOGIN": f"TAG NO {words}\r\n".encode()})))


def test_a_server_that_repeats_the_password_does_not_make_us_repeat_it(serve: Callable[..., ScriptedImap]) -> None:
    encoded = base64.b64encode(SECRET.encode()).decode()
    reply = f"TAG NO you said {SECRET} ({encoded}) \x07\r\n".encode()

    with pytest.raises(LoginRefused) as refusal:
        connect(account(serve({"LOGIN": reply})))

    assert SECRET not in str(refusal.value)
    assert encoded not in str(refusal.value)
    assert "\x07" not in str(refusal.value)


def test_the_secret_shows_nowhere_in_the_account(dovecot: Dovecot, mail_user: str) -> None:
    assert PASSWORD not in repr(account_for(dovecot, mail_user))


def test_we_say_who_we_are_after_the_login_and_a_refusal_does_not_matter(serve: Callable[..., ScriptedImap]) -> None:
    server = serve({"ID": b"TAG BAD never heard of it\r\n"})

    with connect(account(server)) as mailbox:
        mailbox.select()

    commands = [said.split(" ")[1] for said in server.heard if " " in said]
    assert commands.index("LOGIN") < commands.index("ID") < commands.index("SELECT")


def test_an_access_token_is_presented_as_xoauth2(serve: Callable[..., ScriptedImap]) -> None:
    server = serve()

    connect(account(server, auth=Auth.XOAUTH2)).close()

    said = next(said for said in server.heard if len(said) > 40 and " " not in said)
    assert base64.b64decode(said) == f"user=desk@example.test\x01auth=Bearer {SECRET}\x01\x01".encode()


def test_a_refused_token_is_fetched_anew_once_and_only_once(serve: Callable[..., ScriptedImap]) -> None:
    no = b"TAG NO [AUTHENTICATIONFAILED] expired\r\n"
    tokens = iter(["first-token", "second-token", "third-token"])
    forgotten: list[bool] = []
    changes: dict[str, object] = {
        "auth": Auth.XOAUTH2,
        "secret": lambda: next(tokens),
        "forget_secret": lambda: forgotten.append(True),
    }

    connect(account(serve({"AUTHENTICATE": [no, b"TAG OK in\r\n"]}), **changes)).close()
    assert forgotten == [True]
    assert next(tokens) == "third-token"

    tokens = iter(["first-token", "second-token", "third-token"])
    with pytest.raises(LoginRefused):
        connect(account(serve({"AUTHENTICATE": no}), **changes))
    assert next(tokens) == "third-token"


@pytest.mark.parametrize("auth", [Auth.XOAUTH2, Auth.OAUTHBEARER])
def test_a_bad_token_is_refused_by_a_real_server(dovecot: Dovecot, mail_user: str, auth: Auth) -> None:
    with pytest.raises((LoginRefused, Unreachable)):
        connect(account_for(dovecot, mail_user, auth=auth, secret=lambda: "a-bad-token"))
