"""The mails as they came: stored once for each content, found by their SHA-256."""

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select

from maildesk.store.packing import packed, unpacked
from maildesk.store.prepared import Prepared, among, insert
from maildesk.store.schema import ledger, raw
from maildesk.store.transaction import Transaction

_RAW_OF = Prepared(
    select(raw.c.packed, raw.c.data)
    .join(ledger, ledger.c.raw_sha256 == raw.c.sha256)
    .where(ledger.c.id == bindparam("wanted"))
)
_KEEP = Prepared(insert(raw).on_conflict_do_nothing())
_MANY = Prepared(select(raw.c.sha256, raw.c.packed, raw.c.data).where(among(raw.c.sha256, "wanted")))


def sha256_of(data: bytes) -> str:
    """Return the key under which a mail is stored."""
    return hashlib.sha256(data).hexdigest()


def raw_of(tx: Transaction, ledger_id: int) -> bytes | None:
    """Return a mail as it came; None when only its ledger row was kept, or when there is no such row."""
    row = tx.row(_RAW_OF, {"wanted": ledger_id})
    return unpacked(row[0], row[1]) if row else None


def raw_by_sha256(tx: Transaction, wanted: Sequence[str]) -> dict[str, bytes]:
    """Return mails by their SHA-256; unknown ones are left out."""
    if not wanted:
        return {}
    return {sha: unpacked(how, data) for sha, how, data in tx.rows(_MANY, {"wanted": list(wanted)})}


def keep_raw(tx: Transaction, mails: Iterable[tuple[str, bytes]]) -> None:
    """Store mails under their SHA-256; what is there already stays."""
    rows = []
    for sha256, data in mails:
        how, stored = packed(data)
        rows.append({"sha256": sha256, "size": len(data), "packed": how, "data": stored})
    if rows:
        tx.many(_KEEP, rows)
