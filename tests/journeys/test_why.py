"""An engineer replies "why" to a notice and reads how the ticket came to him; a customer never does."""

from tests.journeys.desk_world import DeskWorld

ANN, ANNS = "Ann Smith <ann@customer.example.org>", "ann@customer.example.org"
WANG, WANGS = "Wang Wei <wang@desk.example.com>", "wang@desk.example.com"


def test_why_tells_reading_trust_rules_owner_and_what_was_sent(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    desk.clock.move(minutes=5)
    desk.writes(WANG, text="Why?", reply_to=notice)
    desk.run()
    told = desk.mail_to(WANGS).text
    assert "Read as request (" in told
    assert "no clue names a ticket the sender takes part in" in told
    assert "printers are for Wang" in told
    assert "Wang Wei is named for it." in told
    assert f"acknowledgement → {ANNS}" in told
    assert "first answer" in told
    assert desk.ticket(1).answered_at is None  # nothing of it went to the customer


def test_a_customer_who_writes_why_is_answered_by_a_person(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    acknowledged = next(mail for mail in desk.new_mails() if mail.to == ANNS)
    desk.writes(ANN, text="why", reply_to=acknowledged)
    desk.run()
    assert [mail.to for mail in desk.new_mails()] == [WANGS]
