"""The orders of engineers from mail to mail: merging, splitting, tickets for a customer, agreed dates."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.journeys.desk_world import PEOPLE, DeskWorld, SentMail

ANN, BOB = "Ann Smith <ann@customer.example.org>", "Bob Jones <bob@elsewhere.example.net>"
ANNS, BOBS = "ann@customer.example.org", "bob@elsewhere.example.net"
WANG, CHEN = "Wang Wei <wang@desk.example.com>", "Chen Jing <chen@desk.example.com>"
WANGS, CHENS = "wang@desk.example.com", "chen@desk.example.com"


def asks(
    desk: DeskWorld, sender: str, subject: str = "Printer broken", text: str = "It smokes."
) -> dict[str, SentMail]:
    """Somebody writes to the desk; returns what left by the address it went to."""
    desk.writes(sender, subject, text)
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    desk.clock.move(minutes=1)
    return mails


def orders(desk: DeskWorld, words: str, notice: SentMail, sender: str = WANG) -> list[SentMail]:
    """An engineer answers a notice; returns what left."""
    desk.writes(sender, text=words, reply_to=notice)
    desk.run()
    desk.clock.move(minutes=1)
    return desk.new_mails()


def test_two_tickets_become_one_and_both_numbers_go_on_working(desk: DeskWorld) -> None:
    first = asks(desk, ANN)
    second = asks(desk, BOB, "Printer smokes", "Smoke in room 3.")
    third = asks(desk, ANN, "Printer again", "Still smoking.")
    told = {mail.to: mail for mail in orders(desk, "#merge 1", second[WANGS])}
    assert "together" in told[BOBS].text
    assert "Printer broken" not in told[BOBS].message.as_string()
    orders(desk, "#merge 2", third[WANGS])  # 3 into 2, which is 1 by now
    assert [desk.ticket(number).merged_into for number in (1, 2, 3)] == [None, 1, 1]
    assert {person.address for person in desk.ticket(1).participants} == {ANNS, BOBS}
    desk.writes(BOB, text="It burns now!", reply_to=second[BOBS])
    desk.run()
    desk.clock.move(minutes=1)
    notice = desk.mail_to(WANGS)
    assert "It burns now!" in notice.text
    assert "[ACME-1-" in notice.subject
    assert [message.text.strip() for message in desk.messages(1)] == [
        "It smokes.", "Smoke in room 3.", "Still smoking.", "It burns now!",
    ]  # fmt: skip
    answers = orders(desk, "We are on our way.", first[WANGS])
    assert {mail.to for mail in answers} == {ANNS, BOBS}
    refused = orders(desk, "#merge 3", first[WANGS])
    assert "this ticket itself" in refused[0].text


def test_a_second_matter_becomes_a_ticket_of_its_own(desk: DeskWorld) -> None:
    mails = asks(desk, ANN)
    desk.writes(ANN, text="And the scanner is dead, too.", reply_to=mails[ANNS])
    desk.run()
    desk.clock.move(minutes=1)
    notice = desk.mail_to(WANGS)
    told = orders(desk, "#split Scanner dead", notice)
    by_kind = {(mail.to, "[ACME-2-" in mail.subject) for mail in told}
    assert by_kind == {(ANNS, True), (WANGS, True), (WANGS, False)}
    assert (desk.ticket(2).subject, desk.ticket(2).linked_to) == ("Scanner dead", 1)
    assert [message.text.strip() for message in desk.messages(2)] == ["And the scanner is dead, too."]
    assert [message.text.strip() for message in desk.messages(1)] == ["It smokes."]
    acknowledged = next(mail for mail in told if mail.to == ANNS)
    desk.writes(ANN, text="It is the one in room 4.", reply_to=acknowledged)
    desk.run()
    assert len(desk.messages(2)) == 2


def test_a_call_becomes_a_ticket_of_the_customer(desk: DeskWorld) -> None:
    desk.known.add(BOBS)
    words = f"#new for {BOBS}\n#priority urgent\n\nBob rang: nothing prints on the third floor."
    desk.writes(WANG, "Printer on the third floor", words, attachment=("photo.jpg", b"JPEG", "image/jpeg"))
    desk.run()
    mails = desk.new_mails()
    assert {(mail.to, "[ACME-1-" in mail.subject) for mail in mails} == {(BOBS, True), (WANGS, True)}
    assert (desk.ticket(1).requester.address, desk.ticket(1).priority.value) == (BOBS, "urgent")
    desk.clock.move(minutes=1)
    acknowledged = next(mail for mail in mails if mail.to == BOBS)
    desk.writes(BOB, text="It prints again, thank you.", reply_to=acknowledged)
    desk.run()
    assert "It prints again" in desk.mail_to(WANGS).text


def test_a_forwarded_mail_becomes_a_ticket_of_who_wrote_it_and_the_words_above_stay_inside(desk: DeskWorld) -> None:
    desk.known.add(BOBS)
    words = (
        "This came to my own address, he is in a bad mood.\n\n"
        "---------- Forwarded message ---------\n"
        "From: Bob Jones <bob@elsewhere.example.net>\n"
        "Date: Mon, 16 Nov 2026 at 09:30\n"
        "Subject: 打印机坏了\n"
        "To: Wang Wei <wang@desk.example.com>\n\n"
        "三楼的打印机坏了，请尽快处理。\n"
    )
    desk.writes(WANG, "Fwd: 打印机坏了", words)
    desk.run()
    mails = desk.new_mails()
    assert {mail.to for mail in mails} == {BOBS, WANGS}
    acknowledged = next(mail for mail in mails if mail.to == BOBS)
    assert "您好" in acknowledged.text
    assert b"bad mood" not in acknowledged.message.as_bytes()
    assert [(message.visibility, message.author.address) for message in desk.messages(1)] == [
        ("public", BOBS), ("internal", WANGS),
    ]  # fmt: skip


def test_an_agreed_date_is_told_replaces_the_target_and_is_warned_of(desk: DeskWorld) -> None:
    mails = asks(desk, ANN)
    told = {mail.to: mail for mail in orders(desk, "The part comes on Thursday.\n#期限 星期四 15:00", mails[WANGS])}
    assert "2026-11-19 15:00" in told[ANNS].text
    assert "The part comes on Thursday." in told[ANNS].text
    assert desk.ticket(1).due_at == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    desk.clock.move(days=1)
    desk.run()
    warnings = [mail.text for mail in desk.new_mails() if mail.to == WANGS and "solution" in mail.text]
    assert warnings == []  # the two hours of an urgent ticket no longer count
    desk.clock.move(days=2, hours=6)
    desk.run()
    assert any("solution" in mail.text for mail in desk.new_mails() if mail.to == WANGS)


def test_open_tickets_are_listed_and_found_in_any_language_without_naming_one(desk: DeskWorld) -> None:
    asks(desk, ANN)
    asks(desk, BOB, "打印机卡纸", "三楼的打印机卡纸了，请处理。")
    asks(desk, ANN, "Scanner", "The scanner in room 4 hums.")
    desk.writes(WANG, "question", "#list team\n#搜索 卡纸\n#search scanner hums\n#show 3")
    desk.run()
    answer = desk.mail_to(WANGS)
    assert "3 ticket(s) found." in answer.text
    assert answer.text.count("1 ticket(s) found.") == 2
    for number in (1, 2, 3):
        assert f"[ACME-{number}-" in answer.text
    assert "The scanner in room 4 hums." in answer.text
    desk.clock.move(minutes=1)
    found = next(line for line in answer.text.splitlines() if line.startswith("[ACME-2-"))
    desk.writes(CHEN, f"Re: {found}", "已派人处理。\n#解决")
    desk.run()
    assert desk.ticket(2).state.value == "resolved"
    desk.clock.move(minutes=1)
    for _ in range(4):
        desk.writes(CHEN, "question", "\n".join(["#list"] * 9))
        desk.run()
        desk.clock.move(minutes=1)
    assert "30 times within an hour" in [mail for mail in desk.new_mails() if mail.to == CHENS][-1].text


def test_the_last_commands_are_taken_back_and_what_has_left_is_named(desk: DeskWorld) -> None:
    mails = asks(desk, ANN)
    before = desk.ticket(1)
    told = orders(desk, "Try it again.\n#resolve\n#assign chen\n#tag fixed\n#spent 30m", mails[WANGS])
    assert {mail.to for mail in told} == {ANNS, WANGS, CHENS}
    assert desk.ticket(1).state.value == "resolved"
    back = {mail.to: mail for mail in orders(desk, "#undo", mails[WANGS])}
    after = desk.ticket(1)
    assert (after.state, after.owner, after.tags, after.spans) == (
        before.state, before.owner, before.tags, before.spans,
    )  # fmt: skip
    assert after.answered_at is not None  # Ann has read an answer
    assert f"Left already and cannot be unsent: resolution to {ANNS}." in back[WANGS].text
    assert "took back" in back[CHENS].text
    assert set(back) == {WANGS, CHENS}
    again = orders(desk, "#undo", mails[WANGS])
    assert "nothing of yours" in again[0].text
    orders(desk, "#due friday", mails[WANGS])
    assert "As before: agreed date." in orders(desk, "#undo", mails[WANGS])[0].text


def test_a_merge_by_mistake_is_taken_back_with_its_conversation(desk: DeskWorld) -> None:
    asks(desk, ANN)
    second = asks(desk, BOB, "Printer smokes", "Smoke in room 3.")
    orders(desk, "#merge 1", second[WANGS])
    assert desk.messages(2) == ()
    orders(desk, "#撤销", second[WANGS])
    assert desk.ticket(2).merged_into is None
    assert [person.address for person in desk.ticket(1).participants] == [ANNS]
    assert [message.text.strip() for message in desk.messages(2)] == ["Smoke in room 3."]
    desk.writes(BOB, text="Well?", reply_to=second[BOBS])
    desk.run()
    assert "[ACME-2-" in [mail for mail in desk.new_mails() if mail.to == WANGS][-1].subject


def test_a_merge_is_taken_back_under_the_number_that_goes_on(desk: DeskWorld) -> None:
    first = asks(desk, ANN)
    second = asks(desk, ANN, "Printer smokes", "Smoke in room 3.")
    orders(desk, "#tag early", first[WANGS])
    orders(desk, "#merge 1", second[WANGS])  # the same customer and team: nothing of ticket 1 itself changes
    orders(desk, "#undo", first[WANGS])
    assert desk.ticket(2).merged_into is None
    assert [message.text.strip() for message in desk.messages(2)] == ["Smoke in room 3."]
    assert "early" in desk.ticket(1).tags


def test_after_a_split_no_earlier_commands_are_taken_back_by_mistake(desk: DeskWorld) -> None:
    mails = asks(desk, ANN)
    orders(desk, "#tag early\n#due friday", mails[WANGS])
    desk.writes(ANN, text="And the scanner is dead, too.", reply_to=mails[ANNS])
    desk.run()
    desk.clock.move(minutes=1)
    orders(desk, "#split Scanner dead", desk.mail_to(WANGS))
    refused = orders(desk, "#undo", mails[WANGS])
    assert "opened another ticket" in refused[0].text
    assert "early" in desk.ticket(1).tags


TOM, TOMS = "Tom Lin <tom@desk.example.com>", "tom@desk.example.com"
TRAINEE = """
[[staff]]
id = "tom"
name = "Tom Lin"
address = "tom@desk.example.com"
teams = ["service"]
mentor = "chen"
"""


@pytest.mark.parametrize(
    ("reply", "sent"),
    [
        ("同意", "Just switch it off."),
        ("Please switch it off and on again.", "Please switch it off and on again."),
        ("reject: too short", None),
    ],
)
def test_a_trainees_answer_is_read_by_the_mentor_before_it_leaves(
    open_desk: Callable[..., DeskWorld], reply: str, sent: str | None
) -> None:
    desk = open_desk(people=PEOPLE + TRAINEE)
    mails = asks(desk, ANN)
    held = {mail.to: mail for mail in orders(desk, "Just switch it off.\n#resolve", mails[WANGS], TOM)}
    assert set(held) == {CHENS, TOMS}
    assert "Just switch it off." in held[CHENS].text
    assert "#resolve" in held[CHENS].text
    assert "waits for Chen Jing" in held[TOMS].text
    assert desk.ticket(1).state.value == "open"
    told = {mail.to: mail for mail in orders(desk, reply, held[CHENS], CHEN)}
    assert desk.ticket(1).review_since is None
    if sent is None:
        assert set(told) == {CHENS, TOMS}
        assert "too short" in told[TOMS].text
        return
    assert sent in told[ANNS].text
    assert "Tom Lin" in str(told[ANNS].message["From"])
    assert "Released by Chen Jing" in told[TOMS].text
    assert desk.ticket(1).state.value == "resolved"
    assert [message.text.strip() for message in desk.messages(1)][1:] == [sent]
    assert "any more" in orders(desk, "approve", held[CHENS], CHEN)[0].text


def test_an_answer_nobody_releases_is_put_before_the_lead(open_desk: Callable[..., DeskWorld]) -> None:
    desk = open_desk(people=PEOPLE + TRAINEE)
    mails = asks(desk, ANN)
    orders(desk, "Just switch it off.", mails[WANGS], TOM)
    desk.clock.move(days=1, minutes=1)
    desk.run()
    asked = [mail for mail in desk.new_mails() if mail.to == "li@desk.example.com" and "Just switch" in mail.text]
    assert len(asked) == 1
    told = {mail.to for mail in orders(desk, "approve", asked[0], "Li Na <li@desk.example.com>")}
    assert {ANNS, TOMS} <= told
