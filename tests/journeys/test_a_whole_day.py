"""The main job from the first mail to the survey, by mail alone."""

from tests.journeys.desk_world import DeskWorld

ANN = "Ann Smith <ann@customer.example.org>"
WANG = "Wang Wei <wang@desk.example.com>"


def test_a_request_is_acknowledged_answered_resolved_confirmed_and_rated(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    first = {mail.to: mail for mail in desk.new_mails()}
    assert set(first) == {"ann@customer.example.org", "wang@desk.example.com"}
    assert "[ACME-1-" in first["ann@customer.example.org"].subject

    desk.clock.move(minutes=10)
    desk.writes(WANG, text="Please switch it off and on again.", reply_to=first["wang@desk.example.com"])
    desk.run()
    answer = desk.mail_to("ann@customer.example.org")
    assert "switch it off and on" in answer.text
    assert "Rule 1" not in answer.text
    assert str(answer.message["From"]) == '"Wang Wei (Acme Support)" <support@desk.example.com>'

    desk.clock.move(minutes=10)
    desk.writes(ANN, text="It prints again, but the paper is pink.", reply_to=answer)
    desk.run()
    notice = desk.mail_to("wang@desk.example.com")
    assert "paper is pink" in notice.text

    desk.clock.move(minutes=10)
    desk.writes(WANG, text="I replaced the paper.\n\n#resolve", reply_to=notice)
    desk.run()
    mails = {mail.to: mail for mail in desk.new_mails()}
    assert "I replaced the paper." in mails["ann@customer.example.org"].text
    assert "Resolved" in mails["wang@desk.example.com"].text

    desk.clock.move(minutes=10)
    desk.writes(ANN, text="Yes, thanks!", reply_to=mails["ann@customer.example.org"])
    desk.run()
    closed = desk.mail_to("ann@customer.example.org")
    assert "5" in closed.text

    desk.clock.move(minutes=10)
    desk.writes(ANN, text="5 - quick and kind", reply_to=closed)
    desk.run()
    assert "quick and kind" in desk.mail_to("wang@desk.example.com").text
