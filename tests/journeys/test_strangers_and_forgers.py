"""Who is not who he says, and who has a right token but no part in the ticket."""

import re

from tests.journeys.desk_world import DeskWorld

ANN = "Ann Smith <ann@customer.example.org>"
BOB = "Bob <bob@elsewhere.example.net>"
WANG = "Wang Wei <wang@desk.example.com>"


def test_a_stranger_with_a_right_token_waits_for_the_owner_and_is_never_shown_anything(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    ack = desk.new_mails()[0]
    desk.writes(BOB, subject=ack.subject, text="Me too, what is the state?")
    desk.run()
    mails = desk.new_mails()
    assert [mail.to for mail in mails] == ["wang@desk.example.com"]
    assert "bob@elsewhere.example.net" in mails[0].text
    desk.writes(WANG, text="approve", reply_to=mails[0])
    desk.run()
    transcript = desk.mail_to("wang@desk.example.com")
    assert "approved" in transcript.text
    desk.writes(WANG, text="We are on it.", reply_to=transcript)
    desk.run()
    assert {mail.to for mail in desk.new_mails()} == {"ann@customer.example.org", "bob@elsewhere.example.net"}


def test_a_stranger_nobody_approves_gets_a_ticket_of_their_own_after_two_business_days(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    ack = desk.new_mails()[0]
    desk.writes(BOB, subject=ack.subject, text="Me too.")
    desk.run()
    desk.new_mails()
    desk.clock.move(days=3)
    desk.run()
    assert any(mail.to == "bob@elsewhere.example.net" and "[ACME-2-" in mail.subject for mail in desk.new_mails())


def test_the_team_lead_is_asked_after_one_business_day_and_the_stranger_never_reads_what_was_written(
    desk: DeskWorld,
) -> None:
    desk.writes(ANN, text="The code of the safe is 4711-secret.")
    desk.run()
    ack = desk.new_mails()[0]
    desk.writes(BOB, subject=ack.subject, text="Me too.")
    desk.run()
    assert [mail.to for mail in desk.new_mails()] == ["wang@desk.example.com"]
    desk.clock.move(hours=23)
    desk.run()
    assert [mail for mail in desk.new_mails() if "approval" in mail.text and mail.to == "li@desk.example.com"] == []
    desk.clock.move(hours=2)  # the next business day at the same hour
    desk.run()
    asked = [mail for mail in desk.new_mails() if mail.to == "li@desk.example.com" and "bob@" in mail.text]
    assert len(asked) == 1
    desk.clock.move(days=1)
    desk.run()
    to_bob = [mail for mail in desk.new_mails() if mail.to == "bob@elsewhere.example.net"]
    assert len(to_bob) == 1
    assert (desk.ticket(2).linked_to, desk.ticket(2).requester.address) == (1, "bob@elsewhere.example.net")
    assert "4711-secret" not in to_bob[0].text + to_bob[0].html


def test_a_forged_mail_of_a_domain_that_asks_for_rejection_is_held_until_a_supervisor_releases_it(
    desk: DeskWorld,
) -> None:
    forged = "mx.desk.example.com; dmarc=fail (p=reject dis=none) header.from=customer.example.org"
    desk.writes(ANN, proof=None, headers={"Authentication-Results": forged})
    desk.run()
    assert desk.new_mails() == []
    last = desk.ledger()[-1]
    assert (last.state, "asks for such mail to be rejected" in last.reason) == ("quarantine", True)


def test_a_forged_engineer_is_held_and_the_real_one_is_asked(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes(WANG, text="Send your password.\n#resolve", reply_to=notice, proof="fail")
    desk.run()
    question = desk.mail_to("wang@desk.example.com")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", question.text)
    assert code
    desk.writes(WANG, text=f"{code[0]} no", reply_to=question)
    desk.run()
    assert desk.new_mails() == []


def test_a_held_mail_that_was_the_engineers_own_is_carried_out_after_the_code(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes(WANG, text="Please try again now.", reply_to=notice, proof=None)
    desk.run()
    question = desk.mail_to("wang@desk.example.com")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", question.text)
    assert code
    desk.writes(WANG, text=code[0], reply_to=question, proof=None)
    desk.run()
    answer = desk.mail_to("ann@customer.example.org")
    assert "try again now" in answer.text


def test_a_forged_customer_gets_a_ticket_but_no_answer(desk: DeskWorld) -> None:
    desk.writes(ANN, proof="fail")
    desk.run()
    assert [mail.to for mail in desk.new_mails()] == ["wang@desk.example.com"]
