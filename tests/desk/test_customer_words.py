"""What customers say of a solution: 300 labelled sentences; a false close is worse than a false reopening."""

from collections import Counter

import pytest

from maildesk.desk.customer_phrases import NOT_SOLVED, SOLVED, STATUS, STOP, THANKS
from maildesk.desk.customer_phrases_more import MORE
from maildesk.desk.customer_words import Meaning, asks_for_status, asks_to_stop
from maildesk.desk.script_fold import simplified
from tests.desk.closing_rates import CONTENT, false_closings, false_reopenings, passed_over, report, said
from tests.desk.labelled_words import LABELLED


def test_no_sentence_that_is_not_a_yes_closes_a_ticket() -> None:
    assert false_closings() == []


def test_no_sentence_that_is_not_mere_thanks_is_passed_over() -> None:
    assert passed_over() == []


def test_of_a_hundred_sentences_that_say_yes_or_thanks_at_most_one_opens_a_ticket_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with capsys.disabled():
        print("\n" + "\n".join(report()))
    content = sum(label in CONTENT for _, label in LABELLED)
    assert len(false_reopenings()) <= content // 100, false_reopenings()


def test_three_hundred_different_sentences_are_labelled_and_no_meaning_is_rare() -> None:
    kinds = Counter(label for _, label in set(LABELLED))
    assert kinds.total() >= 300
    assert min(kinds[meaning] for meaning in Meaning) >= 50


@pytest.mark.parametrize(
    ("phrases", "meaning"),
    [(SOLVED, Meaning.SOLVED), (THANKS, Meaning.THANKS), (NOT_SOLVED, Meaning.NOT_SOLVED)],
    ids=["yes", "thanks", "no"],
)
def test_what_is_understood_in_one_chinese_script_is_understood_in_the_other(
    phrases: tuple[str, ...], meaning: Meaning
) -> None:
    assert [each for each in phrases if said(simplified(each)) is not meaning] == []
    assert all(asks_for_status(simplified(each)) for each in STATUS)
    assert all(asks_to_stop(simplified(each)) for each in STOP)


@pytest.mark.parametrize("language", MORE)
def test_each_further_language_says_yes_no_and_thanks(language: str) -> None:
    row = MORE[language]
    assert {said(phrase) for phrase in row.solved} <= set(CONTENT)
    assert {said(phrase) for phrase in row.not_solved} == {Meaning.NOT_SOLVED}
    assert {said(phrase) for phrase in row.thanks} == {Meaning.THANKS}
    assert {said(f"{greeting}, {row.solved[0]}") for greeting in row.greeting} == {Meaning.SOLVED}


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("OK thanks", Meaning.SOLVED),
        ("thanks but it still fails", Meaning.OTHER),
        ("好的，谢谢，已经可以了", Meaning.SOLVED),
        ("还是不行", Meaning.NOT_SOLVED),
        ("对，谢谢", Meaning.SOLVED),
        ("現在能用了", Meaning.SOLVED),
        ("無法使用", Meaning.NOT_SOLVED),
        ("又不行了", Meaning.NOT_SOLVED),
        ("問題沒有解決", Meaning.NOT_SOLVED),
        ("close", Meaning.SOLVED),
        ("谢谢", Meaning.THANKS),
        ("Solved?", Meaning.OTHER),
        ("", Meaning.OTHER),
        ("yes " * 100, Meaning.OTHER),
        ("👍", Meaning.THANKS),
    ],
)
def test_the_sentences_of_the_manual_mean_what_it_says(text: str, meaning: Meaning) -> None:
    assert said(text) is meaning


@pytest.mark.parametrize("text", ["status", "Status?", "STATUS", "进度", "查询进度", "進度", "进度？", "#status"])
def test_a_question_for_the_status_is_one_word(text: str) -> None:
    assert asks_for_status(text)


@pytest.mark.parametrize("text", ["status of my order", "what is the status", "进度太慢", "", "status\n\nand one more"])
def test_a_status_inside_a_sentence_is_a_message(text: str) -> None:
    assert not asks_for_status(text)


@pytest.mark.parametrize(
    ("text", "stops"), [("stop", True), ("退订", True), ("退訂。", True), ("stop it please", False)]
)
def test_stop_counts_alone_only(text: str, stops: bool) -> None:
    assert asks_to_stop(text) is stops
