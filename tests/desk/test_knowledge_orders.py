"""#kb makes a draft, a supervisor decides about it by reply, and nothing of either reaches a customer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maildesk.desk.article import Article, ArticleState, ArticleText
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import ArticleOutcome, ArticleView, CustomerView, HistoryLine, MessageKind, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.service_settings import ApproveBy, Knowledge
from maildesk.desk.ticket import State, Ticket, TicketType
from tests.desk.builders import (
    CHEN,
    LI,
    NOW,
    WANG,
    a_desk,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    mails_of,
    owed,
    staff_answers,
    staff_letter,
)

ASKED = HistoryLine(
    at=ago(hours=3), author="Ann Smith", direction="in", visibility="public",
    text="Hello, the printer jams. Ann Smith, ann@customer.example.org, +44 20 7946 0958",
)  # fmt: skip
SECRET = "Their contract ends in March and the boss wants them to feel it, so take all the time you need."
NOTED = HistoryLine(at=ago(hours=2), author="Wang", direction="in", visibility="internal", text=SECRET)
TOLD = HistoryLine(
    at=ago(hours=1), author="Wang", direction="out", visibility="public", text="Dear Ms Smith, open tray 2."
)
DRAFT = Article(
    id=17, text=ArticleText(title="Paper jam", question="It jams.", solution="Open tray 2."), author="wang", ticket=7,
    created_at=ago(hours=1), updated_at=ago(hours=1),
)  # fmt: skip


def written(words: str, *history: HistoryLine, ticket: Ticket | None = None, **changes: object) -> Decision:
    ticket = ticket or a_ticket()
    return decide(staff_answers(WANG, ticket, words, history={ticket.number: history}, **changes), NOW)


def answered(
    words: str,
    article: Article | None = DRAFT,
    *,
    person: Staff = LI,
    desk: Desk | None = None,
    items: tuple[str, ...] = ("17", "1"),
) -> Decision:
    ticket = a_ticket()
    letter = staff_letter(person, words, clues=by_reply(ticket))
    asked = a_sent_mail(MessageKind.ARTICLE, person.address, ticket, items=items)
    articles = {article.id: article} if article else {}
    return decide(a_situation(letter, ticket, sent_mails=(asked,), articles=articles, desk=desk), NOW)


def view_of(decision: Decision) -> ArticleView:
    return next(mail.view for mail in mails_of(decision) if isinstance(mail.view, ArticleView))


def sentences(decision: Decision) -> list[str]:
    return [
        line.result for mail in mails_of(decision) if isinstance(mail.view, TranscriptView) for line in mail.view.lines
    ]


def to_customers(decision: Decision) -> list[CustomerView]:
    return [mail.view for mail in mails_of(decision) if isinstance(mail.view, CustomerView)]


# --- #kb


@pytest.mark.parametrize("word", ["#kb", "#KB", "＃知识", "#知識", "#知识库"])
def test_kb_makes_a_draft_of_the_first_question_and_the_last_answer(word: str) -> None:
    decision = written(f"{word} Paper jam in tray 2", ASKED, NOTED, TOLD)
    new = decision.works[0].knowledge.new
    assert new is not None
    assert (new.author, new.text.title) == ("wang", "Paper jam in tray 2")
    assert new.text.question == "Hello, the printer jams. [name] [name], [address], [number]".replace(
        "[name] [name]", "[name]"
    )
    assert new.text.solution == "Dear Ms [name], open tray 2."
    assert owed(decision) == {("article", LI.address), ("transcript", WANG.address)}
    assert view_of(decision).masked == 4


def test_the_words_of_the_mail_are_the_solution_and_go_to_nobody() -> None:
    decision = written("#kb\nOpen tray 2 and pull.", ASKED, TOLD)
    new = decision.works[0].knowledge.new
    assert new is not None
    assert (new.text.title, new.text.solution) == ("Printer broken", "Open tray 2 and pull.")
    assert to_customers(decision) == []
    assert decision.works[0].messages == ()
    assert "nothing was sent to the customer" in sentences(decision)[0]


def test_with_resolve_the_words_are_both_answer_and_solution() -> None:
    decision = written("Open tray 2.\n\n#resolve\n#kb", ASKED)
    new = decision.works[0].knowledge.new
    assert new is not None
    assert new.text.solution == "Open tray 2."
    assert [view.words for view in to_customers(decision)] == ["Open tray 2."]
    assert decision.works[0].ticket.state is State.RESOLVED


@pytest.mark.parametrize(
    ("words", "history", "ticket", "sentence"),
    [
        ("#kb", (ASKED,), a_ticket(), "#kb needs a solution"),
        ("#kb\n#note\nsecret", (ASKED,), a_ticket(), "#kb takes no internal words"),
        ("#kb\nOpen it.", (ASKED,), a_ticket(type=TicketType.COMPLAINT), "A complaint makes no article"),
        ("#kb " + "x" * 201, (ASKED, TOLD), a_ticket(), "201 characters"),
        ("#kb one\n#kb two", (ASKED, TOLD), a_ticket(), "One mail makes one article"),
        (f"#kb\n{SECRET}", (ASKED, NOTED), a_ticket(), "internal note"),
    ],
)
def test_a_draft_that_cannot_be_made_undoes_the_whole_mail(
    words: str, history: tuple[HistoryLine, ...], ticket: Ticket, sentence: str
) -> None:
    decision = written(words, *history, ticket=ticket)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert decision.works[0].knowledge.new is None
    assert any(sentence in line for line in sentences(decision))


def test_a_note_is_never_the_solution() -> None:
    new = written("#kb\n#note\nThe customer is slow.", ASKED, NOTED, TOLD).works[0].knowledge.new
    assert new is not None
    assert new.text.solution == "Dear Ms [name], open tray 2."


@given(
    st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=6),
    st.sampled_from(["#kb", "#kb\n#note\nx", "#kb T\nDo."]),
)
def test_no_note_of_the_ticket_gets_into_a_draft(notes: list[str], words: str) -> None:
    marked = [replace(NOTED, text=f"\u2603{note}") for note in notes]
    decision = written(words, marked[0], ASKED, *marked[1:], TOLD, *marked)
    new = decision.works[0].knowledge.new
    assert new is not None
    assert "\u2603" not in new.text.title + new.text.question + new.text.solution
    assert all("\u2603" not in str(mail.view) for mail in mails_of(decision) if isinstance(mail.view, ArticleView))


def test_the_lead_approves_where_the_desk_is_set_so_but_not_own_drafts() -> None:
    desk = a_desk(knowledge=Knowledge(approve_by=ApproveBy.LEAD))  # Wang leads the service team
    assert ("article", LI.address) in owed(written("#kb", ASKED, TOLD, desk=desk))
    other = decide(staff_answers(CHEN, a_ticket(), "#kb", history={7: (ASKED, TOLD)}, desk=desk), NOW)
    assert ("article", WANG.address) in owed(other)


# --- the reply to the draft


@pytest.mark.parametrize("word", ["approve", "Approve.", "#approve", "同意", "批准", "核准", "yes"])
def test_one_word_approves(word: str) -> None:
    decision = answered(word)
    change = decision.works[0].knowledge.changes[0]
    assert (change.id, change.revision, change.state, change.actor) == (17, 1, ArticleState.APPROVED, "li")
    assert owed(decision) == {("article", WANG.address), ("transcript", LI.address)}
    assert view_of(decision).outcome is ArticleOutcome.APPROVED


@pytest.mark.parametrize(("words", "reason"), [("reject: too short", "too short"), ("拒绝 太短", "太短"), ("no", "")])
def test_a_rejection_goes_to_the_author_with_its_reason(words: str, reason: str) -> None:
    decision = answered(words)
    assert decision.works[0].knowledge.changes[0].state is ArticleState.WITHDRAWN
    view = view_of(decision)
    assert (view.outcome, view.reason, view.staff_name) == (ArticleOutcome.REJECTED, reason, "Wang Wei")


def test_other_words_amend_and_the_draft_is_asked_about_once_more() -> None:
    decision = answered("title: Jam in tray 2\nPull the paper out slowly.\nThen close the tray.")
    change = decision.works[0].knowledge.changes[0]
    assert change.state is None
    assert change.text == replace(
        DRAFT.text, title="Jam in tray 2", solution="Pull the paper out slowly.\nThen close the tray."
    )
    view = view_of(decision)
    assert (view.outcome, view.revision, view.staff_name) == (ArticleOutcome.ASKED, 2, "Li Na")


def test_amended_and_approved_in_one_reply() -> None:
    change = answered("标题：卡纸\n问题：打印机卡纸。\n解决方案：\n拉出纸张。\n\n批准").works[0].knowledge.changes[0]
    assert change.state is ArticleState.APPROVED
    assert change.text == replace(DRAFT.text, title="卡纸", question="打印机卡纸。", solution="拉出纸张。")


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        ({"words": "approve", "person": CHEN}, "Only supervisors"),
        ({"words": "approve", "items": ("17", "2")}, "changed after this mail"),
        ({"words": "approve", "items": ()}, "asks nothing"),
        ({"words": "approve", "article": None}, "asks nothing"),
        ({"words": "approve", "article": replace(DRAFT, state=ArticleState.APPROVED)}, "was approved before"),
        ({"words": "approve", "article": replace(DRAFT, state=ArticleState.WITHDRAWN)}, "was taken back before"),
        ({"words": "title: Paper jam"}, "changes nothing"),
        ({"words": "title: " + "x" * 300}, "300 characters"),
    ],
)
def test_a_reply_that_cannot_be_carried_out_changes_nothing_and_is_told(
    reply: dict[str, object], sentence: str
) -> None:
    decision = answered(**reply)  # type: ignore[arg-type]
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert decision.works[0].knowledge.changes == ()
    assert any(sentence in line for line in sentences(decision))


def test_nobody_approves_what_they_wrote_themselves_while_somebody_else_can() -> None:
    boss = replace(LI, id="boss", name="Boss", address="boss@desk.example.com")
    own = replace(DRAFT, author="li")
    both = a_desk(staff=(WANG, LI, boss))
    assert "You wrote article 17 yourself; Boss can approve it." in sentences(answered("approve", own, desk=both))
    alone = answered("approve", own)
    assert alone.works[0].knowledge.changes[0].state is ArticleState.APPROVED


def test_no_reply_about_an_article_reaches_a_customer() -> None:
    for words in ("approve", "reject: no", "Some new words", "", "Thanks, I will write it again."):
        for items in (("17", "1"), ()):
            assert to_customers(answered(words, items=items)) == []
