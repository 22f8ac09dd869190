"""The ledger: one row for every mail that ever arrived, and where it lies in its mailbox."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, update

from maildesk.desk.decision import LedgerState
from maildesk.store.prepared import Prepared, among, insert, word
from maildesk.store.raw import RawForm, keep_raw, raw_form
from maildesk.store.schema import ledger
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """A mail that was fetched, before anybody has looked into it.

    `uid` is None for mails that came by another way than IMAP. `raw` is None when it was not fetched (too large).
    """

    mailbox: str
    uidvalidity: int
    uid: int | None
    received_at: datetime
    raw: bytes | None
    content_key: str
    message_id: str | None
    size: int
    state: LedgerState = LedgerState.PENDING
    reason: str = ""
    stays: bool = False  # must not be moved in the mailbox (older than the start of the desk)
    form: RawForm | None = None  # of `raw`, where it was worked out before; else `keep` does it


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What the ledger says of an arrival, in the order they were given."""

    ledger_id: int
    state: LedgerState
    duplicate_of: int | None = None
    original_state: LedgerState | None = None  # of the mail it is a copy of
    copies: int = 0  # how many copies of that mail have come, this one included
    known: bool = False  # this very UID had its row already; nothing was written


_KNOWN = Prepared(
    select(ledger.c.uid, ledger.c.id, ledger.c.state, ledger.c.duplicate_of).where(
        ledger.c.mailbox == bindparam("mailbox"),
        ledger.c.uidvalidity == bindparam("uidvalidity"),
        among(ledger.c.uid, "uids", "BIGINT"),
    )
)
_ORIGINALS = Prepared(
    select(ledger.c.content_key, ledger.c.id, ledger.c.state).where(
        among(ledger.c.content_key, "keys"), ledger.c.state != word("duplicate")
    )
)
_COPIES = Prepared(
    select(ledger.c.duplicate_of, func.count())
    .where(among(ledger.c.duplicate_of, "ids", "BIGINT"))
    .group_by(ledger.c.duplicate_of)
)
_COLUMNS = [
    "mailbox",
    "uidvalidity",
    "uid",
    "message_id",
    "content_key",
    "raw_sha256",
    "size",
    "received_at",
    "kept_at",
    "state",
    "reason",
    "duplicate_of",
    "stays",
]
_INSERT = Prepared(
    insert(ledger).values({name: bindparam(name) for name in _COLUMNS}).on_conflict_do_nothing().returning(ledger.c.id)
)


def keep(tx: Transaction, arrivals: Sequence[Arrival], now: datetime) -> list[Kept]:
    """Write raw mails and ledger rows; a known UID is returned as it stands, a known content becomes a duplicate.

    Copies of a mail within the batch are found too. The empty batch gives the empty list.
    """
    if not arrivals:
        return []
    found = _known_rows(tx, arrivals)
    unknown = [(place, each) for place, each in enumerate(arrivals) if place not in found]
    unknown = [(place, _formed(each)) for place, each in unknown]
    keep_raw(tx, [each.form for _, each in unknown if each.form is not None])
    for _ in range(3):
        unknown = _write(tx, unknown, found, now)
        if not unknown:
            break
    return [found[place] for place in range(len(arrivals))]


_Placed = tuple[int, Arrival]


def _formed(each: Arrival) -> Arrival:
    return each if each.raw is None or each.form is not None else replace(each, form=raw_form(each.raw))


def _known_rows(tx: Transaction, arrivals: Sequence[Arrival]) -> dict[int, Kept]:
    by_folder: dict[tuple[str, int], dict[int, int]] = {}
    for place, each in enumerate(arrivals):
        if each.uid is not None:
            by_folder.setdefault((each.mailbox, each.uidvalidity), {})[each.uid] = place
    found = {}
    for (mailbox, uidvalidity), uids in by_folder.items():
        values = {"mailbox": mailbox, "uidvalidity": uidvalidity, "uids": list(uids)}
        for uid, ledger_id, state, original in tx.rows(_KNOWN, values):
            found[uids[uid]] = Kept(ledger_id=ledger_id, state=LedgerState(state), duplicate_of=original, known=True)
    return found


def _write(tx: Transaction, unknown: list[_Placed], found: dict[int, Kept], now: datetime) -> list[_Placed]:
    """Insert what is new, first the originals, then the copies; return what another worker was faster with."""
    keys = sorted({each.content_key for _, each in unknown})
    originals = {key: (row, LedgerState(state)) for key, row, state in tx.rows(_ORIGINALS, {"keys": keys})}
    firsts, copies = _split(unknown, originals)
    rows = tx.many_returning(_INSERT, [_values(each, now, None) for _, each in firsts])
    again = []
    for (place, each), row in zip(firsts, rows, strict=True):
        if row is None:
            again.append((place, each))
            continue
        found[place] = Kept(ledger_id=row[0], state=each.state)
        originals[each.content_key] = (row[0], each.state)
    return again + _write_copies(tx, copies, originals, found, now)


def _split(
    unknown: list[_Placed], originals: dict[str, tuple[int, LedgerState]]
) -> tuple[list[_Placed], list[_Placed]]:
    firsts: list[_Placed] = []
    copies: list[_Placed] = []
    seen = set(originals)
    for placed in unknown:
        (copies if placed[1].content_key in seen else firsts).append(placed)
        seen.add(placed[1].content_key)
    return firsts, copies


def _write_copies(
    tx: Transaction,
    copies: list[_Placed],
    originals: dict[str, tuple[int, LedgerState]],
    found: dict[int, Kept],
    now: datetime,
) -> list[_Placed]:
    ready = [placed for placed in copies if placed[1].content_key in originals]
    if not ready:
        return copies
    rows = tx.many_returning(_INSERT, [_values(each, now, originals[each.content_key][0]) for _, each in ready])
    ids = sorted({originals[each.content_key][0] for _, each in ready})
    counted: dict[int, int] = {row[0]: row[1] for row in tx.rows(_COPIES, {"ids": ids})}
    for (place, each), row in zip(ready, rows, strict=True):
        first, state = originals[each.content_key]
        if row is not None:
            found[place] = Kept(
                ledger_id=row[0],
                state=LedgerState.DUPLICATE,
                duplicate_of=first,
                original_state=state,
                copies=counted.get(first, 0),
            )
    return [placed for placed in copies if placed[0] not in found]


def _values(each: Arrival, now: datetime, original: int | None) -> dict[str, Any]:
    return {
        "mailbox": each.mailbox,
        "uidvalidity": each.uidvalidity,
        "uid": each.uid,
        "message_id": each.message_id,
        "content_key": each.content_key,
        "raw_sha256": None if each.form is None else each.form.sha256,
        "size": each.size,
        "received_at": each.received_at,
        "kept_at": now,
        "state": (each.state if original is None else LedgerState.DUPLICATE).value,
        "reason": each.reason if original is None else f"duplicate of ledger {original}",
        "duplicate_of": original,
        "stays": each.stays,
    }


_UIDS = Prepared(
    select(ledger.c.uid).where(
        ledger.c.mailbox == bindparam("mailbox"),
        ledger.c.uidvalidity == bindparam("uidvalidity"),
        ledger.c.uid >= bindparam("low"),
        ledger.c.uid <= bindparam("high"),
    )
)
_MOVED = Prepared(update(ledger).where(ledger.c.id == bindparam("row")).values(mailbox_moved_at=bindparam("now")))
_UNMOVED = Prepared(
    select(ledger.c.id, ledger.c.uid)
    .where(
        ledger.c.mailbox == bindparam("mailbox"),
        ledger.c.uidvalidity == bindparam("uidvalidity"),
        ledger.c.mailbox_moved_at.is_(None),
        ~ledger.c.stays,
        ledger.c.uid.is_not(None),
    )
    .order_by(ledger.c.uid)
    .limit(bindparam("limit"))
)


def known_uids(tx: Transaction, mailbox: str, uidvalidity: int, low: int, high: int) -> set[int]:
    """Return which UIDs from `low` to `high`, both included, have their ledger row."""
    values = {"mailbox": mailbox, "uidvalidity": uidvalidity, "low": low, "high": high}
    return {row[0] for row in tx.rows(_UIDS, values)}


def mark_moved(tx: Transaction, ledger_ids: Sequence[int], now: datetime) -> None:
    """Note that mails have been filed away in their mailbox."""
    tx.many(_MOVED, [{"row": each, "now": now} for each in sorted(ledger_ids)])


def unmoved(tx: Transaction, mailbox: str, uidvalidity: int, limit: int = 1000) -> list[tuple[int, int]]:
    """Return (ledger id, UID) of kept mails that may still lie in the folder, lowest UID first."""
    values = {"mailbox": mailbox, "uidvalidity": uidvalidity, "limit": limit}
    return [(row[0], row[1]) for row in tx.rows(_UNMOVED, values)]
