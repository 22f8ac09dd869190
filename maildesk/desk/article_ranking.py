"""Ranks articles for the words of a mail or a search: BM25 over weighted fields, counted the same for every database.

S. Robertson, H. Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009; the fields are weighted before
the saturation, as in section 3.6 there.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

from maildesk.desk.article import ArticleText
from maildesk.desk.index_words import index_words

_TITLE, _QUESTION, _SOLUTION = 3, 2, 1
_K1, _B = 1.2, 0.6
_MOST_WORDS = 64  # of one query
_MOST_LOOKED_UP = 12
POSTINGS_OF_A_MAIL = 300
POSTINGS_OF_A_SEARCH = 50_000
_OTHER_LANGUAGE = 0.7


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexedArticle:
    """What the index holds of an article: each word with its weight, and whether it stands in the title."""

    words: Mapping[str, tuple[int, bool]]
    length: int  # the sum of the weights
    title_words: int


class Posting(NamedTuple):
    """One word in one article; a mail looks at hundreds, so it is made of a row without a copy."""

    word: str
    article: int
    weight: int
    in_title: int  # 1 where it stands in the title
    length: int
    title_words: int
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Totals:
    """How many articles are approved and how long they are together."""

    articles: int = 0
    length: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """The words that are looked for, each with its weight, and in which language."""

    words: Mapping[str, float]
    language: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Ranked:
    """An article that was found; `confidence` from 0 to 1 says how much of it and of the query fit each other."""

    article: int
    score: float
    confidence: float
    matched: int  # different words


def index_article(text: ArticleText) -> IndexedArticle:
    """Return what of an article is written into the index."""
    title = index_words(text.title, single=True)
    weights: Counter[str] = Counter()
    for words, weight in (
        (title, _TITLE),
        (index_words(text.question, single=True), _QUESTION),
        (index_words(text.solution, single=True), _SOLUTION),
    ):
        for word, count in words.items():
            weights[word] += count * weight
    paired = index_words(text.title)
    return IndexedArticle(
        words={word: (weight, word in title) for word, weight in weights.items()},
        length=sum(weight for word, weight in weights.items() if not _is_single(word)),
        title_words=len(paired),
    )


def _is_single(word: str) -> bool:
    return len(word) == 1 and word >= "\u3400"


def query_of_mail(subject: str, words: str, language: str | None = None) -> Query:
    """Return what a mail looks for: its subject counts twice, and only the beginning of its words counts."""
    weights: dict[str, float] = {}
    for text, weight in ((subject, 2.0), (words[:800], 1.0)):
        for word in index_words(text):
            weights[word] = max(weights.get(word, 0.0), weight)
    return Query(words=dict(list(weights.items())[:_MOST_WORDS]), language=language)


def query_of_search(words: str) -> Query:
    """Return what a person looks for; one Han character alone counts too."""
    found = index_words(words)
    return Query(words=dict.fromkeys(list(found)[:_MOST_WORDS], 1.0))


def words_to_look_up(query: Query, frequencies: Mapping[str, int], postings: int) -> tuple[str, ...]:
    """Return the words whose articles are worth reading: the rarest first, with at most so many postings together.

    Empty when the rarest word of all stands in more articles than that: it tells none of them from the others.
    """
    known = sorted((count, word) for word, count in frequencies.items() if word in query.words and count > 0)
    chosen: list[str] = []
    for count, word in known[:_MOST_LOOKED_UP]:
        postings -= count
        if postings < 0:
            break
        chosen.append(word)
    return tuple(chosen)


def rank(
    query: Query, postings: Iterable[Posting], frequencies: Mapping[str, int], totals: Totals, most: int
) -> tuple[Ranked, ...]:
    """Return at most `most` articles, the best first; of equals the older one first."""
    rarity = {word: _rarity(frequencies.get(word, 0), totals.articles) for word in query.words}
    wanted = sum(rarity[word] * weight for word, weight in query.words.items())
    mean = max(1.0, totals.length / max(1, totals.articles))
    by_article: dict[int, list[Posting]] = {}
    for posting in postings:
        if posting.word in rarity:
            by_article.setdefault(posting.article, []).append(posting)
    found = [_ranked(query, each, rarity, wanted, mean) for each in by_article.values()]
    return tuple(sorted(found, key=lambda each: (-each.score, each.article))[:most])


def _rarity(count: int, articles: int) -> float:
    return log(1 + (articles - count + 0.5) / (count + 0.5)) if count <= articles else 0.01


def _ranked(
    query: Query, postings: Sequence[Posting], rarity: Mapping[str, float], wanted: float, mean: float
) -> Ranked:
    first = postings[0]
    room = _K1 * (1 - _B + _B * first.length / mean)
    score = sum(
        query.words[each.word] * rarity[each.word] * each.weight * (_K1 + 1) / (each.weight + room) for each in postings
    )
    if query.language and first.language != query.language:
        score *= 1.0 if _same_script(query.language, first.language) else _OTHER_LANGUAGE
    said = sum(query.words[each.word] * rarity[each.word] for each in postings) / wanted if wanted else 0.0
    titled = sum(each.in_title for each in postings) / first.title_words if first.title_words else 0.0
    return Ranked(
        article=first.article,
        score=round(score, 6),
        confidence=round(min(1.0, (said + min(1.0, titled)) / 2), 6),
        matched=len(postings),
    )


def _same_script(one: str, other: str) -> bool:
    return one.startswith("zh") and other.startswith("zh")
