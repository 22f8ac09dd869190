"""The knowledge base in the store: the same articles are found in the same order on both engines."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from maildesk.desk.article import Article, ArticleChange, ArticleState, ArticleText, NewArticle
from maildesk.desk.article_ranking import (
    POSTINGS_OF_A_SEARCH,
    Posting,
    Totals,
    index_article,
    query_of_mail,
    query_of_search,
    rank,
)
from maildesk.store.article_counts import helped_by_articles, knowledge_counts
from maildesk.store.article_index import (
    anything_asked,
    anything_of,
    find_articles,
    find_solved,
    forget_solved,
    index_solved,
)
from maildesk.store.article_uses import note_solved, note_suggested, suggested_on
from maildesk.store.articles import (
    add_article,
    articles_by_id,
    change_article,
    listed_articles,
    put_article,
    reindex_articles,
)
from maildesk.store.database import Database
from maildesk.store.prepared import Prepared
from maildesk.store.schema import article_term
from maildesk.store.transaction import Transaction
from tests.store.builders import NOON, later, opened

PRINTER = ArticleText(
    title="Paper jams in the printer", question="The printer jams.", solution="Open tray 2 and take the paper out."
)
VPN = ArticleText(
    title="VPN error 691", question="VPN says error 691.", solution="Set a new password, then dial again."
)
KAZHI = ArticleText(
    title="打印机卡纸", question="打印机总是卡纸。", solution="打开纸盒二，取出纸张。", language="zh-Hans"
)


def approved(text: ArticleText, **changes: Any) -> Article:
    plain = Article(
        id=0, state=ArticleState.APPROVED, text=text, author="wang", approved_by="li", created_at=NOON,
        updated_at=NOON, approved_at=NOON,
    )  # fmt: skip
    return replace(plain, **changes)


def put(database: Database, *texts: ArticleText) -> list[int]:
    return database.run(lambda tx: [put_article(tx, approved(text)) for text in texts])


def search(database: Database, words: str) -> list[int]:
    with database.reading() as tx:
        return [each.article for each in find_articles(tx, query_of_search(words), 10, POSTINGS_OF_A_SEARCH)]


def test_a_draft_is_kept_and_found_by_nobody(database: Database) -> None:
    number = database.run(lambda tx: add_article(tx, NewArticle(text=PRINTER, author="wang"), NOON, ticket=7))
    with database.reading() as tx:
        found = articles_by_id(tx, [number, 999])
        assert anything_of(tx.rows(*anything_asked())) == (False, False)
    assert found == {
        number: Article(id=number, text=PRINTER, author="wang", ticket=7, created_at=NOON, updated_at=NOON)
    }
    assert search(database, "printer") == []


def test_an_approved_article_is_found_and_a_withdrawn_one_no_more(database: Database) -> None:
    number = database.run(lambda tx: add_article(tx, NewArticle(text=PRINTER, author="wang"), NOON))
    yes = ArticleChange(id=number, revision=1, state=ArticleState.APPROVED, actor="li")
    after = database.run(lambda tx: change_article(tx, yes, later(hours=1)))
    assert after is not None
    assert (after.approved_by, after.approved_at, after.revision) == ("li", later(hours=1), 1)
    assert search(database, "jammed printers") == [number]
    no = ArticleChange(id=number, revision=1, state=ArticleState.WITHDRAWN, reason="outdated")
    database.run(lambda tx: change_article(tx, no, later(hours=2)))
    assert search(database, "printer") == []
    with database.reading() as tx:
        assert anything_of(tx.rows(*anything_asked())) == (False, False)
        assert articles_by_id(tx, [number])[number].reason == "outdated"


def test_a_change_takes_effect_only_on_the_revision_that_was_looked_at(database: Database) -> None:
    number = put(database, PRINTER)[0]
    first = ArticleChange(id=number, revision=1, text=VPN)
    assert database.run(lambda tx: change_article(tx, first, later(hours=1))) is not None
    assert database.run(lambda tx: change_article(tx, first, later(hours=2))) is None
    assert database.run(lambda tx: change_article(tx, replace(first, id=99), later(hours=2))) is None
    assert search(database, "printer") == []
    assert search(database, "vpn") == [number]


def test_chinese_is_found_by_two_characters_by_one_and_in_the_other_script(database: Database) -> None:
    printer, vpn, kazhi = put(database, PRINTER, VPN, KAZHI)
    assert search(database, "卡纸") == [kazhi]
    assert search(database, "印表機卡紙") == [kazhi]
    assert search(database, "纸") == [kazhi]
    assert search(database, "error 691") == [vpn]
    assert search(database, "PRINTING") == [printer]
    assert search(database, "nothing of this") == []


def test_the_title_weighs_more_than_the_solution(database: Database) -> None:
    other = ArticleText(title="New password", question="How do I change it?", solution="Not the VPN one.")
    vpn, password = put(database, VPN, other)
    assert search(database, "password") == [password, vpn]
    assert search(database, "vpn") == [vpn, password]


@pytest.mark.parametrize("words", ["'; DROP TABLE article; --", '"*" OR NEAR(', "\0%_", "a" * 9_000, "𝔘𝔫𝔦 \ud800"])
def test_no_words_are_a_query_language(database: Database, words: str) -> None:
    number = put(database, PRINTER)[0]
    search(database, words)
    assert search(database, "printer") == [number]


def test_both_engines_rank_as_the_pure_function_does_with_every_posting(database: Database) -> None:
    texts = (PRINTER, VPN, KAZHI)
    put(database, *texts)
    query = query_of_mail("Printer", "The paper jams, error 691 卡纸", "en")
    entries = {number: index_article(text) for number, text in enumerate(texts, 1)}
    postings = [
        Posting(
            word=word, article=number, weight=weight, in_title=in_title, length=entry.length,
            title_words=entry.title_words, language=texts[number - 1].language,
        )
        for number, entry in entries.items()
        for word, (weight, in_title) in entry.words.items()
    ]  # fmt: skip
    frequencies = Counter(posting.word for posting in postings)
    totals = Totals(articles=3, length=sum(entry.length for entry in entries.values()))
    with database.reading() as tx:
        found = find_articles(tx, query, 3)
    assert found == rank(query, postings, frequencies, totals, 3)
    assert [each.article for each in found] == [1, 2, 3]


def test_indexing_anew_changes_nothing_that_is_found(database: Database) -> None:
    put(database, PRINTER, VPN, KAZHI)
    before = [search(database, words) for words in ("printer", "卡纸", "error")]
    assert database.run(reindex_articles) == 3
    assert [search(database, words) for words in ("printer", "卡纸", "error")] == before
    with database.reading() as tx:
        counts = {row[0]: (row[1], row[2]) for row in tx.rows(Prepared(select(*article_term.c)))}
    assert counts[""] == (3, sum(index_article(text).length for text in (PRINTER, VPN, KAZHI)))
    assert counts["纸"] == (1, 0)


def test_uses_are_counted_for_each_article_and_for_a_stretch_of_time(database: Database) -> None:
    numbers = put(database, PRINTER, VPN)

    def work(tx: Transaction) -> None:
        first, second = opened(tx).number, opened(tx).number
        note_suggested(tx, first, numbers, NOON)
        note_suggested(tx, second, numbers[:1], later(hours=1))
        note_solved(tx, first, numbers[1], later(hours=2))
        note_solved(tx, first, numbers[1], later(hours=3))

    database.run(work)
    with database.reading() as tx:
        assert suggested_on(tx, 1) == tuple(numbers)
        assert suggested_on(tx, 9) == ()
        assert [(each.suggested, each.solved) for each in listed_articles(tx)] == [(2, 0), (1, 1)]
        counts = knowledge_counts(tx, NOON, later(days=1))
        assert (counts.created, counts.approved) == ({"wang": 2}, {"wang": 2})
        assert (counts.suggested, counts.solved) == (2, 1)
        assert knowledge_counts(tx, later(hours=3), later(days=1)).solved == 0
        assert helped_by_articles(tx, NOON, later(days=1)) == 1


def test_solved_tickets_are_found_newest_first_and_forgotten(database: Database) -> None:
    def work(tx: Transaction) -> None:
        for _ in range(50):
            index_solved(tx, opened(tx).number, "service", ["printer", "jam"])
        index_solved(tx, opened(tx).number, "network", ["printer"])

    database.run(work)
    with database.reading() as tx:
        hits = find_solved(tx, ["printer", "unknown"])
    assert [(hit.ticket, hit.team) for hit in hits][:2] == [(51, "network"), (50, "service")]
    assert len(hits) == 20
    assert {hit.among for hit in hits} == {20}
    database.run(lambda tx: forget_solved(tx, 51))
    with database.reading() as tx:
        assert find_solved(tx, ["printer"])[0].ticket == 50
