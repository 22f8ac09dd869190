"""Answers of trainees that wait for a mentor, and how each review ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from maildesk.desk.review import Review, Reviewed
from maildesk.store.prepared import Prepared, among, insert
from maildesk.store.schema import review
from maildesk.store.transaction import Transaction

_NAMES = ("ledger_id", "ticket", "staff_id", "words", "asked_at")
_ASK = Prepared(
    insert(review)
    .values({name: bindparam(name) for name in _NAMES})
    .on_conflict_do_update(
        index_elements=["ledger_id"],
        set_={"asked_at": bindparam("asked_at"), "settled_at": None, "settled_by": None, "amended": None},
    )
)
_OPEN = Prepared(
    select(*(review.c[name] for name in _NAMES))
    .where(review.c.settled_at.is_(None), among(review.c.ticket, "numbers", "BIGINT"))
    .order_by(review.c.ledger_id)
)
_SETTLE = Prepared(
    update(review)
    .where(review.c.ledger_id == bindparam("mail"), review.c.settled_at.is_(None))
    .values(settled_at=bindparam("now"), settled_by=bindparam("who"), amended=bindparam("better"))
)
_ENDED = Prepared(
    select(review.c.settled_by, review.c.amended).where(
        review.c.ledger_id == bindparam("mail"), review.c.settled_at.is_not(None)
    )
)


def ask_review(tx: Transaction, asked: Review) -> None:
    """Note that a trainee's mail waits."""
    tx.do(_ASK, {name: getattr(asked, name) for name in _NAMES})


def open_reviews(tx: Transaction, numbers: Sequence[int]) -> dict[int, tuple[Review, ...]]:
    """Return what waits for a mentor on tickets, the oldest first; tickets without anything are left out."""
    found: dict[int, list[Review]] = {}
    for row in tx.rows(_OPEN, {"numbers": list(numbers)}) if numbers else ():
        found.setdefault(row[1], []).append(Review(**dict(zip(_NAMES, row, strict=True))))
    return {number: tuple(each) for number, each in found.items()}


def settle_reviews(tx: Transaction, ended: Sequence[Reviewed], now: datetime) -> None:
    """Write how reviews ended; one that ended before stays as it is."""
    tx.many(_SETTLE, [{"mail": each.ledger_id, "who": each.by, "better": each.words, "now": now} for each in ended])


def reviewed_mail(tx: Transaction, ledger_id: int) -> Reviewed | None:
    """Return how the review of a mail ended; None while it waits, and for a mail nobody reviews."""
    row = tx.row(_ENDED, {"mail": ledger_id})
    return Reviewed(ledger_id=ledger_id, by=row[0] or "", words=row[1]) if row else None
