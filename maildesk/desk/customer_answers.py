"""What a customer's words do to the ticket they take part in: confirm, reject, rate, ask, or simply answer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from maildesk.desk.acknowledging import proven_enough
from maildesk.desk.article_answer import place_that_solved
from maildesk.desk.closing import close, not_solved, rate
from maildesk.desk.customer_words import Meaning, asks_for_status, asks_to_stop, meaning_of
from maildesk.desk.decision import Change, ChangeKind, Survey
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.intake_record import asked_of
from maildesk.desk.links import confirm_url
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
from maildesk.desk.score_words import score_in_words, score_of
from maildesk.desk.situation import PersonRecord, Situation
from maildesk.desk.sla_words import ledger
from maildesk.desk.ticket import State, Ticket
from maildesk.desk.views import clocks_of, customer_view, supported_language
from maildesk.mail.letter import Address, Trust


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What was done, and whether the owner should read the mail."""

    reason: str
    tell_owner: bool = True
    muted: bool = False
    headline: str = ""  # of the notice to the owner


VOTE_DAYS = 7  # a score may be changed as long after it was first given
_OVER = frozenset({State.RESOLVED, State.CLOSED})
_SURVEYED = frozenset({MessageKind.CLOSED, MessageKind.SURVEY, MessageKind.COMPLAINT})


def settle_answer(situation: Situation, draft: Draft, now: datetime) -> Outcome:
    """Carry out what a participant's new words mean for the ticket's state."""
    letter = situation.letter
    words = letter.reply
    if asks_to_stop(words) and is_believed(situation):
        if _is_requester(situation, draft):
            draft.mute("customer", "the customer asked for no more automatic mail")
        return Outcome(reason="asked for no more automatic mail", tell_owner=False, muted=True)
    if asks_for_status(words) and is_believed(situation):
        _tell_status(situation, draft, now)
        return Outcome(reason="asked how things stand and was answered", tell_owner=False)
    rated = _rating(situation, draft)
    if rated and is_believed(situation) and _too_late(situation, draft.ticket, now):
        return Outcome(reason=f"a score cannot be changed after {VOTE_DAYS} days", tell_owner=False)
    if rated and is_believed(situation):
        rate(situation.desk, draft, rated, now, reason="scored by a reply")
        return Outcome(
            reason=f"scored {rated.score} of 5 by a reply",
            tell_owner=bool(rated.comment),
            headline=f"Rated {rated.score} of 5",
        )
    if solved := _solved_by_article(situation, draft):
        return solved
    if draft.ticket.state in _OVER:
        return _about_a_solution(situation, draft, now)
    if draft.ticket.state is State.PENDING:
        draft.set_state(State.OPEN, "customer", "the customer answered")
        return Outcome(reason="the customer answered what the ticket waited for")
    return Outcome(reason="a message of the customer")


def _too_late(situation: Situation, ticket: Ticket, now: datetime) -> bool:
    """Say whether the score of this closing was first given too long ago to be changed."""
    first = situation.scored_at.get(ticket.number)
    return first is not None and now - first > timedelta(days=VOTE_DAYS)


def _solved_by_article(situation: Situation, draft: Draft) -> Outcome | None:
    """Close the ticket when the answer to its acknowledgement says that a suggested article solved it (S13).

    Nobody of staff may have answered yet: after that a yes is about the engineer's words.
    """
    ticket = draft.ticket
    articles = situation.suggested.get(ticket.number, ())
    if not articles or ticket.state in _OVER or ticket.answered_at is not None or _has_files(situation):
        return None
    before = situation.tickets.get(ticket.number, ticket)
    names = (situation.desk.name, situation.letter.sender.name if situation.letter.sender else "")
    place = place_that_solved(
        situation.letter.reply, len(articles), bare_number="how_many" not in asked_of(before), names=names
    )
    if place is None or not is_believed(situation):
        return None
    article = articles[place - 1]
    reason = f"article {article} solved it, says the customer"
    draft.knowledge = replace(draft.knowledge, solved_by=article)
    draft.record(Change(kind=ChangeKind.ARTICLE_SOLVED, actor="customer", after=str(article), reason=reason))
    close(situation.desk, draft, actor="customer", reason=reason)
    return Outcome(reason=reason, headline=f"Solved by article {article}")


def asks_nothing_new(situation: Situation) -> bool:
    """Say whether a mail on a ticket that is long closed brings no new matter.

    That is mere thanks, a late yes, a score, the question how things stand, or the wish for no more automatic mail.
    """
    letter = situation.letter
    if _has_files(situation):
        return False
    if (asks_to_stop(letter.reply) or asks_for_status(letter.reply)) and is_believed(situation):
        return True
    meaning = _meaning(situation, None)
    scored = _answers_survey(situation) and (score_of(letter.reply) or score_in_words(letter.reply)) is not None
    return meaning in (Meaning.SOLVED, Meaning.THANKS) or scored


def _meaning(situation: Situation, owner: str | None) -> Meaning:
    """Return what the new words mean for a solution; with a file beside them they are a message to be read."""
    letter, desk = situation.letter, situation.desk
    engineer = desk.people.by_id(owner)
    others = (desk.name, engineer.name if engineer else "")
    meaning = meaning_of(letter.reply, name=letter.sender.name if letter.sender else "", others=others)
    if _has_files(situation) and meaning in (Meaning.THANKS, Meaning.SOLVED):
        return Meaning.OTHER
    return meaning


def _has_files(situation: Situation) -> bool:
    """Say whether the mail brings files; pictures inside the text are mostly those of a signature."""
    return any(not attachment.inline for attachment in situation.letter.attachments)


def _is_requester(situation: Situation, draft: Draft) -> bool:
    sender = situation.letter.sender
    return sender is not None and sender.address.casefold() == draft.ticket.requester.address.casefold()


def _answers_survey(situation: Situation) -> bool:
    found = (situation.sent.get(clue.message_id) for clue in situation.letter.clues.own_ids)
    return any(sent is not None and sent.kind in _SURVEYED for sent in found)


def is_believed(situation: Situation) -> bool:
    """Say whether the mail may confirm, reject or rate.

    That takes a sender proven as well as the site asks for, or a reply that names our signed Message-ID of a mail
    sent to exactly this address: whoever holds it has read that mailbox, just as with a link.
    """
    letter = situation.letter
    if letter.proof.customer is Trust.FAILED or letter.sender is None:
        return False
    if proven_enough(situation.desk, letter.proof, situation.person or PersonRecord(address="")):
        return True
    wanted = letter.sender.address.casefold()
    return any(
        sent.recipient.casefold() == wanted
        for sent in (situation.sent.get(clue.message_id) for clue in letter.clues.own_ids)
        if sent is not None
    )


def _about_a_solution(situation: Situation, draft: Draft, now: datetime) -> Outcome:
    meaning = _meaning(situation, draft.ticket.owner)
    if meaning is Meaning.THANKS:
        return Outcome(reason="mere thanks change nothing", tell_owner=False)
    if meaning is Meaning.SOLVED and draft.ticket.state is State.CLOSED:
        return Outcome(reason="confirmed again; the ticket is closed already", tell_owner=False)
    if not is_believed(situation):
        _ask_by_link(situation, draft, now)
        return Outcome(reason="what the customer says of the solution is not proven enough to act on")
    if meaning is Meaning.SOLVED:
        close(situation.desk, draft, actor="customer", reason="the customer confirmed the solution by mail")
        return Outcome(reason="the customer confirmed the solution", tell_owner=False)
    if not not_solved(draft, actor="customer", reason="the customer wrote that it is not solved"):
        return Outcome(reason="opened again three times within a day; it stays as it is until somebody decides")
    return Outcome(reason="neither yes nor mere thanks: opened again with raised urgency")


def _rating(situation: Situation, draft: Draft) -> Survey | None:
    ticket, letter = draft.ticket, situation.letter
    if ticket.state is not State.CLOSED or letter.sender is None:
        return None
    asked = _answers_survey(situation)
    found = score_of(letter.reply) or (score_in_words(letter.reply) if asked else None)
    if not found or (found[1] and not asked):
        return None
    return Survey(
        round=ticket.closings, score=found[0], comment=found[1][:2000], address=letter.sender.address.casefold()
    )


def _tell_status(situation: Situation, draft: Draft, now: datetime) -> None:
    desk, ticket = situation.desk, draft.ticket
    sender = situation.letter.sender or Address(address="")
    language = supported_language(desk, ticket.language)
    resolution = clocks_of(desk, ticket, now).resolution
    told = ledger(resolution, now, language, desk.zone) if resolution and resolution.target else ""
    draft.send(
        OutgoingMessage(
            kind=MessageKind.PROGRESS,
            to=sender,
            view=replace(customer_view(desk, ticket, now, to=sender), ledger=told),
            language=language,
            automatic=Automatic.REPLIED,
            in_reply_to=situation.letter.message_id,
            references=situation.letter.references,
        ),
        "desk",
        "the customer asked how things stand",
    )


def _ask_by_link(situation: Situation, draft: Draft, now: datetime) -> None:
    desk: Desk = situation.desk
    sender = situation.letter.sender
    if sender is None or not desk.base_url or situation.letter.proof.customer is Trust.FAILED:
        return
    if draft.ticket.state is not State.RESOLVED or draft.ticket.muted:
        return
    view = customer_view(
        desk, draft.ticket, now, to=sender, links=(confirm_url(desk, draft.ticket, sender.address, now), None)
    )
    draft.send(
        OutgoingMessage(
            kind=MessageKind.RESOLUTION,
            to=sender,
            view=view,
            language=supported_language(desk, draft.ticket.language),
            automatic=Automatic.REPLIED,
            in_reply_to=situation.letter.message_id,
        ),
        "desk",
        "a reply that is not proven is asked for again by link",
    )
