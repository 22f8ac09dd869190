"""What follows from a mail of a customer: a new ticket, a message on their own, or one that awaits approval."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.acknowledging import acknowledgement_refusal
from maildesk.desk.approving import ask_for_approval
from maildesk.desk.classifying import Classified, classify_ticket
from maildesk.desk.customer_answers import settle_answer
from maildesk.desk.decision import (
    Decision,
    Direction,
    LedgerState,
    NewMessage,
    PersonUpdate,
    Verdict,
    Visibility,
)
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, enclose, responsible, to_staff
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
from maildesk.desk.repeating import looks_like_a_responder
from maildesk.desk.situation import Situation
from maildesk.desk.threading import Judgement, Standing, judge
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.views import customer_view, supported_language
from maildesk.mail.address import PUBLIC_MAIL_DOMAINS, domain_of
from maildesk.mail.letter import Address, Trust
from maildesk.mail.subject_line import clean_subject

_CUSTOMER = "customer"
_CC_LIMIT = 5


def on_customer_mail(situation: Situation, now: datetime) -> Decision:
    """Decide about a mail written by a person who is not staff, or by staff who ask for something themselves."""
    letter = situation.letter
    if letter.sender is None:
        return _quarantine("the From field names nobody that can be relied on", "sender")
    judgement = judge(situation, now)
    machine = looks_like_a_responder(situation, judgement.ticket)
    if machine:
        return _noted_as_machine(situation, judgement, machine, now)
    if judgement.ticket is not None and judgement.standing is Standing.PARTICIPANT:
        return _on_own_ticket(situation, judgement.ticket, judgement, now)
    stranger = judgement.standing is Standing.STRANGER and situation.skip_check != "stranger"
    if judgement.ticket is not None and stranger:
        return _on_foreign_ticket(situation, judgement.ticket, judgement, now)
    return _new_ticket(situation, judgement, now)


def message_of(
    situation: Situation, visibility: Visibility = Visibility.PUBLIC, *, machine: bool = False
) -> NewMessage:
    """Return the letter as a message of a ticket: its new words, or all its text when nothing is new."""
    letter = situation.letter
    return NewMessage(
        direction=Direction.IN,
        visibility=visibility,
        author=letter.sender or Address(address="unknown"),
        text=letter.reply or letter.text,
        language=letter.language,
        message_id=letter.message_id,
        ledger_id=situation.ledger_id,
        attachments=letter.attachments,
        machine=machine,
    )


def learned_of(situation: Situation) -> PersonUpdate:
    """Return what the mail tells of its sender."""
    letter = situation.letter
    sender = letter.sender or Address(address="")
    return PersonUpdate(
        address=sender.address.casefold(),
        name=sender.name or None,
        language=letter.language if letter.language in situation.desk.languages else None,
        proven=True if letter.proof.customer >= Trust.LIKELY else None,
    )


def _quarantine(reason: str, check: str) -> Decision:
    verdict = Verdict(state=LedgerState.QUARANTINE, reason=reason, check=check)
    return Decision(verdict=verdict, reasons=(reason,))


def _noted_as_machine(situation: Situation, judgement: Judgement, reason: str, now: datetime) -> Decision:
    if judgement.standing is not Standing.PARTICIPANT or judgement.ticket is None:
        verdict = Verdict(state=LedgerState.IGNORED, reason=reason)
        return Decision(verdict=verdict, reasons=(judgement.reason, reason))
    draft = Draft(judgement.ticket, now)
    draft.add_message(message_of(situation, Visibility.INTERNAL, machine=True), "machine", reason)
    verdict = Verdict(state=LedgerState.TICKET, reason=reason)
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(judgement.reason, reason))


# --- a new ticket


def _new_ticket(situation: Situation, judgement: Judgement, now: datetime) -> Decision:
    classified = classify_ticket(situation, now)
    if classified.drop:
        verdict = Verdict(state=LedgerState.IGNORED, reason=classified.drop)
        return Decision(verdict=verdict, reasons=(*classified.reasons, classified.drop))
    if classified.hold and situation.skip_check != "rule":
        verdict = Verdict(state=LedgerState.QUARANTINE, reason=classified.hold, check="rule")
        return Decision(verdict=verdict, reasons=(*classified.reasons, classified.hold))
    draft = _open_draft(situation, classified, judgement, now)
    reasons = [judgement.reason, *classified.reasons]
    refusal = acknowledgement_refusal(situation, now)
    if refusal:
        reasons.append(f"no acknowledgement: {refusal}")
    else:
        draft.send(
            _acknowledgement(situation, draft.ticket, now), "desk", "the sender is told that the mail has arrived"
        )
        reasons.append(f"acknowledged: {situation.letter.proof.reason}")
    _tell_staff(situation, draft, classified, refusal, now)
    verdict = Verdict(state=LedgerState.TICKET, reason=judgement.reason)
    return Decision(
        verdict=verdict,
        works=(draft.work(),),
        persons=(learned_of(situation),),
        turns=classified.turns,
        reasons=tuple(reasons),
    )


def _open_draft(situation: Situation, classified: Classified, judgement: Judgement, now: datetime) -> Draft:
    letter = situation.letter
    sender = letter.sender or Address(address="unknown")
    organisation = situation.desk.people.organisation_of(sender.address)
    person = situation.person
    known = (letter.language, organisation.language if organisation else None, person.language if person else None)
    ticket = Ticket(
        subject=clean_subject(letter.subject, situation.desk.read.prefix),
        state=State.OPEN if classified.owner else State.NEW,
        type=classified.type,
        impact=classified.impact,
        urgency=classified.urgency,
        priority=classified.priority,
        team=classified.team,
        owner=classified.owner,
        requester=sender,
        participants=(sender,),
        language=next((wish for wish in known if wish in situation.desk.languages), None),
        tags=classified.tags,
        mailbox=situation.mailbox,
        organisation=organisation.name if organisation else None,
        policy=classified.policy,
        created_at=now,
        updated_at=now,
        response_since=situation.received_at if situation.received_at < now else now,
        linked_to=judgement.ticket.number if judgement.ticket else None,
    )
    draft = Draft(ticket, now)
    draft.opened(_CUSTOMER, "; ".join(classified.reasons)[:1000])
    draft.add_message(message_of(situation), _CUSTOMER, judgement.reason)
    _add_copied(situation, draft, (*letter.to, *letter.cc))
    for address in classified.cc:
        draft.add_participant(Address(address=address), "desk", "a rule adds this address")
    return draft


def _add_copied(situation: Situation, draft: Draft, copied: tuple[Address, ...]) -> tuple[Address, ...]:
    """Let copied people of the requester's own domain take part; return those who were only noted (SECURITY 3)."""
    desk, sender = situation.desk, situation.letter.sender
    own = set(desk.read.own_addresses)
    others = [
        person
        for person in copied
        if person.address.casefold() not in own and sender and person.address.casefold() != sender.address.casefold()
    ]
    may = sender is not None and situation.letter.proof.customer is Trust.PROVEN and desk.cc.value != "off"
    domain = domain_of(sender.address) if sender else ""
    added = 0
    noted: list[Address] = []
    for person in others:
        same = domain_of(person.address) == domain and domain not in PUBLIC_MAIL_DOMAINS
        fits = (same or desk.cc.value == "any") and not desk.people.by_address(person.address)
        if may and fits and added < _CC_LIMIT:
            draft.add_participant(person, _CUSTOMER, "copied by the proven requester, same domain")
            added += 1
        else:
            noted.append(person)
    return tuple(noted)


def _acknowledgement(situation: Situation, ticket: Ticket, now: datetime) -> OutgoingMessage:
    letter = situation.letter
    proven = letter.proof.customer >= Trust.LIKELY
    complaint = ticket.type is TicketType.COMPLAINT
    return OutgoingMessage(
        kind=MessageKind.COMPLAINT if complaint else MessageKind.ACKNOWLEDGEMENT,
        to=ticket.requester if proven else Address(address=ticket.requester.address),
        view=customer_view(
            situation.desk, ticket, now, to=ticket.requester if proven else Address(address=""), show_subject=proven
        ),
        language=supported_language(situation.desk, ticket.language),
        automatic=Automatic.REPLIED,
        in_reply_to=letter.message_id,
        references=letter.references,
    )


def _tell_staff(situation: Situation, draft: Draft, classified: Classified, refusal: str | None, now: datetime) -> None:
    desk, ticket = situation.desk, draft.ticket
    complaint = ticket.type is TicketType.COMPLAINT
    people = desk.people.supervisors() if complaint else responsible(desk, ticket, now)
    suggestions: list[str] = []
    if situation.same_subject:
        suggestions.append(f"[{situation.same_subject.token}] {situation.same_subject.subject}")
    notice = Notice(
        words=situation.letter.reply or situation.letter.text,
        because=classified.reasons,
        cautions=cautions_of(situation, refusal),
        enclosure=enclose(situation.letter, situation.ledger_id, desk.notice_attachment_bytes),
        suggestions=tuple(suggestions),
    )
    to_staff(desk, draft, MessageKind.ASSIGNMENT, people, notice, actor="desk", reason="a new ticket to work on")


def cautions_of(situation: Situation, refusal: str | None = None) -> tuple[str, ...]:
    """Return what an engineer must know of the sender before believing the mail, as sentences."""
    letter = situation.letter
    found: list[str] = []
    if letter.proof.customer is Trust.FAILED:
        found.append(f"Sender not proven: {letter.proof.reason}.")
    if refusal:
        found.append(f"The customer was not sent an acknowledgement: {refusal}.")
    sender_domain = domain_of(letter.sender.address) if letter.sender else ""
    found += [
        f"Reply-To names another domain ({address.address}); answers go to the From address."
        for address in letter.reply_to
        if domain_of(address.address) != sender_domain
    ]
    found += [f"Odd: {warning}." for warning in letter.warnings if "address" in warning or "look" in warning]
    return tuple(found)


# --- on a ticket that exists


def _on_own_ticket(situation: Situation, ticket: Ticket, judgement: Judgement, now: datetime) -> Decision:
    if situation.letter.proof.customer is Trust.FAILED and situation.skip_check != "sender":
        reason = f"sender not proven: {situation.letter.proof.reason}"
        return _awaiting(situation, ticket, judgement, reason, now)
    draft = Draft(ticket, now)
    draft.add_message(message_of(situation), _CUSTOMER, judgement.reason)
    _add_copied(situation, draft, situation.letter.cc)
    outcome = settle_answer(situation, draft, now)
    if outcome.tell_owner:
        notice = Notice(
            words=situation.letter.reply or situation.letter.text,
            because=(judgement.reason, outcome.reason),
            cautions=cautions_of(situation),
            enclosure=enclose(situation.letter, situation.ledger_id, situation.desk.notice_attachment_bytes),
            history=situation.history.get(ticket.number, ()),
        )
        to_staff(
            situation.desk, draft, MessageKind.CUSTOMER_ANSWERED, responsible(situation.desk, draft.ticket, now),
            notice, actor="desk", reason="the customer wrote",
        )  # fmt: skip
    verdict = Verdict(state=LedgerState.TICKET, reason=judgement.reason)
    learned = replace(learned_of(situation), muted=True if outcome.muted else None)
    return Decision(
        verdict=verdict, works=(draft.work(),), persons=(learned,), reasons=(judgement.reason, outcome.reason)
    )


def _on_foreign_ticket(situation: Situation, ticket: Ticket, judgement: Judgement, now: datetime) -> Decision:
    return _awaiting(situation, ticket, judgement, judgement.reason, now)


def _awaiting(situation: Situation, ticket: Ticket, judgement: Judgement, reason: str, now: datetime) -> Decision:
    """Keep the message on the ticket unseen by anybody but staff until the owner approves it."""
    draft = Draft(ticket, now)
    draft.add_message(message_of(situation, Visibility.PENDING), "stranger", reason)
    ask_for_approval(situation, draft, reason, cautions_of(situation), now)
    verdict = Verdict(state=LedgerState.TICKET, reason=f"awaits approval: {reason}", check="stranger")
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(judgement.reason, reason))
