"""Engineers by mail: notes that stay, commands that are refused whole, help, and a second engineer."""

import pytest

from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann Smith <ann@customer.example.org>"
ANNS, WANGS, CHENS = "ann@customer.example.org", "wang@desk.example.com", "chen@desk.example.com"
WANG, CHEN = "Wang Wei <wang@desk.example.com>", "Chen Jing <chen@desk.example.com>"
SECRET = "Between us, this customer always unplugs the printer herself."


def notice_of(desk: DeskWorld) -> SentMail:
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    desk.clock.move(minutes=5)
    return notice


def test_a_note_never_leaves_whatever_follows_it(desk: DeskWorld) -> None:
    notice = notice_of(desk)
    desk.writes(WANG, text=f"{SECRET}\n#note", reply_to=notice)
    desk.run()
    desk.clock.move(minutes=5)
    desk.writes(ANN, text="Any news?", reply_to=None, subject=notice.subject)
    desk.run()
    told = next(mail for mail in desk.new_mails() if mail.to == WANGS and "Any news" in mail.text)
    assert "unplugs the printer" in told.text  # the engineer sees it in the history
    desk.clock.move(minutes=5)
    desk.writes(WANG, text="Please plug it in again.\n#resolve", reply_to=told)
    desk.run()
    desk.clock.move(minutes=5)
    desk.writes(CHEN, text="#show", subject=notice.subject)
    desk.run()
    desk.clock.move(days=5)
    desk.run()
    out = [mail for mail in desk.smtp.mails if mail.recipients == (ANNS,)]
    assert len(out) >= 3
    assert [mail for mail in out if b"unplugs" in mail.content] == []


def test_a_note_quoted_inside_an_answer_is_stopped_and_the_engineer_is_told(desk: DeskWorld) -> None:
    notice = notice_of(desk)
    desk.writes(WANG, text=f"{SECRET}\n#note", reply_to=notice)
    desk.run()
    desk.new_mails()
    desk.clock.move(minutes=5)
    desk.writes(WANG, text=f"Dear Ann, {SECRET} Regards", reply_to=notice)
    desk.run()
    assert [mail.to for mail in desk.new_mails()] == [WANGS]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("#reslove", "did you mean #resolve"),
        ("#assign wagn\n#priority low", "write one of"),
        ("#close\n#pending 3d", "contradicts"),
    ],
)
def test_a_wrong_command_comes_back_and_nothing_of_the_mail_is_done(desk: DeskWorld, words: str, sentence: str) -> None:
    notice = notice_of(desk)
    before = desk.ticket(1)
    desk.writes(WANG, text=f"Dear Ann, it is done.\n\n{words}", reply_to=notice)
    desk.run()
    (error,) = desk.new_mails()
    assert error.to == WANGS
    assert sentence in error.text
    assert "Dear Ann, it is done." in error.text
    assert "Kept as a note" not in error.text + error.html  # nothing was kept
    after = desk.ticket(1)
    assert (after.state, after.priority, after.owner, after.answered_at) == (
        before.state, before.priority, before.owner, None,
    )  # fmt: skip


def test_help_lists_every_command(desk: DeskWorld) -> None:
    desk.writes(WANG, text="#help", subject="commands")
    desk.run()
    text = desk.mail_to(WANGS).text
    for command in ("#resolve", "#update", "#note", "#assign", "#priority", "#pending", "#close", "#reopen"):
        assert command in text


def test_a_second_engineer_takes_over_and_the_customer_hears_who(desk: DeskWorld) -> None:
    notice = notice_of(desk)
    desk.writes(WANG, text="#assign chen", reply_to=notice)
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert "Chen Jing" in mails[ANNS].text
    assert "room 3" in mails[CHENS].text
    assert "Chen Jing" in mails[WANGS].text


def test_pending_comes_back_after_three_business_days_and_the_customers_answer_ends_it(desk: DeskWorld) -> None:
    notice = notice_of(desk)
    desk.writes(WANG, text="Which light is red?\n#pending 3d", reply_to=notice)
    desk.run()
    question = next(mail for mail in desk.new_mails() if mail.to == ANNS)
    assert "Which light is red?" in question.text
    assert desk.ticket(1).state == "pending"
    desk.clock.move(hours=2)
    desk.writes(ANN, text="The left one.", reply_to=question)
    desk.run()
    assert desk.ticket(1).state == "open"
    assert "left one" in desk.mail_to(WANGS).text


def test_a_muted_customer_gets_the_engineers_words_and_nothing_else(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    first = {mail.to: mail for mail in desk.new_mails()}
    desk.clock.move(minutes=5)
    desk.writes(ANN, text="stop", reply_to=first[ANNS])
    desk.run()
    assert desk.new_mails() == []
    desk.clock.move(minutes=5)
    desk.writes(WANG, text="#assign chen", reply_to=first[WANGS])
    desk.run()
    assert ANNS not in {mail.to for mail in desk.new_mails()}
    desk.clock.move(minutes=5)
    desk.writes(CHEN, text="Here is your answer.", subject=first[WANGS].subject)
    desk.run()
    assert "Here is your answer." in desk.mail_to(ANNS).text
