"""What was done for the knowledge base, and with it: the figures of digests and reports."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from maildesk.store.prepared import Prepared
from maildesk.store.schema import article, article_suggested
from maildesk.store.transaction import Transaction


@dataclass(frozen=True, kw_only=True, slots=True)
class KnowledgeCounts:
    """What was done for the knowledge base, and with it, in a stretch of time."""

    created: dict[str, int]  # by staff id
    approved: dict[str, int]  # by the staff id of the author
    suggested: int = 0  # tickets whose acknowledgement suggested an article
    solved: int = 0  # tickets that an article solved before an engineer did


def _by_author(moment: str) -> Prepared:
    column = article.c[moment]
    return Prepared(
        select(article.c.author, func.count())
        .where(column >= bindparam("since"), column < bindparam("until"))
        .group_by(article.c.author)
    )


_CREATED, _APPROVED = _by_author("created_at"), _by_author("approved_at")
_SUGGESTED = Prepared(
    select(func.count(article_suggested.c.ticket.distinct())).where(
        article_suggested.c.at >= bindparam("since"), article_suggested.c.at < bindparam("until")
    )
)
_SOLVED = Prepared(
    select(func.count(article_suggested.c.ticket.distinct())).where(
        article_suggested.c.solved_at >= bindparam("since"), article_suggested.c.solved_at < bindparam("until")
    )
)


def helped_by_articles(tx: Transaction, since: datetime, until: datetime) -> int:
    """Return how many tickets an article solved from `since` up to, but without, `until`."""
    return int(tx.rows(_SOLVED, {"since": since, "until": until})[0][0])


def knowledge_counts(tx: Transaction, since: datetime, until: datetime) -> KnowledgeCounts:
    """Return the counts from `since` up to, but without, `until`; both are aware."""
    span = {"since": since, "until": until}
    return KnowledgeCounts(
        created={row[0]: row[1] for row in tx.rows(_CREATED, span)},
        approved={row[0]: row[1] for row in tx.rows(_APPROVED, span)},
        suggested=int(tx.rows(_SUGGESTED, span)[0][0]),
        solved=helped_by_articles(tx, since, until),
    )
