"""Asks each active customer now and then how things are going: once an interval, spread over its days (S14)."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from maildesk.desk.customer_words import asks_to_stop
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import Automatic, CustomerView, MessageKind, OutgoingMessage
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address

_WINDOW = 14  # days after a customer's own day in which it is made up for: holidays, the limit of a day


@dataclass(frozen=True, kw_only=True, slots=True)
class ActiveCustomer:
    """A proven customer who had a ticket lately, and when they were asked last."""

    address: str  # without case
    name: str = ""
    language: str | None = None
    newest_ticket: datetime
    open_tickets: int = 0
    asked_at: datetime | None = None


def followup_round(address: str, day: date, interval: int) -> int | None:
    """Return the round in which an address may be asked on a day; None while its own day is not near.

    Every address has one day in each interval, told by a hash of it; a round is counted from day 1 of the calendar.
    """
    offset = int.from_bytes(hashlib.blake2b(address.casefold().encode(), digest_size=8).digest()) % interval
    round_, position = divmod(day.toordinal() - offset, interval)
    return round_ if position < min(_WINDOW, interval) else None


def may_be_asked(desk: Desk, customer: ActiveCustomer, day: date, now: datetime) -> int | None:
    """Return the round in which a customer is asked now; None when they are not.

    Not asked: staff, our own addresses, whoever has an open or a fresh ticket, or was asked within the interval.
    """
    settings = desk.followup
    round_ = followup_round(customer.address, day, settings.interval_days)
    fresh = now - customer.newest_ticket < timedelta(days=settings.quiet_days)
    asked = customer.asked_at is not None and now - customer.asked_at < timedelta(days=settings.interval_days)
    inside = desk.people.by_address(customer.address) or customer.address in desk.read.own_addresses
    return None if round_ is None or fresh or asked or inside or customer.open_tickets else round_


def followup_message(desk: Desk, customer: ActiveCustomer) -> OutgoingMessage:
    """Return the question how things are going; it belongs to no ticket."""
    organisation = desk.people.organisation_of(customer.address)
    return OutgoingMessage(
        kind=MessageKind.FOLLOWUP,
        to=Address(name=customer.name, address=customer.address),
        view=CustomerView(
            desk_name=desk.name,
            name=customer.name,
            token="",
            number=0,
            subject="",
            state=State.CLOSED,
            zone=desk.zone,
        ),
        language=supported_language(desk, customer.language, organisation.language if organisation else None),
        automatic=Automatic.GENERATED,
    )


def followup_declined(situation: Situation) -> Decision | None:
    """Return the decision about a "stop" in reply to our question; None for every other mail.

    The signed Message-ID of a mail sent to exactly this address is proof enough to ask it no more.
    """
    letter = situation.letter
    if letter.sender is None or not asks_to_stop(letter.reply):
        return None
    address = letter.sender.address.casefold()
    found = (situation.sent.get(clue.message_id) for clue in letter.clues.own_ids)
    if not any(sent and sent.kind is MessageKind.FOLLOWUP and sent.recipient.casefold() == address for sent in found):
        return None
    reason = "wants no more questions how things are going"
    verdict = Verdict(state=LedgerState.IGNORED, reason=reason)
    return Decision(verdict=verdict, no_followup=(address,), reasons=(reason,))
