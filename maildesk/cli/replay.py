"""`maildesk replay`: what other rules, or this version, would have made of mails that came."""

import sys
import tempfile
import tomllib
from dataclasses import replace as changed
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from maildesk.cli.looking import changing
from maildesk.cli.writing import Json, Shape, safe
from maildesk.desk.rules import RuleSet, parse_rules
from maildesk.errors import ConfigurationError, MaildeskError, UsageError
from maildesk.flows.readers import Readers, spare_cores
from maildesk.flows.replay import replay as replayed
from maildesk.flows.replay_report import Outcome, ReplayedMail, ReplayReport
from maildesk.settings.load import load_desk, load_reading

_SECONDS, _MEMORY_MIB = 10, 512


def replay(config: Path, since: str, rules: Path | None, shape: Shape) -> int:
    """Write what would change since a day in the desk's zone; 0 whether or not something does."""
    context = load_reading(config)
    desk = changed(load_desk(config), key=context.key, read=context)
    start = _first_moment(since, desk.zone)
    other = changed(desk, rules=_rules(rules)) if rules else None
    readers = Readers(context, spare_cores() + 1, seconds=_SECONDS, memory_mib=_MEMORY_MIB)
    with changing(config) as database, tempfile.TemporaryDirectory(prefix="maildesk-replay-") as folder:
        readers.start()
        try:
            report = replayed(database, desk, readers, start, Path(folder), other=other)
        finally:
            readers.close()
    if shape is Shape.TABLE:
        _tell(report, with_rules=rules is not None)
    else:
        Json(sys.stdout).document(report_json(report))
    return 0


def _first_moment(day: str, zone: str) -> datetime:
    try:
        moment = datetime.fromisoformat(day)
    except ValueError:
        raise UsageError(f"--since {day}: write a day such as 2026-11-01.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _rules(file: Path) -> RuleSet:
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise MaildeskError(f"{file} cannot be read ({error.strerror}); write a file of [[rule]] tables.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError((f"{file.name}: this is no TOML: {error}.",)) from None
    found, problems = parse_rules(tables.get("rule", []))
    if problems:
        raise ConfigurationError(tuple(f"{file.name}: {problem}" for problem in problems))
    return found


def report_json(report: ReplayReport) -> dict[str, object]:
    """Return a report in the shape that scripts rely on."""
    return {
        "mails": report.mails,
        "changed": len(report.changed),
        "counts": dict(report.counts),
        "unread": report.unread,
        "failed": [{"id": ledger_id, "error": error} for ledger_id, error in report.failed],
        "differences": [_mail_json(mail) for mail in report.changed],
    }


def _mail_json(mail: ReplayedMail) -> dict[str, object]:
    return {
        "id": mail.ledger_id,
        "from": mail.sender,
        "subject": mail.subject,
        "changes": [{"field": name, "before": was, "after": is_} for name, was, is_ in mail.differences()],
        "before": _outcome_json(mail.before),
        "after": _outcome_json(mail.after),
    }


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    names = ("verdict", "reason", "ticket", "opened", "priority", "owner", "team", "type")
    return {name: getattr(outcome, name) for name in names}


def _tell(report: ReplayReport, *, with_rules: bool) -> None:
    for mail in report.changed:
        sys.stdout.write(safe(f"{mail.ledger_id}  {mail.sender or '?'}  {mail.subject or '-'}") + "\n")
        for name, was, is_ in mail.differences():
            sys.stdout.write(safe(f"    {name}: {was} -> {is_}") + "\n")
        if mail.before.verdict != mail.after.verdict:
            sys.stdout.write(safe(f"    because: {mail.after.reason}") + "\n")
    for ledger_id, error in report.failed:
        sys.stdout.write(safe(f"{ledger_id}  could not be decided: {error}") + "\n")
    beside = "with these rules" if with_rules else "today"
    mails = "1 mail" if report.mails == 1 else f"{report.mails} mails"
    sys.stdout.write(f"{mails}, {len(report.changed)} would end differently {beside}")
    counts = ", ".join(f"{name} {count}" for name, count in report.counts)
    sys.stdout.write(f": {counts}.\n" if counts else ".\n")
    if report.unread:
        sys.stdout.write(f"{report.unread} mails could not be read again and are left out.\n")
