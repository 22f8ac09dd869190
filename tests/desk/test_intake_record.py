"""What customers' sentences tell of when, who, how many and where, and what they are asked for then."""

from pathlib import Path

import pytest

from maildesk.desk.intake_record import IntakeRecord, Question, missing, read_intake, with_answer
from maildesk.desk.ticket import TicketType

_LETTERS = {"w": Question.WHEN, "a": Question.WHO, "n": Question.HOW_MANY, "p": Question.WHERE}
_FLOOR = {  # precision, recall: what the tables reach today, less two sentences
    Question.WHEN: (0.95, 0.95),
    Question.WHO: (0.95, 0.95),
    Question.HOW_MANY: (0.93, 0.93),
    Question.WHERE: (0.95, 0.95),
}


def labelled() -> list[tuple[str, frozenset[Question], str]]:
    """The sentences with what they tell."""
    rows = (Path(__file__).parent / "intake" / "sentences.txt").read_text(encoding="utf-8").splitlines()
    found = []
    for row in rows:
        if row and not row.startswith("#"):
            language, told, sentence = (part.strip() for part in row.split("|", 2))
            found.append((language, frozenset(_LETTERS[letter] for letter in told if letter in _LETTERS), sentence))
    return found


def told(record: IntakeRecord) -> frozenset[Question]:
    return frozenset(question for question in Question if getattr(record, question.value))


def test_the_labelled_sentences_are_read_well_enough(capsys: pytest.CaptureFixture[str]) -> None:
    sentences = labelled()
    assert len(sentences) >= 150
    read = [(wanted, told(read_intake(text, language)), text) for language, wanted, text in sentences]
    lines = [f"{len(sentences)} sentences"]
    failed = []
    for question in Question:
        right = sum(question in wanted and question in found for wanted, found, _ in read)
        precision = right / max(1, sum(question in found for _, found, _ in read))
        recall = right / max(1, sum(question in wanted for wanted, _, _ in read))
        lines.append(f"{question.value:9} precision {precision:.3f} recall {recall:.3f}")
        failed += [question] if precision < _FLOOR[question][0] or recall < _FLOOR[question][1] else []
        lines += [f"    {text}" for wanted, found, text in read if (question in wanted) != (question in found)]
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert not failed


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("从昨天下午三点起，我的电脑连不上网络", "when", "从昨天下午三点起"),
        ("All 40 users on the third floor get an error", "how_many", "All 40 users"),
        ("The door of room B-204 does not lock.", "where", "room B-204"),
        ("影響人數：15", "how_many", "15"),
        ("Where = behind the curtain", "where", "behind the curtain"),
        ("地点＝窗帘后面", "where", "窗帘后面"),
        ("When: last Tuesday\nI cannot print since today", "when", "last Tuesday"),
    ],
)
def test_the_record_keeps_the_customers_words(text: str, field: str, words: str) -> None:
    assert words in getattr(read_intake(text), field)


@pytest.mark.parametrize(
    ("text", "type_", "asked"),
    [
        ("The printer is broken.", TicketType.INCIDENT, ("when", "who", "how_many", "where")),
        ("The printer is broken.", TicketType.OTHER, ("when", "who", "how_many", "where")),
        ("打印机坏了。", TicketType.INCIDENT, ("when", "who", "how_many", "where")),
        ("I cannot log in to the VPN since this morning.", TicketType.INCIDENT, ()),
        ("我从昨天起登不上OA", TicketType.INCIDENT, ()),
        ("We cannot print on floor 3 since Monday.", TicketType.INCIDENT, ("how_many",)),
        ("How much is the premium licence? Thanks to you and the team.", TicketType.OTHER, ()),
        ("Please install Python.", TicketType.MAINTENANCE, ()),
        ("A new account in the ERP, please.", TicketType.SERVICE_REQUEST, ("who",)),
        ("I need a new account.", TicketType.SERVICE_REQUEST, ()),
        ("The driver was rude to me.", TicketType.COMPLAINT, ("when",)),
        ("Der Drucker im dritten Stock ist kaputt und druckt nicht.", TicketType.INCIDENT, ()),
        ("プリンタが壊れました。", TicketType.INCIDENT, ()),
        ("", TicketType.INCIDENT, ()),
    ],
)
def test_only_what_is_surely_absent_is_asked(text: str, type_: TicketType, asked: tuple[str, ...]) -> None:
    assert missing(read_intake(text), type_) == asked


def test_a_mail_in_another_language_is_asked_nothing_whatever_its_words() -> None:
    assert missing(read_intake("the printer is not working", "de"), TicketType.INCIDENT) == ()


def test_answers_in_free_words_fill_what_is_empty_and_leave_what_is_told() -> None:
    record = with_answer(read_intake("The printer is broken since Monday."), "About 20 people on floor 3, since today.")
    assert record.when == "since Monday"
    assert record.how_many == "About 20 people"
    assert missing(record, TicketType.INCIDENT) == ()


def test_labelled_lines_replace_what_was_told() -> None:
    record = with_answer(read_intake("打印机昨天坏了"), "发生时间：今天早上8点\n影响人数: 8")
    assert record.when == "今天早上8点"
    assert record.how_many == "8"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            "Hello, good morning. The printer in room 3 does not print. Please help.",
            "The printer in room 3 does not print",
        ),
        ("您好！今天早上打印机坏了。请尽快处理，谢谢。", "今天早上打印机坏了"),
        ("您好，印表機故障，無法列印。", "您好,印表機故障,無法列印"),
        ("问题：打印机卡纸\n今天早上坏了", "打印机卡纸"),
        ("Please send me the price list.", ""),
    ],
)
def test_what_is_told_is_the_sentence_that_speaks_of_the_trouble(text: str, what: str) -> None:
    assert read_intake(text).what == what


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("When: Monday 8:00", "when", "Monday 8:00"),
        ("发生时间: 昨天下午", "when", "昨天下午"),
        ("發生時間：昨天下午", "when", "昨天下午"),
        ("Who is affected: the whole team", "who", "the whole team"),
        ("影响范围：财务部", "who", "财务部"),
        ("影響範圍：會計部", "who", "會計部"),
        ("How many: 12", "how_many", "12"),
        ("影响人数：12", "how_many", "12"),
        ("影響人數：12", "how_many", "12"),
        ("Location: gate B", "where", "gate B"),
        ("地点：三楼", "where", "三楼"),
        ("地點：三樓", "where", "三樓"),
    ],
)
def test_a_line_with_its_name_before_it_fills_the_record_in_three_languages(text: str, field: str, words: str) -> None:
    assert getattr(with_answer(read_intake("The printer is broken. 打印机坏了"), text), field) == words


def test_the_first_record_of_a_ticket_is_what_its_first_mail_tells() -> None:
    assert with_answer(None, "Since Monday.", "en") == read_intake("Since Monday.", "en")


def test_lines_hold_only_what_is_told() -> None:
    assert read_intake("Location: gate B").lines() == (("where", "gate B"),)


@pytest.mark.parametrize(
    ("text", "who", "how_many"),
    [
        ("Since this morning nobody in accounting can print, about 12 people.", "people", "about 12 people"),
        ("Nobody can print.", "Nobody", "Nobody"),
        ("影响人数：12人", "12人", "12人"),
        ("大約十五人無法列印", "十五人", "十五人"),
        ("Everybody is affected.", "Everybody", "Everybody"),
    ],
)
def test_nobody_and_everybody_are_told_only_when_nothing_says_it_better(text: str, who: str, how_many: str) -> None:
    record = read_intake(text, None)
    assert who in record.who
    assert how_many in record.how_many
