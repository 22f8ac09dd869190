"""Messages of a ticket and their attachments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, insert, literal_column, select, update

from maildesk.desk.decision import Approval, NewMessage
from maildesk.desk.lookups import CustomerMessage
from maildesk.desk.outgoing import AttachedFile, HistoryLine
from maildesk.mail.letter import Address
from maildesk.store.prepared import Prepared, Row, among, word
from maildesk.store.schema import attachment, ledger, message
from maildesk.store.transaction import Asked, Transaction

_COLUMNS = [
    "ticket",
    "direction",
    "visibility",
    "author_name",
    "author",
    "text",
    "language",
    "message_id",
    "ledger_id",
    "outbox_id",
    "at",
    "machine",
]
_INSERT = Prepared(insert(message).values({name: bindparam(name) for name in _COLUMNS}))
_INSERT_RETURNING = Prepared(
    insert(message).values({name: bindparam(name) for name in _COLUMNS}).returning(message.c.id)
)
_ATTACH = Prepared(insert(attachment))


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageToKeep:
    """A message, the ticket it goes onto, and the mail that carries it out when there is one."""

    ticket: int
    message: NewMessage
    outbox_id: int | None = None


def add_messages(tx: Transaction, messages: Sequence[MessageToKeep], now: datetime) -> None:
    """Write messages with their attachments."""
    plain = [each for each in messages if not each.message.attachments]
    if plain:
        tx.many(_INSERT, [_values(each, now) for each in plain])
    laden = [each for each in messages if each.message.attachments]
    if not laden:
        return
    rows = tx.many_returning(_INSERT_RETURNING, [_values(each, now) for each in laden])
    tx.many(
        _ATTACH,
        [
            {
                "message": row[0],
                "part": each.part,
                "filename": each.filename,
                "content_type": each.content_type,
                "size": each.size,
                "sha256": each.sha256,
                "inline": each.inline,
                "content_id": each.content_id,
            }
            for row, kept in zip(rows, laden, strict=True)
            if row is not None
            for each in {part.part: part for part in kept.message.attachments}.values()
        ],
    )


def _values(kept: MessageToKeep, now: datetime) -> dict[str, Any]:
    each = kept.message
    return {
        "ticket": kept.ticket,
        "direction": each.direction.value,
        "visibility": each.visibility.value,
        "author_name": each.author.name,
        "author": each.author.address,
        "text": each.text,
        "language": each.language,
        "message_id": each.message_id,
        "ledger_id": each.ledger_id,
        "outbox_id": kept.outbox_id,
        "at": now,
        "machine": each.machine,
    }


_BY_MESSAGE_ID = Prepared(
    select(message.c.message_id, message.c.ticket).where(
        among(message.c.message_id, "ids"), message.c.message_id.is_not(None), message.c.direction == word("in")
    )
)


def tickets_of_message_ids(tx: Transaction, ids: Sequence[str]) -> dict[str, int]:
    """Return the ticket of each customer's mail that is known by its Message-ID; the newest where two have one."""
    if not ids:
        return {}
    return tickets_by_id(tx.rows(*by_message_ids(ids)))


def by_message_ids(ids: Sequence[str]) -> Asked:
    """Return the statement behind `tickets_of_message_ids`, for `Transaction.together`."""
    return _BY_MESSAGE_ID, {"ids": list(ids)}


def tickets_by_id(rows: Sequence[Row]) -> dict[str, int]:
    """Read the rows of `by_message_ids`."""
    found: dict[str, int] = {}
    for message_id, number in rows:
        found[message_id] = max(number, found.get(message_id, 0))
    return found


def _newest() -> Select[Any]:
    columns = [message.c[name] for name in ["id", "at", "author_name", "author", "direction", "visibility", "text"]]
    return (
        select(*columns)
        .where(message.c.ticket == bindparam("number"))
        .order_by(message.c.id.desc())
        .limit(bindparam("limit"))
    )


_HISTORY = Prepared(_newest())


def history_asked(number: int, limit: int = 5) -> Asked:
    """Return the statement behind `history`, for `Transaction.together`."""
    return _HISTORY, {"number": number, "limit": limit}


def history_of(rows: Sequence[Row]) -> tuple[HistoryLine, ...]:
    """Read the rows of `history_asked`, newest last."""
    return tuple(
        HistoryLine(at=row[1], author=row[2] or row[3], direction=row[4], visibility=row[5], text=row[6])
        for row in reversed(rows)
    )


def history(tx: Transaction, number: int, limit: int = 5) -> tuple[HistoryLine, ...]:
    """Return the last messages of a ticket, newest last."""
    return history_of(tx.rows(*history_asked(number, limit)))


_FIRST = Prepared(
    select(message.c.text)
    .where(message.c.ticket == bindparam("number"), message.c.direction == word("in"))
    .where(message.c.visibility == word("public"))
    .order_by(message.c.id)
    .limit(literal_column("1"))
)


def first_words(tx: Transaction, number: int) -> str:
    """Return the customer's first words on a ticket; empty when there are none."""
    row = tx.row(_FIRST, {"number": number})
    return row[0] if row else ""


_APPROVE = Prepared(
    update(message)
    .where(message.c.id == bindparam("row"), message.c.approved.is_(None))
    .values(approved=bindparam("yes"), visibility=bindparam("visible"), ticket=bindparam("belongs"))
)
_TICKET_OF = Prepared(select(message.c.ticket, message.c.visibility).where(message.c.id == bindparam("row")))


def settle_approval(tx: Transaction, approval: Approval, moved_to: int | None = None) -> bool:
    """Write what became of a message that awaited approval; False when that was settled before.

    `moved_to` is the number of the new ticket when it became one.
    """
    row = tx.row(_TICKET_OF, {"row": approval.message_id})
    if row is None:
        return False
    public = approval.approved or moved_to is not None
    values = {
        "row": approval.message_id,
        "yes": approval.approved,
        "visible": "public" if public else row[1],
        "belongs": row[0] if moved_to is None else moved_to,
    }
    return tx.changed(_APPROVE, values) == 1


AWAITING = (
    select(message.c.ticket, message.c.id, message.c.ledger_id, message.c.author, message.c.at)
    .where(message.c.approved.is_(None), message.c.visibility == word("pending"))
    .order_by(message.c.id)
)
_AWAITING = Prepared(AWAITING.where(among(message.c.ticket, "numbers", "BIGINT")))


def awaiting_asked(numbers: Sequence[int]) -> Asked:
    """Return the statement that finds messages awaiting approval on tickets, for `Transaction.together`."""
    return _AWAITING, {"numbers": list(numbers)}


_MOVE_ALL = Prepared(update(message).where(message.c.ticket == bindparam("before")).values(ticket=bindparam("after")))
_ROWS_OF = Prepared(select(message.c.id).where(message.c.ticket == bindparam("before")).order_by(message.c.id))
_MOVE_ONE = Prepared(update(message).where(message.c.id == bindparam("row")).values(ticket=bindparam("after")))
_MOVE_MAIL = Prepared(
    update(ledger)
    .where(ledger.c.id.in_(select(message.c.ledger_id).where(message.c.id == bindparam("row"))))
    .values(ticket=bindparam("after"))
)
_FILES_OF = Prepared(
    select(
        message.c.ledger_id,
        *(attachment.c[name] for name in ("part", "filename", "content_type", "size", "content_id", "inline")),
    )
    .join(attachment, attachment.c.message == message.c.id)
    .where(message.c.ticket == bindparam("number"), message.c.direction == word("in"), message.c.ledger_id.is_not(None))
    .order_by(message.c.id.desc(), attachment.c.part)
    .limit(literal_column("50"))
)
_TEXT_OF = Prepared(select(message.c.text).where(message.c.id == bindparam("row")))
_LAST_OF_CUSTOMERS = Prepared(
    select(*(message.c[name] for name in ("id", "ledger_id", "author_name", "author", "text", "at")))
    .where(
        message.c.ticket == bindparam("number"),
        message.c.direction == word("in"),
        message.c.visibility == word("public"),
        message.c.machine.is_(literal_column("false")),
    )
    .order_by(message.c.id.desc())
    .limit(literal_column("2"))
)


def files_of(tx: Transaction, number: int) -> tuple[AttachedFile, ...]:
    """Return the files that came with the mails of a ticket, those of the newest mail first, at most 50."""
    return tuple(
        AttachedFile(
            ledger_id=row[0],
            part=row[1],
            filename=row[2],
            content_type=row[3],
            size=row[4],
            content_id=row[5] if row[6] else None,
        )
        for row in tx.rows(_FILES_OF, {"number": number})
    )


def move_messages(tx: Transaction, before: int, after: int) -> list[int]:
    """Move the whole conversation of a merged ticket to the one it is part of now; returns the rows that moved."""
    rows = [int(row[0]) for row in tx.rows(_ROWS_OF, {"before": before})]
    tx.do(_MOVE_ALL, {"before": before, "after": after})
    return rows


def move_message(tx: Transaction, row: int, after: int) -> str:
    """Move one message, and the mail it came by, to another ticket, and return its words; none without such a row."""
    tx.do(_MOVE_ONE, {"row": row, "after": after})
    tx.do(_MOVE_MAIL, {"row": row, "after": after})
    found = tx.row(_TEXT_OF, {"row": row})
    return str(found[0]) if found else ""


def last_of_customers(tx: Transaction, number: int) -> CustomerMessage | None:
    """Return the newest message of a customer on a ticket; None when there is none."""
    rows = tx.rows(_LAST_OF_CUSTOMERS, {"number": number})
    if not rows:
        return None
    row, ledger_id, name, address, text, at = rows[0]
    return CustomerMessage(
        row=row, ledger_id=ledger_id, author=Address(name=name, address=address), text=text, at=at,
        alone=len(rows) == 1,
    )  # fmt: skip
