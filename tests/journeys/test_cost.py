"""The time engineers write down costs something, and the supervisors hear when the month's budget is used up."""

from tests.journeys.desk_world import DeskWorld

ANN, WANG = "Ann Smith <ann@customer.example.org>", "Wang Wei <wang@desk.example.com>"
WANGS, LIS = "wang@desk.example.com", "li@desk.example.com"
COSTS = '[cost]\ncurrency = "EUR"\nhourly_rate = 60.0\nmonthly_budget = 100.0'


def works(desk: DeskWorld, words: str) -> None:
    notice = f"[{desk.ticket(1).token}]"
    desk.writes(WANG, subject=notice, text=words)
    desk.run()
    desk.clock.move(hours=1)


def test_a_used_up_budget_is_told_once_a_month(open_desk: "type[DeskWorld]") -> None:
    desk = open_desk(more=COSTS)  # type: ignore[call-arg]
    desk.writes(ANN)
    desk.run()
    works(desk, "#spent 1h30m")
    assert [mail.subject for mail in desk.new_mails() if mail.to == LIS and "budget" in mail.subject] == []
    works(desk, "#spent 45 min")
    told = [mail for mail in desk.new_mails() if mail.to == LIS and "budget" in mail.subject]
    assert ["135.00 of 100.00 EUR" in mail.subject for mail in told] == [True]
    assert "Wang Wei: 2 h 15 min, 135.00 EUR" in told[0].text
    works(desk, "#spent 2h")
    assert [mail for mail in desk.new_mails() if mail.to == LIS and "budget" in mail.subject] == []
