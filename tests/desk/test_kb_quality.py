"""The labelled set of questions: what is found, beside plain BM25, and how seldom nonsense is suggested."""

import pytest

from maildesk.desk.service_settings import Knowledge
from tests.desk.kb_quality import LabelledSet, Ours, PlainBm25, labelled_set, recall, shown


@pytest.fixture(scope="module")
def labelled() -> LabelledSet:
    return labelled_set()


@pytest.fixture(scope="module")
def ours(labelled: LabelledSet) -> Ours:
    return Ours(labelled.articles)


def test_the_set_is_large_and_holds_english_and_both_scripts_of_chinese(labelled: LabelledSet) -> None:
    assert len(labelled.pairs()) >= 200
    assert min(len(labelled.pairs(language)) for language in ("en", "zh-Hans", "zh-Hant")) >= 30
    assert len(labelled.without()) >= 40


@pytest.mark.parametrize("languages", [(), ("en",), ("zh-Hans",), ("zh-Hant",)])
@pytest.mark.parametrize("most", [1, 3])
def test_ours_finds_at_least_what_plain_bm25_finds(
    labelled: LabelledSet, ours: Ours, languages: tuple[str, ...], most: int
) -> None:
    pairs = labelled.pairs(*languages)
    assert recall(ours, pairs, most) >= recall(PlainBm25(labelled.articles), pairs, most)


def test_the_right_article_is_among_the_first_three_for_nearly_all_questions(labelled: LabelledSet, ours: Ours) -> None:
    assert recall(ours, labelled.pairs(), 3) >= 0.97
    assert recall(ours, labelled.pairs(), 1) >= 0.93


def test_at_the_default_threshold_most_questions_get_the_right_article_and_few_a_wrong_one(
    labelled: LabelledSet, ours: Ours
) -> None:
    said = shown(ours, labelled, Knowledge())
    assert said.right >= 0.7
    assert said.wrong <= 0.02
    assert said.nonsense <= 0.1
