"""Staff who reply "why" read how a ticket came to stand as it does; nobody else does."""

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import ChangeKind
from maildesk.desk.explanation import ExplainedEvent, ExplainedMail, asks_why, explanation
from maildesk.desk.outgoing import ExplainedStep, MessageKind, TranscriptView
from maildesk.desk.ticket import TicketType
from tests.desk.builders import (
    ANN,
    LI,
    NOW,
    WANG,
    a_desk,
    a_situation,
    a_ticket,
    ago,
    customer_answers,
    mails_of,
    owed,
    staff_answers,
)

STEP = ExplainedStep(at=ago(days=1), actor="desk", what="opened", after="open", section="staff_state", reasons=("so",))


@pytest.mark.parametrize("words", ["why", "Why?", "#why", "why ?", "为什么", "为什么？", "＃為什麼", "為何", "explain"])
def test_the_reply_why_gets_the_explanation_and_the_customer_nothing(words: str) -> None:
    decision = decide(staff_answers(WANG, a_ticket(), words, explained={7: (STEP,)}), NOW)
    assert owed(decision) == {("transcript", WANG.address)}
    view = mails_of(decision)[0].view
    assert isinstance(view, TranscriptView)
    assert view.explanation[0] == STEP
    assert {step.after for step in view.explanation if step.what == "clock"} >= {"response", "resolution"}


@pytest.mark.parametrize("kind", [MessageKind.ASSIGNMENT, MessageKind.WARNING, MessageKind.APPROVAL_REQUEST])
def test_it_works_from_any_notice(kind: MessageKind) -> None:
    decision = decide(staff_answers(WANG, a_ticket(), "why", answering=kind), NOW)
    assert owed(decision) == {("transcript", WANG.address)}


@pytest.mark.parametrize("words", ["Why is it so slow?", "为什么打不开，请您再看一下"])
def test_a_question_to_the_customer_goes_to_the_customer(words: str) -> None:
    assert ("answer", ANN.address) in owed(decide(staff_answers(WANG, a_ticket(), words), NOW))


@pytest.mark.parametrize("words", ["why", "为什么？", "#why", "為什麼"])
def test_a_customer_is_explained_nothing(words: str) -> None:
    decision = decide(customer_answers(a_ticket(), words, explained={7: (STEP,)}), NOW)
    assert owed(decision) == {("customer_answered", WANG.address)}


def test_a_complaint_is_not_explained_to_whom_it_is_about() -> None:
    ticket = a_ticket(type=TicketType.COMPLAINT, owner=None, concerned=("wang",))
    decision = decide(staff_answers(WANG, ticket, "why", explained={7: (STEP,)}), NOW)
    assert repr(STEP) not in repr(mails_of(decision)[0].view)
    assert owed(decision) == {("command_error", WANG.address)}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("why", True),
        ("1042 why", True),
        ("Hello\n#why", True),
        ("1042：为什么", True),
        ("tell me why", False),
        ("", False),
    ],
)
def test_when_the_reasons_are_looked_up(text: str, asked: bool) -> None:
    assert asks_why(text) is asked


def test_mails_and_events_stand_in_the_order_of_time_with_names_and_reasons() -> None:
    mail = ExplainedMail(at=ago(hours=2), sender=ANN.address, state="ticket", reason="new", reasons=("read", "new"))
    events = [
        ExplainedEvent(at=ago(hours=2), kind=ChangeKind.OPENED, actor="customer", after="open", reason="all in one"),
        ExplainedEvent(
            at=ago(hours=1), kind=ChangeKind.OWNER_CHANGED, actor="li", before="wang", after="chen", reason="r"
        ),
        ExplainedEvent(
            at=NOW, kind=ChangeKind.PARTICIPANT_ADDED, actor="wang", after="hmac:00", reason="cc", personal=True
        ),
    ]
    steps = explanation(a_desk().people, [mail], events)
    assert [(step.what, step.actor, step.before, step.after) for step in steps] == [
        ("mail", ANN.address, "", "ticket"),
        ("opened", "customer", "", "open"),
        ("owner_changed", "Li Na", "Wang Wei", "Chen Jing"),
        ("participant_added", "Wang Wei", "", ""),
    ]
    assert [step.reasons for step in steps] == [("read", "new"), (), ("r",), ("cc",)]


def test_of_a_very_long_life_the_middle_is_left_out_and_counted() -> None:
    events = [ExplainedEvent(at=ago(minutes=500 - n), kind="answered", actor="wang") for n in range(200)]
    steps = explanation(a_desk().people, [], events)
    assert len(steps) == 81
    assert [(step.what, step.after) for step in steps if step.what == "left_out"] == [("left_out", "120")]


def test_the_ledger_keeps_how_a_mail_was_read_and_which_rules_did_not_match() -> None:
    rules = [
        {"name": "scanners", "when": {"subject_any": ["scanner"]}, "set": {"owner": "chen"}},
        {"name": "printers", "when": {"subject_any": ["printer"]}, "set": {"owner": "wang"}},
    ]
    reasons = decide(a_situation(desk=a_desk(rules=rules)), NOW).reasons
    assert reasons[0] == "Read as request (L27) in en; the sender: dmarc=pass."
    assert any(reason.startswith("Rule 2 (printers)") for reason in reasons)
    assert "Rules that did not match: 1 (scanners)." in reasons


def test_a_supervisor_may_ask_of_every_ticket() -> None:
    assert ("transcript", LI.address) in owed(decide(staff_answers(LI, a_ticket(team="network"), "why"), NOW))
