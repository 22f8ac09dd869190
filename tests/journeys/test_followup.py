"""A customer is asked once a quarter how things are going, and no more after a "stop"."""

from maildesk.app import followups_of
from maildesk.store.people import person_asked, person_of
from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann Smith <ann@customer.example.org>"
WANG = "Wang Wei <wang@desk.example.com>"


def closed_ticket(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes(WANG, text="Done.\n\n#close", reply_to=notice)
    desk.run()
    desk.new_mails()


def asked_within(desk: DeskWorld, days: int) -> list[SentMail]:
    """What Ann gets in the next days, the desk looking each noon."""
    for _ in range(days):
        desk.clock.move(days=1)
        followups_of(desk.desktop).round()
    desk.run()
    return [mail for mail in desk.new_mails() if mail.to == "ann@customer.example.org"]


def asked_at_last(desk: DeskWorld) -> SentMail:
    """The first question; it comes within an interval and the time in which holidays are made up for."""
    for _ in range(110):
        desk.clock.move(days=1)
        if followups_of(desk.desktop).round():
            desk.run()
            return next(mail for mail in desk.new_mails() if mail.to == "ann@customer.example.org")
    raise AssertionError("nobody was asked")


def test_once_an_interval_and_with_the_next_reply_a_new_ticket(desk: DeskWorld) -> None:
    closed_ticket(desk)
    question = asked_at_last(desk)
    assert "How are things going" in question.subject
    assert asked_within(desk, 89) == []
    assert asked_within(desk, 21) != []
    desk.writes(ANN, text="The scanner is slow.", reply_to=question)
    desk.run()
    notices = [mail for mail in desk.new_mails() if mail.to.endswith("@desk.example.com")]
    assert any("The scanner is slow." in mail.text for mail in notices)


def test_an_answer_that_all_is_well_is_noted_and_bothers_nobody(desk: DeskWorld) -> None:
    closed_ticket(desk)
    question = asked_at_last(desk)
    desk.writes(ANN, text="All good here, thank you!", reply_to=question)
    desk.run()
    assert desk.new_mails() == []
    last = desk.ledger()[-1]
    assert (last.state, last.reason) == ("ignored", "answered our question how things are going: all is well")


def test_stop_ends_the_questions_and_nothing_else(desk: DeskWorld) -> None:
    closed_ticket(desk)
    question = asked_at_last(desk)
    desk.writes(ANN, text="stop", reply_to=question)
    desk.run()
    assert desk.new_mails() == []
    assert asked_within(desk, 200) == []
    with desk.desktop.database.reading() as tx:
        ann = person_of(tx.rows(*person_asked("ann@customer.example.org")))
    assert ann is not None
    assert not ann.muted


def test_nobody_is_asked_while_a_ticket_is_open(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    desk.new_mails()
    assert [mail for mail in asked_within(desk, 120) if "How are things" in mail.subject] == []
