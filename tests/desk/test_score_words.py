"""A score by reply: only what is clear counts, in three languages and every way people write a number."""

from dataclasses import replace

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.score_words import SCALE, score_in_words, score_of
from maildesk.desk.ticket import State
from maildesk.templates.words import load_words
from tests.desk.builders import LI, NOW, WANG, a_ticket, ago, customer_answers, owed, staff_answers, ticket_of
from tests.templates.test_sentences import SHIPPED

CLOSED = a_ticket(state=State.CLOSED, closings=1, since=ago(hours=3))


@pytest.mark.parametrize(
    ("text", "score", "comment"),
    [
        ("5", 5, ""),
        ("5.", 5, ""),
        ("4/5", 4, ""),
        ("4 / 5", 4, ""),
        ("5分", 5, ""),
        ("５分", 5, ""),
        ("１", 1, ""),
        ("五分", 5, ""),
        ("三颗星", 3, ""),
        ("兩分，太慢", 2, "太慢"),
        ("5星", 5, ""),
        ("4 stars", 4, ""),
        ("four stars!", 4, ""),
        ("★★★★☆", 4, ""),
        ("⭐⭐⭐", 3, ""),
        ("Score: 5", 5, ""),
        ("My rating is 4", 4, ""),
        ("I give it a 5", 5, ""),
        ("我给5分", 5, ""),
        ("給您 4 分", 4, ""),
        ("5 out of 5", 5, ""),
        ("5 - quick and kind", 5, "quick and kind"),
        ("2\nToo slow.", 2, "Too slow."),
        ("评分：3分，一般", 3, "一般"),
        ("5分 很好", 5, "很好"),
        ("5 thanks", 5, "thanks"),
    ],
)
def test_a_score_begins_the_reply(text: str, score: int, comment: str) -> None:
    assert score_of(text) == (score, comment)


@pytest.mark.parametrize(
    "text",
    ["2 users cannot log in", "5%", "6", "0", "10", "3rd floor", "1:30 pm", "It is a 5", "", "4 printers fail", "5/10",
     "4.5", "3-4", "3 to 4", "4 or 5", "3 或 4", "一个问题", "两台打印机坏了", "one more thing", "★★★★★★", "5x", "1,5",
     "very good", "非常满意"],
)  # fmt: skip
def test_what_is_not_clearly_a_score_is_none(text: str) -> None:
    assert score_of(text) is None


@pytest.mark.parametrize(
    ("text", "score", "comment"),
    [
        ("very good", 5, ""),
        ("Very good!", 5, ""),
        ("Very good, thank you", 5, ""),
        ("Thanks, good", 4, ""),
        ("poor\nNobody called back.", 2, "Nobody called back."),
        ("非常满意", 5, ""),
        ("非常滿意，謝謝", 5, ""),
        ("不满意。", 2, ""),
        ("普通", 3, ""),
    ],
)
def test_the_words_of_the_scale_are_a_score(text: str, score: int, comment: str) -> None:
    assert score_in_words(text) == (score, comment)


@pytest.mark.parametrize(
    "text", ["good luck", "not good", "good, but slow", "满意的人不多", "all good", "", "Very good idea"]
)
def test_other_words_are_no_score(text: str) -> None:
    assert score_in_words(text) is None


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_the_words_of_the_survey_page_are_those_that_count(language: str) -> None:
    steps: list[str] = load_words((SHIPPED,), language).web.steps  # type: ignore[attr-defined]
    assert [SCALE[step] for step in steps] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("kind", [MessageKind.CLOSED, MessageKind.SURVEY])
def test_a_word_of_the_scale_counts_as_an_answer_to_the_survey_alone(kind: MessageKind) -> None:
    assert ticket_of(decide(customer_answers(CLOSED, "Very good", answering=kind), NOW)).score == 5
    assert ticket_of(decide(customer_answers(CLOSED, "Very good"), NOW)).score is None


def test_a_score_by_reply_is_changed_for_seven_days_and_then_no_more() -> None:
    rated = replace(CLOSED, score=5)
    answer = customer_answers(rated, "1", answering=MessageKind.CLOSED)
    changed = decide(replace(answer, scored_at={7: ago(days=6)}), NOW)
    assert (ticket_of(changed).score, LI.address in {to for _, to in owed(changed)}) == (1, True)
    late = decide(replace(answer, scored_at={7: ago(days=8)}), NOW)
    assert (ticket_of(late).score, ticket_of(late).state, owed(late)) == (5, State.CLOSED, set())


@pytest.mark.parametrize("word", ["reopen", "Reopen", "#reopen", "重开", "重新打开", "重開"])
def test_one_word_to_the_alarm_opens_the_ticket_and_its_owner_is_told(word: str) -> None:
    decision = decide(staff_answers(LI, CLOSED, word, answering=MessageKind.WARNING), NOW)
    assert ticket_of(decision).state is State.OPEN
    assert owed(decision) == {("assignment", WANG.address), ("transcript", LI.address)}


def test_an_owner_who_opens_it_again_himself_is_not_told() -> None:
    decision = decide(staff_answers(WANG, CLOSED, "#reopen"), NOW)
    assert owed(decision) == {("transcript", WANG.address)}
