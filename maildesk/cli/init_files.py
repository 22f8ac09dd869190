"""Writes the configuration that `maildesk init` has found: commented, without secrets, over nothing that is there."""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from maildesk.cli.init_probe import Inbox
from maildesk.cli.providers import Provider
from maildesk.cli.writing import utc
from maildesk.errors import ConfigurationError
from maildesk.settings.files import BESIDE
from maildesk.shipped import shipped_folder

PASSWORD_FILE = "mail.password"  # noqa: S105 - the name of a file


def refuse_to_overwrite(config: Path) -> None:
    """Raise ConfigurationError when one of the files that would be written is there already."""
    folder = config.parent
    names = (config.name, *BESIDE, "secret.key", PASSWORD_FILE)
    there = [name for name in names if (folder / name).exists()]
    if there:
        raise ConfigurationError(
            (f"{', '.join(there)}: already in {folder.resolve()}, and nothing is overwritten; name a new --config.",)
        )


def write_all(
    config: Path, answers: Mapping[str, str], since: datetime, inbox: Inbox, provider: Provider | None, *, plus: bool
) -> list[Path]:
    """Write all files and return them; secrets with mode 0600."""
    from maildesk.settings.load import write_secret_key

    folder = config.parent
    folder.mkdir(parents=True, exist_ok=True)
    texts = {
        config.name: main_text(answers, since, inbox, provider, plus=plus),
        "people.toml": people_text(answers),
        "rules.toml": (shipped_folder("config") / "rules.toml").read_text(encoding="utf-8"),
        "calendars.toml": (shipped_folder("config") / "calendars.toml").read_text(encoding="utf-8"),
    }
    if answers["password"]:
        write_new(folder / PASSWORD_FILE, answers["password"] + "\n", 0o600)
    write_secret_key(folder / "secret.key")
    for name, text in texts.items():
        write_new(folder / name, text, 0o644)
    return [folder / name for name in (*texts, "secret.key", *((PASSWORD_FILE,) if answers["password"] else ()))]


def write_new(path: Path, text: str, mode: int) -> None:
    """Write a file that must not be there yet."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def quoted(word: str) -> str:
    """Return a word as a TOML string."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")


def password_line(answers: Mapping[str, str]) -> str:
    """Return the setting that says where the password is; the password itself never stands in it."""
    if answers["password_env"]:
        return f"password_env = {quoted(answers['password_env'])}"
    return f"password_file = {quoted(PASSWORD_FILE)}"


def main_text(
    answers: Mapping[str, str], since: datetime, inbox: Inbox, provider: Provider | None, *, plus: bool
) -> str:
    """Return maildesk.toml."""
    lines = [
        "# Written by maildesk init. Every setting and its default: config/maildesk.toml of the installation.",
        "# After a change: maildesk check, then start maildesk run anew.",
        "",
        "[desk]",
        f"name = {quoted(answers['name'])}",
        f"prefix = {quoted(answers['prefix'])}                    # of the token in subjects",
        f"zone = {quoted(answers['zone'])}",
        *_country(answers),
        f"language = {quoted(answers['language'])}                      # for customers whose language is not known",
        'team = "service"                   # gets what no rule gives to another team',
        "",
        "[[mailbox]]",
        'name = "support"',
        f"address = {quoted(answers['address'])}",
        f"host = {quoted(answers['imap_host'])}",
        f"port = {int(answers['imap_port'])}",
        f"security = {quoted(answers['imap_security'])}",
        f"username = {quoted(answers['username'])}",
        password_line(answers),
        *([f"ca_file = {quoted(answers['ca_file'])}"] if answers["ca_file"] else []),
        f"take_since = {utc(since)}  # older mails stay untouched where they lie",
        _plus_line(plus),
        "",
        "[smtp]",
        f"host = {quoted(answers['smtp_host'])}",
        f"port = {int(answers['smtp_port'])}",
        f"security = {quoted(answers['smtp_security'])}",
        *_smtp_login(answers),
        *_pace(provider),
        "",
        "[trust]",
        *(f"# {line}" for line in _wrapped(inbox.proofs.sentence)),
        *_trust(inbox),
        "",
        "# The pages for confirming and scoring; without them everything goes by reply.",
        "# [web]",
        '# base_url = "https://desk.example.com"',
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _country(answers: Mapping[str, str]) -> list[str]:
    return (
        [f"country = {quoted(answers['country'])}                     # public holidays"] if answers["country"] else []
    )


def _plus_line(plus: bool) -> str:
    if plus:
        return "plus_addressing = true             # a mail to ourselves has arrived that way"
    return "plus_addressing = false            # a mail to support+… did not arrive, or was not tried"


def _smtp_login(answers: Mapping[str, str]) -> list[str]:
    ca = [f"ca_file = {quoted(answers['ca_file'])}"] if answers["ca_file"] else []
    if answers["smtp_username"] in ("", "-"):
        return ca
    return [f"username = {quoted(answers['smtp_username'])}", password_line(answers), *ca]


def _pace(provider: Provider | None) -> list[str]:
    if provider is None:
        return []
    limits = {"connections": provider.connections, "per_minute": provider.per_minute, "per_day": provider.per_day}
    return [f"# {provider.name}: {provider.page}"] + [f"{key} = {value}" for key, value in limits.items() if value]


def _trust(inbox: Inbox) -> list[str]:
    if inbox.proofs.authserv is not None:
        return [f"authserv = [{quoted(inbox.proofs.authserv)}]"]
    return ['staff_proof = "reply-code"', "", "[ack]", 'require = "not-failed"']


def _wrapped(sentence: str) -> list[str]:
    import textwrap

    return textwrap.wrap(sentence, 110)


def people_text(answers: Mapping[str, str]) -> str:
    """Return people.toml: the first supervisor, and the shipped examples."""
    shipped = (shipped_folder("config") / "people.toml").read_text(encoding="utf-8")
    local = answers["supervisor_address"].partition("@")[0].casefold()
    name = "".join(letter for letter in local if letter.isascii() and (letter.isalnum() or letter in "._-"))[:40]
    first = [
        "[[team]]",
        'name = "service"',
        f"lead = {quoted(name or 'lead')}",
        "",
        "[[staff]]",
        f"id = {quoted(name or 'lead')}",
        f"name = {quoted(answers['supervisor_name'])}",
        f"address = {quoted(answers['supervisor_address'])}",
        'role = "supervisor"',
        'teams = ["service"]',
        "",
    ]
    return "\n".join(first) + "\n" + shipped
