"""Where a mail server is and who we are there: the values every connection starts from."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from maildesk.errors import ConfigurationError

MIB = 1024 * 1024


class Security(StrEnum):
    """How the connection is protected; there is no "if the server likes"."""

    TLS = "tls"  # from the first byte
    STARTTLS = "starttls"  # plain greeting, then TLS or nothing
    NONE = "none"  # only on this machine, or when plainly asked for


class Auth(StrEnum):
    """How the server is told who we are."""

    PASSWORD = "password"  # noqa: S105 - the name of a method
    XOAUTH2 = "xoauth2"
    OAUTHBEARER = "oauthbearer"  # IMAP only


def is_loopback(host: str) -> bool:
    """Return whether the host names this very machine."""
    if host.lower() in ("localhost", "localhost."):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_plain_text(kind: str, name: str, host: str) -> None:
    problem = (
        f"The {kind} {name} would send its password unencrypted to {host}: "
        'write security = "tls" or "starttls", or allow plain text for it plainly.'
    )
    raise ConfigurationError((problem,))


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxAccount:
    """One folder on one IMAP server; times are seconds, sizes bytes.

    `secret` gives the password or the access token each time it is needed; `forget_secret` makes it give a fresh
    token after a refusal. Raises ConfigurationError for plain text to another machine that was not allowed.
    """

    name: str
    host: str
    port: int
    security: Security
    username: str
    secret: Callable[[], str] = field(repr=False)
    forget_secret: Callable[[], None] | None = field(default=None, repr=False)
    auth: Auth = Auth.PASSWORD
    plain_text_allowed: bool = False
    folder: str = "INBOX"
    done_folder: str = "maildesk/Done"  # "/" here, the server's own separator there
    too_large_folder: str = "maildesk/TooLarge"
    ca_file: Path | None = None
    max_mail_size: int = 30 * MIB
    connect_timeout: float = 30.0
    read_timeout: float = 60.0  # of silence
    literal_timeout: float = 600.0  # for one mail as a whole

    def __post_init__(self) -> None:
        if self.security is Security.NONE and not (self.plain_text_allowed or is_loopback(self.host)):
            _refuse_plain_text("mailbox", self.name, self.host)


@dataclass(frozen=True, kw_only=True, slots=True)
class RelayAccount:
    """One SMTP server that takes our mail; times are seconds.

    Without `username` nobody logs in. Raises ConfigurationError for plain text to another machine that was not allowed.
    """

    name: str
    host: str
    port: int
    security: Security
    username: str | None = None
    secret: Callable[[], str] | None = field(default=None, repr=False)
    forget_secret: Callable[[], None] | None = field(default=None, repr=False)
    auth: Auth = Auth.PASSWORD
    plain_text_allowed: bool = False
    hello_name: str = "[127.0.0.1]"  # what EHLO says, RFC 5321 section 4.1.4
    ca_file: Path | None = None
    connections: int = 8
    connect_timeout: float = 30.0
    command_timeout: float = 60.0
    final_dot_timeout: float = 600.0  # RFC 5321 section 4.5.3.2.6

    def __post_init__(self) -> None:
        if self.security is Security.NONE and not (self.plain_text_allowed or is_loopback(self.host)):
            _refuse_plain_text("relay", self.name, self.host)
        if self.username is not None and self.secret is None:
            raise ConfigurationError((f"The relay {self.name} has a user name but no password or token source.",))
        if self.auth is Auth.OAUTHBEARER:
            raise ConfigurationError((f'The relay {self.name} cannot use oauthbearer: write auth = "xoauth2".',))
