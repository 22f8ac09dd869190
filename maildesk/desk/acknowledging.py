"""Tells a requester of a new ticket, and decides whether that may be: only a proven person, and not too often."""

from datetime import datetime, timedelta

from maildesk.desk.desk import AckRequire, Desk
from maildesk.desk.draft import Draft
from maildesk.desk.flooding import over_the_limit
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
from maildesk.desk.situation import PersonRecord, Situation
from maildesk.desk.views import customer_view, supported_language
from maildesk.mail.letter import Proof, Trust


def acknowledgement_refusal(situation: Situation, now: datetime) -> str | None:
    """Return why no acknowledgement is sent, in words; None when it may be sent (SECURITY 2.2 L19 to L24, 2.3)."""
    letter, desk = situation.letter, situation.desk
    person = situation.person or PersonRecord(address="")
    checks = (
        (not letter.marks.may_acknowledge, f"the mail asks for silence ({letter.marks.row})"),
        (not letter.marks.to_desk, "the desk stands neither in To nor in Cc"),
        (_is_staff(situation), "the sender is one of the staff (L25)"),
        (not proven_enough(desk, letter.proof, person), f"sender not proven enough: {letter.proof.reason}"),
        (person.muted, "the person wants no automatic mail"),
        (person.suppressed, "mail to this address bounces"),
        (
            desk.limits.ack_max_age_hours > 0
            and situation.skip_check is None
            and now - situation.received_at > timedelta(hours=desk.limits.ack_max_age_hours),
            f"the mail is older than {desk.limits.ack_max_age_hours} hours",
        ),
    )
    for refused, sentence in checks:
        if refused:
            return sentence
    return over_the_limit(situation) or _over_limit(situation)


def _is_staff(situation: Situation) -> bool:
    sender = situation.letter.sender
    return sender is not None and situation.desk.people.by_address(sender.address) is not None


def proven_enough(desk: Desk, proof: Proof, person: PersonRecord) -> bool:
    """Say whether a sender is proven as well as `ack.require` asks."""
    if proof.customer >= Trust.LIKELY:
        return True
    if proof.customer is Trust.FAILED:
        return False
    if desk.ack_require is AckRequire.KNOWN:
        return person.proven
    return desk.ack_require is AckRequire.NOT_FAILED


def _over_limit(situation: Situation) -> str | None:
    limits, counts = situation.desk.limits, situation.counts
    unproven = situation.letter.proof.customer < Trust.LIKELY
    for count, limit, words in (
        (counts.ack_address_hour, limits.ack_per_address_hour, "acknowledgements to this address in an hour"),
        (counts.ack_address_day, limits.ack_per_address_day, "acknowledgements to this address in a day"),
        (
            counts.ack_address_day,
            limits.ack_unproven_per_address_day if unproven else 0,
            "acknowledgements to an unproven address in a day",
        ),
        (counts.ack_domain_hour, limits.ack_per_domain_hour, "acknowledgements to this domain in an hour"),
        (counts.ack_minute, limits.ack_per_minute, "acknowledgements of the whole desk in a minute"),
        (counts.automatic_address_day, limits.automatic_per_address_day, "automatic mails to this address in a day"),
    ):
        if limit and count >= limit:
            return f"the limit of {limit} {words} is reached"
    return None


def acknowledge(desk: Desk, draft: Draft, actor: str, now: datetime) -> None:
    """Tell the requester of a ticket that staff opened for him its number and times; nothing for who wants none."""
    ticket = draft.ticket
    if ticket.muted:
        return
    message = OutgoingMessage(
        kind=MessageKind.ACKNOWLEDGEMENT,
        to=ticket.requester,
        view=customer_view(desk, ticket, now, to=ticket.requester),
        language=supported_language(desk, ticket.language),
        automatic=Automatic.REPLIED,
    )
    draft.send(message, actor, "the requester is told of the ticket opened for him")
