"""The desk's own sentences are said in the language of the mail, and what stands in them stays data."""

import re
import tomllib
from dataclasses import replace

import pytest

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.decision import ChangeKind, LedgerState
from maildesk.desk.outgoing import MessageKind, StaffView, TranscriptView
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.samples import samples
from maildesk.templates.sentences import speaker
from maildesk.templates.words import Words, load_words

SHIPPED = shipped_folder("templates")
TEMPLATES = Templates((SHIPPED,))


def table(language: str) -> list[list[str]]:
    pairs: list[list[str]] = tomllib.loads((SHIPPED / language / "words.toml").read_text("utf-8"))["sentences"]
    return pairs


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Priority is urgent now.", "优先级现为：紧急。"),
        ("Li Na owns it now, but is away until 2026-12-01.", "现由 Li Na 负责，但此人外出至 2026-12-01。"),
        ("The agreed time for the first answer has passed", "首次答复已超过约定时间"),
        ("Nobody here is called “wagn”; write one of: wang, li.", "没有名为“wagn”的同事。请写其中之一：wang, li。"),
        ("answer overdue 3 h", "首次答复已超时 3 小时"),
        ("There is no ticket 7 that you can work on.", "没有您可以处理的工单 7。"),
        (
            "Our information request mail to a@b could not be delivered (failed 5.1.1)",
            "发给 a@b 的询问未能送达：投递失败（5.1.1）",
        ),
        (
            "Sender not proven: the domain only looks like acme.example (dmarc=fail for acrne.example).",
            "发件人身份未经证实：域只是形似 acme.example（acrne.example 未通过 DMARC）。",
        ),
        ("A sentence nobody knows.", "A sentence nobody knows."),
        (
            "Passed over: Chen Jing (is away until 2026-12-04, as the vacation reply says).",
            "未分配给 Chen Jing：外出至 2026-12-04（据其自动回复）。",
        ),
        (
            "Nobody of the team it is available; Li Na leads the team.",
            "团队 it 目前无人可用；由团队负责人 Li Na 接手。",
        ),
        (
            "Nobody is on shift; Wang Wei is the least loaded: 2 open of a capacity of 10.",
            "当前无人在班；Wang Wei 当前负荷最低：在办 2，上限 10。",
        ),
    ],
)
def test_a_sentence_of_the_desk_is_said_in_chinese(english: str, chinese: str) -> None:
    assert speaker(load_words((SHIPPED,), "zh-Hans"))(english) == chinese


def test_a_warning_is_chinese_from_the_subject_on() -> None:
    message = samples(MessageKind.WARNING, "zh-Hant")[0]
    assert isinstance(message.view, StaffView)

    rendered = TEMPLATES.render(
        replace(message, view=replace(message.view, headline="80 % of the time for the solution is used"))
    )

    assert "解決的時限已用去 80%" in rendered.subject
    assert "解決的時限已用去 80%" in rendered.text
    assert "解決的時限已用去 80%" in rendered.html


def test_what_stands_in_a_sentence_is_escaped_and_never_evaluated() -> None:
    message = samples(MessageKind.COMMAND_ERROR, "zh-Hans")[0]
    assert isinstance(message.view, TranscriptView)
    line = replace(message.view.lines[1], result="“<b>{{7*7}} {name}” is not a command; did you mean #note?")

    rendered = TEMPLATES.render(replace(message, view=replace(message.view, lines=(line,))))

    assert "“<b>{{7*7}} {name}”不是命令。您是想写 #note 吗？" in rendered.text
    assert "&lt;b&gt;{{7*7}} {name}" in rendered.html


def test_a_very_long_sentence_is_left_alone() -> None:
    say = speaker(Words({"sentences": [["{a} and {b}", "{b} und {a}"]]}))

    assert say("x and y") == "y und x"
    assert say("x" * 100_000 + " and y").startswith("xxx")


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_every_event_and_every_mail_of_an_explanation_has_a_word(language: str) -> None:
    words = tomllib.loads((SHIPPED / language / "words.toml").read_text("utf-8"))

    assert {kind.value for kind in ChangeKind} - set(words["event"]) == set()
    assert {kind.value for kind in MessageKind} - set(words["mail"]) == set()
    assert {state.value for state in LedgerState} - set(words["mail_end"]) == set()
    assert {clock.value for clock in ClockName} - set(words["clock_name"]) == set()


def test_both_chinese_tables_turn_over_the_same_sentences() -> None:
    assert [english for english, _ in table("zh-Hans")] == [english for english, _ in table("zh-Hant")]


def test_no_sentence_is_hidden_by_one_that_stands_above_it() -> None:
    rows = [english for english, _ in table("zh-Hans")]
    said = {english: re.sub(r"\{[a-z|_]+\}", "7", english) for english in rows}
    # Each row in turn says which sentence it was that matched.
    first = speaker(Words({"sentences": [[english, english.replace("{", "<").replace("}", ">")] for english in rows]}))

    assert [english for english in rows if first(said[english]) != english.replace("{", "<").replace("}", ">")] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_a_translation_names_no_place_that_the_sentence_lacks(language: str) -> None:
    def places(text: str) -> set[str]:
        return set(re.findall(r"\{([a-z]+)", text))

    assert [said for english, said in table(language) if not places(said) <= places(english)] == []


def test_every_sentence_of_the_table_is_still_said_by_the_desk() -> None:
    package = shipped_folder("templates").parent / "maildesk"
    rooms = ("desk", "mail", "flows", "store", "net", "cli")
    source = "\n".join(path.read_text("utf-8") for room in rooms for path in (package / room).rglob("*.py"))

    # Sentences that the desk puts together from parts: their pieces are compared, letter case aside.
    pieces = {
        english: max(re.split(r"\{[a-z|_]+\}|[.;] ", english), key=len).strip(" .:;'()").casefold()
        for english, _ in table("zh-Hans")
    }

    assert [english for english, piece in pieces.items() if piece not in source.casefold()] == []
