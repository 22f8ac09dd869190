"""From an account to a logged-in IMAP client, or to a sentence that says why not."""

import imaplib
import ssl
from collections.abc import Callable

import imapclient

import maildesk
from maildesk.errors import LoginRefused, Unreachable
from maildesk.net.accounts import Auth, MailboxAccount, Security
from maildesk.net.imap_wire import ImapClient
from maildesk.net.tls import client_context, tls_sentence, tls_trouble
from maildesk.net.words import server_words

# RFC 5530 and what Gmail says of a sixteenth connection: the secret is right, the moment is not.
_NOT_NOW = ("[UNAVAILABLE]", "[LIMIT]", "[INUSE]", "[SERVERBUG]", "TOO MANY SIMULTANEOUS CONNECTIONS")
_LOGIN_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.@-_+=#!/")


def open_client(account: MailboxAccount) -> ImapClient:
    """Return a client that is logged in and has said who it is.

    Raises Unreachable, LoginRefused; neither holds the secret.
    """
    client = _greet(account)
    try:
        if account.security is Security.STARTTLS:
            _start_tls(client, account)
        _log_in(client, account)
        _introduce(client)
    except BaseException:
        client.wire.shutdown()
        raise
    return client


def _address(account: MailboxAccount) -> str:
    return f"{account.host}:{account.port}"


def _greet(account: MailboxAccount) -> ImapClient:
    context = None if account.security is Security.NONE else client_context(account.ca_file)
    try:
        return ImapClient(account, context if account.security is Security.TLS else None)
    except (OSError, imaplib.IMAP4.error) as trouble:
        raise _unreachable(account, trouble) from None


def _start_tls(client: ImapClient, account: MailboxAccount) -> None:
    try:
        if client.wire.state != "NONAUTH" or not client.has_capability("STARTTLS"):
            raise Unreachable(
                f"{_address(account)} does not offer STARTTLS, so no password was sent; "
                'write security = "tls" if it speaks TLS from the start.'
            )
        client.starttls(client_context(account.ca_file))
        client.wire.sock.settimeout(account.read_timeout)
    except (OSError, imaplib.IMAP4.error) as trouble:
        raise _unreachable(account, trouble) from None


def _log_in(client: ImapClient, account: MailboxAccount) -> None:
    for last_try in (False, True):
        secret = account.secret()
        try:
            _present(client, account, secret)
            client.capabilities()  # what is offered once logged in
        except (OSError, imaplib.IMAP4.abort, imapclient.exceptions.ProtocolError) as trouble:
            raise _unreachable(account, trouble, secret) from None
        except imaplib.IMAP4.error as trouble:
            words = server_words(trouble, secret)
        else:
            return
        if any(hint in words.upper() for hint in _NOT_NOW):
            raise Unreachable(f"{_address(account)} does not let {account.username} in just now: {words}") from None
        if account.forget_secret is None or last_try:
            break
        account.forget_secret()  # an access token may have run out early: one fresh one, then no more
    raise LoginRefused(
        f"{_address(account)} refused the login of {account.username}: {words}. "
        "Check the user name and the password or token; some providers want an app password or IMAP switched on."
    ) from None


def _present(client: ImapClient, account: MailboxAccount, secret: str) -> None:
    user = account.username
    if account.auth is Auth.XOAUTH2:
        client.sasl_login("XOAUTH2", _once(f"user={user}\x01auth=Bearer {secret}\x01\x01"))
    elif account.auth is Auth.OAUTHBEARER:
        identity = user.replace("=", "=3D").replace(",", "=2C")
        client.sasl_login("OAUTHBEARER", _once(f"n,a={identity},\x01auth=Bearer {secret}\x01\x01", refused=b"\x01"))
    elif _fits_login(user, secret) and not client.has_capability("LOGINDISABLED"):
        client.login(user, secret)
    else:
        client.sasl_login("PLAIN", _once(f"\0{user}\0{secret}"))


def _fits_login(user: str, secret: str) -> bool:
    """Return whether the LOGIN command, ASCII and unquoted, can carry both."""
    return set(user) <= _LOGIN_SAFE and secret.isascii() and secret.isprintable()


def _once(answer: str, refused: bytes = b"") -> Callable[[bytes], str | bytes]:
    """Answer the first challenge; a second one is an error report that wants no answer (RFC 7628 section 3.2.3)."""
    left = [answer]
    return lambda _challenge: left.pop() if left else refused


def _introduce(client: ImapClient) -> None:
    """Send ID (RFC 2971): 163 and QQ let nobody select a folder without it; a refusal means nothing."""
    if not client.has_capability("ID"):
        return
    try:
        client.id_({"name": "maildesk", "version": maildesk.__version__, "vendor": "maildesk"})
    except imaplib.IMAP4.abort as trouble:
        raise Unreachable(f"{client.host} closed after the login: {server_words(trouble)}") from None
    except OSError as trouble:
        raise Unreachable(f"{client.host} fell silent after the login: {server_words(trouble)}") from None
    except (imaplib.IMAP4.error, ValueError, imapclient.exceptions.ProtocolError):
        pass


def _unreachable(account: MailboxAccount, trouble: BaseException, *secrets: str) -> Unreachable:
    broken_tls = tls_trouble(trouble)
    if isinstance(broken_tls, ssl.SSLError):
        return Unreachable(tls_sentence(_address(account), broken_tls))
    if isinstance(trouble, TimeoutError):
        return Unreachable(f"{_address(account)} did not answer in time.")
    words = server_words(str(trouble) or type(trouble).__name__, *secrets)
    return Unreachable(f"{_address(account)} cannot be reached or broke off: {words}")
