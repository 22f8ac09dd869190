"""Loads the configuration as a whole: typed settings, or every problem at once."""

import os
import secrets as random_secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from maildesk.desk.desk import Desk
from maildesk.errors import ConfigurationError
from maildesk.mail.letter import ReadContext
from maildesk.net.accounts import Auth, MailboxAccount, RelayAccount, Security
from maildesk.settings.desk_of import build_desk, reading_of
from maildesk.settings.files import Tables, read_tables, sentences
from maildesk.settings.forms import Configuration, MailboxForm, SmtpForm
from maildesk.settings.logins import Login, login_of
from maildesk.settings.place import beside

_IMAP_PORT = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143}
_SMTP_PORT = {Security.TLS: 465, Security.STARTTLS: 587, Security.NONE: 25}
_KEY_BYTES = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything the program needs to know; secrets are functions and never stand in a representation."""

    file: Path
    conf: Configuration
    desk: Desk
    instance: str
    database_url: str
    mailboxes: tuple[tuple[MailboxForm, MailboxAccount], ...] = field(repr=False)
    relay: RelayAccount = field(repr=False)
    templates: Path | None = None


def load_settings(file: Path, environment: Mapping[str, str] | None = None, *, make_key: bool = False) -> Settings:
    """Return the settings of a configuration file; raise ConfigurationError with all problems together.

    With `make_key` a missing secret.key is written (mode 0600); without, it is a problem.
    """
    environment = os.environ if environment is None else environment
    conf, tables = _validated(file)
    problems = list(tables.problems)
    folder = file.resolve().parent
    key = _secret_key(folder / conf.desk.secret_key_file, problems, make=make_key)
    instance = instance_of(key)
    desk, unfit = build_desk(conf, tables, key, instance)
    problems += unfit
    mailboxes = _mailbox_accounts(conf, tables, folder, environment, problems)
    relay = _relay_account(conf.smtp, tables, folder, environment, problems)
    problems += _public_passwords(file, conf)
    if conf.templates is not None and not (folder / conf.templates).is_dir():
        problems.append(
            f"{file.name}: templates: {folder / conf.templates} is not a folder; write your own templates' folder."
        )
    if conf.web and conf.web.base_url and not conf.web.base_url.startswith(("https://", "http://")):
        problems.append(f"{file.name}: [web] base_url: write an address such as https://desk.example.com.")
    if problems or relay is None:
        raise ConfigurationError(tuple(problems))
    return Settings(
        file=file,
        conf=conf,
        desk=desk,
        instance=instance,
        database_url=beside(file, conf.database.url),
        mailboxes=mailboxes,
        relay=relay,
        templates=folder / conf.templates if conf.templates else None,
    )


def load_desk(file: Path) -> Desk:
    """Return only the desk that decisions look at: no key, no server, no secret is touched.

    Raises ConfigurationError when the files do not hold together.
    """
    conf, tables = _validated(file)
    desk, unfit = build_desk(conf, tables, b"", "")
    problems = (*tables.problems, *unfit)
    if problems:
        raise ConfigurationError(problems)
    return desk


def load_templates_folder(file: Path) -> Path | None:
    """Return the operator's own folder of templates; None when there is none. Touches no secret."""
    conf, _ = _validated(file)
    return file.resolve().parent / conf.templates if conf.templates else None


def load_reading(file: Path) -> ReadContext:
    """Return what reading a mail must know of the desk, with the secret key only where there is one.

    Raises ConfigurationError when the files cannot be read.
    """
    conf, tables = _validated(file)
    if tables.problems:
        raise ConfigurationError(tuple(tables.problems))
    key = _secret_key(file.resolve().parent / conf.desk.secret_key_file, [], make=False)
    return reading_of(conf, key, instance_of(key) if key else "")


def load_configuration(file: Path) -> Configuration:
    """Return the keys of the files alone, each checked for itself; raises ConfigurationError when one is wrong."""
    conf, tables = _validated(file)
    if tables.problems:
        raise ConfigurationError(tuple(tables.problems))
    return conf


def load_key(file: Path) -> bytes:
    """Return the secret key of a desk; raises ConfigurationError when it cannot be used, and never makes one."""
    conf, tables = _validated(file)
    problems = list(tables.problems)
    key = _secret_key(file.resolve().parent / conf.desk.secret_key_file, problems, make=False)
    if problems:
        raise ConfigurationError(tuple(problems))
    return key


def _validated(file: Path) -> tuple[Configuration, Tables]:
    tables = read_tables(file)
    try:
        return Configuration.model_validate(tables.values), tables
    except ValidationError as error:
        raise ConfigurationError((*tables.problems, *sentences(error, tables))) from None


def instance_of(key: bytes) -> str:
    """Return the public name of the desk that a secret key belongs to: 12 hexadecimal digits."""
    import hashlib

    return hashlib.sha256(b"maildesk instance" + key).hexdigest()[:12]


def _secret_key(path: Path, problems: list[str], *, make: bool) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except FileNotFoundError:
        if make:
            return write_secret_key(path)
        problems.append(f"{path.name}: there is no secret key at {path}; run maildesk init, or put the saved one back.")
        return b""
    except (OSError, ValueError):
        problems.append(f"{path.name}: {path} is no secret key; put the saved one back.")
        return b""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        problems.append(f"{path.name}: others may read {path}; run: chmod 600 {path}")
    if len(key) < _KEY_BYTES:
        problems.append(f"{path.name}: {path} is shorter than {_KEY_BYTES} bytes; put the saved key back.")
    return key


def write_secret_key(path: Path) -> bytes:
    """Make a new secret key, readable by its owner only, and return it; FileExistsError when there is one."""
    key = random_secrets.token_bytes(_KEY_BYTES)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _mailbox_accounts(
    conf: Configuration, tables: Tables, folder: Path, environment: Mapping[str, str], problems: list[str]
) -> tuple[tuple[MailboxForm, MailboxAccount], ...]:
    found: list[tuple[MailboxForm, MailboxAccount]] = []
    if not conf.mailbox:
        problems.append(f"{tables.file_of('mailbox')}: no [[mailbox]]; write at least one, or run maildesk init.")
    for index, form in enumerate(conf.mailbox):
        where = f"{tables.file_of('mailbox', index)}: [[mailbox]] {form.name},"
        login = login_of(form, where, folder, environment, problems)
        if login is None:
            continue
        try:
            found.append((form, _mailbox_account(form, login, folder)))
        except ConfigurationError as error:
            problems += [f"{where} security: {problem}" for problem in error.problems]
    return tuple(found)


def _mailbox_account(form: MailboxForm, login: Login, folder: Path) -> MailboxAccount:
    return MailboxAccount(
        name=form.name,
        host=form.host,
        port=form.port or _IMAP_PORT[form.security],
        security=form.security,
        username=form.username or form.address,
        secret=login.secret,
        forget_secret=login.forget,
        auth=form.auth,
        plain_text_allowed=form.allow_plain_text,
        folder=form.folder,
        done_folder=form.done_folder,
        too_large_folder=form.too_large_folder,
        ca_file=folder / form.ca_file if form.ca_file else None,
        max_mail_size=form.max_mail_size,
    )


def _relay_account(
    form: SmtpForm, tables: Tables, folder: Path, environment: Mapping[str, str], problems: list[str]
) -> RelayAccount | None:
    where = f"{tables.file_of('smtp')}: [smtp]"
    login = login_of(form, where, folder, environment, problems) if form.username else None
    if form.username and login is None:
        return None
    try:
        return RelayAccount(
            name="smtp",
            host=form.host,
            port=form.port or _SMTP_PORT[form.security],
            security=form.security,
            username=form.username,
            secret=login.secret if login else None,
            forget_secret=login.forget if login else None,
            auth=form.auth if form.auth is not Auth.OAUTHBEARER else Auth.XOAUTH2,
            plain_text_allowed=form.allow_plain_text,
            hello_name=form.hello,
            ca_file=folder / form.ca_file if form.ca_file else None,
            connections=form.connections,
        )
    except ConfigurationError as error:
        problems += [f"{where} security: {problem}" for problem in error.problems]
        return None


def _public_passwords(file: Path, conf: Configuration) -> list[str]:
    holds = any(form.password is not None for form in (*conf.mailbox, conf.smtp))
    if holds and os.name == "posix" and file.stat().st_mode & 0o077:
        return [f"{file.name}: it holds a password and others may read it; run chmod 600 {file}, or use password_env."]
    return []
