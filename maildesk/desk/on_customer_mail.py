"""What follows from a mail of a customer: a new ticket, a message on their own, or one that awaits approval."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.approving import ask_for_approval
from maildesk.desk.cautions import cautions_of
from maildesk.desk.complaint import complains_apart
from maildesk.desk.copied import add_copied
from maildesk.desk.customer_answers import asks_nothing_new, settle_answer
from maildesk.desk.decision import Decision, LedgerState, Verdict, Visibility
from maildesk.desk.draft import Draft
from maildesk.desk.flooding import join_flood
from maildesk.desk.followup import answers_followup, followup_answered
from maildesk.desk.guessing import wrong_codes
from maildesk.desk.incoming import learned_of, message_of
from maildesk.desk.new_ticket import open_ticket
from maildesk.desk.notices import Notice, enclose, responsible, to_staff
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.repeating import looks_like_a_responder
from maildesk.desk.situation import Situation
from maildesk.desk.threading import Judgement, Standing, judge
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Trust

_APART = frozenset({"stranger", "sender"})  # nobody approved it in time: it becomes a ticket of its own


def on_customer_mail(situation: Situation, now: datetime) -> Decision:
    """Decide about a mail written by a person who is not staff, or by staff who ask for something themselves."""
    decision = _decided(situation, now)
    sender, count = situation.letter.sender, wrong_codes(situation)
    return replace(decision, wrong_codes=(sender.address, count)) if sender and count else decision


def _decided(situation: Situation, now: datetime) -> Decision:
    if situation.letter.sender is None:
        return _quarantine("the From field names nobody that can be relied on", "sender")
    if answered := followup_answered(situation):
        return answered
    judgement = _from_followup(situation, judge(situation, now))
    machine = looks_like_a_responder(situation, judgement)
    if machine and situation.skip_check != "machine":
        return _noted_as_machine(situation, judgement, machine, now)
    ticket = judgement.ticket
    if ticket is None and situation.letter.proof.refused and situation.skip_check != "dmarc":
        return _quarantine(situation.letter.proof.reason, "dmarc")
    if ticket is None or situation.skip_check in _APART:
        return join_flood(situation, now) or open_ticket(situation, judgement, now)
    if complains_apart(situation, ticket):
        return join_flood(situation, now) or open_ticket(situation, judgement, now)
    if judgement.standing is Standing.STRANGER:
        return _awaiting(situation, ticket, judgement, judgement.reason, now)
    if judgement.standing is Standing.FOLLOW_UP and not asks_nothing_new(situation):
        return join_flood(situation, now) or open_ticket(situation, judgement, now)
    if situation.letter.proof.customer is Trust.FAILED:
        reason = f"sender not proven: {situation.letter.proof.reason}"
        return _awaiting(situation, ticket, judgement, reason, now)
    return _on_own_ticket(situation, ticket, judgement, now)


def _from_followup(situation: Situation, judgement: Judgement) -> Judgement:
    """Say where a new matter came from when it is told in answer to our question how things are going."""
    if judgement.standing is not Standing.NONE or not answers_followup(situation):
        return judgement
    return replace(judgement, reason="told in answer to our question how things are going")


def _quarantine(reason: str, check: str) -> Decision:
    verdict = Verdict(state=LedgerState.QUARANTINE, reason=reason, check=check)
    return Decision(verdict=verdict, reasons=(reason,))


def _noted_as_machine(situation: Situation, judgement: Judgement, reason: str, now: datetime) -> Decision:
    if judgement.standing is not Standing.PARTICIPANT or judgement.ticket is None:
        verdict = Verdict(state=LedgerState.IGNORED, reason=reason, check="machine")
        return Decision(verdict=verdict, reasons=(judgement.reason, reason))
    draft = Draft(judgement.ticket, now)
    draft.add_message(message_of(situation, Visibility.INTERNAL, machine=True), "machine", reason)
    verdict = Verdict(state=LedgerState.TICKET, reason=reason)
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(judgement.reason, reason))


def _on_own_ticket(situation: Situation, ticket: Ticket, judgement: Judgement, now: datetime) -> Decision:
    draft = Draft(ticket, now)
    draft.add_message(message_of(situation), "customer", judgement.reason)
    copied = add_copied(situation, draft)
    outcome = settle_answer(situation, draft, now)
    if outcome.tell_owner:
        notice = Notice(
            words=situation.letter.reply or situation.letter.text,
            because=(judgement.reason, outcome.reason),
            cautions=(*cautions_of(situation), *copied.cautions()),
            enclosure=enclose(situation.letter, situation.ledger_id, situation.desk.notice_attachment_bytes),
            history=situation.history.get(ticket.number, ()),
            suggestions=copied.suggestions(),
            headline=outcome.headline,
        )
        people = responsible(situation.desk, draft.ticket, now)
        to_staff(
            situation.desk, draft, MessageKind.CUSTOMER_ANSWERED, people, notice, actor="desk",
            reason="the customer wrote",
        )  # fmt: skip
    verdict = Verdict(state=LedgerState.TICKET, reason=judgement.reason)
    learned = replace(learned_of(situation), muted=True if outcome.muted else None)
    return Decision(
        verdict=verdict, works=(draft.work(),), persons=(learned,), reasons=(judgement.reason, outcome.reason)
    )


def _awaiting(situation: Situation, ticket: Ticket, judgement: Judgement, reason: str, now: datetime) -> Decision:
    """Keep the message on the ticket unseen by anybody but staff until the owner approves it."""
    draft = Draft(ticket, now)
    draft.add_message(message_of(situation, Visibility.PENDING), "stranger", reason)
    ask_for_approval(situation, draft, reason, cautions_of(situation), now)
    verdict = Verdict(state=LedgerState.TICKET, reason=f"awaits approval: {reason}", check="stranger")
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(judgement.reason, reason))
