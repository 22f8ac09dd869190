"""What each mail of staff changed, so that it can be taken back; rows are only added and marked as taken back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, update

from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import Ticket
from maildesk.desk.undo_set import CommandSet, SetMail, SetPart
from maildesk.store.columns import UtcTime, instant, packed_json, read_instant
from maildesk.store.prepared import Prepared, Row, among, insert, word
from maildesk.store.schema import command_set, message, outbox, ticket
from maildesk.store.ticket_rows import FIELDS, ticket_of, ticket_values
from maildesk.store.tickets import lock_tickets
from maildesk.store.transaction import Transaction

_NOT_KEPT = frozenset({"token", "updated_at", "requester_key", "subject_key"})
_KEPT = [name for name in FIELDS if name not in _NOT_KEPT]
_COLUMNS = ("ticket", "staff_id", "cause", "at", "before", "after", "spent", "moved", "outbox")
_ADD = Prepared(insert(command_set).values({name: bindparam(name) for name in _COLUMNS}))
_LAST = Prepared(
    select(command_set.c.cause)
    .where(
        command_set.c.ticket == bindparam("number"),
        command_set.c.staff_id == bindparam("staff"),
        command_set.c.undone_at.is_(None),
    )
    .order_by(command_set.c.id.desc())
    .limit(literal_column("1"))
)
_BY_CAUSE = Prepared(
    select(*(command_set.c[name] for name in ("id", *_COLUMNS)))
    .where(command_set.c.cause == bindparam("why"), command_set.c.staff_id == bindparam("staff"))
    .order_by(command_set.c.id)
)
_MAILS = Prepared(
    select(outbox.c.id, outbox.c.kind, outbox.c.recipient, outbox.c.state)
    .where(among(outbox.c.id, "ids", "BIGINT"))
    .order_by(outbox.c.id)
    .with_for_update()
)
_DONE = Prepared(update(command_set).where(command_set.c.id == bindparam("row")).values(undone_at=bindparam("now")))
_WITHDRAW = Prepared(
    update(message)
    .where(message.c.ledger_id == bindparam("mail"), message.c.direction == word("out"))
    .values(visibility=word("internal"))
)


def add_command_set(
    tx: Transaction,
    *,
    staff_id: str,
    cause: str,
    before: Ticket | None,
    after: Ticket,
    spent: int,
    moved: Sequence[int],
    mails: Sequence[int],
    now: datetime,
    together: bool = False,
) -> None:
    """Keep what the commands of one mail did to one ticket; `before` is None for a ticket they opened.

    Nothing is kept of a mail that changed nothing and sent nothing, unless it worked on this ticket `together` with
    another, by a merge or a split: then either number finds the set.
    """
    old, new = ({}, {"opened": True}) if before is None else _differences(before, after)
    if not (new or spent or mails or moved or together):
        return
    tx.do(
        _ADD,
        {
            "ticket": after.number,
            "staff_id": staff_id,
            "cause": cause,
            "at": now,
            "before": json.dumps(old, ensure_ascii=False),
            "after": json.dumps(new, ensure_ascii=False),
            "spent": spent,
            "moved": packed_json(moved),
            "outbox": packed_json(mails),
        },
    )


def _differences(before: Ticket, after: Ticket) -> tuple[dict[str, Any], dict[str, Any]]:
    old, new = _stored(before), _stored(after)
    changed = [name for name in _KEPT if old[name] != new[name]]
    return {name: old[name] for name in changed}, {name: new[name] for name in changed}


def _stored(of: Ticket) -> dict[str, Any]:
    """Return the columns of a ticket as JSON can hold them."""
    values = ticket_values(of)
    return {name: instant(each) if isinstance(each, datetime) else each for name, each in values.items()}


def last_command_set(tx: Transaction, number: int, staff_id: str) -> CommandSet | None:
    """Return the last set of a person on a ticket that was not taken back, with its tickets and mails locked."""
    newest = tx.row(_LAST, {"number": number, "staff": staff_id})
    if newest is None:
        return None
    rows = tx.rows(_BY_CAUSE, {"why": newest[0], "staff": staff_id})
    lock_tickets(tx, [row[1] for row in rows])
    mails = _mails(tx, [each for row in rows for each in json.loads(row[9])])
    kind, _, ledger_id = str(newest[0]).partition(":")
    return CommandSet(
        at=rows[0][4],
        ledger_id=int(ledger_id) if kind == "mail" and ledger_id.isdigit() else None,
        parts=tuple(_part(tx.tickets[row[1]].ticket, row, mails) for row in rows),
    )


def _mails(tx: Transaction, ids: Sequence[int]) -> dict[int, SetMail]:
    if not ids:
        return {}
    return {
        row[0]: SetMail(
            outbox_id=row[0],
            kind=MessageKind(row[1]),
            recipient=row[2],
            queued=row[3] == "queued",
            left=row[3] in {"sent", "sending"},
        )
        for row in tx.rows(_MAILS, {"ids": list(ids)})
    }


def _part(current: Ticket, row: Row, mails: Mapping[int, SetMail]) -> SetPart:
    before, after = json.loads(row[5]), json.loads(row[6])
    now = _stored(current)
    fields = tuple(name for name in after if name in now)
    return SetPart(
        row=row[0],
        ticket=current,
        former=_with(current, {name: before[name] for name in fields}),
        fields=fields,
        changed_since=tuple(name for name in fields if now[name] != after[name]),
        spent=row[7],
        moved=tuple(json.loads(row[8])),
        mails=tuple(mails[each] for each in json.loads(row[9]) if each in mails),
        opened="opened" in after,
    )


def _with(current: Ticket, fields: Mapping[str, Any]) -> Ticket:
    """Return a ticket with some columns as they were."""
    values = {**ticket_values(current), **{name: _read(name, each) for name, each in fields.items()}}
    return ticket_of(current.number, [values[name] for name in FIELDS])


def _read(name: str, stored: Any) -> Any:
    return read_instant(stored) if stored is not None and isinstance(ticket.c[name].type, UtcTime) else stored


def mark_undone(tx: Transaction, rows: Iterable[int], now: datetime) -> None:
    """Note that sets were taken back."""
    tx.many(_DONE, [{"row": row, "now": now} for row in rows])


def withdraw_words(tx: Transaction, ledger_ids: Iterable[int]) -> None:
    """Make the words of mails internal: they were taken back before any customer got them."""
    tx.many(_WITHDRAW, [{"mail": each} for each in ledger_ids])
