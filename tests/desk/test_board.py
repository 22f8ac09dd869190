"""Who gets to the board, and what stands on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from maildesk.desk.board import BoardData, board_view
from maildesk.desk.board_view import BoardLinkView
from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState
from maildesk.desk.desk import Desk
from maildesk.desk.digest import DayFigures
from maildesk.desk.outgoing import MessageKind, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.ticket import State
from maildesk.mail.letter import Trust
from maildesk.mail.link_token import LinkPurpose, read_link_token, verify_link
from tests.desk.builders import KEY, LI, NOW, WANG, a_desk, a_situation, a_ticket, ago, proof, staff_letter


def on_desk(**changes: object) -> Desk:
    return a_desk(**{"base_url": "https://desk.example.com", "board": True, **changes})


def asked(person: Staff = LI, words: str = "board", desk: Desk | None = None, **letter: object) -> Decision:
    changes = {"subject": "hello", **letter}
    return decide(a_situation(staff_letter(person, words, **changes), desk=desk or on_desk()), NOW)


@pytest.mark.parametrize("words", ["board", "Board", "#board", " 看板。", "＃看板"])
def test_the_word_alone_brings_a_supervisor_a_link_made_for_that_address(words: str) -> None:
    decision = asked(words=words)
    (mail,) = decision.outgoing
    assert (mail.kind, mail.to.address, decision.works) == (MessageKind.BOARD, LI.address, ())
    assert decision.verdict is not None
    assert decision.verdict.state is LedgerState.IGNORED
    assert isinstance(mail.view, BoardLinkView)
    assert mail.view.valid_until == NOW + timedelta(minutes=15)
    claim = read_link_token(KEY, mail.view.url.rpartition("/")[2])
    assert claim is not None
    assert (claim.purpose, claim.number) == (LinkPurpose.BOARD, 17)
    assert verify_link(KEY, claim, LI.address, NOW.date())
    assert not verify_link(KEY, claim, WANG.address, NOW.date())


def test_the_subject_alone_is_enough_and_more_words_are_a_request() -> None:
    assert asked(words="", subject="看板").outgoing[0].kind is MessageKind.BOARD
    assert asked(words="The board in hall 3 is broken.", subject="board").works


@pytest.mark.parametrize(
    ("person", "desk", "sentence"),
    [
        (WANG, on_desk(), "Only supervisors see the board"),
        (LI, on_desk(board=False), "The board is switched off"),
        (LI, on_desk(base_url=None), "The board is switched off"),
    ],
)
def test_nobody_else_gets_one_and_none_is_there_unless_switched_on(person: Staff, desk: Desk, sentence: str) -> None:
    (mail,) = asked(person, desk=desk).outgoing
    assert isinstance(mail.view, TranscriptView)
    assert mail.view.lines[0].result.startswith(sentence)


def test_an_unproven_mail_in_the_name_of_a_supervisor_is_held() -> None:
    decision = asked(proof=proof(Trust.UNKNOWN))
    assert [mail.kind for mail in decision.outgoing] == [MessageKind.RELEASE_REQUEST]


def test_it_counts_what_is_open_and_shows_no_customer() -> None:
    tickets = (
        a_ticket(1, created_at=ago(days=3)),
        a_ticket(2, owner=None, state=State.NEW),
        a_ticket(3, state=State.PENDING),
        a_ticket(4, state=State.RESOLVED),
    )
    days = tuple((date(2026, 11, 17 + n), DayFigures(arrived=n + 1, solved=n)) for n in range(2))
    view = board_view(a_desk(), LI, BoardData(open_tickets=tickets, days=days, engineers={"wang": (2, 3)}), NOW)
    assert (view.open, view.unowned, view.waiting, view.arrived, view.solved) == (3, 1, 1, 2, 1)
    assert view.late >= 1
    assert view.to_come[0].severity == "late"
    assert [line.number for line in view.without_owner] == [2]
    assert [(each.name, each.open, each.solved, each.answered) for each in view.engineers] == [("Wang Wei", 2, 2, 3)]
    assert [(day.day, day.arrived) for day in view.trend] == [("2026-11-17", 1), ("2026-11-18", 2)]
    assert view.trend_most == 2
    assert "customer.example.org" not in repr(view)


def test_a_quiet_desk_has_an_empty_board() -> None:
    view = board_view(a_desk(), LI, BoardData(), NOW)
    assert (view.open, view.to_come, view.trend) == (0, (), ())


def test_who_a_complaint_may_be_about_does_not_read_it_there() -> None:
    about = replace(a_ticket(5, owner=None, state=State.NEW), concerned=(LI.id,))
    assert board_view(a_desk(), LI, BoardData(open_tickets=(about,)), NOW).without_owner == ()
