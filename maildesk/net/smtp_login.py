"""From an account to an SMTP conversation in which mails may be sent, or to a sentence that says why not."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

import aiosmtplib

from maildesk.errors import LoginRefused, Unreachable
from maildesk.net.accounts import Auth, RelayAccount, Security
from maildesk.net.smtp_talk import Talk
from maildesk.net.tls import client_context, tls_sentence, tls_trouble
from maildesk.net.words import server_words

_AUTH_OK = 235
_Method = Callable[[str, str], Awaitable[aiosmtplib.SMTPResponse]]


@dataclass(frozen=True, slots=True)
class Greeted:
    """A connection on which the login is over, and what the server offers there, in lower case, with its parameters."""

    talk: Talk
    extensions: Mapping[str, str]


async def log_in(account: RelayAccount) -> Greeted:
    """Return a connection that is greeted and logged in.

    Raises Unreachable, LoginRefused; neither holds the secret.
    """
    client = aiosmtplib.SMTP(
        hostname=account.host,
        port=account.port,
        local_hostname=account.hello_name,
        timeout=account.connect_timeout,
        use_tls=account.security is Security.TLS,
        start_tls=account.security is Security.STARTTLS,  # True: TLS or nothing
        tls_context=None if account.security is Security.NONE else client_context(account.ca_file),
    )
    try:
        await client.connect()
        await client.ehlo()
        if account.username is not None:
            await _present_login(client, account, account.username)
        return _taken_over(client)
    except (OSError, aiosmtplib.SMTPException) as trouble:
        client.close()
        raise _unreachable(account, trouble) from None
    except BaseException:
        client.close()
        raise


def _taken_over(client: aiosmtplib.SMTP) -> Greeted:
    """Read from the connection ourselves from now on: the library reads one reply a command and drops what is more."""
    transport = client.transport
    if not isinstance(transport, asyncio.Transport) or client.protocol is None or client.protocol._buffer:
        raise aiosmtplib.SMTPServerDisconnected("the server answered out of turn")
    return Greeted(Talk(transport), dict(client.esmtp_extensions))


async def _present_login(client: aiosmtplib.SMTP, account: RelayAccount, username: str) -> None:
    """Try one method once: a wrong password tried with every method would lock the account."""
    address = f"{account.host}:{account.port}"
    if account.secret is None:
        raise LoginRefused(f"There is no password or token for {username} at {address}.")
    for last_try in (False, True):
        secret = await asyncio.to_thread(account.secret)  # a token may have to be fetched
        code, said = await _present(client, account, username, secret)
        if code == _AUTH_OK:
            return
        words = server_words(said, secret)
        if 400 <= code <= 499:
            raise Unreachable(f"{address} does not let {username} in just now: {code} {words}")
        if account.forget_secret is None or last_try:
            break
        await asyncio.to_thread(account.forget_secret)
    raise LoginRefused(
        f"{address} refused the login of {username}: {code} {words}. "
        "Check the user name and the password or token; some providers want an app password or SMTP AUTH switched on."
    )


async def _present(client: aiosmtplib.SMTP, account: RelayAccount, username: str, secret: str) -> tuple[int, str]:
    """Return code and words of the server's answer to the one method that was tried."""
    try:
        response = await _method(client, account)(username, secret)
    except aiosmtplib.SMTPAuthenticationError as refusal:
        return refusal.code, refusal.message
    return response.code, response.message


def _method(client: aiosmtplib.SMTP, account: RelayAccount) -> _Method:
    address = f"{account.host}:{account.port}"
    offered = set(client.server_auth_methods)
    if account.auth is Auth.XOAUTH2:
        if "xoauth2" in offered:
            return client.auth_xoauth2
        raise LoginRefused(f'{address} does not offer XOAUTH2: write auth = "password".')
    methods: dict[str, _Method] = {
        "plain": client.auth_plain,
        "login": client.auth_login,
        "cram-md5": client.auth_crammd5,
    }
    for name, method in methods.items():
        if name in offered:
            return method
    raise LoginRefused(f"{address} offers no login by password: leave out the user name, or check port and security.")


def _unreachable(account: RelayAccount, trouble: Exception) -> Unreachable:
    address = f"{account.host}:{account.port}"
    if (broken_tls := tls_trouble(trouble)) is not None:
        return Unreachable(tls_sentence(address, broken_tls))
    if isinstance(trouble, aiosmtplib.SMTPResponseException):
        return Unreachable(f"{address} does not want to talk: {trouble.code} {server_words(trouble.message)}")
    if account.security is Security.STARTTLS and "STARTTLS extension not supported" in str(trouble):
        return Unreachable(
            f"{address} does not offer STARTTLS, so no password was sent; "
            'write security = "tls" if it speaks TLS from the start.'
        )
    return Unreachable(f"{address} cannot be reached or broke off: {server_words(trouble)}")
