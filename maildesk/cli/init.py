"""`maildesk init`: asks, tries the servers, and writes a configuration that works."""

import secrets
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from maildesk.cli.init_answers import ask_on_terminal, complete, given_answers
from maildesk.cli.init_files import (
    PASSWORD_FILE,
    main_text,
    people_text,
    refuse_to_overwrite,
    write_all,
    write_new,
)
from maildesk.cli.init_probe import Inbox, Proofs, look_into, plus_arrives, relay_trouble
from maildesk.cli.providers import provider_of
from maildesk.cli.writing import safe, utc
from maildesk.clock import SystemClock
from maildesk.errors import MaildeskError, UsageError
from maildesk.settings.load import Settings, load_settings

_NOTHING = Inbox(mails=0, oldest=None, waiting=0, proofs=Proofs(outside=0, with_results=0, authserv=None))


def init(config: Path, answers_file: str | None, options: list[str]) -> int:
    """Ask or read the answers, try the servers, write the files; nothing is written when a server refuses us."""
    refuse_to_overwrite(config)
    given = given_answers(answers_file, options)
    alone = answers_file is not None or not sys.stdin.isatty()
    answers = complete(given, None if alone else ask_on_terminal)
    provider = provider_of(address=answers["address"], host=answers["imap_host"])
    if provider is not None:
        _say(f"{provider.name}: {provider.hint} {provider.page}")
    since = _since(answers["take_since"])
    settings = _tried(config, answers, since)
    mailbox = settings.mailboxes[0][1]
    inbox = look_into(mailbox, answers["address"], since)
    _tell_inbox(inbox, since)
    trouble = relay_trouble(settings.relay)
    if trouble:
        raise MaildeskError(trouble)
    _say(f"{settings.relay.host} takes our mail.")
    plus = answers["try_plus"].casefold() in {"yes", "y", "true"} and plus_arrives(
        mailbox, settings.relay, answers["address"], secrets.token_hex(4)
    )
    _say("Plus addresses arrive." if plus else "Plus addresses are not used.")
    files = write_all(config, answers, since, inbox, provider, plus=plus)
    load_settings(config)
    sys.stdout.writelines(f"{path}\n" for path in files)
    _say(f"Next: look into {config}, write your people into people.toml, then: maildesk --config {config} check")
    return 0


def _say(sentence: str) -> None:
    sys.stderr.write(safe(sentence) + "\n")


def _since(words: str) -> datetime:
    if not words:
        return (SystemClock().now() - timedelta(hours=24)).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise UsageError(f"take_since {words}: write a time such as 2026-11-22T08:00:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _tried(config: Path, answers: Mapping[str, str], since: datetime) -> Settings:
    """Return the settings as they will be, from a folder nobody else sees; ConfigurationError names what is wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if answers["ca_file"]:
            answers = {**answers, "ca_file": str(config.resolve().parent / answers["ca_file"])}
        if answers["password"]:
            write_new(folder / PASSWORD_FILE, answers["password"] + "\n", 0o600)
        write_new(folder / "people.toml", people_text(answers), 0o600)
        write_new(folder / config.name, main_text(answers, since, _NOTHING, None, plus=False), 0o600)
        settings = load_settings(folder / config.name, make_key=True)
        return _with_password(settings, answers)


def _with_password(settings: Settings, answers: Mapping[str, str]) -> Settings:
    """Let the accounts remember the password, because its file is gone in a moment."""
    from dataclasses import replace

    if not answers["password"]:
        return settings
    password = answers["password"]
    (form, account), *_rest = settings.mailboxes
    relay = settings.relay
    return replace(
        settings,
        mailboxes=((form, replace(account, secret=lambda: password)),),
        relay=replace(relay, secret=(lambda: password) if relay.username else None),
    )


def _tell_inbox(inbox: Inbox, since: datetime) -> None:
    oldest = f", the oldest of {utc(inbox.oldest)}" if inbox.oldest else ""
    _say(f"{inbox.mails} mails lie there{oldest}; {inbox.waiting} came since {utc(since)} and will be taken.")
    if inbox.mails > inbox.waiting:
        _say("The older ones stay untouched where they lie; take_since in the file moves that moment.")
    _say(inbox.proofs.sentence)
