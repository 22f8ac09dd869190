"""Whether a mail with a staff address was written by that person, and how a held one is released."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from maildesk.desk.approving import approval_word
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.desk import StaffProof
from maildesk.desk.links import RELEASE_HOURS, release_url
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage, ReleaseView
from maildesk.desk.people import Staff
from maildesk.desk.situation import HeldMail, SentMail, Situation
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address, Trust
from maildesk.mail.token import reply_code, verify_reply_code

_DATE_WINDOW = timedelta(days=3)
_NOTICE_DAYS = timedelta(days=14)
_CODE = re.compile(r"\b[0-9A-Za-z]{4}[- ]?[0-9A-Za-z]{4}\b")


def doubt(situation: Situation, person: Staff, now: datetime) -> str | None:
    """Return why the mail is not believed to be this person's, in words; None when it is proven (SECURITY 3)."""
    if situation.trusted_by_person:
        return None
    letter = situation.letter
    if letter.date is None:
        return "it has no Date"
    if abs(situation.received_at - letter.date) > _DATE_WINDOW:
        return "its Date is more than three days from its arrival"
    if not letter.marks.to_desk:
        return "the desk stands neither in To nor in Cc, so it may be an old mail sent again"
    if letter.proof.staff is Trust.PROVEN:
        return None
    if letter.proof.customer is Trust.FAILED:
        return letter.proof.reason
    if situation.desk.staff_proof is StaffProof.REPLY_CODE and _own_notices(situation, person, now):
        return None
    return letter.proof.reason


def proven_only_for(situation: Situation, person: Staff, now: datetime) -> frozenset[int] | None:
    """Return the tickets a reply code proves its writer for; None when the person is proven for everything."""
    if situation.trusted_by_person or situation.letter.proof.staff is Trust.PROVEN:
        return None
    named = (sent.ticket for sent in _own_notices(situation, person, now) if sent.ticket is not None)
    tickets = situation.tickets
    return frozenset(tickets[number].number for number in named if number in tickets)


def _own_notices(situation: Situation, person: Staff, now: datetime) -> tuple[SentMail, ...]:
    own = {person.address.casefold(), *(alias.casefold() for alias in person.aliases)}
    found = (situation.sent.get(clue.message_id) for clue in situation.letter.clues.own_ids)
    return tuple(
        sent
        for sent in found
        if sent is not None and sent.recipient.casefold() in own and now - sent.created_at <= _NOTICE_DAYS
    )


def held_as_suspended(person: Staff) -> Decision:
    """Hold the mail of a suspended member of staff without asking anybody; a supervisor sees it in the digest."""
    reason = f"{person.id} is suspended"
    return Decision(verdict=Verdict(state=LedgerState.QUARANTINE, reason=reason, check="suspended"), reasons=(reason,))


def release_code(situation_key: bytes, ledger_id: int, staff_id: str) -> str:
    """Return the code that the real person sends back to release one held mail."""
    return reply_code(situation_key, "release", str(ledger_id), staff_id)


def hold(situation: Situation, person: Staff, why: str, now: datetime) -> Decision:
    """Hold a staff mail that is not proven and ask the real person once whether it was theirs."""
    verdict = Verdict(
        state=LedgerState.QUARANTINE, reason=f"staff not proven: {why}", held_for=person.id, check="staff"
    )
    limit = situation.desk.limits.release_requests_per_day
    if limit and situation.counts.release_requests_day >= limit:
        return Decision(verdict=verdict, reasons=(verdict.reason, "not asked again: asked often enough today"))
    desk = situation.desk
    view = ReleaseView(
        desk_name=desk.name,
        staff_name=person.name,
        subject=situation.letter.subject,
        received_at=situation.received_at,
        reason=why,
        code=release_code(desk.key, situation.ledger_id, person.id),
        url=release_url(desk, situation.ledger_id, person.address, now),
        valid_until=now + timedelta(hours=RELEASE_HOURS),
        zone=person.zone or desk.zone,
    )
    message = OutgoingMessage(
        kind=MessageKind.RELEASE_REQUEST,
        to=Address(name=person.name, address=person.address),
        view=view,
        language=supported_language(desk, person.language, desk.language),
        automatic=Automatic.GENERATED,
        urgent=True,
    )
    return Decision(verdict=verdict, outgoing=(message,), reasons=(verdict.reason, "the real person is asked"))


def released_by_reply(situation: Situation, person: Staff, now: datetime) -> Decision | None:
    """Carry out an answer to a release request; None when the mail is none.

    The code alone is the proof: it was sent to the real person's address only, holds for one mail and 24 hours.
    """
    subject = situation.letter.subject
    text = f"{situation.letter.reply}\n{subject}\n{situation.letter.quoted}"
    codes = tuple(dict.fromkeys(_CODE.findall(text[:20_000])))
    for held in situation.held:
        fresh = now - held.held_at <= timedelta(hours=RELEASE_HOURS)
        if fresh and any(_names(situation, code, held, person) for code in codes):
            return _settle(situation, held)
    return None


def _names(situation: Situation, code: str, held: HeldMail, person: Staff) -> bool:
    return verify_reply_code(situation.desk.key, code, "release", str(held.ledger_id), person.id)


def _settle(situation: Situation, held: HeldMail) -> Decision | None:
    words = _CODE.sub(" ", situation.letter.reply).strip(" \n\t.[]:")
    said = approval_word(words) if words else True
    if said is None or (not words and not _CODE.search(situation.letter.reply)):
        return None
    verdict = Verdict(state=LedgerState.IGNORED, reason=f"answered the release request for mail {held.ledger_id}")
    decision = Decision(verdict=verdict, reasons=(f"the code of held mail {held.ledger_id} stands in the reply",))
    return replace(decision, releases=(held.ledger_id,)) if said else replace(decision, discards=(held.ledger_id,))
