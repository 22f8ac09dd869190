"""What the tests of the store put in, with defaults for everything a test does not care about."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from maildesk.desk.decision import Change, ChangeKind, Direction, LedgerState, NewMessage, Verdict, Visibility
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import State, StateSpan, Ticket
from maildesk.mail.letter import Address
from maildesk.store.database import Database
from maildesk.store.ledger import Arrival, Kept, keep
from maildesk.store.outbox import NewMail
from maildesk.store.tickets import insert_ticket
from maildesk.store.transaction import Transaction

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = b"k" * 32
ANNA = Address(name="Anna", address="anna@customer.test")
AS_TICKET = Verdict(state=LedgerState.TICKET, reason="a new request")


def later(**delta: float) -> datetime:
    return NOON + timedelta(**delta)


def arrival(number: int = 1, **changes: Any) -> Arrival:
    plain = Arrival(
        mailbox="support",
        uidvalidity=7,
        uid=number,
        received_at=NOON,
        raw=b"Subject: printer %d\r\n\r\nIt is on fire.\r\n" % number,
        content_key=f"content-{number}",
        message_id=f"<mail-{number}@customer.test>",
        size=40,
    )
    return replace(plain, **changes)


def kept(database: Database, *arrivals: Arrival, now: datetime = NOON) -> list[Kept]:
    return database.run(lambda tx: keep(tx, arrivals, now))


def ticket(**changes: Any) -> Ticket:
    plain = Ticket(
        subject="The printer burns",
        requester=ANNA,
        participants=(ANNA,),
        created_at=NOON,
        updated_at=NOON,
        spans=(StateSpan(state=State.NEW, since=NOON),),
        tags=("hardware", "打印机"),
        mailbox="support",
    )
    return replace(plain, **changes)


def token_for(number: int) -> str:
    return f"DESK-{number}-ABCDE"


def opened(tx: Transaction, **changes: Any) -> Ticket:
    return insert_ticket(tx, ticket(**changes), token_for)


def change(kind: ChangeKind = ChangeKind.OPENED, **changes: Any) -> Change:
    return replace(Change(kind=kind, actor="customer", reason="a mail of theirs"), **changes)


def message(**changes: Any) -> NewMessage:
    plain = NewMessage(
        direction=Direction.IN,
        visibility=Visibility.PUBLIC,
        author=ANNA,
        text="It is on fire.",
        message_id="<a@b.test>",
    )
    return replace(plain, **changes)


def outgoing(number: int = 1, **changes: Any) -> NewMail:
    plain = NewMail(
        key=f"mail-{number}:acknowledgement:anna@customer.test",
        message_id=f"<t{number}.x.y@desk.test>",
        ticket=None,
        kind=MessageKind.ACKNOWLEDGEMENT,
        recipient="Anna@customer.test",
        subject="[DESK-1-ABCDE] The printer burns",
        automatic=True,
        envelope_from="bounces@desk.test",
        body=b"From: desk@desk.test\r\n\r\nWe have it.\r\n",
    )
    return replace(plain, **changes)
