"""A complaint from its first mail to its outcome: the engineer it is about learns nothing of it."""

from collections.abc import Callable

from tests.journeys.desk_world import DeskWorld, SentMail
from tests.world.dovecot import Dovecot

ANN = "Ann Smith <ann@customer.example.org>"
WANG, LI = "Wang Wei <wang@desk.example.com>", "Li Na <li@desk.example.com>"
ANNS, WANGS, LIS = "ann@customer.example.org", "wang@desk.example.com", "li@desk.example.com"
COMPLAINTS = "complaints@desk.example.com"
SECRET = "He hung up on me twice"


def served(desk: DeskWorld) -> SentMail:
    """Ann had a printer mended by Wang; returns what he wrote."""
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    desk.writes(WANG, text="Please restart the printer.", reply_to=notice)
    desk.run()
    return desk.mail_to(ANNS)


def test_a_complaint_is_answered_by_a_supervisor_and_ends_with_an_outcome(
    open_desk: Callable[..., DeskWorld], dovecot: Dovecot
) -> None:
    user = dovecot.add_user("complaints-of-the-journey@example.test")
    desk = open_desk(mailboxes=(("complaints", COMPLAINTS, user, "complaints = true"),))
    answer = served(desk)

    desk.writes(ANN, subject="I want to complain", text=SECRET, to=COMPLAINTS, users=(user,))
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert set(mails) == {ANNS, LIS}
    assert "complaint" in mails[ANNS].text
    assert "lies with a supervisor" in mails[ANNS].text
    assert SECRET in mails[LIS].text
    assert "Wang Wei was this customer's last engineer." in mails[LIS].text
    assert (desk.ticket(2).concerned, desk.ticket(2).owner) == (("wang",), None)

    desk.writes(WANG, subject=mails[LIS].subject, text="#show")  # he learned the token somehow
    desk.run()
    refused = desk.mail_to(WANGS)
    assert SECRET not in refused.text
    assert "want to complain" not in refused.text.split("#show")[0]

    desk.clock.move(minutes=20)
    desk.writes(LI, text="#cause attitude\n#assign wang", reply_to=mails[LIS])
    desk.run()
    assert "may be about Wang Wei" in desk.mail_to(LIS).text
    assert desk.ticket(2).cause is None  # all or nothing
    desk.writes(LI, text="We are sorry. He has been spoken to.\n\n#原因 态度\n#close", reply_to=mails[LIS])
    desk.run()
    outcome = desk.mail_to(ANNS)
    assert "This is the outcome of your complaint 2." in outcome.text
    assert "He has been spoken to." in outcome.text
    assert (desk.ticket(2).cause, desk.ticket(2).state) == ("attitude", "closed")

    desk.clock.move(hours=2)
    desk.writes(ANN, text="I do not agree, nobody called me.", reply_to=outcome, to=COMPLAINTS, users=(user,))
    desk.run()
    assert desk.ticket(2).state == "open"
    assert [mail.to for mail in desk.new_mails() if "[ACME-2-" in mail.subject] == [LIS]
    assert answer.to == ANNS


def test_a_reply_sent_to_the_complaints_address_leaves_the_engineers_ticket_alone(
    open_desk: Callable[..., DeskWorld], dovecot: Dovecot
) -> None:
    user = dovecot.add_user("complaints-by-reply@example.test")
    desk = open_desk(mailboxes=(("complaints", COMPLAINTS, user, "complaints = true"),))
    answer = served(desk)
    desk.writes(ANN, text=SECRET, reply_to=answer, to=COMPLAINTS, users=(user,))
    desk.run()
    assert {mail.to for mail in desk.new_mails()} == {ANNS, LIS}
    assert (desk.ticket(2).type, desk.ticket(2).linked_to, desk.ticket(2).concerned) == ("complaint", 1, ("wang",))
    assert SECRET not in " ".join(message.text for message in desk.messages(1))


def test_a_ticket_made_a_complaint_leaves_its_engineer_and_the_customer_is_told(desk: DeskWorld) -> None:
    served(desk)
    desk.writes("Chen Jing <chen@desk.example.com>", subject=f"[{desk.ticket(1).token}]", text="#类型 投诉")
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert set(mails) == {ANNS, LIS, "chen@desk.example.com"}
    assert "registered as number 1" in mails[ANNS].text
    assert (desk.ticket(1).concerned, desk.ticket(1).owner) == (("wang",), None)
