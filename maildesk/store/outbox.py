"""The outbox: mails we owe, written in the transaction that decided them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, bindparam, func, literal_column, select, update
from sqlalchemy import insert as plain_insert

from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import SentMail
from maildesk.store.packing import packed_to_send, unpacked
from maildesk.store.prepared import Prepared, Row, among, insert, word
from maildesk.store.schema import outbox, outbox_body
from maildesk.store.ticket_rows import address_key
from maildesk.store.transaction import Asked, Transaction

PRIORITY_URGENT, PRIORITY_NORMAL, PRIORITY_LATER = 0, 1, 2  # engineers' answers, acknowledgements, digests


@dataclass(frozen=True, kw_only=True, slots=True)
class NewMail:
    """A finished mail; `key` is made of cause, kind and recipient and makes a repeat harmless.

    `next_try_at` None means at once; `held` names why it must wait for a person instead.
    """

    key: str
    message_id: str  # with angle brackets
    ticket: int | None
    kind: MessageKind
    recipient: str  # addr-spec
    subject: str
    automatic: bool
    envelope_from: str  # empty for the null sender
    body: bytes
    priority: int = PRIORITY_NORMAL
    next_try_at: datetime | None = None
    held: str | None = None


_COLUMNS = [
    "key",
    "message_id",
    "ticket",
    "kind",
    "recipient",
    "recipient_key",
    "recipient_domain",
    "subject",
    "automatic",
    "envelope_from",
    "priority",
    "state",
    "error",
    "next_try_at",
    "created_at",
]
_INSERT = Prepared(
    insert(outbox)
    .values({name: bindparam(name) for name in _COLUMNS})
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(outbox.c.id)
)
_ADD_BODY = Prepared(plain_insert(outbox_body).values({name: bindparam(name) for name in ("outbox", "packed", "body")}))
_BY_KEY = Prepared(select(outbox.c.key, outbox.c.id).where(among(outbox.c.key, "keys")))


def enqueue(tx: Transaction, mails: Sequence[NewMail], now: datetime) -> list[int]:
    """Put mails in the outbox and return their ids in the same order; a known key gives the id it has."""
    if not mails:
        return []
    rows = tx.many_returning(_INSERT, [_values(each, now) for each in mails])
    bodies = [(row[0], packed_to_send(each.body)) for each, row in zip(mails, rows, strict=True) if row and each.body]
    if bodies:
        tx.many(_ADD_BODY, [{"outbox": row, "packed": how, "body": stored} for row, (how, stored) in bodies])
    if all(rows):
        return [row[0] for row in rows if row]
    missing = [each.key for each, row in zip(mails, rows, strict=True) if row is None]
    known: dict[str, int] = {row[0]: row[1] for row in tx.rows(_BY_KEY, {"keys": missing})}
    return [row[0] if row else known[each.key] for each, row in zip(mails, rows, strict=True)]


def _values(mail: NewMail, now: datetime) -> dict[str, Any]:
    recipient = address_key(mail.recipient)
    return {
        "key": mail.key,
        "message_id": mail.message_id,
        "ticket": mail.ticket,
        "kind": mail.kind.value,
        "recipient": mail.recipient,
        "recipient_key": recipient,
        "recipient_domain": recipient.rpartition("@")[2],
        "subject": mail.subject,
        "automatic": mail.automatic,
        "envelope_from": mail.envelope_from,
        "priority": mail.priority,
        "state": "queued",
        "error": mail.held,
        "next_try_at": None if mail.held else mail.next_try_at or now,
        "created_at": now,
    }


_FILL = Prepared(
    update(outbox)
    .where(outbox.c.message_id == bindparam("row"), outbox.c.state == word("queued"))
    .values(subject=bindparam("words"))
)
_FILL_BODY = Prepared(
    plain_insert(outbox_body).from_select(
        ["outbox", "packed", "body"],
        select(
            outbox.c.id,
            bindparam("how", type_=outbox_body.c.packed.type),
            bindparam("stored", type_=outbox_body.c.body.type),
        ).where(outbox.c.message_id == bindparam("row"), outbox.c.state == word("queued")),
    )
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filling:
    """The words of a mail that was put into the outbox without them; `stored` as `packed` gives it."""

    message_id: str
    subject: str
    how: int
    stored: bytes


def fill(tx: Transaction, fillings: Sequence[Filling]) -> None:
    """Give mails of this very transaction their words; one that was taken back meanwhile is left out."""
    if not fillings:
        return
    tx.many(_FILL, [{"row": each.message_id, "words": each.subject} for each in fillings])
    tx.many(_FILL_BODY, [{"row": each.message_id, "how": each.how, "stored": each.stored} for each in fillings])


_CANCEL = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == word("queued"))
    .values(state=word("cancelled"), error=bindparam("reason"), next_try_at=None)
)
_FREE_HELD = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == word("queued"), outbox.c.next_try_at.is_(None))
    .values(error=None, next_try_at=bindparam("now"))
)
_HOLD = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"), outbox.c.state == word("queued"))
    .values(error=bindparam("reason"), next_try_at=None)
)
_AGAIN = Prepared(
    update(outbox)
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.state.in_([word("failed"), word("sent")]),
        outbox.c.failed_at.is_not(None),
    )
    .values(
        state=word("queued"), next_try_at=bindparam("now"), tries=literal_column("0"), error=None, delivery=None,
        failed_at=None, uncertain=literal_column("false"), dot_sent_at=None, sent_at=None,
    )
)  # fmt: skip
_DELIVERY = Prepared(
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        delivery=bindparam("word"),
        error=func.coalesce(bindparam("words", type_=Text), outbox.c.error),
        failed_at=func.coalesce(bindparam("failed", type_=outbox.c.failed_at.type), outbox.c.failed_at),
    )
)


def cancel_mail(tx: Transaction, outbox_id: int, reason: str) -> bool:
    """Take a mail back that has not left; False when it is being sent or was sent."""
    return tx.changed(_CANCEL, {"row": outbox_id, "reason": reason}) == 1


def hold_mail(tx: Transaction, outbox_id: int, reason: str) -> bool:
    """Keep a queued mail from being sent until somebody frees it; False when it is not queued."""
    return tx.changed(_HOLD, {"row": outbox_id, "reason": reason}) == 1


def free_mail(tx: Transaction, outbox_id: int, now: datetime) -> bool:
    """Let a held mail go; False when it is not held."""
    return tx.changed(_FREE_HELD, {"row": outbox_id, "now": now}) == 1


def send_again(tx: Transaction, outbox_id: int, now: datetime) -> bool:
    """Queue a mail once more that failed or came back, the same bytes; False when it did neither."""
    return tx.changed(_AGAIN, {"row": outbox_id, "now": now}) == 1


def record_delivery(tx: Transaction, outbox_id: int, delivery: str, words: str | None, now: datetime) -> None:
    """Note what a delivery report said of a mail: `bounced` or `delayed`, and the server's words."""
    failed = now if delivery == "bounced" else None
    tx.do(_DELIVERY, {"row": outbox_id, "word": delivery, "words": words, "failed": failed})


_SENT_COLUMNS = [
    outbox.c[name] for name in ["id", "message_id", "kind", "recipient", "ticket", "created_at", "sent_at"]
]
_SENT = Prepared(select(*_SENT_COLUMNS).where(among(outbox.c.message_id, "ids")))


def sent_asked(message_ids: Sequence[str]) -> Asked:
    """Return the statement behind `sent_mails`, for `Transaction.together`."""
    return _SENT, {"ids": list(message_ids)}


def sent_of(rows: Sequence[Row]) -> dict[str, SentMail]:
    """Read the rows of `sent_asked`."""
    return {
        row[1]: SentMail(
            outbox_id=row[0],
            message_id=row[1],
            kind=MessageKind(row[2]),
            recipient=row[3],
            ticket=row[4],
            created_at=row[5],
            sent_at=row[6],
        )
        for row in rows
    }


def sent_mails(tx: Transaction, message_ids: Sequence[str]) -> dict[str, SentMail]:
    """Return what the outbox knows of our own Message-IDs; unknown ones are left out."""
    return sent_of(tx.rows(*sent_asked(message_ids))) if message_ids else {}


_BODY = Prepared(
    select(outbox_body.c.packed, outbox_body.c.body)
    .select_from(outbox)
    .outerjoin(outbox_body, outbox_body.c.outbox == outbox.c.id)
    .where(outbox.c.id == bindparam("row"))
)


def body_of(tx: Transaction, outbox_id: int) -> bytes | None:
    """Return the bytes of an outgoing mail, none when they were erased; None when there is no such row."""
    row = tx.row(_BODY, {"row": outbox_id})
    if row is None:
        return None
    return b"" if row[1] is None else unpacked(row[0], row[1])
