"""Asks each active customer now and then how things are going: once an interval, spread over its days (S14)."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from maildesk.desk.customer_words import Meaning, asks_to_stop, meaning_of
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import Automatic, CustomerView, MessageKind, OutgoingMessage
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address

_READ, _MANY = 2000, 160  # characters: more than a word is a message to be read
_SPLIT = re.compile(r"[\n.,;:!~。，；：！、…～()（）]+|\s-\s|--+")
WELL = frozenset(
    {"no", "nope", "none", "nothing", "no problems", "no problem", "no issues", "no complaints", "all good", "all well",
     "all fine", "all is well", "all is good", "all is fine", "everything is fine", "everything is good",
     "everything works", "everything works fine", "everything is working", "everything ok", "everything is ok",
     "all ok", "fine", "good", "very good", "very well", "all good here", "we are happy", "we are very happy",
     "i am happy", "happy", "satisfied", "very satisfied", "nothing to report", "nothing at the moment", "no thanks",
     "no thank you", "no nothing", "hi", "hello", "dear all", "best regards", "kind regards", "regards",
     "没有", "没", "无", "没有问题", "没问题", "都没有问题", "目前没有", "目前没有问题", "暂时没有",
     "暂时没有问题", "一切正常", "一切都好", "都好", "都正常", "挺好", "挺好的", "很好", "很满意", "非常满意", "满意",
     "都很好", "一切顺利",
     "您好", "你好",
     "沒有", "沒", "無", "沒有問題", "沒問題", "都沒有問題", "目前沒有", "目前沒有問題", "暫時沒有", "暫時沒有問題",
     "一切順利", "很滿意", "非常滿意", "滿意", "祝好"}
)  # fmt: skip
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


def followup_answered(situation: Situation) -> Decision | None:
    """Return the decision about a "stop" or an "all is well" in reply to our question; None for every other mail.

    Whatever is neither tells of something to do and becomes a ticket. The signed Message-ID of a mail sent to exactly
    this address is proof enough to ask it no more.
    """
    letter = situation.letter
    if letter.sender is None or not answers_followup(situation):
        return None
    if asks_to_stop(letter.reply):
        address = letter.sender.address.casefold()
        return replace(_noted("wants no more questions how things are going"), no_followup=(address,))
    name = letter.sender.name
    if not letter.attachments and all_is_well(letter.reply, name=name, others=(situation.desk.name,)):
        return _noted("answered our question how things are going: all is well")
    return None


def answers_followup(situation: Situation) -> bool:
    """Say whether a mail answers our question how things are going, sent to exactly this address."""
    sender = situation.letter.sender
    address = sender.address.casefold() if sender else ""
    found = (situation.sent.get(clue.message_id) for clue in situation.letter.clues.own_ids)
    return any(sent and sent.kind is MessageKind.FOLLOWUP and sent.recipient.casefold() == address for sent in found)


def all_is_well(text: str, *, name: str = "", others: tuple[str, ...] = ()) -> bool:
    """Say whether a short answer to "is anything unsolved?" says that nothing is: every phrase of it must be known.

    "No" is well here, and a "yes" is not: it needs a person.
    """
    plain = unicodedata.normalize("NFKC", text[:_READ]).casefold().replace("\u2019", "'").strip()
    if not plain or len(plain) > _MANY or "?" in plain:
        return False
    parts = [" ".join(part.split()) for part in _SPLIT.split(plain)]
    names = {word for each in (name, *others) for word in (each.casefold(), *each.casefold().split()) if word}
    said = [part for part in parts if part and part not in names and not set(part.split()) <= names]
    well = [part in WELL or meaning_of(part, name=name, others=others) is Meaning.THANKS for part in said]
    return bool(well) and all(well)


def _noted(reason: str) -> Decision:
    return Decision(verdict=Verdict(state=LedgerState.IGNORED, reason=reason), reasons=(reason,))
