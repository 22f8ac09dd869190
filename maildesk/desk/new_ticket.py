"""Opens a ticket for a mail: classified, acknowledged when that is allowed, and shown to who must work on it."""

from datetime import datetime

from maildesk.desk.acknowledging import acknowledgement_refusal
from maildesk.desk.cautions import cautions_of
from maildesk.desk.classifying import Classified, classify_ticket
from maildesk.desk.copied import Copied, add_copied
from maildesk.desk.decision import Change, ChangeKind, Decision, LedgerState, Verdict
from maildesk.desk.draft import Draft
from maildesk.desk.flooding import FLOOD_TAG, over_the_limit
from maildesk.desk.incoming import learned_of, message_of
from maildesk.desk.intake_record import asked_of
from maildesk.desk.notices import Notice, enclose, responsible, to_staff
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
from maildesk.desk.situation import Situation
from maildesk.desk.suggesting import article_lines, note_suggestions, similar_tickets
from maildesk.desk.threading import Judgement
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.views import customer_view, supported_language
from maildesk.mail.letter import Address, Trust
from maildesk.mail.subject_line import clean_subject


def open_ticket(situation: Situation, judgement: Judgement, now: datetime) -> Decision:
    """Decide about a mail that belongs to no ticket: a new one, unless a rule holds or drops it."""
    classified = classify_ticket(situation, now, judgement.ticket)
    if classified.drop and situation.skip_check != "rule":
        verdict = Verdict(state=LedgerState.IGNORED, reason=classified.drop, check="rule")
        return Decision(verdict=verdict, reasons=(*classified.reasons, classified.drop))
    if classified.hold and situation.skip_check != "rule":
        verdict = Verdict(state=LedgerState.QUARANTINE, reason=classified.hold, check="rule")
        return Decision(verdict=verdict, reasons=(*classified.reasons, classified.hold))
    draft, copied = open_draft(situation, classified, judgement, now)
    reasons = [judgement.reason, *classified.reasons, *([classified.missed] if classified.missed else [])]
    refusal = acknowledgement_refusal(situation, now)
    if refusal:
        reasons.append(f"no acknowledgement: {refusal}")
    else:
        message = acknowledgement(situation, draft.ticket, classified.template, now)
        draft.send(message, "desk", "the sender is told that the mail has arrived")
        note_suggestions(draft, message)
        reasons.append(f"acknowledged: {situation.letter.proof.reason}")
    tell_staff(situation, draft, classified, copied, refusal, now)
    verdict = Verdict(state=LedgerState.TICKET, reason=judgement.reason)
    return Decision(
        verdict=verdict,
        works=(draft.work(),),
        persons=(learned_of(situation),),
        turns=classified.turns,
        reasons=tuple(reasons),
    )


def open_draft(
    situation: Situation, classified: Classified, judgement: Judgement, now: datetime, actor: str = "customer"
) -> tuple[Draft, Copied]:
    """Begin a ticket with the mail's words, before anybody is told; `actor` is who wrote the mail."""
    draft = Draft(_ticket(situation, classified, judgement, now), now)
    draft.opened(actor, "; ".join(classified.reasons)[:1000])
    draft.add_message(message_of(situation), actor, judgement.reason)
    if draft.ticket.concerned:
        names = " ".join(draft.ticket.concerned)
        draft.record(Change(kind=ChangeKind.CONCERNED_CHANGED, actor="desk", after=names, reason="a new complaint"))
    copied = add_copied(situation, draft)
    for address in classified.cc:
        draft.add_participant(Address(address=address), "desk", "a rule adds this address")
    return draft, copied


def _ticket(situation: Situation, classified: Classified, judgement: Judgement, now: datetime) -> Ticket:
    letter, person = situation.letter, situation.person
    sender = letter.sender or Address(address="unknown")
    organisation = situation.desk.people.organisation_of(sender.address)
    known = (letter.language, organisation.language if organisation else None, person.language if person else None)
    flooded = over_the_limit(situation) is not None
    return Ticket(
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
        tags=(*classified.tags, FLOOD_TAG) if flooded else classified.tags,
        mailbox=situation.mailbox,
        organisation=organisation.name if organisation else None,
        policy=classified.policy,
        asset=classified.asset,
        created_at=now,
        updated_at=now,
        response_since=min(situation.received_at, now),
        linked_to=judgement.ticket.number if judgement.ticket else None,
        muted=person.muted if person else False,
        concerned=classified.concerned,
        complaint_since=now if classified.type is TicketType.COMPLAINT else None,
    )


def acknowledgement(situation: Situation, ticket: Ticket, variant: str, now: datetime) -> OutgoingMessage:
    """Return the mail that tells the requester number and times."""
    letter = situation.letter
    proven = letter.proof.customer >= Trust.LIKELY
    complaint = ticket.type is TicketType.COMPLAINT
    to = ticket.requester if proven else Address(address=ticket.requester.address)
    view = customer_view(
        situation.desk, ticket, now, to=to, show_subject=proven, missing=asked_of(ticket),
        articles=() if complaint else article_lines(situation.desk, situation.known, ticket),
    )  # fmt: skip
    return OutgoingMessage(
        kind=MessageKind.COMPLAINT if complaint else MessageKind.ACKNOWLEDGEMENT,
        to=to,
        view=view,
        language=supported_language(situation.desk, ticket.language),
        automatic=Automatic.REPLIED,
        in_reply_to=letter.message_id,
        references=letter.references,
        variant=variant,
    )


def tell_staff(
    situation: Situation, draft: Draft, classified: Classified, copied: Copied, refusal: str | None, now: datetime
) -> None:
    """Send the owner, or the whole team of an unowned ticket, the notice of new work."""
    desk, alike = situation.desk, situation.same_subject
    because = list(classified.reasons)
    if alike is not None:
        because.append(
            f"The same customer wrote under this subject less than 24 hours ago: ticket {alike.number} ({alike.token})."
        )
    notice = Notice(
        words=situation.letter.reply or situation.letter.text,
        because=tuple(because),
        cautions=(*cautions_of(situation, refusal), *copied.cautions()),
        enclosure=enclose(situation.letter, situation.ledger_id, desk.notice_attachment_bytes),
        articles=article_lines(desk, situation.known, draft.ticket),
        similar=similar_tickets(desk, situation.known, draft.ticket),
        suggestions=(*copied.suggestions(), *((f"#merge {alike.number}",) if alike is not None else ())),
    )
    people = responsible(desk, draft.ticket, now)
    to_staff(desk, draft, MessageKind.ASSIGNMENT, people, notice, actor="desk", reason="a new ticket to work on")
