"""Articles of the knowledge base: written, changed, read and listed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, literal_column, select, update

from maildesk.desk.article import Article, ArticleChange, ArticleState, ArticleText, NewArticle
from maildesk.desk.article_ranking import index_article
from maildesk.store.prepared import Prepared, Row, among, insert, word
from maildesk.store.schema import article, article_suggested, article_term, article_word
from maildesk.store.transaction import Transaction

_NAMES = [
    *("id", "state", "title", "question", "solution", "language", "author", "approved_by", "ticket", "created_at"),
    *("updated_at", "approved_at", "revision", "reason"),
]
_WRITTEN = [name for name in _NAMES if name not in ("id", "revision")]
_INSERT = Prepared(insert(article).values({name: bindparam(name) for name in _WRITTEN}).returning(article.c.id))


def _all() -> Select[Any]:
    return select(*(article.c[name] for name in _NAMES))


_BY_ID = Prepared(_all().where(among(article.c.id, "ids", "BIGINT")))
_LOCKED = Prepared(_all().where(article.c.id == bindparam("wanted")).with_for_update())
_LIST = Prepared(_all().order_by(article.c.id))
_DRAFTS = Prepared(_all().where(article.c.state == word("draft")).order_by(article.c.id).limit(bindparam("limit")))
_CHANGE = Prepared(
    update(article)
    .where(article.c.id == bindparam("wanted"), article.c.revision == bindparam("looked_at"))
    .values({name: bindparam(f"new_{name}") for name in _NAMES if name not in ("id", "author", "ticket", "created_at")})
)
_USES = Prepared(
    select(article_suggested.c.article, func.count(), func.count(article_suggested.c.solved_at))
    .where(among(article_suggested.c.article, "ids", "BIGINT"))
    .group_by(article_suggested.c.article)
)


def add_article(tx: Transaction, new: NewArticle, now: datetime, *, ticket: int | None = None) -> int:
    """Write a draft and return its number."""
    return _insert(tx, Article(id=0, text=new.text, author=new.author, ticket=ticket, created_at=now, updated_at=now))


def put_article(tx: Transaction, wanted: Article) -> int:
    """Write an article as it stands, under a new number, and return that; what is approved can be found at once."""
    number = _insert(tx, wanted)
    if wanted.state is ArticleState.APPROVED:
        _index(tx, replace(wanted, id=number))
    return number


def _insert(tx: Transaction, wanted: Article) -> int:
    row = tx.row(_INSERT, {name: value for name, value in _values(wanted).items() if name in _WRITTEN})
    if row is None:
        raise RuntimeError("The database gave no number to an article.")
    return int(row[0])


def _values(wanted: Article) -> dict[str, Any]:
    text = wanted.text
    return {
        "state": wanted.state.value, "title": text.title, "question": text.question, "solution": text.solution,
        "language": text.language, "author": wanted.author, "approved_by": wanted.approved_by,
        "ticket": wanted.ticket, "created_at": wanted.created_at, "updated_at": wanted.updated_at,
        "approved_at": wanted.approved_at, "revision": wanted.revision, "reason": wanted.reason,
    }  # fmt: skip


def articles_by_id(tx: Transaction, ids: Sequence[int]) -> dict[int, Article]:
    """Return articles by number; a number that stands for none is missing. Their uses are not counted."""
    return {row[0]: article_of(row) for row in tx.rows(_BY_ID, {"ids": list(ids)})} if ids else {}


def lock_article(tx: Transaction, wanted: int) -> Article | None:
    """Return an article that nobody else changes until the transaction ends; None when there is none."""
    row = tx.row(_LOCKED, {"wanted": wanted})
    return article_of(row) if row else None


def listed_articles(tx: Transaction) -> Iterator[Article]:
    """Yield every article by number, with how often it was suggested and how often it solved the matter."""
    found = [article_of(row) for row in tx.rows(_LIST)]
    uses = uses_of(tx, [each.id for each in found])
    for each in found:
        suggested, solved = uses.get(each.id, (0, 0))
        yield replace(each, suggested=suggested, solved=solved)


def drafts(tx: Transaction, limit: int) -> list[Article]:
    """Return the drafts nobody has approved yet, the oldest first."""
    return [article_of(row) for row in tx.rows(_DRAFTS, {"limit": limit})]


def uses_of(tx: Transaction, ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Return how often articles were suggested and how often they solved the matter; unused ones are missing."""
    return {row[0]: (row[1], row[2]) for row in tx.rows(_USES, {"ids": list(ids)})} if ids else {}


def article_of(row: Row) -> Article:
    """Read a row of the article table."""
    values = dict(zip(_NAMES, row, strict=True))
    text = ArticleText(**{name: values.pop(name) for name in ("title", "question", "solution", "language")})
    return Article(**(values | {"state": ArticleState(values["state"])}), text=text)


def change_article(tx: Transaction, change: ArticleChange, now: datetime) -> Article | None:
    """Carry out a change and return the article after it; None when there is none or its words changed meanwhile."""
    before = lock_article(tx, change.id)
    if before is None or before.revision != change.revision:
        return None
    after = _after(before, change, now)
    values = {f"new_{name}": value for name, value in _values(after).items()}
    kept = {name: value for name, value in values.items() if name not in ("new_author", "new_ticket", "new_created_at")}
    if tx.changed(_CHANGE, {**kept, "wanted": change.id, "looked_at": change.revision}) != 1:
        return None
    if before.state is ArticleState.APPROVED:
        _take_out(tx, before.id)
    if after.state is ArticleState.APPROVED:
        _index(tx, after)
    return after


def _after(before: Article, change: ArticleChange, now: datetime) -> Article:
    state = change.state or before.state
    approved = state is ArticleState.APPROVED and before.state is not ArticleState.APPROVED
    return replace(
        before,
        text=change.text or before.text,
        state=state,
        revision=before.revision + (change.text is not None),
        updated_at=now,
        approved_by=change.actor if approved else before.approved_by,
        approved_at=now if approved else before.approved_at,
        reason=change.reason if state is ArticleState.WITHDRAWN else "",
    )


_WORD = Prepared(insert(article_word))
_WORDS_OF = Prepared(
    select(article_word.c.word, article_word.c.length).where(article_word.c.article == bindparam("wanted"))
)
_NO_WORDS = Prepared(delete(article_word).where(article_word.c.article == bindparam("wanted")))
_TERM = insert(article_term)
_COUNT = Prepared(
    _TERM.on_conflict_do_update(
        index_elements=["word"],
        set_={
            "articles": article_term.c.articles + _TERM.excluded.articles,
            "length": article_term.c.length + _TERM.excluded.length,
        },
    )
)
_UNUSED = Prepared(
    delete(article_term).where(among(article_term.c.word, "words"), article_term.c.articles <= literal_column("0"))
)


def _index(tx: Transaction, wanted: Article) -> None:
    entry = index_article(wanted.text)
    tx.many(
        _WORD,
        [
            {
                "word": word, "article": wanted.id, "weight": weight, "in_title": in_title, "length": entry.length,
                "title_words": entry.title_words, "language": wanted.text.language,
            }
            for word, (weight, in_title) in entry.words.items()
        ],
    )  # fmt: skip
    _count(tx, list(entry.words), 1, entry.length)


def _take_out(tx: Transaction, number: int) -> None:
    """Take an article out by the words that were written, whatever words it would have today."""
    rows = tx.rows(_WORDS_OF, {"wanted": number})
    tx.do(_NO_WORDS, {"wanted": number})
    words = [word for word, _ in rows]
    _count(tx, words, -1, -rows[0][1] if rows else 0)
    tx.do(_UNUSED, {"words": ["", *words]})


def _count(tx: Transaction, words: Sequence[str], by: int, length: int) -> None:
    """Count the words of an article in or out, in one order everywhere, so that two writers never wait crosswise."""
    rows = [{"word": word, "articles": by, "length": 0} for word in sorted(words)]
    tx.many(_COUNT, [{"word": "", "articles": by, "length": length}, *rows])


def reindex_articles(tx: Transaction) -> int:
    """Write the words of every approved article anew and return how many there are."""
    approved = [each for each in map(article_of, tx.rows(_LIST)) if each.state is ArticleState.APPROVED]
    for each in approved:
        _take_out(tx, each.id)
        _index(tx, each)
    return len(approved)
