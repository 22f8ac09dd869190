"""Command lines as people write them: forgiving where only one thing can be meant, refused where it is not sure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from maildesk.desk.command_lines import read_orders
from maildesk.desk.command_words import FORMS, Command
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision
from maildesk.desk.durations import business_days, han_number, minutes_of, names_a_time
from maildesk.desk.lookups import LookedUp, number_in
from maildesk.desk.outgoing import CustomerView, TranscriptView
from maildesk.desk.ticket import Priority, State, Ticket
from tests.desk.builders import BOB, NOW, WANG, a_situation, a_ticket, mails_of, owed, staff_answers, staff_letter

CHINESE = sorted({form for forms in FORMS.values() for form in forms if len(form) > 1 and not form.isascii()})
OTHER = a_ticket(5, requester=BOB, participants=(BOB,))


def done(words: str) -> Decision:
    situation = staff_answers(WANG, a_ticket(), words)
    return decide(replace(situation, looked_up=LookedUp(tickets={5: OTHER})), NOW)


def after(decision: Decision) -> Ticket:
    return next(work.ticket for work in decision.works if work.ticket.number == 7)


def told(decision: Decision) -> list[str]:
    return [mail.view.words for mail in mails_of(decision) if isinstance(mail.view, CustomerView)]


def refusals(decision: Decision) -> list[str]:
    view = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))
    return [line.result for line in view.lines if not line.done]


@pytest.mark.parametrize(
    "line",
    [
        "#resolve.", "#resolve!", "#resolve,", "#Resolve", "＃解决。", "#已解决！", "# resolve", "**#resolve**",
        "*#resolve*", "\u200b#resolve", "\ufeff#resolve\u200b", "\u00a0#resolve\u00a0", "#status: solved",
        "#status solved", "#狀態：已解決", "#完成",
    ],
)  # fmt: skip
def test_signs_around_a_command_are_neither_an_obstacle_nor_words_for_the_customer(line: str) -> None:
    decision = done(f"Restarted.\n{line}")
    assert after(decision).state is State.RESOLVED
    assert told(decision) == ["Restarted."]


@pytest.mark.parametrize(
    ("words", "happened"),
    [
        ("#等待3天", lambda ticket: ticket.state is State.PENDING and ticket.pending_until is not None),
        ("#pending3d", lambda ticket: ticket.state is State.PENDING and ticket.pending_until is not None),
        ("#优先级紧急", lambda ticket: ticket.priority is Priority.URGENT),
        ("#優先級緊急", lambda ticket: ticket.priority is Priority.URGENT),
        ("#priority=urgent", lambda ticket: ticket.priority is Priority.URGENT),
        ("#分配给chen", lambda ticket: ticket.owner == "chen"),
        ("#轉給 chen", lambda ticket: ticket.owner == "chen"),
        ("#期限周五下午3点", lambda ticket: ticket.due_at == datetime(2026, 11, 20, 7, 0, tzinfo=UTC)),
        ("#合并5", lambda ticket: ticket.merged_into == 5),
        ("#merge into 5", lambda ticket: ticket.merged_into == 5),
        ("#合併 工單5", lambda ticket: ticket.merged_into == 5),
        ("#抄送eve@example.org", lambda ticket: ticket.takes_part("eve@example.org")),
        ("#cc eve@example.org bob@example.org", lambda ticket: ticket.takes_part("bob@example.org")),
        ("#tag #vpn；网络", lambda ticket: ticket.tags == ("vpn", "网络")),
    ],
)
def test_a_word_and_its_argument_need_no_blank_between_them(words: str, happened: Callable[[Ticket], bool]) -> None:
    decision = done(words)
    assert happened(after(decision)), refusals(decision)


@pytest.mark.parametrize(
    "words", ["#解决方案如下：\n重启打印机。", "#设备故障\n重启打印机。", "#等待客户确认\n请确认。"]
)
def test_a_heading_that_only_begins_like_a_command_does_nothing(words: str) -> None:
    decision = done(words)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert after(decision).state is State.OPEN


@pytest.mark.parametrize(
    "name", ["chen", "Chen", "Chen Jing", "chen  jing", "to chen", "@chen", "给 chen", "chen.", "chen@desk.example.com"]
)
def test_a_colleague_is_named_by_id_whole_name_or_address(name: str) -> None:
    assert after(done(f"#assign {name}")).owner == "chen"


@pytest.mark.parametrize(
    "line", ["#resolve #spent 30m", "#assign chen, #priority urgent", "#note he is odd #close", "#解决 #用时 30分"]
)
def test_a_second_command_on_a_line_is_refused_and_never_sent_to_the_customer(line: str) -> None:
    decision = done(f"Restarted.\n{line}")
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert ["write each command on a line of its own" in each for each in refusals(decision)] == [True]


@pytest.mark.parametrize(
    "line",
    ["#pending until friday", "#pending tomorrow", "#pending -3d", "#pending 1w", "#pending for 2 weeks",
     "#等待 下周五", "#hold 3d", "#hold until monday", "#挂起 三天", "#等待 三天半"],
)  # fmt: skip
def test_a_time_that_cannot_be_kept_is_refused_and_is_no_message_to_the_customer(line: str) -> None:
    decision = done(line)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert after(decision).state is State.OPEN


@pytest.mark.parametrize(
    "line",
    ["#pending three days", "#pending 三天", "#等待 3 个工作日", "#pending for 3 days", "#pending 3 working days"],
)
def test_days_of_waiting_in_words_are_days_and_no_message_to_the_customer(line: str) -> None:
    decision = done(line)
    assert after(decision).pending_until == datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
    assert told(decision) == []


@pytest.mark.parametrize("words", ["#pending waiting for the serial number", "#hold the part is on order"])
def test_words_behind_a_state_still_go_to_the_customer(words: str) -> None:
    assert told(done(words)) == [words.partition(" ")[2]]


@pytest.mark.parametrize(
    ("words", "state", "owner"),
    [
        ("Solved.", State.RESOLVED, "wang"), ("close\nspent 30m", State.CLOSED, "wang"),
        ("assign chen\nclose", State.CLOSED, "chen"), ("close?", State.OPEN, "wang"),
        ("Solved it by a restart.", State.OPEN, "wang"), ("solved\nDear Ann, it works.", State.OPEN, "wang"),
    ],
)  # fmt: skip
def test_without_a_hash_commands_count_when_the_mail_holds_nothing_else(words: str, state: State, owner: str) -> None:
    ticket = after(done(words))
    assert (ticket.state, ticket.owner) == (state, owner)


def test_a_command_at_the_top_and_again_at_the_bottom_is_one_command() -> None:
    decision = done("#resolve\n\nRestarted.\n\n#resolve")
    assert (after(decision).state, told(decision)) == (State.RESOLVED, ["Restarted."])


@pytest.mark.parametrize("words", ["#foo", "#reslove", "#状太"])
def test_a_wrong_word_alone_is_the_only_thing_that_is_told(words: str) -> None:
    assert [f"“{words}” is not a command" in sentence for sentence in refusals(done(words))] == [True]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("#serch printer", "did you mean #search?"),
        ("#lsit", "did you mean #list?"),
        ("#asign chen", "did you mean #assign?"),
        ("#assign chen", "names no ticket"),
    ],
)
def test_a_wrong_word_in_a_mail_without_a_ticket_suggests_the_right_one(words: str, sentence: str) -> None:
    decision = decide(a_situation(staff_letter(WANG, words)), NOW)
    assert [sentence in each for each in refusals(decision)][:1] == [True]


@pytest.mark.parametrize("form", CHINESE)
def test_one_wrong_character_of_a_chinese_word_is_answered_with_a_suggestion(form: str) -> None:
    (fault,) = read_orders(f"#{form[:-1]}饕 x").faults or read_orders(f"#饕{form[1:]} x").faults
    assert "did you mean #" in fault.sentence


@pytest.mark.parametrize(
    ("word", "near"),
    [("解绝", "#解决"), ("分酡", "#分配"), ("备住", "#备注"), ("指牌", "#指派"), ("關必", "#關閉"), ("撤消", "#撤销")],
)
def test_of_words_that_are_equally_near_the_one_that_begins_alike_comes_first(word: str, near: str) -> None:
    (fault,) = read_orders(f"#{word}").faults
    assert f"did you mean {near}?" in fault.sentence


@pytest.mark.parametrize("words", ["#done 2 4", "#完成 2"])
def test_ticks_on_a_ticket_without_a_check_list_solve_nothing(words: str) -> None:
    assert [sentence for sentence in refusals(done(words)) if "has no check list" in sentence]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1:30", 90), ("0:05", 5), ("半小时", 30), ("半個小時", 30), ("一个半小时", 90), ("1小時半", 90),
     ("两小时", 120), ("45 min.", 45), ("half", None), ("1:75", None), ("25:00", None), ("半", None)],
)  # fmt: skip
def test_a_time_of_work_in_more_words(text: str, minutes: int | None) -> None:
    assert minutes_of(text) == minutes


def test_chinese_numerals() -> None:
    assert [han_number(han) for han in ("一", "两", "十", "十二", "二十", "二十一")] == [1, 2, 10, 12, 20, 21]
    assert [business_days(text) for text in ("十天", "兩個工作天", "ten days", "〇天")] == [10, 2, 10, None]
    assert [names_a_time(text) for text in ("下周五 15:00", "until next monday", "monday is fine", "3 parts")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "number"), [("into 5", 5), ("with #5", 5), ("ticket 5", 5), ("工单5", 5), ("到 5", 5), ("tom 5", None)]
)
def test_a_ticket_is_named_with_a_word_before_its_number(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_every_form_is_still_read_as_it_stands() -> None:
    for command, forms in FORMS.items():
        for form in forms:
            (order,) = read_orders(f"words\n#{form} 7\nwords").orders
            assert (order.command, order.argument) == (command, "7"), form


def test_a_line_of_minutes_is_counted_twice_when_it_stands_there_twice() -> None:
    orders = read_orders("#spent 45m\n#spent 45m").orders
    assert [order.command for order in orders] == [Command.SPENT, Command.SPENT]


@pytest.mark.parametrize("line", ["#update", "#hold", "#pending 3d", "#resolve"])
def test_a_closed_ticket_is_opened_before_it_is_worked_on(line: str) -> None:
    decision = decide(staff_answers(WANG, a_ticket(state=State.CLOSED), f"News.\n{line}"), NOW)
    assert refusals(decision)[:1] == ["The ticket is closed; write #reopen first."]
    assert told(decision) == []


@pytest.mark.parametrize("words", ["#note", "#escalate"])
def test_an_empty_note_is_not_kept(words: str) -> None:
    assert [work.messages for work in done(words).works] == [()]


@pytest.mark.parametrize(
    "line", ["# find / -name core", "# resolve names before the start", "# update the index", "# close"]
)
def test_a_comment_or_a_prompt_between_words_stays_a_word(line: str) -> None:
    decision = done(f"Please run this:\n\n{line}\n\nThen tell us what it says.")
    assert after(decision).state is State.OPEN
    assert [line in words for words in told(decision)] == [True]


def test_a_note_keeps_a_mail_internal_however_it_is_written() -> None:
    assert told(done("He is odd.\n\n# note\n\nBest wishes")) == []
