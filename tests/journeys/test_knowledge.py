"""From a solved ticket to an article, and from the article to the next customer's solution."""

from maildesk.desk.article import ArticleState
from maildesk.store.articles import listed_articles
from tests.journeys.desk_world import DeskWorld, SentMail

ANN = "Ann Smith <ann@customer.example.org>"
BOB = "Bob Jones <bob@elsewhere.example.net>"
ANNS, BOBS = "ann@customer.example.org", "bob@elsewhere.example.net"
WANGS, LIS = "wang@desk.example.com", "li@desk.example.com"
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


def test_a_draft_nobody_decided_stands_in_the_digest_and_its_line_approves_it(desk: DeskWorld) -> None:
    drafted(desk)
    desk.clock.move(hours=8)
    desk.run()
    digest = next(mail for mail in desk.new_mails() if mail.message["Precedence"] == "bulk" and mail.to == LIS)
    assert "A1 Wang Wei: Paper jam in tray 2 of the printer\n    waiting for 0 d\n    A1 approve" in digest.text
    desk.writes(LI, text="A1 approve", reply_to=digest)
    desk.run()
    told = desk.new_mails()
    assert "approved" in next(mail for mail in told if mail.to == WANGS).subject.casefold()
    with desk.desktop.database.reading() as tx:
        (article,) = listed_articles(tx)
    assert (article.state, article.approved_by) == (ArticleState.APPROVED, "li")
    assert desk.events(1)[-2].kind == "article_approved"


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


def approved(desk: DeskWorld) -> None:
    """Li approves the draft of Wang."""
    asked = drafted(desk)
    desk.writes(LI, text="approve", reply_to=asked)
    desk.run()
    desk.new_mails()
    desk.clock.move(days=1)


def test_the_next_customer_is_shown_the_article_and_closes_by_one_reply(desk: DeskWorld) -> None:
    approved(desk)
    desk.writes(BOB, subject="Paper jam in the printer", text="There is a paper jam in tray 2 again, what can I do?")
    desk.run()
    mails = desk.new_mails()
    told = next(mail for mail in mails if mail.to == BOBS)
    assert SOLUTION in told.text
    assert SOLUTION in told.html
    notice = next(mail for mail in mails if mail.to == WANGS)
    assert "Paper jam in tray 2 of the printer" in notice.text
    assert f"[{desk.ticket(1).token}] The printer jams" in notice.text  # a solved ticket of the same team
    assert desk.ticket(1).token not in told.text
    desk.clock.move(minutes=10)
    desk.writes(BOB, text="This solved it, thank you!", reply_to=told)
    desk.run()
    after = desk.new_mails()
    assert desk.ticket(2).state == "closed"
    assert "closed" in next(mail for mail in after if mail.to == BOBS).text
    assert "Solved by article 1" in next(mail for mail in after if mail.to == WANGS).text
    with desk.desktop.database.reading() as tx:
        (article,) = listed_articles(tx)
    assert (article.suggested, article.solved) == (1, 1)
    desk.check()


def test_an_article_in_chinese_is_found_in_the_other_script(desk: DeskWorld) -> None:
    desk.writes(ANN, subject="打印机卡纸", text="打印机二号纸盒总是卡纸，怎么办？")
    desk.run()
    notice = next(mail for mail in desk.new_mails() if mail.to == WANGS)
    desk.clock.move(minutes=10)
    desk.writes(WANG, text="打开二号纸盒，取出纸张后合上。\n#解决\n#知识 打印机二号纸盒卡纸", reply_to=notice)
    desk.run()
    desk.writes(LI, text="同意", reply_to=desk.mail_to(LIS))
    desk.run()
    desk.new_mails()
    desk.clock.move(days=1)
    desk.writes(BOB, subject="印表機卡紙了", text="您好，印表機二號紙匣又卡紙了，請問要怎麼處理？")
    desk.run()
    told = next(mail for mail in desk.new_mails() if mail.to == BOBS)
    assert "打开二号纸盒" in told.text
    desk.clock.move(minutes=10)
    desk.writes(BOB, text="這個解決了，謝謝！", reply_to=told)
    desk.run()
    assert desk.ticket(2).state == "closed"
    desk.check()


def test_nothing_is_suggested_where_nothing_fits_and_an_engineers_answer_ends_the_offer(desk: DeskWorld) -> None:
    approved(desk)
    desk.writes(BOB, subject="Invoice 2291", text="Please send me the invoice once more, the file was empty.")
    desk.run()
    assert SOLUTION not in next(mail for mail in desk.new_mails() if mail.to == BOBS).text
    desk.writes(BOB, subject="Paper jam in the printer", text="There is a paper jam in tray 2 again.")
    desk.run()
    mails = desk.new_mails()
    told, notice = (next(mail for mail in mails if mail.to == to) for to in (BOBS, WANGS))
    desk.clock.move(minutes=10)
    desk.writes(WANG, text="I come and look.", reply_to=notice)
    desk.run()
    desk.writes(BOB, text="solved", reply_to=told)
    desk.run()
    assert desk.ticket(3).state == "open"
