"""What the knowledge base holds for a new mail, gathered before anything is decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from maildesk.desk.article import Article
from maildesk.desk.article_ranking import Ranked
from maildesk.desk.ticket import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Articles and solved tickets that read alike, the best first; nothing of it is chosen yet."""

    ranked: tuple[Ranked, ...] = ()
    articles: Mapping[int, Article] = field(default_factory=dict)  # by number
    solved: tuple[Ticket, ...] = ()  # of any team


NOTHING_KNOWN = Known()
