"""Access tokens for mail servers that want OAuth 2.0 instead of a password (RFC 6749)."""

import json
import os
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from maildesk.clock import Clock
from maildesk.errors import ConfigurationError, LoginRefused, Unreachable
from maildesk.net.accounts import is_loopback
from maildesk.net.tls import client_context, tls_sentence, tls_trouble
from maildesk.net.words import server_words

EARLY = 300.0  # seconds before its end that a token is replaced, so that none runs out in the middle of a session
_TIMEOUT = 30.0
_LONGEST_ANSWER = 64 * 1024
_LIFETIME = 3600.0  # seconds, where the server does not say (RFC 6749 section 5.1 only recommends it)


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenEndpoint:
    """Where tokens are issued and as which application; raises ConfigurationError unless it is https."""

    url: str
    client_id: str
    client_secret: Callable[[], str] | None = field(default=None, repr=False)
    scope: str = ""
    ca_file: Path | None = None

    def __post_init__(self) -> None:
        address = urllib.parse.urlsplit(self.url)
        if address.scheme != "https" and not (address.scheme == "http" and is_loopback(address.hostname or "")):
            raise ConfigurationError((f"The token address {self.url} must begin with https://.",))


class ClientCredentials:
    """Tokens for the application itself (RFC 6749 section 4.4), as Microsoft 365 gives them to daemons."""

    def __init__(self, endpoint: TokenEndpoint, clock: Clock) -> None:
        self._kept = _KeptToken(clock, lambda: _request(endpoint, {"grant_type": "client_credentials"}))

    def __call__(self) -> str:
        """Return a token that is good for the next minutes; raises Unreachable or LoginRefused."""
        return self._kept.current()

    def forget(self) -> None:
        """Give a fresh token the next time."""
        self._kept.forget()


class RefreshToken:
    """Tokens from a refresh token in a file (RFC 6749 section 6); a new refresh token replaces it there at once."""

    def __init__(self, endpoint: TokenEndpoint, token_file: Path, clock: Clock) -> None:
        self._endpoint = endpoint
        self._file = token_file
        self._kept = _KeptToken(clock, self._renew)

    def __call__(self) -> str:
        """Return a token that is good for the next minutes; raises Unreachable or LoginRefused."""
        return self._kept.current()

    def forget(self) -> None:
        """Give a fresh token the next time."""
        self._kept.forget()

    def _renew(self) -> "_Answer":
        try:
            refresh_token = self._file.read_text("utf-8").strip()
        except OSError as trouble:
            raise LoginRefused(f"The refresh token file {self._file} cannot be read: {trouble.strerror}.") from None
        answer = _request(self._endpoint, {"grant_type": "refresh_token", "refresh_token": refresh_token})
        if answer.refresh_token and answer.refresh_token != refresh_token:
            _replace(self._file, answer.refresh_token)
        return answer


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    lifetime: float  # seconds


class _KeptToken:
    """One token for all threads, fetched by one of them while the others wait."""

    def __init__(self, clock: Clock, fetch: Callable[[], _Answer]) -> None:
        self._clock = clock
        self._fetch = fetch
        self._lock = threading.Lock()
        self._token = ""
        self._good_until = 0.0

    def current(self) -> str:
        with self._lock:
            if not self._token or self._clock.monotonic() >= self._good_until:
                asked = self._clock.monotonic()
                answer = self._fetch()
                self._token = answer.access_token
                self._good_until = asked + max(answer.lifetime - EARLY, answer.lifetime / 2)
            return self._token

    def forget(self) -> None:
        with self._lock:
            self._token = ""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would carry the secret to somebody else."""

    def redirect_request(self, *_: object, **__: object) -> None:
        """Follow nothing."""


def _request(endpoint: TokenEndpoint, fields: Mapping[str, str]) -> _Answer:
    form = dict(fields) | {"client_id": endpoint.client_id}
    if endpoint.client_secret is not None:
        form["client_secret"] = endpoint.client_secret()
    if endpoint.scope:
        form["scope"] = endpoint.scope
    secrets = (form.get("client_secret"), form.get("refresh_token"))
    status, body = _post(endpoint, urllib.parse.urlencode(form).encode("ascii"), secrets)
    said = _json_object(body)
    token = said.get("access_token")
    if status == 200 and isinstance(token, str) and token:
        refresh_token, lifetime = said.get("refresh_token"), said.get("expires_in")
        return _Answer(
            access_token=token,
            refresh_token=refresh_token if isinstance(refresh_token, str) else "",
            lifetime=_seconds(lifetime),
        )
    reason = server_words(f"{said.get('error', status)}: {said.get('error_description', '')}", *secrets)
    if status in (400, 401, 403):
        raise LoginRefused(f"{endpoint.url} gives no token for {endpoint.client_id}: {reason}. Grant access again.")
    raise Unreachable(f"{endpoint.url} gave no token just now: {reason}")


def _post(endpoint: TokenEndpoint, form: bytes, secrets: tuple[str | None, ...]) -> tuple[int, bytes]:
    opener = urllib.request.build_opener(
        _NoRedirect, urllib.request.HTTPSHandler(context=client_context(endpoint.ca_file))
    )
    request = urllib.request.Request(endpoint.url, data=form, headers={"Accept": "application/json"})  # noqa: S310 - https, see TokenEndpoint
    try:
        with opener.open(request, timeout=_TIMEOUT) as response:
            return response.status, response.read(_LONGEST_ANSWER)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read(_LONGEST_ANSWER)
    except OSError as trouble:
        reason = getattr(trouble, "reason", None)  # urllib wraps what really happened
        broken_tls = tls_trouble(reason if isinstance(reason, BaseException) else trouble)
        if broken_tls is not None:
            raise Unreachable(tls_sentence(endpoint.url, broken_tls)) from None
        raise Unreachable(f"{endpoint.url} cannot be reached: {server_words(trouble, *secrets)}") from None


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _seconds(said: object) -> float:
    """Return `expires_in`, which some servers send as text."""
    try:
        lifetime = float(said) if isinstance(said, (int, float, str)) else _LIFETIME
    except ValueError:
        return _LIFETIME
    return lifetime if 0 < lifetime < 10**7 else _LIFETIME


def _replace(file: Path, text: str) -> None:
    """Put the text in the file's place so that a crash leaves either the old or the new one."""
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")  # readable by its owner only
    with os.fdopen(handle, "w", encoding="utf-8") as out:
        out.write(text + "\n")
        out.flush()
        os.fsync(out.fileno())
    Path(draft).replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
