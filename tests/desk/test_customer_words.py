"""What customers say of a solution: 200 labelled sentences; a false close is worse than a false reopening."""

from collections import Counter

import pytest

from maildesk.desk.customer_words import Meaning, asks_for_status, asks_to_stop, meaning_of
from tests.desk.labelled_words import LABELLED

NAME, OTHERS = "Ann Smith", ("Acme Support", "Wang Wei", "王伟")


def said(text: str) -> Meaning:
    return meaning_of(text, name=NAME, others=OTHERS)


def test_no_sentence_that_is_not_a_yes_closes_a_ticket() -> None:
    closes = [text for text, label in LABELLED if label is not Meaning.SOLVED and said(text) is Meaning.SOLVED]
    assert closes == []


def test_no_sentence_that_is_not_mere_thanks_is_passed_over() -> None:
    passed = [text for text, label in LABELLED if label is not Meaning.THANKS and said(text) is Meaning.THANKS]
    assert passed == []


def test_few_sentences_that_say_yes_or_thanks_open_a_ticket_again(capsys: pytest.CaptureFixture[str]) -> None:
    content = (Meaning.SOLVED, Meaning.THANKS)
    reopens = [text for text, label in LABELLED if label in content and said(text) not in content]
    kinds = Counter(label.value for _, label in LABELLED)
    with capsys.disabled():
        print(f"\n{len(LABELLED)} sentences {dict(kinds)}: false closings 0, false reopenings {len(reopens)}")
    assert len(reopens) <= len(LABELLED) // 50, reopens


def test_at_least_a_hundred_and_twenty_sentences_are_labelled() -> None:
    assert len({text for text, _ in LABELLED}) >= 120


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("OK thanks", Meaning.SOLVED),
        ("thanks but it still fails", Meaning.OTHER),
        ("好的，谢谢，已经可以了", Meaning.SOLVED),
        ("还是不行", Meaning.NOT_SOLVED),
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
