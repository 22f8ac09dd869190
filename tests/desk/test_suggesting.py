"""What is suggested to whom: only what is approved and fits, and solved tickets only to the engineers of their team."""

from dataclasses import replace

import pytest

from maildesk.desk.article import Article, ArticleState, ArticleText
from maildesk.desk.article_answer import place_that_solved
from maildesk.desk.article_ranking import Ranked
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision
from maildesk.desk.known import Known
from maildesk.desk.outgoing import CustomerView, MessageKind, StaffView
from maildesk.desk.service_settings import Knowledge
from maildesk.desk.solved_words import SolvedHit, alike, words_of_new, words_of_solved
from maildesk.desk.suggesting import shortened
from maildesk.desk.ticket import State, TicketType
from maildesk.mail.letter import Trust
from tests.desk.builders import (
    ANN,
    BOB,
    NOW,
    WANG,
    a_desk,
    a_letter,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    customer_answers,
    mails_of,
    owed,
    proof,
    staff_letter,
    ticket_of,
)


def an_article(id_: int = 1, **changes: object) -> Article:
    plain = Article(
        id=id_, state=ArticleState.APPROVED, text=ArticleText(title=f"Article {id_}", solution=f"Solution {id_}."),
        author="wang", created_at=ago(days=9), updated_at=ago(days=9),
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def ranked(id_: int = 1, *, score: float = 5.0, confidence: float = 0.9, matched: int = 3) -> Ranked:
    return Ranked(article=id_, score=score, confidence=confidence, matched=matched)


def opened(known: Known, **changes: object) -> Decision:
    return decide(a_situation(a_letter(), known=known, **changes), NOW)


def shown(decision: Decision) -> list[int]:
    views = [mail.view for mail in mails_of(decision) if mail.kind is MessageKind.ACKNOWLEDGEMENT]
    return [line.id for view in views if isinstance(view, CustomerView) for line in view.articles]


def notice(decision: Decision) -> StaffView:
    return next(mail.view for mail in mails_of(decision) if isinstance(mail.view, StaffView))


def known(*pairs: tuple[Ranked, Article]) -> Known:
    return Known(ranked=tuple(each for each, _ in pairs), articles={article.id: article for _, article in pairs})


def test_the_best_articles_are_shown_to_the_customer_and_to_the_engineers_and_are_remembered() -> None:
    decision = opened(known(*((ranked(n, score=9 - n), an_article(n)) for n in (1, 2, 3, 4))))
    assert shown(decision) == [1, 2, 3]
    assert [line.place for line in notice(decision).articles] == [1, 2, 3]
    assert decision.works[0].knowledge.suggested == (1, 2, 3)


@pytest.mark.parametrize(
    "pair",
    [
        (ranked(confidence=0.1), an_article()),
        (ranked(matched=1), an_article()),
        (ranked(), an_article(state=ArticleState.DRAFT)),
        (ranked(), an_article(state=ArticleState.WITHDRAWN)),
    ],
)
def test_what_fits_badly_or_is_not_approved_is_shown_to_nobody(pair: tuple[Ranked, Article]) -> None:
    decision = opened(known(pair))
    assert shown(decision) == []
    assert notice(decision).articles == ()
    assert decision.works[0].knowledge.suggested == ()


def test_what_falls_far_behind_the_best_is_left_out_and_the_customers_language_comes_first() -> None:
    chinese = an_article(1, text=ArticleText(title="卡纸", solution="拉出。", language="zh-Hans"))
    decision = opened(
        known((ranked(1, score=9), chinese), (ranked(2, score=8), an_article(2)), (ranked(3, score=1), an_article(3)))
    )
    assert shown(decision) == [2, 1]


def test_suggestions_are_switched_off_and_numbered_by_the_settings() -> None:
    pairs = known((ranked(1), an_article(1)), (ranked(2), an_article(2)))
    assert shown(opened(pairs, desk=a_desk(knowledge=Knowledge(suggest=False)))) == []
    assert shown(opened(pairs, desk=a_desk(knowledge=Knowledge(most=1)))) == [1]


def test_a_complaint_is_answered_without_articles() -> None:
    decision = opened(known((ranked(), an_article())), mailbox="complaints")
    assert ticket_of(decision).type is TicketType.COMPLAINT
    assert decision.works[0].knowledge.suggested == ()
    assert all(
        not view.articles for mail in mails_of(decision) if isinstance(view := mail.view, CustomerView | StaffView)
    )


def test_similar_tickets_are_those_of_the_team_that_are_over_and_only_staff_read_them() -> None:
    solved = (
        a_ticket(101, state=State.CLOSED, subject="The old one"),
        a_ticket(102, state=State.OPEN),
        a_ticket(103, state=State.CLOSED, team="network"),
        a_ticket(104, state=State.RESOLVED, type=TicketType.COMPLAINT),
        a_ticket(105, state=State.RESOLVED, merged_into=101),
    )
    decision = opened(Known(solved=solved))
    assert [(line.number, line.subject, line.owner_name) for line in notice(decision).similar] == [
        (101, "The old one", "Wang Wei")
    ]
    customers = [mail.view for mail in mails_of(decision) if isinstance(mail.view, CustomerView)]
    assert customers
    assert not any("The old one" in str(view) or "101" in str(view) for view in customers)


def test_a_caller_for_whom_staff_opened_the_ticket_is_shown_articles_too() -> None:
    customers = a_situation(a_letter(), known=known((ranked(), an_article())))
    letter = staff_letter(WANG, "#new for ann@customer.example.org\nThe printer is broken.")
    decision = decide(a_situation(letter, behalf=customers), NOW)
    assert shown(decision) == [1]
    assert decision.works[0].knowledge.suggested == (1,)


# --- the answer


def answered(words: str, articles: tuple[int, ...] = (17, 4), **changes: object) -> Decision:
    ticket = a_ticket(**changes)  # type: ignore[arg-type]
    situation = customer_answers(
        ticket, words, answering=MessageKind.ACKNOWLEDGEMENT, suggested={ticket.number: articles}
    )
    return decide(situation, NOW)


@pytest.mark.parametrize(
    ("words", "article"), [("solved 2", 4), ("This solved it, thanks!", 17), ("这个解决了", 17), ("第二个解决了", 4)]
)
def test_a_customer_whom_an_article_helped_closes_the_ticket(words: str, article: int) -> None:
    decision = answered(words)
    assert ticket_of(decision).state is State.CLOSED
    assert decision.works[0].knowledge.solved_by == article
    assert ("closed", ANN.address) in owed(decision)
    assert notice(decision).headline == f"Solved by article {article}"


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("It did not help.", {}),
        ("solved 3", {}),
        ("yes", {}),
        ("solved", {"articles": ()}),
        ("solved", {"answered_at": ago(minutes=5)}),
        ("solved? I do not understand it.", {}),
    ],
)
def test_other_words_leave_the_ticket_open_and_the_owner_reads_them(words: str, changes: dict[str, object]) -> None:
    decision = answered(words, **changes)  # type: ignore[arg-type]
    assert ticket_of(decision).state is State.OPEN
    assert decision.works[0].knowledge.solved_by is None
    assert any(kind == "customer_answered" for kind, _ in owed(decision))


def test_a_stranger_or_forger_closes_nothing() -> None:

    ticket = a_ticket()
    for letter in (
        a_letter("solved", sender=BOB, clues=by_reply(ticket)),
        a_letter("solved", proof=proof(Trust.FAILED), clues=by_reply(ticket)),
    ):
        sent = a_sent_mail(MessageKind.ACKNOWLEDGEMENT, ANN.address, ticket)
        situation = a_situation(letter, ticket, sent_mails=(sent,), suggested={ticket.number: (17,)})
        assert ticket_of(decide(situation, NOW)).state is State.OPEN


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("solved", 1), ("Solved: 2", 2), ("article 2 solved it", 2), ("#2", 2), ("3", 3), ("解决了 2", 2),
        ("已解决", 1),
        ("方法2解决了", 2), ("thank you, article 1 fixed it", 1), ("solved 9", None), ("solved 1 and 2", None),
        ("yes, ok!", None), ("好的", None), ("2 users cannot print", None), ("not solved 2", None), ("没解决", None),
        ("solved?", None), ("", None), ("solved " * 60, None), ("it began at 2:30", None), ("thanks", None),
    ],
)  # fmt: skip
def test_the_place_an_answer_names(words: str, place: int | None) -> None:
    assert place_that_solved(words, 3, bare_number=True) == place


def test_a_mere_number_counts_only_where_the_mail_asked_for_no_other() -> None:
    assert place_that_solved("2", 3, bare_number=False) is None
    assert place_that_solved("solved 2", 3, bare_number=False) == 2
    assert place_that_solved("solved", 0, bare_number=True) is None


# --- solved tickets


def test_a_solved_ticket_is_found_by_its_words_but_not_by_its_people() -> None:
    ticket = a_ticket(subject="Printer jams for Ann Smith")
    words = words_of_solved(ticket, "Smith says tray 2 jams, serial X9K2P7Q4R6T8W1Z3B5")
    assert {"print", "jam", "tray"} <= set(words)
    assert not {"ann", "smith"} & set(words)
    assert all(len(word) <= 16 for word in words)


def test_tickets_that_share_most_rare_words_are_alike() -> None:
    asked = words_of_new("Printer jams", "tray 2 is empty")
    hits = [
        *(SolvedHit(word="print", ticket=n, team="a", among=20) for n in range(1, 21)),
        SolvedHit(word="jam", ticket=7, team="a", among=2),
        SolvedHit(word="tray", ticket=7, team="a", among=2),
        SolvedHit(word="jam", ticket=9, team="a", among=2),
    ]
    assert alike(asked, hits, 3) == (7, 9)
    assert alike(asked, hits[:20], 3) == ()
    assert alike((), [], 3) == ()


def test_a_long_solution_ends_at_a_sentence() -> None:
    text = "First sentence. " + "word " * 80 + "end. " + "more " * 200
    assert shortened(text).endswith("end. …".replace(" …", " …"))
    assert shortened("short") == "short"
