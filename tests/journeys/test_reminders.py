"""A customer who does not answer is reminded twice and told when the ticket closes."""

from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann Smith <ann@customer.example.org>"
WANG = "Wang Wei <wang@desk.example.com>"
QUESTION = "Which tray does it take the paper from?"


def waiting(desk: DeskWorld, command: str = "#pending") -> SentMail:
    """Let Wang ask Ann something on Monday at 10:00; returns the question as Ann got it."""
    desk.writes(ANN)
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == "wang@desk.example.com")
    desk.writes(WANG, text=f"{QUESTION}\n\n{command}", reply_to=notice)
    desk.run()
    return next(mail for mail in desk.new_mails() if mail.to == "ann@customer.example.org")


def days_later(desk: DeskWorld, days: int) -> list[SentMail]:
    """What Ann gets when the desk wakes some days later."""
    desk.clock.move(days=days)
    desk.run()
    return [mail for mail in desk.new_mails() if mail.to == "ann@customer.example.org"]


def test_two_reminders_repeat_the_question_and_then_the_ticket_closes_with_notice(desk: DeskWorld) -> None:
    waiting(desk)
    assert days_later(desk, 1) == []
    [first] = days_later(desk, 1)
    assert QUESTION in first.text
    assert "still waiting" in first.text
    assert "close" not in first.text
    assert days_later(desk, 1) == []
    [second] = days_later(desk, 4)  # the next Monday
    assert QUESTION in second.text
    assert "we will close the request" in second.text
    [closing] = days_later(desk, 3)
    assert "We have not heard from you" in closing.text
    assert days_later(desk, 30) == []


def test_an_answer_ends_the_reminders(desk: DeskWorld) -> None:
    question = waiting(desk)
    days_later(desk, 2)
    desk.writes(ANN, text="From tray 2.", reply_to=question)
    desk.run()
    desk.new_mails()
    assert days_later(desk, 10) == []


def test_after_an_outage_one_reminder_is_enough_and_the_closing_keeps_its_distance(desk: DeskWorld) -> None:
    waiting(desk)
    [only] = days_later(desk, 21)
    assert "we will close the request" in only.text
    assert days_later(desk, 1) == []
    [closing] = days_later(desk, 4)
    assert "We have not heard from you" in closing.text


def test_who_wants_no_automatic_mail_is_neither_reminded_nor_closed(desk: DeskWorld) -> None:
    question = waiting(desk)
    desk.writes(ANN, text="stop", reply_to=question)
    desk.run()
    desk.new_mails()
    assert days_later(desk, 30) == []


def test_a_ticket_that_comes_back_by_itself_is_reminded_before_and_never_closed(desk: DeskWorld) -> None:
    waiting(desk, "#pending 4d")
    [reminder] = days_later(desk, 2)
    assert "close" not in reminder.text
    assert days_later(desk, 20) == []
