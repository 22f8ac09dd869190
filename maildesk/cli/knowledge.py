"""`maildesk kb`: the knowledge base, searched, listed and shown; articles approved and withdrawn."""

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from maildesk.cli.looking import changing, looking
from maildesk.cli.rows import Row
from maildesk.cli.writing import Json, Shape, safe, safe_lines, utc, write_list
from maildesk.clock import SystemClock
from maildesk.desk.article import Article, ArticleChange, ArticleState
from maildesk.errors import MaildeskError
from maildesk.store.transaction import Transaction

_COLUMNS = {
    "id": "No.",
    "state": "State",
    "language": "Language",
    "title": "Title",
    "author": "Author",
    "suggested": "Suggested",
    "solved": "Solved",
}
_FOUND = {"id": "No.", "score": "Score", "language": "Language", "title": "Title"}
_MOST_FOUND = 20


def article_row(article: Article) -> Row:
    """Return an article in the shape that scripts rely on."""
    return {
        "id": article.id,
        "state": article.state.value,
        "language": article.text.language,
        "title": article.text.title,
        "question": article.text.question,
        "solution": article.text.solution,
        "author": article.author,
        "approved_by": article.approved_by,
        "ticket": article.ticket,
        "created_at": utc(article.created_at),
        "updated_at": utc(article.updated_at),
        "approved_at": utc(article.approved_at),
        "revision": article.revision,
        "reason": article.reason,
        "suggested": article.suggested,
        "solved": article.solved,
    }


def list_articles(config: Path, shape: Shape, state: str) -> int:
    """Write every article, or those of one state."""
    from maildesk.store.articles import listed_articles

    known = ", ".join(ArticleState)
    if state and state not in tuple(ArticleState):
        raise MaildeskError(f"“{safe(state)}” is no state; write one of {known}.")

    def found(tx: Transaction) -> Iterable[Row]:
        return (article_row(each) for each in listed_articles(tx) if not state or each.state == state)

    with looking(config) as tx:
        rows = found(tx) if tx is not None else ()
        write_list(rows, shape, _COLUMNS, empty="There is no such article; #kb on a ticket makes one.")
    return 0


def search_articles(config: Path, words: str, shape: Shape) -> int:
    """Write the approved articles that fit some words, the best first."""
    from maildesk.desk.article_ranking import POSTINGS_OF_A_SEARCH, query_of_search
    from maildesk.store.article_index import find_articles
    from maildesk.store.articles import articles_by_id, uses_of

    query = query_of_search(words)
    if not query.words:
        raise MaildeskError("These words find nothing; write words of the matter, such as printer jam or 打印机 卡纸.")
    rows: list[Row] = []
    with looking(config) as tx:
        if tx is not None:
            ranked = find_articles(tx, query, _MOST_FOUND, POSTINGS_OF_A_SEARCH)
            ids = [each.article for each in ranked]
            articles, uses = articles_by_id(tx, ids), uses_of(tx, ids)
            for each in ranked:
                suggested, solved = uses.get(each.article, (0, 0))
                article = replace(articles[each.article], suggested=suggested, solved=solved)
                rows.append(article_row(article) | {"score": round(each.score, 2)})
    write_list(rows, shape, _FOUND, empty="No approved article holds these words.")
    return 0


def show_article(config: Path, number: int, shape: Shape) -> int:
    """Write one article with all its words."""
    from maildesk.store.articles import articles_by_id, uses_of

    with looking(config) as tx:
        article = articles_by_id(tx, [number]).get(number) if tx is not None else None
        uses = uses_of(tx, [number]) if tx is not None else {}
    if article is None:
        raise _unknown(number)
    suggested, solved = uses.get(number, (0, 0))
    row = article_row(replace(article, suggested=suggested, solved=solved))
    if shape is not Shape.TABLE:
        Json(sys.stdout).document(row)
        return 0
    out = sys.stdout
    out.write(f"Article {number} · {row['state']} · {row['language']}\n{safe(str(row['title']))}\n")
    for name in ("question", "solution"):
        if row[name]:
            out.write(f"\n{name.capitalize()}\n{safe_lines(str(row[name]))}\n")
    by = f", approved by {safe(str(row['approved_by']))}" if row["approved_by"] else ""
    of = f" of ticket {row['ticket']}" if row["ticket"] else ""
    out.write(f"\nWritten by {safe(str(row['author']))}{of}{by}. Suggested {suggested} times, solved {solved}.\n")
    if row["reason"]:
        out.write(f"Withdrawn: {safe(str(row['reason']))}\n")
    return 0


def withdraw_article(config: Path, number: int, reason: str) -> int:
    """Take an article back: it is found and suggested no more."""
    _change(config, number, ArticleState.WITHDRAWN, reason)
    sys.stdout.write(f"Article {number} is withdrawn; nobody finds it any more.\n")
    return 0


def approve_article(config: Path, number: int) -> int:
    """Approve a draft, or an article that was withdrawn."""
    _change(config, number, ArticleState.APPROVED, "")
    sys.stdout.write(f"Article {number} is approved; it is found from now on.\n")
    return 0


def count_knowledge(config: Path, since: str, until: str, shape: Shape) -> int:
    """Write who made articles in a period (days of the desk's zone), and how many tickets they solved."""
    from maildesk.cli.days import period
    from maildesk.settings.load import load_desk
    from maildesk.store.article_counts import KnowledgeCounts, knowledge_counts

    begin, end = period(since, until, load_desk(config).zone, SystemClock().now())
    with looking(config) as tx:
        found = knowledge_counts(tx, begin, end) if tx is not None else KnowledgeCounts(created={}, approved={})
    authors = {
        name: {"created": found.created.get(name, 0), "approved": found.approved.get(name, 0)}
        for name in sorted({*found.created, *found.approved})
    }
    if shape is not Shape.TABLE:
        row = {"from": utc(begin), "until": utc(end), "authors": authors}
        Json(sys.stdout).document(row | {"suggested": found.suggested, "solved": found.solved})
        return 0
    for name, counts in authors.items():
        sys.stdout.write(f"{safe(name)}: {counts['created']} created, {counts['approved']} approved\n")
    sys.stdout.write(f"Suggested on {found.suggested} tickets; {found.solved} tickets were solved by an article.\n")
    return 0


def reindex(config: Path) -> int:
    """Write the words of every approved article anew, as this version of maildesk reads them."""
    from maildesk.store.articles import reindex_articles

    with changing(config) as database:
        count = database.run(reindex_articles)
    sys.stdout.write(f"The words of {count} articles were written anew.\n")
    return 0


def _change(config: Path, number: int, state: ArticleState, reason: str) -> None:
    from maildesk.store.articles import change_article, lock_article

    def work(tx: Transaction) -> None:
        article = lock_article(tx, number)
        if article is None:
            raise _unknown(number)
        if article.state is state:
            raise MaildeskError(f"Article {number} is {state.value} already.")
        change = ArticleChange(id=number, revision=article.revision, state=state, actor="operator", reason=reason)
        change_article(tx, change, SystemClock().now())

    with changing(config) as database:
        database.run(work)


def _unknown(number: int) -> MaildeskError:
    return MaildeskError(f"There is no article {number}; maildesk kb list shows those there are.")
