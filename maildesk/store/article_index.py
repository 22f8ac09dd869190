"""Finds articles by their words and solved tickets by theirs; every look-up is keyed and bounded."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, bindparam, case, delete, literal_column, select

from maildesk.desk.article_ranking import POSTINGS_OF_A_MAIL, Posting, Query, Ranked, Totals, rank, words_to_look_up
from maildesk.desk.solved_words import SolvedHit
from maildesk.store.prepared import Prepared, Row, among, insert
from maildesk.store.schema import article_term, article_word, solved_word
from maildesk.store.transaction import Asked, Transaction

_NEWEST = 20  # tickets looked at for each word
_ONE: ColumnElement[int] = literal_column("1")

_ANYTHING = Prepared(
    select(
        select(article_term.c.articles).where(article_term.c.word == literal_column("''")).scalar_subquery(),
        select(solved_word.c.ticket).where(solved_word.c.word > literal_column("''")).limit(_ONE).scalar_subquery(),
    )
)
_FREQUENCIES = Prepared(
    select(article_term.c.word, article_term.c.articles, article_term.c.length).where(
        among(article_term.c.word, "words")
    )
)
_TITLED = case((article_word.c.in_title, literal_column("1")), else_=literal_column("0"))
_POSTINGS = Prepared(
    select(
        article_word.c.word, article_word.c.article, article_word.c.weight, _TITLED,
        article_word.c.length, article_word.c.title_words, article_word.c.language,
    ).where(among(article_word.c.word, "words"))
)  # fmt: skip


def anything_asked() -> Asked:
    """Return the statement that tells whether there is anything to find, for `Transaction.together`."""
    return _ANYTHING, {}


def anything_of(rows: Sequence[Row]) -> tuple[bool, bool]:
    """Read the rows of `anything_asked`: whether an article is approved, and whether a solved ticket is known."""
    return (bool(rows[0][0]), rows[0][1] is not None) if rows else (False, False)


def find_articles(tx: Transaction, query: Query, most: int, postings: int = POSTINGS_OF_A_MAIL) -> tuple[Ranked, ...]:
    """Return the approved articles that fit a query, the best first; empty when no word of it is known."""
    if not query.words or most < 1:
        return ()
    rows = tx.rows(_FREQUENCIES, {"words": ["", *query.words]})
    frequencies = {word: articles for word, articles, _ in rows if word}
    totals = next((Totals(articles=row[1], length=int(row[2])) for row in rows if not row[0]), Totals())
    chosen = words_to_look_up(query, frequencies, postings)
    if not chosen:
        return ()
    found = tx.rows(_POSTINGS, {"words": list(chosen)})
    return rank(query, map(Posting._make, found), frequencies, totals, most)


_SOLVED = Prepared(
    select(solved_word.c.ticket, solved_word.c.team)
    .where(solved_word.c.word == bindparam("wanted"))
    .order_by(solved_word.c.ticket.desc())
    .limit(_NEWEST)
)
_ADD_SOLVED = Prepared(insert(solved_word).on_conflict_do_nothing())
_FORGET_SOLVED = Prepared(delete(solved_word).where(solved_word.c.ticket == bindparam("wanted")))


def find_solved(tx: Transaction, words: Sequence[str]) -> tuple[SolvedHit, ...]:
    """Return where the words stand in the newest solved tickets; a bounded number for each word."""
    if not words:
        return ()
    answers = tx.together(*((_SOLVED, {"wanted": word}) for word in words))
    return tuple(
        SolvedHit(word, ticket, team, len(rows))
        for word, rows in zip(words, answers, strict=True)
        for ticket, team in rows
    )


def index_solved(tx: Transaction, ticket: int, team: str | None, words: Sequence[str]) -> None:
    """Write by which words a solved ticket is found; a repeat changes nothing."""
    if words:
        tx.many(_ADD_SOLVED, [{"word": word, "ticket": ticket, "team": team} for word in words])


def forget_solved(tx: Transaction, ticket: int) -> None:
    """Take a ticket's words out, so that it is found no more."""
    tx.do(_FORGET_SOLVED, {"wanted": ticket})
