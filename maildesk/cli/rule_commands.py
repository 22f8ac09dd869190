"""`maildesk rules explain` and `rules check`: the rules on one mail, and the rules by themselves."""

import sys
from datetime import datetime
from pathlib import Path

from maildesk.cli.looking import looking
from maildesk.cli.rules import explain, rule_on
from maildesk.cli.writing import Json, Shape
from maildesk.clock import SystemClock
from maildesk.errors import ConfigurationError, MaildeskError
from maildesk.mail.read import read
from maildesk.settings.load import load_desk, load_reading


def explain_rules(config: Path, wanted: str, *, mailbox: str, as_json: bool) -> int:
    """Write what the rules make of a mail in a file, or of one in the ledger by its id or Message-ID."""
    desk, context = load_desk(config), load_reading(config)
    raw, at, came_to = _mail(config, wanted)
    letter = read(raw, context)
    ruling = rule_on(letter, desk, at, mailbox=mailbox or came_to or _first(desk.mailboxes))
    return explain(letter, ruling, sys.stdout, as_json=as_json)


def check_rules(config: Path, shape: Shape) -> int:
    """Write each mistake of the rules and each example that does not come out; 1 when there is one."""
    try:
        rules = load_desk(config).rules.rules
        problems: tuple[str, ...] = ()
    except ConfigurationError as error:
        rules, problems = (), error.problems
    if shape is not Shape.TABLE:
        Json(sys.stdout).document({"ok": not problems, "rules": len(rules), "problems": list(problems)})
        return 1 if problems else 0
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    if not problems:
        examples = sum(len(rule.form.example) for rule in rules)
        sys.stdout.write(f"{len(rules)} rules can be used, and their {examples} examples come out as written.\n")
    return 1 if problems else 0


def _first(mailboxes: tuple[object, ...]) -> str:
    return str(getattr(mailboxes[0], "name", "")) if mailboxes else ""


def _mail(config: Path, wanted: str) -> tuple[bytes, datetime, str]:
    if wanted.isascii() and wanted.isdigit() and not Path(wanted).exists():
        return _kept_mail(config, int(wanted))
    if wanted.startswith("<") and wanted.endswith(">"):
        return _kept_mail(config, wanted)
    try:
        return Path(wanted).read_bytes(), SystemClock().now(), ""
    except OSError as error:
        raise MaildeskError(
            f"{wanted} cannot be read ({error.strerror}); write a file, the id of a mail, or its <Message-ID>."
        ) from None


def _kept_mail(config: Path, wanted: int | str) -> tuple[bytes, datetime, str]:
    from maildesk.store.raw import raw_of
    from maildesk.store.reading import explained_mails

    with looking(config) as tx:
        found = explained_mails(tx, wanted) if tx is not None else []
        raw = raw_of(tx, found[0].id) if tx is not None and found else None
    if not found or raw is None:
        raise MaildeskError(f"There is no mail {wanted} with its bytes; maildesk mails lists those there are.")
    return raw, found[0].received_at, found[0].mailbox
