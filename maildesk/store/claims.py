"""Taking unread mails from the ledger, and writing down how each of them ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, Text, bindparam, func, or_, select, update

from maildesk.desk.decision import Verdict
from maildesk.store.columns import packed_json
from maildesk.store.prepared import Prepared, among, word
from maildesk.store.raw import raw_by_sha256
from maildesk.store.schema import ledger
from maildesk.store.transaction import Transaction
from maildesk.store.trouble import StaleClaim


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """An unread mail that this worker may decide until its lease ends; `tries` counts this attempt."""

    ledger_id: int
    raw: bytes | None
    mailbox: str
    received_at: datetime
    tries: int
    released: bool  # a person said it was theirs, or an operator let it pass
    check_name: str | None  # the check it may pass
    held_for: str | None  # the staff member who released it


@dataclass(frozen=True, kw_only=True, slots=True)
class LetterFacts:
    """What the ledger keeps of a mail that was read; None and "" where reading did not get so far."""

    sender: str | None = None  # addr-spec
    subject: str = ""
    kind: str | None = None
    words_key: str | None = None  # hash of sender, subject and body without digits


_PENDING = ledger.c.state == word("pending")
_FREE = or_(ledger.c.lease_until.is_(None), ledger.c.lease_until < bindparam("now"))
_CLAIM = Prepared(
    update(ledger)
    .where(
        ledger.c.id.in_(
            select(ledger.c.id)
            .where(_PENDING, _FREE)
            .order_by(ledger.c.id)
            .limit(bindparam("limit"))
            .with_for_update(skip_locked=True)
        )
    )
    .values(tries=ledger.c.tries + 1, lease_owner=bindparam("owner"), lease_until=bindparam("until"))
    .returning(
        ledger.c.id,
        ledger.c.raw_sha256,
        ledger.c.mailbox,
        ledger.c.received_at,
        ledger.c.tries,
        ledger.c.released,
        ledger.c.check_name,
        ledger.c.held_for,
    )
)


def claim_pending(tx: Transaction, owner: str, now: datetime, lease_seconds: float, limit: int) -> list[Claimed]:
    """Take the oldest unread mails nobody works on, and count the attempt; [] when nothing waits."""
    until = now + timedelta(seconds=lease_seconds)
    rows = tx.rows(_CLAIM, {"now": now, "limit": limit, "owner": owner, "until": until})
    rows.sort(key=lambda row: int(row[0]))
    raws = raw_by_sha256(tx, [row[1] for row in rows if row[1] is not None])
    return [
        Claimed(
            ledger_id=row[0],
            raw=raws.get(row[1]),
            mailbox=row[2],
            received_at=row[3],
            tries=row[4],
            released=row[5],
            check_name=row[6],
            held_for=row[7],
        )
        for row in rows
    ]


_GIVE_BACK = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"), _PENDING)
    .values(lease_owner=None, lease_until=None, tries=ledger.c.tries - bindparam("uncounted"))
)


def give_back(tx: Transaction, ids: Sequence[int], count_try: bool) -> None:
    """Let go of claimed mails; `count_try` False takes the counted attempt back (the trouble was not theirs)."""
    tx.many(_GIVE_BACK, [{"row": each, "uncounted": 0 if count_try else 1} for each in sorted(ids)])


_JUDGE = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"), _PENDING)
    .values(
        state=bindparam("verdict"),
        reason=bindparam("reason"),
        ticket=bindparam("ticket"),
        held_for=bindparam("held_for"),
        check_name=bindparam("check_name"),
        fingerprint=bindparam("fingerprint"),
        sender=bindparam("sender"),
        subject=bindparam("subject"),
        letter_kind=bindparam("kind"),
        words_key=bindparam("words_key"),
        reasons=bindparam("reasons"),
        judged_at=bindparam("now"),
        lease_owner=None,
        lease_until=None,
    )
)
_MAX_SUBJECT = 500


def judge(
    tx: Transaction,
    ledger_id: int,
    verdict: Verdict,
    *,
    now: datetime,
    ticket: int | None = None,
    letter: LetterFacts | None = None,
    reasons: Sequence[str] = (),
    fingerprint: str | None = None,
) -> None:
    """Write down how an unread mail ended.

    Raises StaleClaim, at once or at the end of the savepoint, when somebody else has decided it: then nothing of this
    decision may be written.
    """
    facts = letter or LetterFacts()
    values = {
        "row": ledger_id,
        "verdict": verdict.state.value,
        "reason": verdict.reason,
        "ticket": ticket,
        "held_for": verdict.held_for,
        "check_name": verdict.check,
        "fingerprint": fingerprint,
        "sender": facts.sender,
        "subject": facts.subject[:_MAX_SUBJECT],
        "kind": facts.kind,
        "words_key": facts.words_key,
        "reasons": packed_json(reasons),
        "now": now,
    }
    tx.expect(_JUDGE, values, StaleClaim(f"Ledger {ledger_id} has been decided by somebody else."))


_PENDING_AMONG = Prepared(
    select(ledger.c.id)
    .where(among(ledger.c.message_id, "ids"), ledger.c.message_id.is_not(None), _PENDING)
    .where(ledger.c.id < bindparam("before"))
    .limit(1)
)


def pending_among(tx: Transaction, message_ids: Sequence[str], before_id: int) -> bool:
    """Say whether one of these Message-IDs belongs to an older mail that nobody has decided yet."""
    if not message_ids:
        return False
    return tx.row(_PENDING_AMONG, {"ids": list(message_ids), "before": before_id}) is not None


_BATCH_PENDING = Prepared(
    select(ledger.c.message_id, ledger.c.id).where(
        among(ledger.c.message_id, "ids"), ledger.c.message_id.is_not(None), _PENDING
    )
)


def pending_ids(tx: Transaction, message_ids: Sequence[str]) -> dict[str, int]:
    """Return which of many Message-IDs belong to undecided mails, with their lowest ledger id."""
    found: dict[str, int] = {}
    for message_id, row in tx.rows(_BATCH_PENDING, {"ids": list(message_ids)}) if message_ids else ():
        found[message_id] = min(row, found.get(message_id, row))
    return found


_TAKE_BACK = Prepared(
    update(ledger)
    .where(
        _PENDING,
        func.substr(ledger.c.lease_owner, 1, bindparam("length", type_=Integer)) == bindparam("prefix", type_=Text),
    )
    .values(lease_owner=None, lease_until=None)
)
_RENEW = Prepared(
    update(ledger)
    .where(ledger.c.id == bindparam("row"), _PENDING, ledger.c.lease_owner == bindparam("owner"))
    .values(lease_until=bindparam("until"))
)


def take_back_leases(tx: Transaction, owner_prefix: str) -> int:
    """Free the unread mails of a process that is dead; its owner words all begin with `owner_prefix`."""
    return tx.changed(_TAKE_BACK, {"prefix": owner_prefix, "length": len(owner_prefix)})


def renew_claims(tx: Transaction, ids: Sequence[int], owner: str, until: datetime) -> None:
    """Make the leases of claimed mails last until a later moment."""
    tx.many(_RENEW, [{"row": each, "owner": owner, "until": until} for each in sorted(ids)])


_NEXT = Prepared(
    select(ledger.c.id, ledger.c.lease_until).where(_PENDING).order_by(ledger.c.id).limit(bindparam("limit"))
)


def anything_pending(tx: Transaction, now: datetime) -> bool:
    """Say whether an unread mail waits that nobody holds."""
    return any(row[1] is None or row[1] < now for row in tx.rows(_NEXT, {"limit": 1000}))
