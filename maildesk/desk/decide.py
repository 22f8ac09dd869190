"""The one door to every decision about a mail: who wrote it and which room it goes to."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.absence_learning import with_absence, with_return
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.on_customer_mail import on_customer_mail
from maildesk.desk.on_engineer_mail import on_engineer_mail
from maildesk.desk.on_machine_mail import on_machine_mail
from maildesk.desk.situation import Situation
from maildesk.mail.letter import Kind, Letter


def decide(situation: Situation, now: datetime) -> Decision:
    """Say everything that follows from a mail; the same situation and moment always give the same decision.

    Own mail, forged own addresses, spam and unreadable mail end here; then machine mail, staff, everyone else.
    The first reason says how the mail was read and what its sender's proof is.
    """
    decision = _decided(situation, now)
    return replace(decision, reasons=(_read_as(situation.letter), *decision.reasons))


def _read_as(letter: Letter) -> str:
    machine = f", {letter.marks.auto_reason}" if letter.marks.auto_reason else ""
    row = f" ({letter.marks.row}{machine})" if letter.marks.row or machine else ""
    language = letter.language or "no known language"
    return f"Read as {letter.kind.value}{row} in {language}; the sender: {letter.proof.reason or 'nothing is said'}."


def _decided(situation: Situation, now: datetime) -> Decision:
    letter, marks = situation.letter, situation.letter.marks
    if marks.own_mail:
        return _end(LedgerState.IGNORED, f"own mail ({marks.row})")
    if letter.kind is Kind.UNPARSABLE and situation.skip_check != "unparsable":
        why = letter.warnings[0] if letter.warnings else "beyond the limits of reading"
        return _end(LedgerState.QUARANTINE, f"cannot be read: {why}", "unparsable")
    if marks.own_address and situation.skip_check != "own_address":
        return _end(LedgerState.QUARANTINE, f"From is an address of the desk itself ({marks.row})", "own_address")
    if marks.spam and situation.skip_check != "spam":
        return _end(LedgerState.QUARANTINE, f"the trusted filter calls it spam ({marks.row})", "spam")
    if letter.kind is not Kind.REQUEST and letter.kind is not Kind.UNPARSABLE:
        return with_absence(on_machine_mail(situation, now), situation, now)
    person = situation.desk.people.by_address(letter.sender.address) if letter.sender else None
    if person:
        return with_return(on_engineer_mail(situation, person, now), situation, person)
    return on_customer_mail(situation, now)


def _end(state: LedgerState, reason: str, check: str | None = None) -> Decision:
    return Decision(verdict=Verdict(state=state, reason=reason, check=check), reasons=(reason,))
