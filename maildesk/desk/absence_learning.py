"""An engineer's absence, learned from a vacation reply and forgotten when the engineer writes again (S16)."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from maildesk.desk.decision import Decision, LearnedAbsence, LedgerState
from maildesk.desk.people import Absence, Staff
from maildesk.desk.situation import Situation
from maildesk.mail.absence import absence_end, tells_absence
from maildesk.mail.letter import Kind, Trust


def with_absence(decision: Decision, situation: Situation, now: datetime) -> Decision:
    """Return the decision about a machine's mail with the absence it tells of.

    A reply that names no last day is believed for as long as the settings say. Of staff that is not proven nothing is
    learned (SECURITY A65), nor from any other mail.
    """
    letter, desk = situation.letter, situation.desk
    person = desk.people.by_address(letter.sender.address) if letter.sender else None
    if person is None or person.suspended or letter.kind is not Kind.AUTO_REPLY or desk.absence_days == 0:
        return decision
    text = letter.reply or letter.text
    if not tells_absence(letter.subject, text):
        return decision
    if letter.proof.staff < Trust.PROVEN:
        unproven = f"an absence of {person.name} is not learned: the vacation reply is not proven"
        return replace(decision, reasons=(*decision.reasons, unproven))
    today = now.astimezone(ZoneInfo(person.zone or desk.zone)).date()
    named = absence_end(letter.subject, text, today)
    last = named or today + timedelta(days=desk.absence_days - 1)
    absence = Absence(first=today.isoformat(), last=last.isoformat())
    learned = LearnedAbsence(staff_id=person.id, absence=absence, ledger_id=situation.ledger_id)
    by = "it names the day" if named else f"it names no day, so {desk.absence_days} days are taken"
    sentence = f"{person.name} is away until {absence.last}, as the vacation reply says ({by})"
    return replace(_told(decision, sentence), absences=(learned,))


def _told(decision: Decision, sentence: str) -> Decision:
    verdict = decision.verdict
    if verdict is not None and verdict.state in (LedgerState.TICKET, LedgerState.IGNORED):
        verdict = replace(verdict, reason=f"{verdict.reason}; {sentence}")
    return replace(decision, verdict=verdict, reasons=(*decision.reasons, sentence))


def with_return(decision: Decision, situation: Situation, person: Staff) -> Decision:
    """Return the decision about a person's own mail; when it is believed, a learned absence has ended with it."""
    believed = decision.verdict is not None and decision.verdict.state is not LedgerState.QUARANTINE
    if person.id not in situation.desk.learned or not believed:
        return decision
    sentence = f"{person.name} writes again: the absence learned from the vacation reply is over"
    back = LearnedAbsence(staff_id=person.id, absence=None)
    return replace(decision, absences=(back,), reasons=(*decision.reasons, sentence))
