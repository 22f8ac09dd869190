"""Every operation on a ticket can be done by mail, in English, 简体中文 and 繁體中文: this table is their list."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from maildesk.desk.behalf import behalf_of
from maildesk.desk.check_line import CheckLine
from maildesk.desk.command_lines import read_orders
from maildesk.desk.command_words import FORMS, Command
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, TicketWork, Visibility
from maildesk.desk.lookups import CustomerMessage, LookedUp
from maildesk.desk.outgoing import CustomerView, MessageKind, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.ticket import Priority, State, Ticket, TicketType
from maildesk.desk.undo_set import CommandSet, SetPart
from maildesk.mail.letter import Address
from tests.desk.builders import (
    ANN,
    BOB,
    LI,
    NOW,
    WANG,
    a_desk,
    a_situation,
    a_ticket,
    ago,
    mails_of,
    owed,
    staff_answers,
    staff_letter,
)

FRIDAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
EVE = Address(address="eve@example.org")
OTHER = a_ticket(5, requester=BOB, participants=(BOB,))
LAST = CustomerMessage(row=31, ledger_id=12, author=BOB, text="And this?", at=ago(hours=1), alone=False)
COMPLAINT = a_ticket(type=TicketType.COMPLAINT, owner="li")
MAINTENANCE = a_ticket(
    type=TicketType.MAINTENANCE, checklist=(CheckLine(text="Oil"), CheckLine(text="Dust"), CheckLine(text="Test"))
)
UNDO = CommandSet(
    at=ago(minutes=5), ledger_id=1,
    parts=(SetPart(row=1, ticket=a_ticket(owner="chen"), former=a_ticket(owner="wang"), fields=("owner",)),),
)  # fmt: skip
FOUND = LookedUp(
    tickets={5: OTHER}, last_message={7: LAST}, open_tickets=(OTHER,), undo={7: UNDO},
    searched={"printer": (OTHER,), "打印机": (OTHER,), "印表機": (OTHER,)},
)  # fmt: skip


def main(decision: Decision) -> TicketWork:
    return next(work for work in decision.works if work.ticket.number in (7, 0))


def ticket(decision: Decision) -> Ticket:
    return main(decision).ticket


def told(decision: Decision) -> set[MessageKind]:
    return {mail.kind for mail in mails_of(decision) if isinstance(mail.view, CustomerView)}


def transcript(decision: Decision) -> TranscriptView:
    return next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What somebody wants, how it is written in each language, and what must have happened."""

    wanted: str
    en: str
    hans: str
    hant: str
    happened: Callable[[Decision], bool]
    ticket: Ticket | None = field(default_factory=a_ticket)
    person: Staff = WANG


OPERATIONS = (
    Operation(
        wanted="answer the customer", en="Please restart it.", hans="请重启。", hant="請重新啟動。",
        happened=lambda d: told(d) == {MessageKind.ANSWER} and ticket(d).answered_at == NOW,
    ),
    Operation(
        wanted="call it solved", en="Restarted.\n#resolve", hans="已重启。\n#解决", hant="已重新啟動。\n#解決",
        happened=lambda d: ticket(d).state is State.RESOLVED and told(d) == {MessageKind.RESOLUTION},
    ),
    Operation(
        wanted="call it solved in one word", en="solved", hans="已解决", hant="已解決",
        happened=lambda d: ticket(d).state is State.RESOLVED,
    ),
    Operation(
        wanted="call it solved as a state", en="status: solved", hans="状态：已解决", hant="狀態：已解決",
        happened=lambda d: ticket(d).state is State.RESOLVED,
    ),
    Operation(
        wanted="tell how it stands", en="Half done.\n#update", hans="做了一半。\n#进展", hant="做了一半。\n#進展",
        happened=lambda d: told(d) == {MessageKind.PROGRESS} and ticket(d).state is State.OPEN,
    ),
    Operation(
        wanted="keep a note", en="#note He is nice.", hans="#备注 他人不错。", hant="#備註 他人不錯。",
        happened=lambda d: not told(d) and [m.visibility for m in main(d).messages] == [Visibility.INTERNAL],
    ),
    Operation(
        wanted="give it to a colleague", en="#assign chen", hans="#分配 chen", hant="#指派 chen",
        happened=lambda d: ticket(d).owner == "chen",
    ),
    Operation(
        wanted="take it", en="#assign me", hans="#分配 我", hant="#指派 我", ticket=a_ticket(owner=None),
        happened=lambda d: ticket(d).owner == "wang",
    ),
    Operation(
        wanted="let it go", en="#assign nobody", hans="#分配 无", hant="#指派 無",
        happened=lambda d: ticket(d).owner is None,
    ),
    Operation(
        wanted="give it to another team", en="#assign network", hans="#转给 network", hant="#轉給 network",
        happened=lambda d: (ticket(d).team, ticket(d).owner) == ("network", None)
        and ("assignment", "zhao@desk.example.com") in owed(d),
    ),
    Operation(
        wanted="set the priority", en="#priority urgent", hans="#优先级 紧急", hant="#優先級 緊急",
        happened=lambda d: ticket(d).priority is Priority.URGENT,
    ),
    Operation(
        wanted="say what sort of matter it is", en="#type incident", hans="#类型 故障", hant="#類型 故障",
        happened=lambda d: ticket(d).type is TicketType.INCIDENT,
    ),
    Operation(
        wanted="wait for the customer", en="Which one?\n#pending 3d", hans="哪一台？\n#等待 3天",
        hant="哪一台？\n#等待 3天",
        happened=lambda d: ticket(d).state is State.PENDING and ticket(d).pending_until is not None,
    ),
    Operation(
        wanted="wait for somebody else", en="#hold", hans="#挂起", hant="#掛起",
        happened=lambda d: ticket(d).state is State.ON_HOLD and told(d) == {MessageKind.PROGRESS},
    ),
    Operation(
        wanted="close it", en="#close", hans="#关闭", hant="#關閉",
        happened=lambda d: ticket(d).state is State.CLOSED and told(d) == {MessageKind.CLOSED},
    ),
    Operation(
        wanted="open it again", en="#reopen", hans="#重开", hant="#重開", ticket=a_ticket(state=State.CLOSED),
        happened=lambda d: ticket(d).state is State.OPEN and ticket(d).reopened == 1,
    ),
    Operation(
        wanted="agree a date", en="#due friday 15:00", hans="#期限 星期五 下午3点", hant="#期限 週五 下午3點",
        happened=lambda d: ticket(d).due_at == FRIDAY and told(d) == {MessageKind.PROGRESS},
    ),
    Operation(
        wanted="take an agreed date back", en="#due off", hans="#期限 取消", hant="#期限 取消",
        ticket=a_ticket(due_at=FRIDAY), happened=lambda d: ticket(d).due_at is None,
    ),
    Operation(
        wanted="call for help", en="#escalate I am stuck.", hans="#升级 我卡住了。", hant="#升級 我卡住了。",
        happened=lambda d: ("warning", LI.address) in owed(d) and not told(d),
    ),
    Operation(
        wanted="make one of two tickets", en="#merge 5", hans="#合并 5", hant="#合併 5",
        happened=lambda d: ticket(d).merged_into == 5,
    ),
    Operation(
        wanted="make two of one ticket", en="#split Another matter", hans="#拆分 另一件事", hant="#拆分 另一件事",
        happened=lambda d: any(w.taken_messages == (31,) and w.ticket.linked_to == 7 for w in d.works),
    ),
    Operation(
        wanted="open one for a customer", en=f"#new for {BOB.address}\nIt smokes.",
        hans=f"#新建 {BOB.address}\n冒烟了。", hant=f"#新增 {BOB.address}\n冒煙了。", ticket=None,
        happened=lambda d: ticket(d).requester.address == BOB.address,
    ),
    Operation(
        wanted="add a tag", en="#tag vpn", hans="#标签 vpn", hant="#標籤 vpn",
        happened=lambda d: ticket(d).tags == ("vpn",),
    ),
    Operation(
        wanted="take a tag off", en="#tag -vpn", hans="#标签 -vpn", hant="#標籤 -vpn",
        ticket=a_ticket(tags=("vpn", "x")), happened=lambda d: ticket(d).tags == ("x",),
    ),
    Operation(
        wanted="let somebody take part", en="#cc eve@example.org", hans="#抄送 eve@example.org",
        hant="#副本 eve@example.org", happened=lambda d: ticket(d).takes_part(EVE.address),
    ),
    Operation(
        wanted="let somebody take part no more", en="#cc -eve@example.org", hans="#抄送 -eve@example.org",
        hant="#副本 -eve@example.org", ticket=a_ticket(participants=(ANN, EVE)),
        happened=lambda d: ticket(d).participants == (ANN,),
    ),
    Operation(
        wanted="name the product", en="#asset X1 PF3", hans="#资产 X1 PF3", hant="#資產 X1 PF3",
        happened=lambda d: ticket(d).asset == "X1 PF3",
    ),
    Operation(
        wanted="note the time of work", en="#spent 45m", hans="#用时 45分钟", hant="#工時 45分鐘",
        happened=lambda d: [each.minutes for each in main(d).spent] == [45],
    ),
    Operation(
        wanted="tick a check list", en="done 1 3", hans="完成 1 3", hant="#勾選 1 3", ticket=MAINTENANCE,
        happened=lambda d: [line.done_at is not None for line in ticket(d).checklist] == [True, False, True],
    ),
    Operation(
        wanted="say what a complaint came from", en="#cause delay", hans="#原因 响应慢", hant="#原因 回應慢",
        ticket=COMPLAINT, person=LI, happened=lambda d: bool(ticket(d).cause),
    ),
    Operation(
        wanted="say whom a complaint is about", en="#concerned chen", hans="#涉及 chen", hant="#涉及 chen",
        ticket=COMPLAINT, person=LI, happened=lambda d: ticket(d).concerned == ("chen",),
    ),
    Operation(
        wanted="see it", en="#show", hans="#查看", hant="#顯示",
        happened=lambda d: [row.number for row in transcript(d).tickets] == [7],
    ),
    Operation(
        wanted="see another one", en="#show 5", hans="#查看 5", hant="#顯示 5", ticket=None,
        happened=lambda d: [row.number for row in transcript(d).tickets] == [5],
    ),
    Operation(
        wanted="see what is open", en="#list", hans="#列表", hant="#列出", ticket=None,
        happened=lambda d: [row.number for row in transcript(d).tickets] == [5],
    ),
    Operation(
        wanted="find tickets", en="#search printer", hans="#搜索 打印机", hant="#搜尋 印表機", ticket=None,
        happened=lambda d: [row.number for row in transcript(d).tickets] == [5],
    ),
    Operation(
        wanted="take the last commands back", en="#undo", hans="#撤销", hant="#撤銷", ticket=a_ticket(owner="chen"),
        happened=lambda d: ticket(d).owner == "wang" and d.undone.rows == (1,),
    ),
    Operation(
        wanted="read the commands", en="#help", hans="#帮助", hant="#幫助", ticket=None,
        happened=lambda d: len(transcript(d).help) > 20,
    ),
)  # fmt: skip


def done(operation: Operation, words: str) -> Decision:
    desk = a_desk()
    if operation.ticket is not None:
        situation = staff_answers(operation.person, operation.ticket, words, desk=desk)
    else:
        letter = staff_letter(operation.person, words)
        behalf = behalf_of(desk, letter)
        theirs = a_situation(behalf.letter, desk=desk) if behalf else None
        situation = replace(a_situation(letter, desk=desk), behalf=theirs)
    return decide(replace(situation, looked_up=FOUND), NOW)


@pytest.mark.parametrize("language", ["en", "hans", "hant"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=[operation.wanted for operation in OPERATIONS])
def test_every_operation_can_be_done_by_mail(operation: Operation, language: str) -> None:
    decision = done(operation, getattr(operation, language))
    assert "command_error" not in {kind for kind, _ in owed(decision)}, transcript(decision).lines
    assert operation.happened(decision), decision


def test_the_table_holds_every_command() -> None:
    used = {
        order.command
        for operation in OPERATIONS
        for words in (operation.en, operation.hans, operation.hant)
        for order in read_orders(words).orders
    }
    elsewhere = {Command.KB, Command.WHY}  # an article and an explanation change no ticket
    assert set(Command) - used - elsewhere - {Command.CHECK} == set()


def test_every_command_has_chinese_forms_and_no_form_means_two_commands() -> None:
    for command, forms in FORMS.items():
        assert any(not form.isascii() for form in forms), command
        assert any(form.isascii() for form in forms), command
    every = [form for forms in FORMS.values() for form in forms]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("words", "near"),
    [
        ("#reslove", "#resolve"),
        ("#asign wang", "#assign"),
        ("#priorty low", "#priority"),
        ("#escallate", "#escalate"),
        ("#serch vpn", "#search"),
        ("#mergee 5", "#merge"),
        ("#udno", "#undo"),
        ("#重新打", "#重新打开"),
    ],
)
def test_a_wrong_word_suggests_the_nearest_right_one(words: str, near: str) -> None:
    orders = read_orders(words)
    assert [f"did you mean {near}?" in fault.sentence for fault in orders.faults] == [True], orders


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("#close", "#reopen"), ("#resolve", "#close"), ("#pending", "#hold"), ("#merge 5", "#resolve"),
        ("#merge 5", "#split"), ("#due friday", "#due monday"), ("#assign wang", "#assign chen"),
        ("#priority low", "#priority urgent"), ("#type incident", "#type other"), ("#undo", "#close"),
    ],
)  # fmt: skip
def test_orders_that_contradict_each_other_are_refused_together(one: str, other: str) -> None:
    situation = replace(staff_answers(WANG, a_ticket(), f"{one}\n{other}"), looked_up=FOUND)
    decision = decide(situation, NOW)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}


@pytest.mark.parametrize(
    "words",
    ["#assign chen\n#tag vpn\n\nDear Ann, we look at it.", "Dear Ann, we look at it.\n\n#assign chen\n#tag vpn",
     "#assign chen\n\nDear Ann, we look at it.\n\n#tag vpn"],
)  # fmt: skip
def test_orders_stand_at_the_top_at_the_bottom_or_both(words: str) -> None:
    decision = decide(staff_answers(WANG, a_ticket(), words), NOW)
    assert (ticket(decision).owner, ticket(decision).tags) == ("chen", ("vpn",))
    assert [mail.view.words for mail in mails_of(decision) if isinstance(mail.view, CustomerView)] == [
        "Dear Ann, we look at it."
    ]
