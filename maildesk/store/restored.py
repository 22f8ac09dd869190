"""What a desk knows of its last restore: mails taken in again, and the time between backup and restore."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from maildesk.store.columns import read_instant
from maildesk.store.leases import setting
from maildesk.store.prepared import Prepared, among, word
from maildesk.store.schema import ledger
from maildesk.store.transaction import Transaction

RECOVERED = "recovered"  # stands as the check of a ledger row until that mail is decided
BEFORE_RESTORE = "it had probably been sent before the desk was restored"
GAP_SINCE, GAP_UNTIL = "restored:from", "restored:until"
_KNOWN = Prepared(
    select(ledger.c.content_key).where(among(ledger.c.content_key, "keys"), ledger.c.state != word("duplicate"))
)
_MARK = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"), ledger.c.state == word("pending"))
    .values(check_name=word(RECOVERED))
)
MAY_HAVE_LEFT = "it may have been sent before the desk was restored; maildesk resend lets it go"


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """The time of which a restored database knows nothing."""

    since: datetime  # the backup
    until: datetime  # the restore


def restored_gap(tx: Transaction) -> Gap | None:
    """Return the gap of the last restore; None for a desk that never was restored."""
    since, until = setting(tx, GAP_SINCE), setting(tx, GAP_UNTIL)
    return Gap(since=read_instant(since), until=read_instant(until)) if since and until else None


def fell_into_gap(tx: Transaction, moment: datetime) -> bool:
    """Say whether something was due between backup and restore, so that it was probably done then."""
    gap = restored_gap(tx)
    return gap is not None and gap.since <= moment <= gap.until


def known_contents(tx: Transaction, keys: Sequence[str]) -> frozenset[str]:
    """Return which content keys belong to a mail that the ledger has."""
    return frozenset(row[0] for row in tx.rows(_KNOWN, {"keys": list(keys)})) if keys else frozenset()


def mark_recovered(tx: Transaction, ledger_ids: Sequence[int]) -> None:
    """Note that mails were taken in again, in the transaction that keeps them: customers get nothing twice."""
    for each in sorted(ledger_ids):
        tx.do(_MARK, {"row": each})
