"""From a solved ticket to an article, and from the article to the next customer's solution."""

from maildesk.desk.article import ArticleState
from maildesk.store.articles import listed_articles
from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann Smith <ann@customer.example.org>"
ANNS, WANGS, LIS = "ann@customer.example.org", "wang@desk.example.com", "li@desk.example.com"
WANG, LI = "Wang Wei <wang@desk.example.com>", "Li Na <li@desk.example.com>"
SOLUTION = "Open tray 2, take the paper out and close the tray until it clicks."


def drafted(desk: DeskWorld) -> SentMail:
    """Ann asks, Wang resolves and makes a draft; returns the mail that asks Li."""
    desk.writes(ANN, subject="The printer jams", text="Paper jams in the printer in tray 2. Ann Smith")
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    desk.clock.move(minutes=10)
    desk.writes(WANG, text=f"{SOLUTION}\n#resolve\n#kb Paper jam in tray 2 of the printer", reply_to=notice)
    desk.run()
    return desk.mail_to(LIS)


def test_kb_makes_a_draft_and_a_supervisors_word_an_article(desk: DeskWorld) -> None:
    asked = drafted(desk)
    assert "Paper jam in tray 2 of the printer" in asked.subject
    assert SOLUTION in asked.text
    assert "[name]" in asked.text
    assert "Ann Smith" not in asked.text
    desk.clock.move(minutes=10)
    desk.writes(LI, text="title: Paper jam in tray 2\napprove", reply_to=asked)
    desk.run()
    told = desk.new_mails()
    assert {mail.to for mail in told} == {WANGS, LIS}
    assert "approved" in next(mail for mail in told if mail.to == WANGS).subject.casefold()
    with desk.desktop.database.reading() as tx:
        (article,) = listed_articles(tx)
    assert (article.state, article.author, article.approved_by, article.ticket) == (
        ArticleState.APPROVED, "wang", "li", 1,
    )  # fmt: skip
    assert (article.text.title, article.text.solution) == ("Paper jam in tray 2", SOLUTION)
    desk.check()


def test_two_drafts_are_kept_apart_by_the_mail_that_is_answered(desk: DeskWorld) -> None:
    first = drafted(desk)
    desk.clock.move(minutes=10)
    by_token = f"Re: [{desk.ticket(1).token}] The printer jams"
    desk.writes(WANG, subject=by_token, text="#kb Another title\nAnother solution.")
    desk.run()
    second = desk.mail_to(LIS)
    desk.clock.move(minutes=10)
    desk.writes(LI, text="reject: the first one says it better", reply_to=second)
    desk.writes(LI, text="approve", reply_to=first)
    desk.run()
    with desk.desktop.database.reading() as tx:
        states = [(article.state, article.reason) for article in listed_articles(tx)]
    assert states == [(ArticleState.APPROVED, ""), (ArticleState.WITHDRAWN, "the first one says it better")]
    rejection = next(mail for mail in desk.new_mails() if mail.to == WANGS and "Rejected" in mail.subject)
    assert "the first one says it better" in rejection.text
    desk.check()
