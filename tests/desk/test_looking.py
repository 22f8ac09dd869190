"""#list, #search and #show: own teams only, fifty rows, thirty questions an hour, no complaint about oneself."""

from dataclasses import replace

import pytest

from maildesk.desk.command_lines import read_orders
from maildesk.desk.conversation_lines import conversation_lines
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState
from maildesk.desk.list_words import ListKind, list_kind
from maildesk.desk.lookups import LookedUp, StaffQuery, wishes_of
from maildesk.desk.outgoing import AttachedFile, HistoryLine, MessageKind, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.ticket import Priority, State, TicketType
from maildesk.desk.ticket_words import words_asked, words_of_text
from tests.desk.builders import (
    CHEN,
    LI,
    NOW,
    WANG,
    ZHAO,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    mails_of,
    owed,
    staff_answers,
    staff_letter,
)

OTHERS = (
    a_ticket(11, owner="wang"),
    a_ticket(12, owner="chen", priority=Priority.URGENT),
    a_ticket(13, owner=None, state=State.NEW),
    a_ticket(14, owner="zhao", team="network"),
    a_ticket(15, owner="wang", state=State.RESOLVED),
    a_ticket(16, owner="wang", state=State.PENDING),
    a_ticket(17, owner=None, type=TicketType.COMPLAINT, concerned=("wang",)),
    a_ticket(18, owner="chen", state=State.ON_HOLD),
    a_ticket(19, owner="chen", due_at=ago(hours=3)),
)


def asked(words: str, person: Staff = WANG, **found: object) -> Decision:
    looked_up = LookedUp(open_tickets=OTHERS, **found)  # type: ignore[arg-type]
    return decide(a_situation(staff_letter(person, words), looked_up=looked_up), NOW)


def view_of(decision: Decision) -> TranscriptView:
    return next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))


def numbers(decision: Decision) -> set[int]:
    return {row.number for row in view_of(decision).tickets}


@pytest.mark.parametrize(
    ("words", "person", "expected"),
    [
        ("#list", WANG, {11, 12, 13, 16, 18, 19}),
        ("list", WANG, {11, 12, 13, 16, 18, 19}),
        ("#list mine", WANG, {11, 16}),
        ("#列表 我的", WANG, {11, 16}),
        ("#列出 我的", CHEN, {12, 18, 19}),
        ("list mine", WANG, {11, 16}),
        ("#list open", WANG, {11, 12, 13, 19}),
        ("#list unowned", WANG, {13}),
        ("#list urgent", WANG, {12}),
        ("#list pending", WANG, {16}),
        ("#list hold", WANG, {18}),
        ("#list resolved", WANG, {15}),
        ("#list network", WANG, set()),
        ("#list network", LI, {14}),
        ("#list complaints", WANG, set()),
        ("#list complaints", LI, {17}),
        ("#list", ZHAO, {14}),
        ("#list", LI, {11, 12, 13, 14, 16, 17, 18, 19}),
    ],
)
def test_a_list_shows_the_open_tickets_somebody_may_work_on(words: str, person: Staff, expected: set[int]) -> None:
    decision = asked(words, person)
    assert numbers(decision) == expected
    assert owed(decision) == {("transcript", person.address)}
    assert decision.works == ()
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.IGNORED


def test_the_overdue_ones_stand_alone_and_otherwise_first() -> None:
    late = numbers(asked("#list 超时"))
    assert 19 in late
    rows = view_of(asked("#list")).tickets
    severities = [row.severity for row in rows]
    assert severities == sorted(severities, key=["late", "soon", "calm"].index)
    assert {row.number for row in rows if row.severity == "late"} == late


def test_what_was_looked_up_is_noted_for_supervisors() -> None:
    found = {"printer ann": (a_ticket(11),)}
    decision = asked("#search printer ann\n#list mine", searched=found)
    assert decision.queries == (
        StaffQuery(staff_id="wang", kind="search", words="printer ann", rows=1),
        StaffQuery(staff_id="wang", kind="list", words="mine", rows=2),
    )


def test_a_search_shows_only_what_the_person_may_work_on() -> None:
    found = {"打印机": (a_ticket(11), OTHERS[3], OTHERS[6])}
    assert numbers(asked("#搜索 打印机", searched=found)) == {11}
    assert numbers(asked("#搜尋 打印机", LI, searched=found)) == {11, 14, 17}


def test_fifty_rows_are_the_most_and_more_are_counted() -> None:
    many = {"printer": tuple(a_ticket(number) for number in range(100, 151))}
    view = view_of(asked("#search printer", searched=many))
    assert len(view.tickets) == 50
    assert view.lines[0].result == "51 ticket(s) found. 50 of them stand below."


@pytest.mark.parametrize(("before", "refused"), [(29, False), (30, True)])
def test_thirty_questions_an_hour_are_the_most(before: int, refused: bool) -> None:
    decision = asked("#list", queries_hour=before)
    assert ({kind for kind, _ in owed(decision)} == {"command_error"}) is refused
    assert (decision.queries == ()) is refused


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("#list everything", "is no list"),
        ("#search", "#search needs a word"),
        ("#search a ?", "#search needs a word"),
        ("#show", "#show needs the number"),
        ("#show 99", "There is no ticket 99"),
        ("#show 14", "belongs to team network"),
        ("#show 17", "no ticket 17 that you can work on"),
        ("#list mine\n#close", "names no ticket"),
        ("#list mine\n#lits", "did you mean"),
    ],
)
def test_a_wrong_question_is_answered_with_what_to_write(words: str, sentence: str) -> None:
    decision = asked(words, tickets={14: OTHERS[3], 17: OTHERS[6]})
    assert any(sentence in line.result for line in view_of(decision).lines), view_of(decision).lines
    assert view_of(decision).tickets == ()


@pytest.mark.parametrize("words", ["#show 11", "show 11", "#查看 ACME-11-7KQX2"])
def test_another_ticket_is_shown_with_its_conversation(words: str) -> None:
    line = HistoryLine(at=ago(hours=1), author="Ann", direction="in", visibility="public", text="It smokes.")
    decision = asked(words, tickets={11: OTHERS[0]}, histories={11: (line,)})
    view = view_of(decision)
    assert numbers(decision) == {11}
    assert any("It smokes." in row for row in view.listing)
    assert decision.queries[0].kind == "show"


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        ("en", ["2026-11-18 09:00 (Asia/Shanghai) Ann (received): It smokes.",
                "2026-11-18 09:00 (Asia/Shanghai) Wang Wei (note): Odd."]),
        ("zh-Hans", ["2026-11-18 09:00 (Asia/Shanghai) Ann (来信): It smokes.",
                     "2026-11-18 09:00 (Asia/Shanghai) Wang Wei (备注): Odd."]),
        ("zh-Hant", ["2026-11-18 09:00 (Asia/Shanghai) Ann (來信): It smokes.",
                     "2026-11-18 09:00 (Asia/Shanghai) Wang Wei (備註): Odd."]),
    ],
)  # fmt: skip
def test_a_conversation_is_told_in_the_language_and_the_zone_of_its_reader(language: str, rows: list[str]) -> None:
    said = HistoryLine(at=ago(hours=1), author="Ann", direction="in", visibility="public", text="It smokes.")
    noted = replace(said, author="Wang Wei", visibility="internal", text="Odd.")
    assert list(conversation_lines((said, noted), language, "Asia/Shanghai")) == rows


def test_a_list_can_be_asked_for_beside_an_answer() -> None:
    situation = staff_answers(WANG, a_ticket(), "Done.\n#resolve\n#list mine")
    decision = decide(replace(situation, looked_up=LookedUp(open_tickets=OTHERS)), NOW)
    assert {"resolution", "transcript"} <= {kind for kind, _ in owed(decision)}
    assert numbers(decision) == {11, 16}


def test_a_line_of_a_digest_shows_its_ticket() -> None:
    digest = a_sent_mail(MessageKind.DIGEST, LI.address, items=("7",))
    decision = decide(
        a_situation(staff_letter(LI, "7 show", clues=by_reply(None)), a_ticket(), sent_mails=(digest,)), NOW
    )
    assert numbers(decision) == {7}


def test_every_kind_of_list_is_named_in_chinese_too() -> None:
    chinese = {
        list_kind(word)
        for word in ["我的", "团队", "处理中", "未分配", "超时", "紧急", "等待", "挂起", "已解决", "投诉"]
    }
    assert chinese == set(ListKind)


def test_the_store_is_asked_for_what_orders_need_and_for_nothing_else() -> None:
    assert wishes_of(read_orders("Hello.\n#resolve")).none
    wishes = wishes_of(read_orders("#list mine\n#search vpn tokyo\n#show 1042\n#merge 5"))
    assert (wishes.numbers, wishes.shown, wishes.lists, wishes.searches) == ((1042, 5), (1042,), True, ("vpn tokyo",))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("The printers in room 3 are broken.", "printer"),
        ("三楼的打印机坏了", "打印机"),
        ("三樓的印表機壞了", "印表机"),
        ("Fehler 0x11b auf PC-0042", "0x11b"),
        ("Call me on 13812345678.", "13812345678"),
        ("Ann <Ann@Customer.example.org> wrote", "ann@customer.example.org"),
    ],
)
def test_a_text_is_found_by_its_words(text: str, question: str) -> None:
    assert set(words_asked(question)) <= set(words_of_text(text))
    assert words_asked(question)


def a_file(name: str, size: int, part: str = "2") -> AttachedFile:
    return AttachedFile(ledger_id=3, part=part, filename=name, content_type="image/png", size=size)


def test_show_brings_the_files_of_the_customer_that_fit_and_names_the_others() -> None:
    files = (
        a_file("a.png", 9_000_000),
        a_file("big.png", 19_000_000, "3"),
        a_file("x.exe", 5, "4"),
        a_file("b.png", 9, "5"),
    )
    situation = replace(staff_answers(WANG, a_ticket(), "#show"), looked_up=LookedUp(files={7: files}))
    decision = decide(situation, NOW)
    (mail,) = mails_of(decision)
    assert [file.filename for file in mail.files] == ["a.png", "b.png"]
    assert "Not sent along: big.png, x.exe." in [line.result for line in view_of(decision).lines]
    other = asked("#show 11", tickets={11: OTHERS[0]}, files={11: files[:1]})
    assert [file.filename for mail in mails_of(other) for file in mail.files] == ["a.png"]


def test_numbers_are_words_when_they_are_not_too_long() -> None:
    assert words_of_text(f"Call 12345, x1234567, {'1' * 31}.") == ("12345", "1234567", "call", "x1234567")
