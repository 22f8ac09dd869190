"""Keeps automatic mail within its limits: what is too much is held in the outbox with the reason (SECURITY 2.3)."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.desk import Limits
from maildesk.desk.outgoing import TO_CUSTOMERS, MessageKind
from maildesk.store.counting import automatic_of_ticket, automatic_to, mails_to
from maildesk.store.outbox import NewMail
from maildesk.store.people import find_person
from maildesk.store.transaction import Transaction

_ASKED_BEFORE = frozenset({MessageKind.ACKNOWLEDGEMENT, MessageKind.COMPLAINT})  # the decision looked at these
_NEVER_HELD = frozenset({MessageKind.DIGEST, MessageKind.REPORT, MessageKind.RELEASE_REQUEST, MessageKind.ALERT})


def unwanted(tx: Transaction, mail: NewMail) -> str | None:
    """Return why a customer must not get this automatic mail at all, in words; None when it may go."""
    if not _to_customer_by_itself(mail):
        return None
    person = find_person(tx, mail.recipient)
    if person is None:
        return None
    if person.suppressed:
        return "mail to this address bounces"
    return "the person wants no automatic mail" if person.muted else None


def within_limits(tx: Transaction, limits: Limits, mail: NewMail, now: datetime) -> NewMail:
    """Return the mail as it is, or held with the limit that is reached."""
    if mail.held is not None:
        return mail
    if _to_customer_by_itself(mail):
        why = _customer_limit(tx, limits, mail, now)
    elif mail.kind in TO_CUSTOMERS or mail.kind in _NEVER_HELD:
        why = None
    else:
        why = _staff_limit(tx, limits, mail, now)
    return replace(mail, held=why) if why else mail


def _to_customer_by_itself(mail: NewMail) -> bool:
    return mail.automatic and mail.kind in TO_CUSTOMERS and mail.kind not in _ASKED_BEFORE


def _customer_limit(tx: Transaction, limits: Limits, mail: NewMail, now: datetime) -> str | None:
    most = limits.automatic_per_address_day
    if most and automatic_to(tx, mail.recipient, now, most) >= most:
        return f"the limit of {most} automatic mails to one address in a day is reached"
    most = limits.automatic_per_ticket_day
    if most and mail.ticket is not None and automatic_of_ticket(tx, mail.ticket, now, most) >= most:
        return f"the limit of {most} automatic mails of one ticket in a day is reached"
    return None


def _staff_limit(tx: Transaction, limits: Limits, mail: NewMail, now: datetime) -> str | None:
    most = limits.staff_notices_per_day
    if most and mails_to(tx, mail.recipient, now, most) >= most:
        return f"the limit of {most} notices to one member of staff in a day is reached"
    return None
