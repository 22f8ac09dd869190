"""`maildesk check`: everything that is wrong, at once."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from maildesk.cli.writing import Json, Shape, safe
from maildesk.clock import SystemClock
from maildesk.errors import ConfigurationError, MaildeskError
from maildesk.settings.load import Settings, load_settings
from maildesk.store.database import Database

# The first of each line that holds the fixes of CVE-2023-27043, CVE-2024-6923 and CVE-2026-1299.
_SAFE_PYTHONS = {(3, 11): 15, (3, 12): 13, (3, 13): 12, (3, 14): 3}


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something that was looked at: `file` and `key` are empty where it is not about one."""

    level: str  # problem, warning, good
    sentence: str
    file: str = ""
    key: str = ""

    @property
    def row(self) -> dict[str, str]:
        """The shape that scripts rely on."""
        return {"level": self.level, "file": self.file, "key": self.key, "sentence": self.sentence}


def check(config: Path, shape: Shape, *, offline: bool) -> int:
    """Write all findings; 1 when there is a problem, warnings alone are 0."""
    findings: list[Finding] = []
    for finding in look(config, offline=offline):
        findings.append(finding)
        if shape is Shape.TABLE:
            _tell(finding)
    bad = sum(finding.level == "problem" for finding in findings)
    if shape is Shape.LINES:
        Json(sys.stdout).rows((finding.row for finding in findings), shape)
    elif shape is Shape.JSON:
        Json(sys.stdout).document({"ok": not bad, "findings": [finding.row for finding in findings]})
    else:
        sys.stdout.write(f"{_counted(bad)}\n")
    return 1 if bad else 0


def _counted(bad: int) -> str:
    if not bad:
        return "The desk is ready."
    return "1 problem." if bad == 1 else f"{bad} problems."


def _tell(finding: Finding) -> None:
    place = " ".join(part for part in (f"{finding.file}:" if finding.file else "", finding.key) if part)
    mark = {"problem": "✗", "warning": "!", "good": "✓"}[finding.level]
    sys.stdout.write(safe(" ".join(part for part in (mark, place, finding.sentence) if part)) + "\n")
    sys.stdout.flush()


def look(config: Path, *, offline: bool) -> Iterator[Finding]:
    """Yield what is wrong, what may become wrong, and what is good, in the order it was looked at."""
    yield from _python()
    try:
        settings = load_settings(config)
    except ConfigurationError as error:
        yield from (_from_sentence(problem) for problem in error.problems)
        yield from _templates(None)
        return
    yield Finding(level="good", file=config.name, sentence="all settings can be used.")
    yield from _templates(settings)
    yield from _calendars(settings)
    yield from _people(settings)
    yield from _database(settings)
    if not offline:
        yield from _servers(settings)


def _from_sentence(problem: str) -> Finding:
    """Split `file: key: sentence` where the sentence begins with a file."""
    file, colon, rest = problem.partition(": ")
    if not colon or not file.endswith((".toml", ".key")) or " " in file:
        return Finding(level="problem", sentence=problem)
    if not rest.startswith("["):
        return Finding(level="problem", file=file, sentence=rest)
    key, colon, sentence = rest.partition(": ")
    if colon:
        return Finding(level="problem", file=file, key=key, sentence=sentence)
    for verb in (" is ", " has ", " stands "):
        key, found, sentence = rest.partition(verb)
        if found:
            return Finding(level="problem", file=file, key=key, sentence=f"{found.strip()} {sentence}")
    return Finding(level="problem", file=file, sentence=rest)


def _python() -> Iterator[Finding]:
    version = sys.version_info
    wanted = _SAFE_PYTHONS.get(version[:2])
    if wanted is not None and version.micro < wanted:
        yield Finding(
            level="warning",
            sentence=(
                f"Python {version.major}.{version.minor}.{version.micro} lacks fixes of its mail parser; maildesk has "
                f"checks of its own, but bring it up to {version.major}.{version.minor}.{wanted}."
            ),
        )


def _templates(settings: Settings | None) -> Iterator[Finding]:
    from maildesk.shipped import search_path
    from maildesk.templates.problems import problems

    folders = search_path("templates", settings.templates if settings else None)
    found = problems(folders, settings.desk.language if settings else "en")
    yield from (Finding(level="problem", key="templates", sentence=problem) for problem in found)
    if not found:
        yield Finding(level="good", key="templates", sentence="every mail can be written in every language.")


def _calendars(settings: Settings) -> Iterator[Finding]:
    from maildesk.settings.desk_of import unknown_holidays

    for warning in unknown_holidays(settings.desk, SystemClock().now().date()):
        found = _from_sentence(warning)
        yield Finding(level="warning", file=found.file, key=found.key, sentence=found.sentence)


def _people(settings: Settings) -> Iterator[Finding]:
    """Warn of what can be used but is hardly meant."""
    conf, name = settings.conf, settings.file.name
    if not conf.staff:
        yield Finding(
            level="warning",
            file="people.toml",
            key="[[staff]]",
            sentence="there is nobody who could answer; write at least one.",
        )
    elif not any(person.role.value == "supervisor" for person in conf.staff):
        yield Finding(
            level="warning",
            file="people.toml",
            key="[[staff]]",
            sentence='there is no supervisor; write role = "supervisor" for one, or nobody gets the digest.',
        )
    if not conf.trust.authserv and conf.trust.staff_proof.value == "authenticated":
        yield Finding(
            level="warning",
            file=name,
            key="[trust] authserv",
            sentence=(
                "no mail can be proven, so every mail of staff is held; write the name your provider puts first into "
                'Authentication-Results, or staff_proof = "reply-code".'
            ),
        )
    if conf.web is not None and not conf.web.base_url:
        yield Finding(
            level="warning",
            file=name,
            key="[web] base_url",
            sentence="without it no mail holds a link; write the address customers reach the pages by.",
        )


def _database(settings: Settings) -> Iterator[Finding]:
    from maildesk.settings.place import find_place
    from maildesk.store.migrate import HEAD

    key = "[database] url"
    file = find_place(settings.file).database_file
    if file is not None and not file.exists():
        trouble = _unwritable(file)
        yield (
            Finding(level="problem", file=settings.file.name, key=key, sentence=trouble)
            if trouble
            else Finding(level="good", key=key, sentence=f"there is no data yet; {file} will be made.")
        )
        return
    try:
        database = Database(settings.database_url)
        version = _version(database, settings)
        database.close()
    except MaildeskError as error:
        yield Finding(level="problem", file=settings.file.name, key=key, sentence=str(error))
        return
    if version == HEAD or version is None:
        yield Finding(level="good", key=key, sentence=f"{database.where} can be used.")
    elif version > HEAD:
        yield Finding(
            level="problem",
            file=settings.file.name,
            key=key,
            sentence=f"a newer maildesk wrote it (schema {version}, known here {HEAD}); install that one again.",
        )
    else:
        yield Finding(level="good", key=key, sentence=f"maildesk run will bring it from schema {version} to {HEAD}.")


def _unwritable(file: Path) -> str | None:
    import os

    folder = file.parent
    if not folder.is_dir():
        return f"the folder {folder} is missing; make it, and let it belong to maildesk."
    if not os.access(folder, os.W_OK | os.X_OK):
        return f"the folder {folder} cannot be written; let it belong to the user that runs maildesk."
    return None


def _version(database: Database, settings: Settings) -> str | None:
    """Return the schema of the data; raises MaildeskError when they do not answer or belong to another key."""
    from sqlalchemy.exc import DBAPIError

    from maildesk.store.leases import setting
    from maildesk.store.migrate import schema_version
    from maildesk.store.trouble import sentence_of

    try:
        version = schema_version(database)
    except DBAPIError as error:
        better = sentence_of(error, database.where)
        raise (better if better is not error else error) from error
    if version is not None:
        with database.reading() as tx:
            owner = setting(tx, "instance")
        if owner not in (None, settings.instance):
            raise MaildeskError("it was made with another secret key; put the saved secret.key back.")
    return version


def _servers(settings: Settings) -> Iterator[Finding]:
    from maildesk.cli.init_probe import relay_trouble
    from maildesk.net.imap import connect

    for form, account in settings.mailboxes:
        key = f"[[mailbox]] {form.name}"
        try:
            with connect(account) as connection:
                state = connection.select()
            yield Finding(
                level="good",
                key=key,
                sentence=f"{account.host} let us in; {account.folder} holds {state.exists} mails.",
            )
            if state.read_only:
                yield Finding(
                    level="problem",
                    file=settings.file.name,
                    key=key,
                    sentence=f"{account.folder} may only be read; give {account.username} the right to move mails.",
                )
        except MaildeskError as error:
            yield Finding(level="problem", file=settings.file.name, key=key, sentence=str(error))
    trouble = relay_trouble(settings.relay)
    if trouble:
        yield Finding(level="problem", file=settings.file.name, key="[smtp]", sentence=trouble)
    else:
        yield Finding(level="good", key="[smtp]", sentence=f"{settings.relay.host} takes our mail.")
