"""How well articles are found: python -m tests.desk.kb_quality prints recall beside plain BM25.

The labelled set is invented: articles of an after-sales and IT desk with questions as customers would write them, and
questions that no article answers. Plain BM25 is what a search library does unasked: whole words without case, Han as
single characters, one field, k1 = 1.2 and b = 0.75.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

from maildesk.desk.article import ArticleText
from maildesk.desk.article_ranking import (
    POSTINGS_OF_A_MAIL,
    Posting,
    Ranked,
    Totals,
    index_article,
    query_of_mail,
    rank,
    words_to_look_up,
)
from maildesk.desk.service_settings import Knowledge

_FOLDER = Path(__file__).parent / "knowledge"
_PLAIN = re.compile(r"[\u3400-\u9fff]|[^\W_\u3400-\u9fff]+")
FILES = {"english.txt": "en", "simplified.txt": "zh-Hans", "traditional.txt": "zh-Hant"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A mail as a customer would write it, and the number of the article that answers it; None when none does."""

    subject: str
    words: str
    language: str
    article: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledSet:
    """Articles by number from 1, and questions."""

    articles: dict[int, ArticleText]
    questions: tuple[Question, ...]

    def pairs(self, *languages: str) -> list[Question]:
        """Return the questions that an article answers, of all or of some languages."""
        wanted = [each for each in self.questions if each.article is not None]
        return [each for each in wanted if not languages or each.language in languages]

    def without(self) -> list[Question]:
        """Return the questions that no article answers."""
        return [each for each in self.questions if each.article is None]


def labelled_set() -> LabelledSet:
    """Read the labelled set."""
    articles: dict[int, ArticleText] = {}
    questions: list[Question] = []
    for name, language in FILES.items():
        for line in (_FOLDER / name).read_text("utf-8").splitlines():
            kind, _, rest = line.partition(" ")
            parts = [part.strip() for part in rest.split(" | ")]
            if kind == "A":
                title, question, solution = parts
                text = ArticleText(title=title, question=question, solution=solution, language=language)
                articles[len(articles) + 1] = text
                continue
            subject, words = parts
            article = len(articles) if kind == "Q" else None
            questions.append(Question(subject=subject, words=words, language=language, article=article))
    return LabelledSet(articles=articles, questions=tuple(questions))


Finder = Callable[[Question], list[int]]


class Ours:
    """The desk's own ranking, on postings as the store keeps them."""

    def __init__(self, articles: dict[int, ArticleText]) -> None:
        self._postings: dict[str, list[Posting]] = {}
        length = 0
        for number, text in articles.items():
            entry = index_article(text)
            length += entry.length
            for word, (weight, in_title) in entry.words.items():
                self._postings.setdefault(word, []).append(
                    Posting(
                        word=word, article=number, weight=weight, in_title=in_title, length=entry.length,
                        title_words=entry.title_words, language=text.language,
                    )
                )  # fmt: skip
        self._totals = Totals(articles=len(articles), length=length)

    def ranked(self, question: Question, most: int = 6) -> tuple[Ranked, ...]:
        query = query_of_mail(question.subject, question.words, question.language)
        frequencies = {word: len(self._postings.get(word, ())) for word in query.words}
        chosen = words_to_look_up(query, frequencies, POSTINGS_OF_A_MAIL)
        found = [posting for word in chosen for posting in self._postings[word]]
        return rank(query, found, frequencies, self._totals, most)

    def __call__(self, question: Question) -> list[int]:
        return [each.article for each in self.ranked(question)]

    def suggested(self, question: Question, settings: Knowledge) -> list[int]:
        """Return what an acknowledgement would show."""
        fitting = [e for e in self.ranked(question) if e.confidence >= settings.threshold and e.matched >= 2]
        best = max((each.score for each in fitting), default=0.0)
        return [each.article for each in fitting if each.score >= best / 2][: settings.most]


class PlainBm25:
    """BM25 as a library does it without being told anything about the language."""

    def __init__(self, articles: dict[int, ArticleText]) -> None:
        self._words = {
            number: Counter(self._of(f"{text.title}\n{text.question}\n{text.solution}"))
            for number, text in articles.items()
        }
        self._lengths = {number: sum(words.values()) for number, words in self._words.items()}
        self._mean = sum(self._lengths.values()) / len(articles)
        self._holding = Counter(word for words in self._words.values() for word in words)

    @staticmethod
    def _of(text: str) -> list[str]:
        return _PLAIN.findall(text.casefold())

    def __call__(self, question: Question) -> list[int]:
        asked = set(self._of(f"{question.subject}\n{question.words}"))
        scores = {number: self._score(number, asked) for number in self._words}
        return sorted(scores, key=lambda number: (-scores[number], number))

    def _score(self, number: int, asked: set[str]) -> float:
        words, total = self._words[number], len(self._words)
        room = 1.2 * (1 - 0.75 + 0.75 * self._lengths[number] / self._mean)
        return sum(
            log(1 + (total - self._holding[word] + 0.5) / (self._holding[word] + 0.5)) * words[word] * 2.2
            / (words[word] + room)
            for word in asked
            if word in words
        )  # fmt: skip


def recall(find: Finder, pairs: Sequence[Question], most: int = 3) -> float:
    """Return the share of questions whose article stands among the first ones."""
    return sum(each.article in find(each)[:most] for each in pairs) / len(pairs)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What acknowledgements would show: shares of the questions."""

    right: float  # the article that answers is shown
    wrong: float  # something is shown, but not that one
    nonsense: float  # of the questions that no article answers: something is shown


def shown(ours: Ours, labelled: LabelledSet, settings: Knowledge) -> Shown:
    """Return how often the suggestions are right."""
    pairs, others = labelled.pairs(), labelled.without()
    lists = [(each, ours.suggested(each, settings)) for each in pairs]
    return Shown(
        right=sum(each.article in found for each, found in lists) / len(pairs),
        wrong=sum(bool(found) and each.article not in found for each, found in lists) / len(pairs),
        nonsense=sum(bool(ours.suggested(each, settings)) for each in others) / len(others),
    )


def main() -> None:
    """Print the figures."""
    labelled = labelled_set()
    ours, plain = Ours(labelled.articles), PlainBm25(labelled.articles)
    count = len(labelled.pairs())
    print(f"{count} pairs, {len(labelled.articles)} articles, {len(labelled.without())} questions without an answer")
    print(f"{'':24}{'ours':>14}{'plain BM25':>14}")
    for name, languages in (("all", ()), *((language, (language,)) for language in FILES.values())):
        pairs = labelled.pairs(*languages)
        for most in (1, 3):
            label = f"{name}, {len(pairs)}: recall at {most}"
            print(f"{label:24}{recall(ours, pairs, most):14.3f}{recall(plain, pairs, most):14.3f}")
    for threshold in (0.2, 0.3, 0.4, 0.5):
        said = shown(ours, labelled, Knowledge(threshold=threshold))
        mark = " (default)" if threshold == Knowledge().threshold else ""
        figures = f"right {said.right:.3f}, wrong {said.wrong:.3f}, nonsense {said.nonsense:.3f}"
        print(f"threshold {threshold}: {figures}{mark}")


if __name__ == "__main__":
    main()
