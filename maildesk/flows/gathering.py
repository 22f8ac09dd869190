"""Turns a letter into the situation it is in: what the mail says is looked up in the store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from maildesk.desk.behalf import behalf_of
from maildesk.desk.command_lines import read_orders
from maildesk.desk.desk import Desk
from maildesk.desk.explanation import asks_why, explanation
from maildesk.desk.guessing import too_many_guesses
from maildesk.desk.lookups import wishes_of
from maildesk.desk.mentoring import CHECK as MENTOR
from maildesk.desk.on_digest_reply import articles_in_digest_reply, numbers_in_digest_reply
from maildesk.desk.outgoing import ExplainedStep, MessageKind
from maildesk.desk.rules import asks_open_tickets
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.threading import numbers_named
from maildesk.desk.ticket import State
from maildesk.desk.words_key import words_key
from maildesk.flows.absences import with_learned
from maildesk.flows.knowing import asked_about, named_articles, with_known, with_suggested
from maildesk.mail.letter import Letter
from maildesk.mail.subject_line import clean_subject
from maildesk.store.claims import Claimed
from maildesk.store.explaining import explained_events_of, explained_mails_of
from maildesk.store.gather import Clues, Gathered, gather_customer
from maildesk.store.leases import setting
from maildesk.store.lookups import look_up
from maildesk.store.reviews import open_reviews, reviewed_mail
from maildesk.store.surveys import survey_of
from maildesk.store.tickets import lock_tickets
from maildesk.store.transaction import Transaction
from maildesk.store.wrong_codes import wrong_codes_lately, wrong_codes_of

_PERSONS_WORD = ("staff", MENTOR)  # who wrote it is certain: that person said so, or was believed before


def gather(tx: Transaction, desk: Desk, claimed: Claimed, letter: Letter, now: datetime) -> Situation:
    """Return everything a decision about this mail needs; the tickets it names are locked."""
    clues = clues_of(desk, letter)
    found = gather_customer(tx, clues, desk.limits, now)
    digests = {key: sent for key, sent in found.sent.items() if sent.kind is MessageKind.DIGEST}
    sent, tickets = dict(found.sent), dict(found.tickets)
    about, articles = asked_about(tx, found.sent) if found.sent and clues.staff_id else ({}, {})
    sent.update(about)
    if digests:
        sent.update({key: _with_items(tx, mail) for key, mail in digests.items()})
        wanted = named_articles(tx, articles_in_digest_reply(letter.reply))
        articles = {**articles, **wanted}
        of_articles = [article.ticket for article in wanted.values() if article.ticket is not None]
        tickets.update(lock_tickets(tx, (*numbers_in_digest_reply(letter.reply), *of_articles)))
    situation = _situation(desk, claimed, letter, found, sent, tickets)
    if articles:
        situation = replace(situation, articles=articles)
    if any(found.anything):
        situation = with_known(tx, situation, found.anything)
    elif found.sent:
        situation = with_suggested(tx, situation)
    if clues.staff_id is None:
        return _with_guesses(tx, desk, _with_scores(tx, situation), now)
    return _with_orders(tx, desk, claimed, situation, now)


def _with_guesses(tx: Transaction, desk: Desk, situation: Situation, now: datetime) -> Situation:
    """Add whether too many codes were wrong lately, where a stranger's code names a ticket."""
    sender = situation.letter.sender
    if sender is None or not situation.tickets or any(t.takes_part(sender.address) for t in situation.tickets.values()):
        return situation
    limits = desk.limits
    of_address = wrong_codes_of(tx, sender.address, now, limits.wrong_codes_per_address_day)
    of_desk = wrong_codes_lately(tx, now, limits.wrong_codes_per_hour)
    return replace(situation, guessing=too_many_guesses(limits, of_address, of_desk))


def _with_scores(tx: Transaction, situation: Situation) -> Situation:
    """Add when each closed ticket was scored first, where the mail may give another score."""
    scored = [each for each in situation.tickets.values() if each.state is State.CLOSED and each.score is not None]
    if not scored:
        return situation
    given = {each.number: survey_of(tx, each.number, each.closings) for each in scored}
    return replace(situation, scored_at={number: score.at for number, score in given.items() if score})


def _with_orders(tx: Transaction, desk: Desk, claimed: Claimed, situation: Situation, now: datetime) -> Situation:
    """Add what the orders of a staff mail need: tickets they name, or the customer it was written for."""
    sender = situation.letter.sender
    person = desk.people.by_address(sender.address) if sender else None
    if person is None:
        return situation
    wishes = wishes_of(read_orders(situation.letter.reply))
    numbers = sorted({ticket.number for ticket in situation.tickets.values()})
    if not wishes.none:
        situation = replace(situation, looked_up=look_up(tx, wishes, person, numbers, now))
    if situation.skip_check == MENTOR or any(
        sent.kind is MessageKind.REVIEW_REQUEST for sent in situation.sent.values()
    ):
        looked_up = replace(situation.looked_up, reviews=open_reviews(tx, numbers))
        reviewed = reviewed_mail(tx, claimed.ledger_id) if situation.skip_check == MENTOR else None
        situation = replace(situation, looked_up=looked_up, reviewed=reviewed)
    if asks_why(situation.letter.reply):
        situation = replace(situation, explained=_explained(tx, desk, numbers))
    if numbers:
        return situation
    behalf = behalf_of(desk, situation.letter)
    if behalf is None:
        return situation
    found = gather_customer(tx, clues_of(desk, behalf.letter), desk.limits, now)
    customers = _situation(desk, claimed, behalf.letter, found, {}, {})
    return replace(situation, behalf=with_known(tx, customers, found.anything))


def _explained(tx: Transaction, desk: Desk, numbers: Sequence[int]) -> dict[int, tuple[ExplainedStep, ...]]:
    """Return how each of these tickets came to stand as it does."""
    return {
        number: explanation(desk.people, explained_mails_of(tx, number), explained_events_of(tx, number))
        for number in numbers
    }


def _situation(
    desk: Desk, claimed: Claimed, letter: Letter, found: Gathered, sent: dict[str, SentMail], tickets: object
) -> Situation:
    return Situation(
        desk=with_learned(desk, found.absences),
        letter=letter,
        ledger_id=claimed.ledger_id,
        mailbox=claimed.mailbox,
        received_at=claimed.received_at,
        trusted_by_person=claimed.released and claimed.check_name in _PERSONS_WORD,
        skip_check=claimed.check_name if claimed.released else None,
        person=found.person,
        tickets=tickets,  # type: ignore[arg-type]
        reference_tickets=found.reference_tickets,
        sent=sent,
        awaiting=found.awaiting,
        history=found.history,
        same_subject=found.same_subject,
        counts=found.counts,
        load=found.load,
        turns=found.turns,
        last_mail_at=found.last_mail_at,
        flood=found.flood,
        held=found.held,
    )


def _with_items(tx: Transaction, mail: SentMail) -> SentMail:
    stored = setting(tx, digest_items_key(mail.message_id))
    return replace(mail, items=tuple(stored.split(",")) if stored else ())


def digest_items_key(message_id: str) -> str:
    """Return the name under which the items of a digest are stored."""
    return f"digest:{message_id}"


def clues_of(desk: Desk, letter: Letter) -> Clues:
    """Return what of a letter can be looked up."""
    sender = letter.sender.address if letter.sender else None
    person = desk.people.by_address(sender) if sender else None
    own_ids = [clue.message_id for clue in letter.clues.own_ids]
    if letter.bounce and letter.bounce.original_message_id:
        own_ids.append(letter.bounce.original_message_id)
    return Clues(
        sender=sender,
        subject=clean_subject(letter.subject, desk.read.prefix),
        numbers=numbers_named(letter.clues),
        own_ids=tuple(dict.fromkeys(own_ids)),
        references=letter.clues.references,
        words_key=words_key(letter),
        staff_id=person.id if person else None,
        count_open=asks_open_tickets(desk.rules),
        suggest=desk.knowledge.suggest and not own_ids,
    )
