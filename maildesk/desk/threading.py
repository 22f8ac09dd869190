"""The judge of the carriers: which ticket a mail belongs to, and in which standing its sender writes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State, Ticket
from maildesk.mail.letter import ThreadClues
from maildesk.mail.subject_line import clean_subject


class Standing(StrEnum):
    """How a sender stands to the ticket that was found."""

    NONE = "none"  # no ticket: a new one
    PARTICIPANT = "participant"
    STRANGER = "stranger"  # a right token, but not one of us two
    FOLLOW_UP = "follow_up"  # a participant, but the ticket is over: a new linked one


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """Where a mail belongs and by what."""

    standing: Standing
    ticket: Ticket | None = None
    carrier: str = ""  # signed Message-ID, plus-address, subject token, body token, references, bare number
    reason: str


UNSIGNED = frozenset({"bare number", "token with a wrong check code"})  # anybody can write these


@dataclass(frozen=True, kw_only=True, slots=True)
class _Clue:
    number: int
    carrier: str
    signed: bool


def numbers_named(clues: ThreadClues) -> tuple[int, ...]:
    """Return every ticket number that a mail names by itself, each once; references must be looked up."""
    tokens = (*clues.plus, *clues.subject, *clues.body)
    own = [clue.number for clue in clues.own_ids if clue.number is not None]
    return tuple(dict.fromkeys([*own, *(token.number for token in tokens), *clues.bare]))


def judge(situation: Situation, now: datetime) -> Judgement:
    """Say which ticket the mail belongs to.

    Signed clues route; unsigned ones count for participants only. Among several the order is signed Message-ID,
    plus-address, subject token, body token, references, bare number (DESIGN, "Threading").
    """
    sender = situation.letter.sender
    address = sender.address if sender else ""
    stranger_to: tuple[Ticket, str] | None = None
    for clue in _clues(situation):
        ticket = situation.tickets.get(clue.number)
        if ticket is None:
            continue
        if ticket.takes_part(address):
            return _for_participant(situation, ticket, clue, now)
        if clue.signed and stranger_to is None:
            stranger_to = (ticket, clue.carrier)
    if stranger_to and situation.guessing:
        return Judgement(standing=Standing.NONE, reason=situation.guessing)
    if stranger_to:
        ticket, carrier = stranger_to
        return Judgement(
            standing=Standing.STRANGER,
            ticket=ticket,
            carrier=carrier,
            reason=f"the {carrier} names ticket {ticket.number}, but the sender does not take part in it",
        )
    return Judgement(standing=Standing.NONE, reason="no clue names a ticket the sender takes part in")


def ticket_of_staff(situation: Situation) -> tuple[Ticket | None, str]:
    """Return the ticket a staff mail is about and the carrier that named it; None when none does."""
    for clue in _clues(situation):
        ticket = situation.tickets.get(clue.number)
        if ticket is not None:
            return ticket, clue.carrier
    return None, ""


def _clues(situation: Situation) -> tuple[_Clue, ...]:
    clues = situation.letter.clues
    found = [
        _Clue(number=own.number, carrier="signed Message-ID", signed=True)
        for own in clues.own_ids
        if own.number is not None
    ]
    for carrier, tokens in (
        ("plus-address", clues.plus),
        ("subject token", clues.subject),
        ("body token", clues.body),
    ):
        found += [_Clue(number=token.number, carrier=carrier, signed=True) for token in tokens if token.valid]
    found += [
        _Clue(number=situation.reference_tickets[reference], carrier="references", signed=False)
        for reference in clues.references
        if reference in situation.reference_tickets
    ]
    found += [_Clue(number=number, carrier="bare number", signed=False) for number in clues.bare]
    found += [
        _Clue(number=token.number, carrier="token with a wrong check code", signed=False)
        for token in (*clues.subject, *clues.plus)
        if not token.valid
    ]
    return tuple(found)


def _for_participant(situation: Situation, ticket: Ticket, clue: _Clue, now: datetime) -> Judgement:
    closed_at = ticket.since(State.CLOSED) if ticket.state is State.CLOSED else None
    over = closed_at is not None and now - closed_at > timedelta(days=situation.desk.reopen_days)
    if over:
        return Judgement(
            standing=Standing.FOLLOW_UP,
            ticket=ticket,
            carrier=clue.carrier,
            reason=f"ticket {ticket.number} has been closed for more than {situation.desk.reopen_days} days",
        )
    if _reuses_old_thread(situation, ticket, clue, now):
        return Judgement(
            standing=Standing.FOLLOW_UP,
            ticket=ticket,
            carrier=clue.carrier,
            reason=f"the old thread of ticket {ticket.number} is used under a new subject",
        )
    return Judgement(
        standing=Standing.PARTICIPANT,
        ticket=ticket,
        carrier=clue.carrier,
        reason=f"the {clue.carrier} names ticket {ticket.number} and the sender takes part in it",
    )


def _reuses_old_thread(situation: Situation, ticket: Ticket, clue: _Clue, now: datetime) -> bool:
    if clue.carrier not in ("signed Message-ID", "references", "body token"):
        return False
    over = ticket.state in (State.RESOLVED, State.CLOSED)
    old = now - ticket.updated_at > timedelta(days=situation.desk.reopen_days)
    if not (over and old):
        return False
    prefix = situation.desk.read.prefix
    theirs = clean_subject(situation.letter.subject, prefix).casefold()
    return bool(theirs) and theirs != clean_subject(ticket.subject, prefix).casefold()
