"""Makes the source of each password or token from what the configuration says, and tells what is missing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from maildesk.clock import SystemClock
from maildesk.errors import ConfigurationError, LoginRefused
from maildesk.net.accounts import Auth
from maildesk.net.oauth import ClientCredentials, RefreshToken, TokenEndpoint
from maildesk.settings.forms import LoginForm
from maildesk.settings.secrets import secret_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Login:
    """What gives a password or token each time it is needed, and what makes it give a fresh token."""

    secret: Callable[[], str]
    forget: Callable[[], None] | None = None


def login_of(
    form: LoginForm, where: str, folder: Path, environment: Mapping[str, str], problems: list[str]
) -> Login | None:
    """Return where the secret comes from; None after adding a sentence to the problems."""
    given = [form.password_env, form.password_file, form.password_command, form.password]
    if sum(value is not None for value in given) > 1:
        problems.append(
            f"{where} more than one source of the password; keep password_env, password_file or password_command."
        )
    secret = secret_of(form, folder, environment)
    if secret is not None and form.password_command is None:  # a command may ask somebody; it is run when needed
        try:
            secret()
        except ConfigurationError as error:
            problems += [f"{where} {problem}" for problem in error.problems]
    if form.token_endpoint is not None:
        return _token_login(form, form.token_endpoint, where, folder, secret, problems)
    if secret is None:
        problems.append(f"{where} password is missing; write password_env, password_file or password_command.")
        return None
    return Login(secret=_at_login(secret))


def _at_login(secret: Callable[[], str]) -> Callable[[], str]:
    """Say later on, when the files were right at the start, that this login cannot be."""

    def fetch() -> str:
        try:
            return secret()
        except ConfigurationError as error:
            raise LoginRefused(str(error)) from None

    return fetch


def _token_login(
    form: LoginForm, url: str, where: str, folder: Path, secret: Callable[[], str] | None, problems: list[str]
) -> Login | None:
    if form.auth is Auth.PASSWORD:
        problems.append(f'{where} token_endpoint: a token is no password; write auth = "xoauth2" as well.')
        return None
    if not form.client_id:
        problems.append(f"{where} client_id is missing; write the id of the application beside token_endpoint.")
        return None
    if form.refresh_token_file is None and secret is None:
        problems.append(f"{where} refresh_token_file is missing; write it, or password_file with the client secret.")
        return None
    try:
        endpoint = TokenEndpoint(url=url, client_id=form.client_id, client_secret=secret, scope=form.token_scope)
    except ConfigurationError as error:
        problems += [f"{where} token_endpoint: {problem}" for problem in error.problems]
        return None
    clock = SystemClock()
    if form.refresh_token_file is not None:
        source: RefreshToken | ClientCredentials = RefreshToken(endpoint, folder / form.refresh_token_file, clock)
    else:
        source = ClientCredentials(endpoint, clock)
    return Login(secret=source, forget=source.forget)
