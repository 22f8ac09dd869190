"""What was suggested to customers and what solved their matter; no count is a row that writers wait for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update

from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import article_suggested
from maildesk.store.transaction import Asked, Transaction

_SUGGEST = Prepared(
    insert(article_suggested)
    .values({name: bindparam(name) for name in ("ticket", "place", "article", "at")})
    .on_conflict_do_nothing()
)
_OF_TICKET = Prepared(
    select(article_suggested.c.article)
    .where(article_suggested.c.ticket == bindparam("number"))
    .order_by(article_suggested.c.place)
)
_SOLVE = Prepared(
    update(article_suggested)
    .where(
        article_suggested.c.ticket == bindparam("number"),
        article_suggested.c.article == bindparam("wanted"),
        article_suggested.c.solved_at.is_(None),
    )
    .values(solved_at=bindparam("now"))
)


def note_suggested(tx: Transaction, ticket: int, articles: Sequence[int], now: datetime) -> None:
    """Write which articles an acknowledgement suggested, the best first."""
    rows = [{"ticket": ticket, "place": place, "article": id_, "at": now} for place, id_ in enumerate(articles, 1)]
    if rows:
        tx.many(_SUGGEST, rows)


def suggested_asked(ticket: int) -> Asked:
    """Return the statement that gives the articles suggested on a ticket, for `Transaction.together`."""
    return _OF_TICKET, {"number": ticket}


def suggested_on(tx: Transaction, ticket: int) -> tuple[int, ...]:
    """Return the articles that were suggested on a ticket, in the order of the mail; empty when none were."""
    return tuple(row[0] for row in tx.rows(*suggested_asked(ticket)))


def note_solved(tx: Transaction, ticket: int, article_id: int, now: datetime) -> None:
    """Count that an article solved a ticket; a repeat changes nothing."""
    tx.do(_SOLVE, {"number": ticket, "wanted": article_id, "now": now})
