"""`maildesk explain`: how a mail was read, threaded, trusted and decided, and why a ticket stands as it does."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maildesk.cli.looking import looking
from maildesk.cli.rows import Row, event_row
from maildesk.cli.rules import outcome_words, rule_on, ruling_json
from maildesk.cli.tokens import ticket_named
from maildesk.cli.writing import Json, Shape, joined, safe, utc
from maildesk.errors import ConfigurationError, MaildeskError
from maildesk.mail.letter import Letter, ReadContext
from maildesk.store.reading import ExplainedMail
from maildesk.store.transaction import Transaction

if TYPE_CHECKING:
    from maildesk.desk.explanation import ExplainedEvent


def explain(config: Path, wanted: str, shape: Shape) -> int:
    """Write what is known of a mail (Message-ID or ledger id) or a ticket (number or token); a number may be both."""
    found = _found(config, wanted)
    if not found["mails"] and found["ticket"] is None:
        raise MaildeskError(
            f"Nothing is known by {safe(wanted)}; write a Message-ID, the id of a mail, or the number of a ticket."
        )
    if shape is not Shape.TABLE:
        writer = Json(sys.stdout)
        writer.rows([found], shape) if shape is Shape.LINES else writer.document(found)
        return 0
    sys.stdout.writelines(line + "\n" for line in _words(found))
    return 0


def _found(config: Path, wanted: str) -> Row:
    from maildesk.store.reading import explained_mails

    number = ticket_named(wanted)
    with looking(config) as tx:
        if tx is None:
            return {"mails": [], "ticket": None}
        mails: list[ExplainedMail] = []
        if wanted.isascii() and wanted.isdigit():
            mails = explained_mails(tx, int(wanted))
        elif number is None:
            mails = explained_mails(tx, wanted if wanted.startswith("<") else f"<{wanted}>")
        reading = _Reading(config)
        return {
            "mails": [reading.mail_row(tx, mail) for mail in mails],
            "ticket": None if number is None else _ticket_row(tx, number),
        }


def _ticket_row(tx: Transaction, number: int) -> Row | None:
    from maildesk.store.explaining import explained_events_of
    from maildesk.store.showing import show_ticket

    found = show_ticket(tx, number)
    if found is None:
        return None
    told = explained_events_of(tx, number)  # these name to whom a mail went
    return {
        "number": number,
        "token": found.ticket.token,
        "subject": found.ticket.subject,
        "state": found.ticket.state.value,
        "events": [
            event_row(each) | {"to": mail.after if mail.kind == "mail_sent" else None, "mail": _kind_of(mail)}
            for each, mail in zip(found.events, told, strict=True)
        ],
    }


def _kind_of(event: "ExplainedEvent") -> str | None:
    return event.before if event.kind == "mail_sent" else None


class _Reading:
    """Reads mails again with the desk's settings as they are today; without them where they have problems."""

    def __init__(self, config: Path) -> None:
        from maildesk.settings.load import load_desk, load_reading

        self._context = ReadContext()
        self._desk = None
        try:
            self._context = load_reading(config)
            self._desk = load_desk(config)
        except ConfigurationError:
            sys.stderr.write("The rules are left out because the settings have problems; maildesk check names them.\n")

    def mail_row(self, tx: Transaction, mail: ExplainedMail) -> Row:
        """Return what the ledger knows of a mail and how it reads today."""
        from maildesk.mail.read import read
        from maildesk.store.explaining import mails_after
        from maildesk.store.raw import raw_of

        raw = raw_of(tx, mail.id)
        # What ended the reader three times is not read here either.
        letter = read(raw, self._context) if raw is not None and mail.check != "tries" else None
        row = _ledger_row(mail) | {"letter": None, "rules": None, "rules_say": None}
        row["sent"] = [
            {"kind": each.kind, "to": each.to, "state": each.state, "ticket": each.ticket}
            for each in mails_after(tx, mail.id)
        ]
        if letter is None:
            return row
        row["letter"] = _letter_row(letter)
        if self._desk is not None and letter.kind.value == "request":
            ruling = rule_on(letter, self._desk, mail.received_at, mailbox=mail.mailbox)
            row["rules"] = ruling_json(letter, ruling)["rules"]
            row["rules_say"] = outcome_words(ruling)
        return row


def _ledger_row(mail: ExplainedMail) -> Row:
    return {
        "id": mail.id,
        "mailbox": mail.mailbox,
        "uidvalidity": mail.uidvalidity,
        "uid": mail.uid,
        "message_id": mail.message_id,
        "content_key": mail.content_key,
        "size": mail.size,
        "received_at": utc(mail.received_at),
        "kept_at": utc(mail.kept_at),
        "judged_at": utc(mail.judged_at),
        "filed_at": utc(mail.mailbox_moved_at),
        "from": mail.sender,
        "subject": mail.subject,
        "state": mail.state,
        "ticket": mail.ticket,
        "reason": mail.reason,
        "reasons": list(mail.reasons),
        "kind": mail.letter_kind,
        "duplicate_of": mail.duplicate_of,
        "tries": mail.tries,
        "held_for": mail.held_for,
        "check": mail.check,
        "released": mail.released,
        "fingerprint": mail.fingerprint,
    }


def _letter_row(letter: Letter) -> Row:
    clues, proof, marks = letter.clues, letter.proof, letter.marks
    return {
        "kind": letter.kind.value,
        "row": marks.row,
        "auto_reason": marks.auto_reason,
        "may_acknowledge": marks.may_acknowledge,
        "language": letter.language,
        "trust": {"customer": int(proof.customer), "staff": int(proof.staff), "reason": proof.reason},
        "clues": {
            "own_ids": [clue.message_id for clue in clues.own_ids],
            "plus": [clue.token for clue in clues.plus if clue.valid],
            "subject": [clue.token for clue in clues.subject if clue.valid],
            "body": [clue.token for clue in clues.body if clue.valid],
            "bare": list(clues.bare),
            "references": list(clues.references),
        },
        "new_words": len(letter.reply),
        "quoted_words": len(letter.quoted),
        "attachments": [item.filename for item in letter.attachments],
        "warnings": list(letter.warnings),
    }


_TRUST = {0: "proven false or contradictory", 1: "not proven", 2: "likely (its path is proven)", 3: "proven"}


def _words(found: Row) -> Iterator[str]:
    for mail in found["mails"]:
        yield from _mail_words(mail)
        yield ""
    if found["ticket"] is not None:
        yield from _ticket_words(found["ticket"])


def _mail_words(mail: Row) -> Iterator[str]:
    yield f"Mail {mail['id']} {safe(mail['message_id'] or 'without a Message-ID')}"
    yield f"  from      {safe(mail['from'] or 'nobody')}: {safe(mail['subject'] or '(no subject)')}"
    place = f"{mail['mailbox']} (UID {mail['uid']} of {mail['uidvalidity']})"
    yield f"  came      {mail['received_at']} into {place}, {mail['size']} bytes"
    filed = f"filed away {mail['filed_at']}" if mail["filed_at"] else "still where it lay"
    yield f"  kept      {mail['kept_at']}, {filed}"
    if mail["letter"] is None:
        yield "  read      not: its bytes were not kept, or they ended the reader"
    else:
        yield from _letter_words(mail["letter"])
    if mail["rules_say"]:
        yield f"  rules     today they would say: {safe(mail['rules_say'])}"
        for rule in mail["rules"]:
            yield f"            {_rule_words(rule)}"
    yield f"  decided   {_decision(mail)}"
    for reason in mail["reasons"]:
        yield f"            because {safe(reason)}"
    for sent in mail["sent"]:
        yield f"  sent      {sent['kind'].replace('_', ' ')} to {safe(sent['to'])}, {sent['state']}"
    if mail["check"]:
        yield f"  check     {mail['check']}" + (f", held for {mail['held_for']}" if mail["held_for"] else "")
    if mail["tries"] > 1 or mail["fingerprint"]:
        yield f"  tries     {mail['tries']}" + (f", fingerprint {mail['fingerprint']}" if mail["fingerprint"] else "")


def _rule_words(rule: Row) -> str:
    name = f"{rule['number']} {safe(rule['name'])}"
    if rule["skipped"]:
        return f"- {name} was not asked: {safe(rule['skipped'])}"
    why = " and ".join(safe(each["words"]) for each in rule["because"]) or "it matches every mail"
    return f"{'+' if rule['matched'] else '-'} {name}: {why}"


def _decision(mail: Row) -> str:
    when = f" at {mail['judged_at']}" if mail["judged_at"] else ""
    why = f": {safe(mail['reason'])}" if mail["reason"] else ""
    if mail["state"] == "ticket":
        return f"ticket {mail['ticket']}{when}{why}"
    if mail["state"] == "duplicate":
        return f"a second copy of mail {mail['duplicate_of']}{when}{why}"
    return f"{'not yet' if mail['state'] == 'pending' else mail['state']}{when}{why}"


def _letter_words(letter: dict[str, Any]) -> Iterator[str]:
    machine = f", because {safe(letter['auto_reason'])}" if letter["auto_reason"] else ""
    language = letter["language"] or "undecided"
    yield f"  read      as {letter['kind']} (row {letter['row']}){machine}; language {language}"
    trust = letter["trust"]
    yield f"  sender    {_TRUST[trust['customer']]}: {safe(trust['reason'])}; as staff {_TRUST[trust['staff']]}"
    clues = [
        f"{name.replace('_', ' ')} {joined([str(each) for each in found])}"
        for name, found in letter["clues"].items()
        if found
    ]
    yield f"  thread    {'; '.join(clues) or 'nothing in it names a ticket'}"
    yield from (f"  warning   {safe(warning)}" for warning in letter["warnings"])


def _ticket_words(ticket: Row) -> Iterator[str]:
    yield f"Ticket {ticket['number']} [{ticket['token']}] {safe(ticket['subject'])}, {ticket['state']}"
    for event in ticket["events"]:
        shown = (event["mail"], event["to"]) if event["mail"] else (event["before"], event["after"])
        hidden = event["personal"] and not event["mail"]
        change = "" if hidden else " → ".join(safe(each) for each in shown if each)
        words = ": ".join(part for part in (event["kind"].replace("_", " "), change) if part)
        why = f", because {safe(event['reason'])}" if event["reason"] else ""
        yield f"  {event['seq']:>3} {event['at']} {safe(event['actor'])}: {words}{why}"
