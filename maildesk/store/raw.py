"""The mails as they came: stored once for each content, found by their SHA-256."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class RawForm:
    """A mail as it is stored; worked out before the transaction, in which everybody else would wait for it."""

    sha256: str
    size: int  # of the mail as it came
    how: int
    stored: bytes


def raw_form(data: bytes) -> RawForm:
    """Return the form in which a mail is stored."""
    how, stored = packed(data)
    return RawForm(sha256_of(data), len(data), how, stored)


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


def keep_raw(tx: Transaction, forms: Iterable[RawForm]) -> None:
    """Store mails under their SHA-256; what is there already stays."""
    rows = [{"sha256": form.sha256, "size": form.size, "packed": form.how, "data": form.stored} for form in forms]
    if rows:
        tx.many(_KEEP, rows)
