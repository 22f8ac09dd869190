"""Mails that are held because our own code fails on them: kept with what is known, and retried after it is mended."""

import hashlib
import traceback
from datetime import datetime

import structlog

from maildesk.desk.decision import LedgerState, Verdict
from maildesk.flows.ledger_facts import facts_of
from maildesk.mail.letter import Letter
from maildesk.store.claims import Claimed, judge
from maildesk.store.transaction import Transaction

_log = structlog.get_logger("process")


def hold_unread(tx: Transaction, claimed: Claimed, letter: Letter, warning: str, now: datetime) -> None:
    """Quarantine a mail on which our reader failed: what it could tell is kept, the mail waits for a mended program."""
    mark = hashlib.sha256(warning.encode()).hexdigest()[:8]
    _log.error("a bug of reading held a mail", ledger=claimed.ledger_id, fingerprint=mark, warning=warning)
    _hold(tx, claimed, letter, f"our own error while reading ({mark}): {warning}", mark, now)


def hold_for_bug(tx: Transaction, claimed: Claimed, letter: Letter, error: Exception, now: datetime) -> None:
    """Quarantine a mail on which deciding failed, with a fingerprint by which it can be retried."""
    mark = fingerprint_of(error)
    _log.exception("a bug held a mail", ledger=claimed.ledger_id, fingerprint=mark, exc_info=error)
    reason = f"our own error {type(error).__name__} ({mark}); retry it after the program is mended"
    _hold(tx, claimed, letter, reason, mark, now)


def _hold(tx: Transaction, claimed: Claimed, letter: Letter, reason: str, mark: str, now: datetime) -> None:
    verdict = Verdict(state=LedgerState.QUARANTINE, reason=reason, check="bug")
    facts = facts_of(letter)
    judge(tx, claimed.ledger_id, verdict, now=now, letter=facts, reasons=(reason,), fingerprint=mark)


def fingerprint_of(error: BaseException) -> str:
    """Return eight hexadecimal digits that are the same for every error of one kind at one place."""
    frames = traceback.extract_tb(error.__traceback__)
    place = ":".join(f"{frame.name}" for frame in frames[-5:])
    return hashlib.sha256(f"{type(error).__name__}:{place}".encode()).hexdigest()[:8]
