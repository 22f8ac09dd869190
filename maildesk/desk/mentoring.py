"""A trainee's answers go to the mentor first, who releases, amends or rejects them by reply."""

import re
from dataclasses import replace
from datetime import datetime

from maildesk.desk.approving import approval_word
from maildesk.desk.availability import deputy_of, why_away
from maildesk.desk.canary import holds_internal_text
from maildesk.desk.carry_out import CarriedOut
from maildesk.desk.classifying import availability
from maildesk.desk.command_lines import Fault, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.complaint import may_hear
from maildesk.desk.decision import Change, ChangeKind, Decision, LedgerState, Verdict
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.knowledge_orders import words_for_article_only
from maildesk.desk.notices import Notice, enclose, to_staff
from maildesk.desk.outgoing import CommandLine, MessageKind
from maildesk.desk.people import Role, Staff
from maildesk.desk.public_quotes import only_public_quotes
from maildesk.desk.review import Review, Reviewed
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.ticket import Ticket
from maildesk.desk.transcripts import refused, transcript

CHECK = "mentor"
_TELLING = (Command.RESOLVE, Command.CLOSE, Command.HOLD, Command.DUE)  # a customer is told even without words
_REJECTED = re.compile(
    r"^\s*(?:reject(?:ed)?|decline|拒绝|拒絕|驳回|駁回|不同意|退回)(?![A-Za-z])[\s:：,，.。]*", re.IGNORECASE
)


def reviewers(desk: Desk, trainee: Staff, ticket: Ticket, now: datetime) -> tuple[Staff, ...]:
    """Return who reads a trainee's answer: the mentor, else the deputy, else the team lead, else the supervisors.

    Nobody is left out of a complaint's independence; empty when nobody of them is there.
    """
    when = availability(desk, now)
    mentor, team = desk.people.by_id(trainee.mentor), desk.people.team(ticket.team)
    deputy = desk.people.by_id(deputy_of(mentor, when)) if mentor else None
    lead = desk.people.by_id(team.lead) if team else None
    for person in (mentor, deputy, lead):
        if person and person.id != trainee.id and may_hear(person, ticket) and not why_away(person, when):
            return (person,)
    others = tuple(each for each in desk.people.supervisors() if each.id != trainee.id and may_hear(each, ticket))
    return others or ((mentor,) if mentor and mentor.id != trainee.id else ())


def waits_for_mentor(situation: Situation, person: Staff, orders: Orders) -> bool:
    """Say whether a mail holds something for a customer that its writer may not send alone."""
    if situation.desk.people.by_id(person.mentor) is None or situation.skip_check == CHECK:
        return False
    if any(orders.has(command) for command in _TELLING):
        return True
    silent = orders.internal or words_for_article_only(orders)
    files = [file for file in situation.letter.attachments if not file.inline]
    return not silent and bool(orders.words or files)


def ask_mentor(situation: Situation, person: Staff, ticket: Ticket, orders: Orders, now: datetime) -> Decision:
    """Keep a trainee's mail whole until somebody has read it; nothing of it is done before."""
    draft = Draft(ticket, now)
    people = reviewers(situation.desk, person, ticket, now)
    ordered = ", ".join(order.written for order in orders.orders)
    notice = Notice(
        words=orders.words,
        because=(f"The mail also orders: {ordered}.",) if ordered else (),
        enclosure=enclose(situation.letter, situation.ledger_id, situation.desk.notice_attachment_bytes),
        history=situation.history.get(ticket.number, ()),
        headline=f"{person.name} wrote an answer that waits for you",
        part_of=str(situation.ledger_id),
    )
    to_staff(
        situation.desk, draft, MessageKind.REVIEW_REQUEST, people, notice, actor=person.id, reason="a trainee's answer"
    )
    draft.await_review(now)
    draft.record(
        Change(
            kind=ChangeKind.MESSAGE_HELD, actor=person.id, after=str(situation.ledger_id), reason="waits for the mentor"
        )
    )
    names = ", ".join(each.name for each in people)
    line = CommandLine(
        line=0, command="", done=True,
        result=f"Your mail waits for {names}; nothing of it was sent or carried out yet.",
    )  # fmt: skip
    done = CarriedOut(lines=(line,))
    draft.send(transcript(situation, person, ticket, done, Orders()), "desk", "the trainee is told")
    reason = f"waits for the mentor of {person.id}"
    review = Review(
        ledger_id=situation.ledger_id, ticket=ticket.number, staff_id=person.id, words=orders.words, asked_at=now
    )
    return Decision(
        verdict=Verdict(state=LedgerState.QUARANTINE, reason=reason, check=CHECK),
        works=(draft.work(),),
        review_asked=review,
        reasons=(reason,),
    )


def on_review(
    situation: Situation, person: Staff, ticket: Ticket, asked: SentMail, orders: Orders, now: datetime
) -> Decision:
    """Take the answer to a review request: a word that releases, one that rejects, or better words."""
    waiting = situation.looked_up.reviews.get(ticket.number, ())
    meant = tuple(each for each in waiting if each.asked_at == asked.created_at) or tuple(
        each for each in waiting if each.asked_at <= asked.created_at
    )
    words = only_public_quotes(situation.letter.reply, situation.history.get(ticket.number, ()))
    said = approval_word(words)
    rejected = _REJECTED.match(words)
    settled = said is not None or rejected is not None
    sentence = _fault(situation, person, ticket, orders, meant, "" if settled else words, settled=settled)
    if sentence:
        fault = Fault(line=0, written="", sentence=sentence)
        return refused(situation, person, Orders(words=situation.letter.reply), ticket, (fault,), now)
    draft = Draft(ticket, now)
    draft.review_ended(tuple(each.asked_at for each in waiting if each not in meant))
    if said is True:
        return _settled(situation, person, draft, meant, None, "Released; it goes out now.")
    if rejected or said is False:
        why = words[rejected.end() :].strip() if rejected else ""
        return _rejected(situation, person, draft, meant, why)
    return _settled(situation, person, draft, meant, words, "Your words go out now under the trainee's name.")


def _fault(
    situation: Situation,
    person: Staff,
    ticket: Ticket,
    orders: Orders,
    meant: tuple[Review, ...],
    words: str,
    *,
    settled: bool,
) -> str | None:
    if not meant:
        return "Nothing waits for you on this ticket any more."
    if any(not _may_review(situation.desk, person, ticket, review) for review in meant):
        return "Only the mentor, the team lead and supervisors release a trainee's answer."
    if settled:
        return None
    if orders.orders or orders.faults:
        return "Nothing was sent; write approve, reject and why, or better words alone, without commands."
    if not words.strip():
        return "Nothing was sent; write approve, reject and why, or better words."
    if len(meant) > 1:
        return "Several answers wait here; reply to the request of the one you mean."
    notes = tuple(line.text for line in situation.history.get(ticket.number, ()) if line.visibility == "internal")
    if holds_internal_text(words, notes):
        return "These words stand in an internal note of this ticket; take them out."
    return None


def _may_review(desk: Desk, person: Staff, ticket: Ticket, review: Review) -> bool:
    trainee = desk.people.by_id(review.staff_id)
    team, mentor = desk.people.team(ticket.team), desk.people.by_id(trainee.mentor) if trainee else None
    deputies = {mentor.deputy, *(absence.deputy for absence in mentor.absences)} if mentor else set()
    able = {mentor.id if mentor else None, team.lead if team else None, *deputies}
    return person.id != review.staff_id and (person.role is Role.SUPERVISOR or person.id in able)


def _settled(
    situation: Situation, person: Staff, draft: Draft, meant: tuple[Review, ...], words: str | None, result: str
) -> Decision:
    _record(draft, person, meant, approved=True)
    lines = [CommandLine(line=1, command=situation.letter.reply.strip()[:60], done=True, result=result)]
    if words is not None and situation.letter.attachments:
        sentence = "Your attachments were not passed on; those of the trainee are."
        lines.append(CommandLine(line=0, command="", done=False, result=sentence))
    done = CarriedOut(lines=tuple(lines))
    draft.send(transcript(situation, person, draft.ticket, done, Orders()), "desk", "the answer to a review")
    verdict = Verdict(state=LedgerState.TICKET, reason=f"{person.id} released what waited for the mentor")
    return Decision(
        verdict=verdict,
        works=(draft.work(),),
        releases=tuple(review.ledger_id for review in meant),
        reviewed=tuple(Reviewed(ledger_id=review.ledger_id, by=person.id, words=words) for review in meant),
        reasons=(verdict.reason,),
    )


def _rejected(situation: Situation, person: Staff, draft: Draft, meant: tuple[Review, ...], why: str) -> Decision:
    _record(draft, person, meant, approved=False)
    for review in meant:
        trainee = situation.desk.people.by_id(review.staff_id)
        notice = Notice(
            words=why,
            headline=f"{person.name} did not release your answer",
            part_of=str(review.ledger_id),
        )
        if trainee and not trainee.suspended:
            to_staff(
                situation.desk, draft, MessageKind.WARNING, (trainee,), notice, actor=person.id, reason="not released"
            )
    result = "Not released; the trainee reads why." if why else "Not released; the trainee is told."
    line = CommandLine(line=1, command=situation.letter.reply.strip()[:60], done=True, result=result)
    draft.send(
        transcript(situation, person, draft.ticket, CarriedOut(lines=(line,)), Orders()), "desk",
        "the answer to a review",
    )  # fmt: skip
    verdict = Verdict(state=LedgerState.TICKET, reason=f"{person.id} did not release what waited for the mentor")
    return Decision(
        verdict=verdict,
        works=(draft.work(),),
        discards=tuple(review.ledger_id for review in meant),
        reviewed=tuple(Reviewed(ledger_id=review.ledger_id, by=person.id) for review in meant),
        reasons=(verdict.reason,),
    )


def _record(draft: Draft, person: Staff, meant: tuple[Review, ...], *, approved: bool) -> None:
    kind = ChangeKind.MESSAGE_APPROVED if approved else ChangeKind.MESSAGE_DISMISSED
    for review in meant:
        draft.record(Change(kind=kind, actor=person.id, after=str(review.ledger_id), reason="read by the mentor"))


def with_reviewed_words(situation: Situation, orders: Orders) -> tuple[Orders, tuple[CommandLine, ...]]:
    """Return a released mail's orders with the words that may go out, and the line that tells the trainee so."""
    reviewed = situation.reviewed
    if situation.skip_check != CHECK or reviewed is None:
        return orders, ()
    mentor = situation.desk.people.by_id(reviewed.by)
    name = mentor.name if mentor else reviewed.by
    said = f"Released by {name}."
    if reviewed.words is not None:
        orders, said = replace(orders, words=reviewed.words), f"Released by {name} with other words."
    return orders, (CommandLine(line=0, command="", done=True, result=said),)


def remind_reviewers(desk: Desk, draft: Draft, words: str) -> None:
    """Ask the team lead and the supervisors about an answer that nobody has released in time."""
    team = desk.people.team(draft.ticket.team)
    lead = desk.people.by_id(team.lead) if team else None
    found = (lead, *desk.people.supervisors())
    people = tuple(each for each in found if each and not each.suspended and may_hear(each, draft.ticket))
    notice = Notice(words=words, headline="An answer to the customer still waits for the mentor", part_of="review")
    to_staff(desk, draft, MessageKind.REVIEW_REQUEST, people, notice, actor="desk", reason="nobody released it yet")
