"""The reply to a digest: every line of it or none, and only what stands in that digest."""

from dataclasses import replace

import pytest

from maildesk.desk.article import Article, ArticleState, ArticleText
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState
from maildesk.desk.outgoing import MessageKind, TranscriptView
from maildesk.desk.ticket import Priority, State
from maildesk.mail.letter import Trust
from tests.desk.builders import (
    CHEN,
    LI,
    NOW,
    WANG,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    mails_of,
    owed,
    proof,
    staff_letter,
)

ITEMS = ("7", "8", "Q17", "I18", "Q19:discard", "U5", "A3")


def replied(words: str, *, to: str = LI.address, days: float = 1, trust: Trust = Trust.PROVEN) -> Decision:
    digest = a_sent_mail(MessageKind.DIGEST, to, items=ITEMS, created_at=ago(days=days))
    letter = staff_letter(LI, words, clues=by_reply(None), proof=proof(trust))
    article = Article(id=3, text=ArticleText(title="Toner"), author="wang", ticket=9, created_at=NOW, updated_at=NOW)
    situation = a_situation(letter, a_ticket(7), a_ticket(8), a_ticket(9), sent_mails=(digest,))
    return decide(replace(situation, articles={3: article}), NOW)


def lines(decision: Decision) -> TranscriptView:
    view = mails_of(decision)[-1].view
    assert isinstance(view, TranscriptView)
    return view


def test_lines_assign_change_close_release_and_discard_in_one_mail() -> None:
    decision = replied("7 assign chen\n8 priority urgent\nACME-8-ABCDE: #tag vpn\nQ17 release\nI18 放行\n")
    after = {work.ticket.number: work.ticket for work in decision.works}
    assert after[7].owner == "chen"
    assert (after[8].priority, after[8].tags) == (Priority.URGENT, ("vpn",))
    assert decision.releases == (17, 18)
    assert {("assignment", CHEN.address), ("transcript", LI.address)} <= owed(decision)
    assert all(line.done for line in lines(decision).lines)


def test_a_held_item_is_discarded() -> None:
    assert replied("q17 discard").discards == (17,)
    assert replied("Q19 discard").discards == (19,)


def test_a_mail_that_failed_is_sent_again() -> None:
    decision = replied("U5 resend")
    assert decision.resends == (5,)
    assert [line.result for line in lines(decision).lines] == ["It is sent once more."]


@pytest.mark.parametrize(
    ("words", "state", "reason"),
    [
        ("A3 approve", ArticleState.APPROVED, ""),
        ("a3 同意", ArticleState.APPROVED, ""),
        ("A3 reject: Name the model", ArticleState.WITHDRAWN, "Name the model"),
    ],
)
def test_a_draft_is_decided_by_its_line(words: str, state: ArticleState, reason: str) -> None:
    decision = replied(words)
    (work,) = decision.works
    (change,) = work.knowledge.changes
    assert (work.ticket.number, change.id, change.state, change.reason) == (9, 3, state, reason)
    assert lines(decision).lines[0].done


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("7 assign chen\n9 close", "9 does not stand in that digest"),
        ("7 assign chen\nQ99 release", "Q99 does not stand in that digest"),
        ("7 assign chen\nplease close the other one", "names no ticket and no item"),
        ("7 assign nobody-here", "write one of"),
        ("7 frobnicate", "not a command"),
        ("Q17 perhaps", "does not fit Q17; write release or discard"),
        ("Q19 release", "is held for its author"),
        ("U5 release", "does not fit U5; write resend"),
        ("A4 approve", "does not stand in that digest"),
        ("7 close\n7 resolve", "The ticket is closed"),
        ("", "holds no line to work"),
    ],
)
def test_one_wrong_line_carries_out_nothing(words: str, sentence: str) -> None:
    decision = replied(words)
    assert (decision.works, decision.releases, decision.discards) == ((), (), ())
    assert owed(decision) == {("command_error", LI.address)}
    assert any(sentence in line.result for line in lines(decision).lines), lines(decision).lines


@pytest.mark.parametrize(("to", "days"), [(WANG.address, 1), (LI.address, 8)])
def test_a_digest_of_somebody_else_or_an_old_one_is_refused(to: str, days: float) -> None:
    decision = replied("7 assign chen", to=to, days=days)
    assert decision.works == ()
    assert owed(decision) == {("command_error", LI.address)}


@pytest.mark.parametrize("trust", [Trust.FAILED, Trust.UNKNOWN, Trust.LIKELY])
def test_a_forged_reply_is_held(trust: Trust) -> None:
    decision = replied("7 assign chen", trust=trust)
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.works) == (LedgerState.QUARANTINE, ())


def test_two_lines_on_one_ticket_follow_each_other() -> None:
    decision = replied("7 close\n7 reopen")
    assert [work.ticket.state for work in decision.works] == [State.OPEN]
    assert decision.works[0].ticket.reopened == 1


def test_files_of_the_reply_go_to_nobody() -> None:
    from maildesk.mail.letter import Attachment

    file = Attachment(part="2", filename="a.pdf", content_type="application/pdf", size=1, sha256="0")
    digest = a_sent_mail(MessageKind.DIGEST, LI.address, items=ITEMS)
    letter = staff_letter(LI, "7 resolve", clues=by_reply(None), attachments=(file,))
    decision = decide(a_situation(letter, a_ticket(7), sent_mails=(digest,)), NOW)
    assert [mail.files for mail in mails_of(decision) if mail.files] == []
    assert replace(digest).items == ITEMS
