"""`maildesk quarantine`: what was not decided or not believed, and what an operator may do about it."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from maildesk.cli.looking import changing, looking
from maildesk.cli.rows import Row, quarantine_row
from maildesk.cli.writing import Json, Shape, cell, safe, write_list
from maildesk.clock import SystemClock
from maildesk.errors import MaildeskError
from maildesk.store.reading import ExplainedMail, explained_mails
from maildesk.store.transaction import Transaction

_COLUMNS = {
    "id": "Id",
    "received_at": "Received",
    "from": "From",
    "subject": "Subject",
    "reason": "Why",
    "held_for": "Held for",
    "tries": "Tries",
}
_Work = Callable[[Transaction, list[int]], int]


def list_quarantine(config: Path, shape: Shape) -> int:
    """Write the mails in quarantine."""
    from maildesk.store.reading import quarantined_mails

    def found(tx: Transaction) -> Iterable[Row]:
        return map(quarantine_row, quarantined_mails(tx))

    with looking(config) as tx:
        rows = found(tx) if tx is not None else ()
        write_list(rows, shape, _COLUMNS, empty="Nothing lies in quarantine.")
    return 0


def show_quarantined(config: Path, ledger_id: int, shape: Shape) -> int:
    """Write all that is known of one mail, and the words of it that can be read."""
    from maildesk.mail.letter import ReadContext
    from maildesk.mail.read import read
    from maildesk.store.raw import raw_of

    with looking(config) as tx:
        mail = _only(tx, ledger_id)
        raw = raw_of(tx, ledger_id) if tx is not None else None
    row: Row = {
        "id": mail.id,
        "state": mail.state,
        "from": mail.sender,
        "subject": mail.subject,
        "message_id": mail.message_id,
        "size": mail.size,
        "reason": mail.reason,
        "check": mail.check,
        "held_for": mail.held_for,
        "tries": mail.tries,
        "fingerprint": mail.fingerprint,
        "reasons": list(mail.reasons),
    }
    # The fields of the row were written before a bug or a limit; the words are read anew.
    words = read(raw, ReadContext()).text if raw is not None and mail.check != "tries" else ""
    if shape is not Shape.TABLE:
        writer = Json(sys.stdout)
        writer.rows([row | {"text": words}], shape) if shape is Shape.LINES else writer.document(row | {"text": words})
        return 0
    for name, value in row.items():
        sys.stdout.write(f"{name.replace('_', ' '):<12}{cell(value)}\n")
    sys.stdout.writelines(f"  {safe(line)}\n" for line in words.splitlines()[:50])
    return 0


def retry(config: Path, ledger_ids: list[int]) -> int:
    """Send mails through everything once more."""
    from maildesk.store.quarantine import retry_mails

    return _change(config, ledger_ids, retry_mails, "will be read and decided once more", {"quarantine"})


def release(config: Path, ledger_ids: list[int]) -> int:
    """Let mails through without the one check that held them, except those whose author must say so."""
    from maildesk.store.quarantine import release_mails

    def work(tx: Transaction, ids: list[int]) -> int:
        for each in ids:
            mail = _only(tx, each)
            if mail.state == "quarantine" and mail.held_for:
                raise MaildeskError(
                    f"Mail {each} is held for {mail.held_for}: only that person can release it, by the mail that asked."
                )
        return release_mails(tx, ids)

    return _change(
        config, ledger_ids, work, "will be decided without the check that held it", {"quarantine", "ignored"}
    )


def discard(config: Path, ledger_ids: list[int]) -> int:
    """Record mails as ignored; they stay in the ledger and in their mailbox."""
    from maildesk.store.quarantine import discard_mails

    def work(tx: Transaction, ids: list[int]) -> int:
        return discard_mails(tx, ids, "discarded by the operator", SystemClock().now())

    return _change(config, ledger_ids, work, "is recorded as ignored", {"quarantine"})


def _change(config: Path, ledger_ids: list[int], work: _Work, done: str, states: set[str]) -> int:
    """Do it for all of the mails or, when one of them does not lie there, for none."""
    with changing(config) as database:

        def whole(tx: Transaction) -> None:
            for each in ledger_ids:
                found = _only(tx, each)
                if found.state not in states:
                    raise MaildeskError(f"Mail {each} does not lie in quarantine: its state is {found.state}.")
            work(tx, ledger_ids)

        database.run(whole)
    sys.stdout.writelines(f"Mail {each} {done}.\n" for each in ledger_ids)
    return 0


def _only(tx: Transaction | None, ledger_id: int) -> ExplainedMail:
    found = explained_mails(tx, ledger_id) if tx is not None else []
    if not found:
        raise MaildeskError(f"There is no mail {ledger_id}; maildesk quarantine lists those that lie there.")
    return found[0]
