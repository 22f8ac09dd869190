"""The few questions of `maildesk init`: asked on a terminal, or answered by a file and options."""

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maildesk.cli.providers import provider_of
from maildesk.errors import UsageError

_PREFIX = re.compile(r"[A-Z][A-Z0-9]{1,15}")
Known = Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One answer that is wanted; `default` sees the answers so far, None means that one must be given."""

    key: str
    words: str
    default: Callable[[Known], str | None] = lambda _known: None
    secret: bool = False
    asked: bool = True  # not asked on a terminal: a file or an option may still say it


def _always(word: str | None) -> Callable[[Known], str | None]:
    return lambda _known: word


def _same_as(key: str) -> Callable[[Known], str | None]:
    return lambda known: known[key]


def _server(kind: str) -> Callable[[Known], str | None]:
    def host(known: Known) -> str:
        found = provider_of(address=known["address"])
        if found is not None:
            return found.imap_host if kind == "imap" else found.smtp_host
        return f"{kind}.{known['address'].rpartition('@')[2]}"

    return host


def _smtp_security(known: Known) -> str:
    found = provider_of(address=known["address"])
    return found.smtp_security if found else "starttls"


def _smtp_port(known: Known) -> str:
    return {"tls": "465", "starttls": "587"}.get(known["smtp_security"], "25")


def _password(known: Known) -> str | None:
    return "" if known["password_env"] else None


def _prefix(known: Known) -> str:
    word = "".join(letter for letter in known["name"].upper() if letter.isascii() and letter.isalnum())[:6]
    return word if _PREFIX.fullmatch(word) else "DESK"


_PLUS = "Send a mail to yourself to find out about plus addresses (yes, no)"
QUESTIONS = (
    Question(key="address", words="Which address do customers write to"),
    Question(key="name", words="What is the desk called", default=_always("Support")),
    Question(key="prefix", words="What shall stand before ticket numbers, [DESK-1042-…]", default=_prefix),
    Question(key="zone", words="Which time zone", default=_always("UTC")),
    Question(key="country", words="Whose public holidays (CN, TW, DE, …; empty for none)", default=_always("")),
    Question(key="language", words="Which language first (en, zh-Hans, zh-Hant)", default=_always("en")),
    Question(key="imap_host", words="IMAP server", default=_server("imap")),
    Question(key="imap_port", words="IMAP port", default=_always("993"), asked=False),
    Question(key="imap_security", words="IMAP security", default=_always("tls"), asked=False),
    Question(key="username", words="User name there", default=_same_as("address")),
    Question(key="password_env", words="Variable that holds the password", default=_always(""), asked=False),
    Question(key="password", words="Password (or the name of a variable as $NAME)", default=_password, secret=True),
    Question(key="smtp_host", words="SMTP server", default=_server("smtp")),
    Question(key="smtp_security", words="SMTP security (tls, starttls, none)", default=_smtp_security),
    Question(key="smtp_port", words="SMTP port", default=_smtp_port, asked=False),
    Question(key="smtp_username", words="User name there (- for no login)", default=_same_as("username")),
    Question(key="ca_file", words="Certificates to trust", default=_always(""), asked=False),
    Question(key="supervisor_name", words="Name of the first supervisor"),
    Question(key="supervisor_address", words="Address of that person"),
    Question(key="take_since", words="Take mails since", default=_always(""), asked=False),
    Question(key="try_plus", words=_PLUS, default=_always("yes")),
)


def given_answers(file: str | None, options: list[str]) -> dict[str, str]:
    """Return what a TOML file ("-": standard input) and `key=value` options say; UsageError for unknown keys."""
    found: dict[str, Any] = {}
    if file is not None:
        try:
            text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
            found = tomllib.loads(text)
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(
                f'--answers {file}: it cannot be read ({error}); write lines such as address = "…".'
            ) from None
    for option in options:
        key, equals, value = option.partition("=")
        if not equals:
            raise UsageError(f"--set {option}: write it as key=value, such as address=support@example.com.")
        found[key] = value
    known = [question.key for question in QUESTIONS]
    strangers = [key for key in found if key not in known]
    if strangers:
        raise UsageError(f"{', '.join(strangers)}: no such answer; known are {', '.join(known)}.")
    return {key: str(value) for key, value in found.items()}


def complete(given: Mapping[str, str], ask: Callable[[Question, str | None], str] | None) -> dict[str, str]:
    """Return all answers; without `ask` the defaults count, and UsageError names what has none."""
    answers: dict[str, str] = {}
    missing: list[str] = []
    for question in QUESTIONS:
        if question.key in given:
            answers[question.key] = given[question.key]
            continue
        default = question.default(answers) if "address" in answers or question.key == "address" else None
        if ask is not None and question.asked and not (question.secret and default == ""):
            answers[question.key] = ask(question, default)
        elif default is None:
            missing.append(question.key)
            answers[question.key] = ""
        else:
            answers[question.key] = default
    if missing:
        raise UsageError(
            f"{', '.join(missing)}: there is no default; write them with --set key=value or --answers FILE."
        )
    return _env_instead(answers)


def _env_instead(answers: dict[str, str]) -> dict[str, str]:
    word = answers["password"]
    if re.fullmatch(r"\$[A-Z_][A-Z0-9_]{0,60}", word):
        return answers | {"password": "", "password_env": word[1:]}
    return answers


def ask_on_terminal(question: Question, default: str | None) -> str:
    """Ask one question; an empty answer takes the default, and what has none is asked again."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    hint = f" [{default}]" if default else ""
    while True:
        answer = console.input(f"{question.words}{hint}: ", markup=False, password=question.secret).strip()
        if answer or default is not None:
            return answer or default or ""
