"""#due, #escalate and #asset: what is promised to a customer, who is called, and what the ticket is about."""

from datetime import UTC, datetime

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, Visibility
from maildesk.desk.outgoing import CustomerView, MessageKind, StaffView, TranscriptView
from maildesk.desk.people import Role, Staff
from maildesk.desk.sla import Policy, clocks
from maildesk.desk.ticket import State, Ticket, TicketType
from tests.desk.builders import (
    ANN,
    CHEN,
    LI,
    NOW,
    WANG,
    ZHAO,
    a_desk,
    a_ticket,
    mails_of,
    owed,
    staff_answers,
    ticket_of,
)

FRIDAY = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)  # 15:00 in Shanghai


def done(words: str, ticket: Ticket | None = None, person: Staff = WANG, **changes: object) -> Decision:
    return decide(staff_answers(person, ticket or a_ticket(), words, **changes), NOW)


def lines(decision: Decision) -> list[str]:
    view = next(mail.view for mail in mails_of(decision) if isinstance(mail.view, TranscriptView))
    return [line.result for line in view.lines]


def customer_mails(decision: Decision) -> list[tuple[MessageKind, CustomerView]]:
    return [(mail.kind, mail.view) for mail in mails_of(decision) if isinstance(mail.view, CustomerView)]


@pytest.mark.parametrize("words", ["#due friday 15:00", "#期限 星期五 下午3点", "#約定 週五 15:00", "due fri 15:00"])
def test_an_agreed_date_is_told_to_the_customer_and_replaces_the_target(words: str) -> None:
    decision = done(words)
    after = ticket_of(decision)
    assert after.due_at == FRIDAY
    ((kind, view),) = customer_mails(decision)
    assert (kind, view.due_at, view.words) == (MessageKind.PROGRESS, FRIDAY, "")
    reading = clocks(after, {}, Policy(), NOW).resolution
    assert reading is not None
    assert (reading.due, reading.agreed) == (FRIDAY, True)


@pytest.mark.parametrize(
    "words", ["The part comes on Friday.\n#due friday 15:00", "The part comes on Friday.\n#due friday 15:00\n#update"]
)
def test_words_and_date_go_out_in_one_mail(words: str) -> None:
    ((kind, view),) = customer_mails(done(words))
    assert (kind, view.words, view.due_at) == (MessageKind.PROGRESS, "The part comes on Friday.", FRIDAY)


def test_words_of_a_note_stay_while_the_customer_hears_of_the_date() -> None:
    ((_, view),) = customer_mails(done("Hard to get.\n#note\n#due friday 15:00"))
    assert (view.words, view.due_at) == ("", FRIDAY)


def test_the_transcript_names_the_moment_in_the_engineers_zone() -> None:
    far = Staff(id="wang", name="Wang", address=WANG.address, teams=("service",), zone="America/New_York")
    decision = done("#due 2026-11-20 02:00", desk=a_desk(staff=(far, LI)), person=far)
    assert ticket_of(decision).due_at == FRIDAY
    assert lines(decision) == ["Agreed for 2026-11-20 02:00 (America/New_York); the customer is told."]


def test_a_date_is_taken_back_without_a_word_to_the_customer() -> None:
    decision = done("#due off", a_ticket(due_at=FRIDAY))
    assert ticket_of(decision).due_at is None
    assert customer_mails(decision) == []


@pytest.mark.parametrize(
    ("words", "ticket", "sentence"),
    [
        ("#due", a_ticket(), "#due needs a date"),
        ("#due yesterday", a_ticket(), "is no date"),
        ("#due 2026-11-17", a_ticket(), "has passed"),
        ("#due 2036-11-17", a_ticket(), "two years"),
        ("#due off", a_ticket(), "No date is agreed"),
        ("#due friday", a_ticket(state=State.CLOSED), "#reopen first"),
        ("#due friday", a_ticket(state=State.RESOLVED), "#reopen first"),
        ("#due friday\n#due monday", a_ticket(), "contradicts"),
        ("#asset", a_ticket(), "#asset needs"),
        ("#asset " + "x" * 121, a_ticket(), "120 characters"),
        ("#update\nNews.\n#escalate", a_ticket(), "#escalate keeps them internal"),
    ],
)
def test_what_cannot_be_promised_is_refused_with_what_to_write_instead(
    words: str, ticket: Ticket, sentence: str
) -> None:
    decision = done(words, ticket)
    assert any(sentence in line for line in lines(decision)), lines(decision)
    assert {kind for kind, _ in owed(decision)} == {"command_error"}
    assert ticket_of(decision).due_at == ticket.due_at


@pytest.mark.parametrize(
    ("person", "ticket", "called"),
    [
        (CHEN, a_ticket(), {WANG.address, LI.address}),
        (WANG, a_ticket(), {LI.address}),
        (ZHAO, a_ticket(owner="zhao"), {WANG.address, LI.address}),
        (WANG, a_ticket(type=TicketType.COMPLAINT), {LI.address}),
        (WANG, a_ticket(team=None), {LI.address}),
    ],
)
def test_the_lead_and_the_supervisors_are_called(person: Staff, ticket: Ticket, called: set[str]) -> None:
    decision = done("I am stuck, the customer is angry.\n#escalate", ticket, person)
    mails = [mail for mail in mails_of(decision) if mail.kind is MessageKind.WARNING]
    assert {mail.to.address for mail in mails} == called
    assert {mail.view.words for mail in mails if isinstance(mail.view, StaffView)} == {
        "I am stuck, the customer is angry."
    }


@pytest.mark.parametrize(
    "words", ["The boss must decide.\n#escalate", "#升级 The boss must decide.", "#升級\nThe boss must decide."]
)
def test_the_words_of_an_escalation_are_a_note(words: str) -> None:
    decision = done(words)
    assert customer_mails(decision) == []
    assert [(each.visibility, each.text) for each in decision.works[0].messages] == [
        (Visibility.INTERNAL, "The boss must decide.")
    ]


def test_nobody_can_be_called_where_nobody_is() -> None:
    alone = Staff(id="wang", name="Wang", address=WANG.address, teams=("service",), role=Role.ENGINEER)
    decision = done("#escalate", desk=a_desk(staff=(alone,)))
    assert "no team lead" in lines(decision)[0]


def test_an_asset_is_named_and_taken_off() -> None:
    named = ticket_of(done("#资产  ThinkPad-X1   PF3ABCD"))
    assert named.asset == "ThinkPad-X1 PF3ABCD"
    assert ticket_of(done("#asset off", named)).asset is None


def test_device_broken_is_a_sentence_and_no_command() -> None:
    assert owed(done("device broken")) == {("answer", ANN.address)}
