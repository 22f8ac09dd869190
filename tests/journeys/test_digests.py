"""The supervisor's digest: at the hour, once, and its lines can be worked by a reply."""

from datetime import UTC, datetime

from tests.journeys.desk_world import DeskWorld, SentMail

ANN, BOB = "Ann <ann@customer.example.org>", "Bob <bob@customer.example.org>"
LI, LIS, CHENS = "Li Na <li@desk.example.com>", "li@desk.example.com", "chen@desk.example.com"


def digests(desk: DeskWorld) -> list[SentMail]:
    """Return the new digests; warnings to the supervisor lie between them."""
    return [mail for mail in desk.new_mails() if mail.message["Precedence"] == "bulk"]


def digest_of(desk: DeskWorld) -> SentMail:
    """Move to 18:00 in Shanghai and return the digest that arrives."""
    while desk.clock.now() < datetime(2026, 11, 16, 9, 59, tzinfo=UTC):
        desk.clock.move(minutes=1)
    desk.run()
    assert digests(desk) == []
    desk.clock.move(minutes=2)
    desk.run()
    (digest,) = digests(desk)
    assert digest.to == LIS
    return digest


def test_it_arrives_at_the_hour_once_a_day(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    desk.new_mails()
    digest = digest_of(desk)
    assert "Printer broken" in digest.text
    for _ in range(3):
        desk.clock.move(minutes=30)
        desk.run()
    assert digests(desk) == []
    assert [row.kind for row in desk.outbox()].count("digest") == 1


def test_an_idle_desk_writes_no_digest(desk: DeskWorld) -> None:
    desk.clock.move(hours=9)
    desk.run()
    assert desk.new_mails() == []


def test_a_reply_assigns_and_releases(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.writes(
        BOB, subject="Weekly news", text="News.", headers={"List-Id": "<news.example.net>", "Precedence": "bulk"}
    )
    desk.arrives(b"From: a@example.net, b@example.net\r\nTo: support@desk.example.com\r\nSubject: two\r\n\r\nHello\r\n")
    desk.run()
    desk.new_mails()
    states = {row.id: row.state for row in desk.ledger()}
    assert sorted(states.values()) == ["ignored", "quarantine", "ticket"]
    ignored = next(number for number, state in states.items() if state == "ignored")
    digest = digest_of(desk)
    assert f"I{ignored} release" in digest.text
    desk.writes(LI, text=f"1 assign chen\nI{ignored} release", reply_to=digest)
    desk.run()
    mails = desk.new_mails()
    assert {LIS, CHENS} <= {mail.to for mail in mails}
    assert desk.ticket(1).owner == "chen"
    assert {row.id: row.state for row in desk.ledger()}[ignored] == "ticket"
    assert desk.ticket(2).subject == "Weekly news"
    assert "bob@customer.example.org" not in {mail.to for mail in mails}


def test_a_line_that_stands_in_no_digest_carries_out_nothing(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    desk.new_mails()
    digest = digest_of(desk)
    desk.writes(LI, text="1 assign chen\n99 close", reply_to=digest)
    desk.run()
    assert "99 does not stand in that digest" in desk.mail_to(LIS).text
    assert desk.ticket(1).owner == "wang"


def test_a_forged_reply_to_a_digest_is_held(desk: DeskWorld) -> None:
    desk.writes(ANN)
    desk.run()
    desk.new_mails()
    digest = digest_of(desk)
    desk.writes(LI, text="1 close", reply_to=digest, proof="fail")
    desk.run()
    assert desk.ticket(1).state == "open"
    assert [mail.to for mail in desk.new_mails()] == [LIS]  # the real one is asked
