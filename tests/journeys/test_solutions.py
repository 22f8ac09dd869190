"""From a solution to its end: confirmed, refused or met with silence; then the survey."""

import re

from maildesk.app import answering_of
from maildesk.desk.on_link import Confirmation, Vote
from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann Smith <ann@customer.example.org>"
ANNS, WANGS, LIS = "ann@customer.example.org", "wang@desk.example.com", "li@desk.example.com"
WANG, LI = "Wang Wei <wang@desk.example.com>", "Li Na <li@desk.example.com>"
PAGES = '[web]\nbase_url = "https://desk.example.com"'


def solved(desk: DeskWorld) -> SentMail:
    """Ann asks, Wang resolves; returns the mail that asks Ann whether it is solved."""
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    desk.clock.move(minutes=10)
    desk.writes(WANG, text="I replaced the cable.\n#resolve", reply_to=notice)
    desk.run()
    resolution = next(mail for mail in desk.new_mails() if mail.to == ANNS)
    desk.clock.move(minutes=10)
    return resolution


def token_in(mail: SentMail) -> str:
    found = re.search(r"https://desk\.example\.com/t/([\w.~-]+)", mail.text)
    assert found, mail.text
    return found[1].rstrip(".")


def test_not_solved_opens_the_ticket_for_the_same_owner_with_raised_urgency(desk: DeskWorld) -> None:
    resolution = solved(desk)
    before = desk.ticket(1)
    desk.writes(ANN, text="It is not solved, the light is still red.", reply_to=resolution)
    desk.run()
    after = desk.ticket(1)
    assert (after.state, after.owner, after.reopened) == ("open", "wang", 1)
    assert (before.urgency, after.urgency) == ("medium", "high")
    assert "still red" in desk.mail_to(WANGS).text


def test_a_link_confirms_and_the_survey_by_link_takes_and_corrects_a_vote(open_desk: "type[DeskWorld]") -> None:
    desk = open_desk(more=PAGES)  # type: ignore[call-arg]
    resolution = solved(desk)
    answering = answering_of(desk.desktop)
    asked = answering.look(token_in(resolution))
    assert asked is not None
    assert (asked.number, asked.person.address, desk.ticket(1).state) == (1, ANNS, "resolved")
    assert answering.confirm(token_in(resolution), Confirmation(solved=True)) is True
    desk.run()
    closed = desk.mail_to(ANNS)
    assert desk.ticket(1).state == "closed"
    assert answering.vote(token_in(resolution), Vote(score=5)) is None  # a link has one purpose
    last = token_in(closed)[-1]
    assert answering.vote(token_in(closed)[:-1] + ("x" if last != "x" else "y"), Vote(score=5)) is None
    assert answering.vote(token_in(closed), Vote(score=5)) is True
    desk.clock.move(days=6)
    assert answering.vote(token_in(closed), Vote(score=4, comment="It took a day")) is True
    assert desk.ticket(1).score == 4
    desk.clock.move(days=2)
    assert answering.vote(token_in(closed), Vote(score=1)) is None  # seven days count from the first vote
    assert desk.ticket(1).score == 4


def test_a_no_by_link_opens_the_ticket_and_the_engineer_reads_the_words(open_desk: "type[DeskWorld]") -> None:
    desk = open_desk(more=PAGES)  # type: ignore[call-arg]
    resolution = solved(desk)
    said = Confirmation(solved=False, words="The light is red again.")
    assert answering_of(desk.desktop).confirm(token_in(resolution), said) is True
    desk.run()
    assert "red again" in desk.mail_to(WANGS).text
    assert (desk.ticket(1).state, desk.ticket(1).urgency) == ("open", "high")
    assert answering_of(desk.desktop).confirm(token_in(resolution), Confirmation(solved=True)) is None


def test_silence_closes_after_three_business_days_and_not_before(desk: DeskWorld) -> None:
    solved(desk)  # on a Monday
    desk.clock.move(days=2)
    desk.run()
    assert desk.ticket(1).state == "resolved"
    desk.clock.move(days=2)
    desk.run()
    assert desk.ticket(1).state == "closed"
    assert [mail.to for mail in desk.new_mails() if mail.to == ANNS] == [ANNS]


def test_thanks_change_nothing_and_wake_nobody(desk: DeskWorld) -> None:
    resolution = solved(desk)
    desk.writes(ANN, text="Thank you very much!", reply_to=resolution)
    desk.run()
    assert desk.new_mails() == []
    assert desk.ticket(1).state == "resolved"


def test_a_low_score_by_reply_alarms_the_supervisor_who_opens_the_ticket_with_one_word(desk: DeskWorld) -> None:
    resolution = solved(desk)
    desk.writes(ANN, text="Yes, solved.", reply_to=resolution)
    desk.run()
    closed = desk.mail_to(ANNS)
    desk.clock.move(minutes=10)
    desk.writes(ANN, text="1\n\nIt took far too long.", reply_to=closed)
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert desk.ticket(1).score == 1
    assert "took far too long" in mails[LIS].text
    assert "#reopen" in mails[LIS].text
    desk.clock.move(minutes=10)
    desk.writes(LI, text="reopen", reply_to=mails[LIS])
    desk.run()
    assert desk.ticket(1).state == "open"


def test_without_pages_no_mail_holds_a_link(desk: DeskWorld) -> None:
    resolution = solved(desk)
    desk.writes(ANN, text="Yes", reply_to=resolution)
    desk.run()
    desk.writes(WANG, text="An own request.", proof=None)  # held: the real person is asked without a link as well
    desk.run()
    mails = [*desk.new_mails(), resolution]
    assert {mail.to for mail in mails} == {ANNS, WANGS}
    for mail in mails:
        assert "http://" not in mail.text + mail.html
        assert "https://" not in mail.text + mail.html


def test_a_reply_with_the_long_message_ids_of_outlook_is_answered_with_them_unbroken(desk: DeskWorld) -> None:
    long_id = f"<{'A1B2C3D4' * 12}@{'eurprd04.' * 6}prod.outlook.example.com>"
    desk.writes(ANN, headers={"References": f"{long_id} {long_id.replace('A1', 'Z9')}"})
    desk.run()
    raws = [mail.content for mail in desk.smtp.mails if mail.recipients == (ANNS,)]
    assert raws
    assert long_id.encode() in raws[-1]
    assert (
        b"=?" not in raws[-1].split(b"References:")[1].split(b"\r\nDate")[0].split(b"\r\n\r\n")[0].split(b"Subject")[0]
    )
