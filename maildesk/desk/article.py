"""Articles of the knowledge base: what a solved ticket taught, written down, approved and found again (S13)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_TITLE = 200  # characters
LONGEST_PART = 20_000  # characters of question or solution


class ArticleState(StrEnum):
    """Whether an article may be shown."""

    DRAFT = "draft"  # nobody but staff reads it
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"  # refused as a draft, or taken back later


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleText:
    """The words of an article, plain text."""

    title: str
    question: str = ""
    solution: str = ""
    language: str = "en"  # en, zh-Hans, zh-Hant


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An article as it stands; `revision` grows with every change of its words."""

    id: int
    state: ArticleState = ArticleState.DRAFT
    text: ArticleText
    author: str  # staff id
    approved_by: str | None = None  # staff id, or "operator"
    ticket: int | None = None  # that it came from
    created_at: datetime
    updated_at: datetime
    approved_at: datetime | None = None
    revision: int = 1
    reason: str = ""  # why it was withdrawn
    suggested: int = 0  # how often it stood in an acknowledgement
    solved: int = 0  # how often a customer said that it solved the matter


@dataclass(frozen=True, kw_only=True, slots=True)
class NewArticle:
    """A draft that follows from a mail."""

    text: ArticleText
    author: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleChange:
    """What becomes of an article; it takes effect only on the revision that was looked at."""

    id: int
    revision: int
    text: ArticleText | None = None  # None = its words stay
    state: ArticleState | None = None  # None = its state stays
    actor: str = "operator"
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class KnowledgeWork:
    """What follows for the knowledge base beside a ticket."""

    new: NewArticle | None = None
    changes: tuple[ArticleChange, ...] = ()
    suggested: tuple[int, ...] = ()  # articles of the acknowledgement, the best first
    solved_by: int | None = None  # the article that solved the matter


NO_KNOWLEDGE = KnowledgeWork()


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleLine:
    """An approved article as a mail shows it."""

    place: int  # 1 is the best; "solved 2" names the second
    id: int
    title: str
    words: str  # of the solution, shortened


@dataclass(frozen=True, kw_only=True, slots=True)
class SimilarTicket:
    """A solved ticket of the own team that reads alike; for staff only."""

    number: int
    token: str
    subject: str
    owner_name: str | None = None
