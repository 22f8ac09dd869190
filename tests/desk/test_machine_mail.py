"""Mail of machines: noted or ignored, never answered, and never moving a ticket (SECURITY 2.2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Decision, LedgerState, Visibility
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State
from maildesk.mail.letter import Bounce, Kind, Marks, ThreadClues, Trust
from tests.desk.builders import (
    ANN,
    BOB,
    NOW,
    WANG,
    a_desk,
    a_letter,
    a_machine,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    by_token,
    customer_answers,
    our_id,
    owed,
    proof,
    staff_letter,
    ticket_of,
)

NO_JOIN, NO_OPEN = {"may_join": False}, {"may_open": False}


def state_of(decision: Decision) -> LedgerState:
    assert decision.verdict is not None
    return decision.verdict.state


@pytest.mark.parametrize(
    ("row", "kind", "marks", "on_ticket", "alone"),
    [
        ("L2", Kind.AUTO_REPLY, NO_OPEN, "note", "ignored"),
        ("L7", Kind.DELIVERY_REPORT, NO_OPEN, "note", "ignored"),
        ("L8", Kind.AUTO_REPLY, NO_OPEN, "note", "ignored"),
        ("L9", Kind.AUTO_REPLY, {}, "note", "new"),
        ("L10", Kind.AUTO_REPLY, {}, "note", "new"),
        ("L10", Kind.AUTO_REPLY, NO_OPEN, "note", "ignored"),
        ("L12", Kind.BULK, {}, "note", "new"),
        ("L12", Kind.BULK, NO_OPEN, "note", "ignored"),
        ("L13", Kind.BULK, NO_OPEN, "note", "ignored"),
        ("L14", Kind.AUTO_REPLY, NO_OPEN, "note", "ignored"),
        ("L15", Kind.AUTO_REPLY, NO_OPEN, "note", "ignored"),
    ],
)
def test_a_row_of_machines_is_noted_on_its_ticket_and_without_one_new_or_ignored(
    row: str, kind: Kind, marks: dict[str, bool], on_ticket: str, alone: str
) -> None:
    ticket = a_ticket(state=State.RESOLVED)
    noted = decide(a_situation(a_machine(row, kind, marks=marks, clues=by_token(ticket)), ticket), NOW)
    assert on_ticket == "note"
    assert ticket_of(noted).state is State.RESOLVED
    assert [message.visibility for message in noted.works[0].messages] == [Visibility.INTERNAL]
    assert owed(noted) == set()
    single = decide(a_situation(a_machine(row, kind, marks=marks)), NOW)
    assert state_of(single) is (LedgerState.TICKET if alone == "new" else LedgerState.IGNORED)
    assert ANN.address not in {to for _, to in owed(single)}


@pytest.mark.parametrize(
    ("marks", "state", "check"),
    [
        (Marks(row="L1", own_mail=True), LedgerState.IGNORED, None),
        (Marks(row="L3", own_mail=True), LedgerState.IGNORED, None),
        (Marks(row="L4", own_address=True), LedgerState.QUARANTINE, "own_address"),
        (Marks(row="L18", spam=True), LedgerState.QUARANTINE, "spam"),
    ],
)
def test_own_mail_forged_own_addresses_and_spam_end_before_anybody_is_asked(
    marks: Marks, state: LedgerState, check: str | None
) -> None:
    ticket = a_ticket()
    decision = decide(a_situation(a_letter(marks=marks, clues=by_token(ticket)), ticket), NOW)
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.verdict.check, decision.works) == (state, check, ())


@pytest.mark.parametrize(("check", "marks"), [("spam", Marks(spam=True)), ("own_address", Marks(own_address=True))])
def test_a_release_goes_without_the_check_that_held_and_with_every_other(check: str, marks: Marks) -> None:
    assert state_of(decide(a_situation(a_letter(marks=marks), skip_check=check), NOW)) is LedgerState.TICKET
    both = replace(marks, spam=True, own_address=True)
    assert state_of(decide(a_situation(a_letter(marks=both), skip_check=check), NOW)) is LedgerState.QUARANTINE


def test_a_letter_beyond_the_limits_of_reading_is_quarantined_with_its_warning() -> None:
    decision = decide(a_situation(a_letter(kind=Kind.UNPARSABLE, warnings=("nested too deeply",))), NOW)
    assert decision.verdict is not None
    assert (decision.verdict.state, decision.verdict.check) == (LedgerState.QUARANTINE, "unparsable")
    assert "nested too deeply" in decision.verdict.reason


def test_an_ignored_mail_that_is_released_becomes_a_ticket_without_an_acknowledgement() -> None:
    letter = a_machine("L13", Kind.BULK, marks=NO_OPEN)
    ignored = decide(a_situation(letter), NOW)
    assert ignored.verdict is not None
    released = decide(a_situation(letter, skip_check=ignored.verdict.check), NOW)
    assert ticket_of(released).number == 0
    assert ANN.address not in {to for _, to in owed(released)}


def test_exchanges_suppression_of_answers_is_silence_and_not_a_machine() -> None:
    """X-Auto-Response-Suppress stands in mails of persons too (L11): the clock runs, only nothing automatic goes."""
    decision = decide(a_situation(a_letter(marks=Marks(row="L11", may_acknowledge=False))), NOW)
    assert owed(decision) == {("assignment", kind) for _, kind in owed(decision)}
    assert ticket_of(decision).response_since == NOW


@pytest.mark.parametrize(
    ("changes", "situation", "acknowledged"),
    [
        ({"marks": Marks(row="L21", to_desk=False)}, {}, False),
        ({"marks": Marks(row="L24")}, {}, True),
        ({}, {"received_at": ago(hours=25)}, False),
        ({}, {"received_at": ago(hours=23)}, True),
        ({"proof": proof(Trust.FAILED)}, {}, False),
        ({"proof": proof(Trust.UNKNOWN)}, {}, False),
        ({}, {}, True),
    ],
    ids=["L21 not to the desk", "L24 many recipients", "L23 old", "L23 fresh", "L19 failed", "L20 unproven", "L27"],
)
def test_a_persons_mail_is_acknowledged_as_its_row_says(
    changes: dict[str, object], situation: dict[str, object], acknowledged: bool
) -> None:
    decision = decide(a_situation(a_letter(**changes), **situation), NOW)
    assert state_of(decision) is LedgerState.TICKET
    assert (("acknowledgement", ANN.address) in owed(decision)) is acknowledged


def test_a_reply_to_an_open_ticket_gets_no_acknowledgement() -> None:
    assert ANN.address not in {to for _, to in owed(decide(customer_answers(a_ticket(), "More."), NOW))}


# --- L16 and L17


def quick(seconds: float, **changes: object) -> Situation:
    ticket = a_ticket()
    letter = a_letter("I am away.", clues=by_reply(ticket), proof=proof(Trust.LIKELY))
    ours = a_sent_mail(MessageKind.ANSWER, ANN.address, ticket, sent_at=NOW - timedelta(seconds=seconds))
    return replace(a_situation(letter, ticket, sent_mails=(ours,)), **changes)


@pytest.mark.parametrize(
    ("seconds", "visibility"),
    [(-0.9, Visibility.INTERNAL), (0, Visibility.INTERNAL), (4.9, Visibility.INTERNAL), (5, Visibility.PUBLIC)],
)
def test_nobody_answers_within_five_seconds(seconds: float, visibility: Visibility) -> None:
    """The moment is that of sending, also of an engineer's words; servers note arrivals in whole seconds."""
    decision = decide(quick(seconds), NOW)
    assert [message.visibility for message in decision.works[0].messages] == [visibility]


def test_a_proven_person_may_be_quick() -> None:
    plain = quick(1)
    decision = decide(replace(plain, letter=replace(plain.letter, proof=proof())), NOW)
    assert [message.visibility for message in decision.works[0].messages] == [Visibility.PUBLIC]


def test_a_second_mail_sent_right_after_the_first_is_no_answer_of_a_machine() -> None:
    ticket = a_ticket()
    first = "<1@customer.example.org>"
    letter = a_letter("And the photo.", clues=ThreadClues(references=(first,)), proof=proof(Trust.LIKELY))
    situation = a_situation(letter, ticket, reference_tickets={first: 7}, last_mail_at=ago(seconds=2))
    assert [message.visibility for message in decide(situation, NOW).works[0].messages] == [Visibility.PUBLIC]


@pytest.mark.parametrize(("seen", "is_machine"), [(2, False), (3, True)])
def test_the_same_words_for_the_fourth_time_in_an_hour_are_a_machines(seen: int, is_machine: bool) -> None:
    plain = customer_answers(a_ticket(state=State.RESOLVED), "Your ticket 12 is important to us.")
    decision = decide(replace(plain, counts=replace(plain.counts, same_words_hour=seen)), NOW)
    assert (ticket_of(decision).state is State.RESOLVED) is is_machine


def test_repeated_words_have_one_reason_however_often_they_came_so_that_a_digest_counts_them_together() -> None:
    plain = customer_answers(a_ticket(state=State.RESOLVED), "Your ticket 12 is important to us.")
    reasons = {
        decide(replace(plain, counts=replace(plain.counts, same_words_hour=seen)), NOW).reasons for seen in (3, 4, 50)
    }
    assert len(reasons) == 1
    assert any("more than 3 times in an hour" in sentence for sentence in reasons.pop())


# --- reports on our own mail


def report(kind: Kind, action: str, status: str, *, recipient: str = ANN.address, permanent: bool = True) -> Situation:
    ticket = a_ticket()
    bounce = Bounce(
        recipient=recipient, action=action, status=status, permanent=permanent, original_message_id=our_id(ticket)
    )
    letter = a_machine("L5", kind, bounce=bounce, marks=NO_OPEN)
    return a_situation(letter, ticket, sent_mails=(a_sent_mail(MessageKind.ANSWER, ANN.address, ticket),))


def test_a_bounced_answer_stands_on_the_ticket_and_the_owner_is_told() -> None:
    decision = decide(report(Kind.BOUNCE, "failed", "5.1.1"), NOW)
    assert [(each.delivery, each.recipient) for each in decision.deliveries] == [("bounced", ANN.address)]
    assert owed(decision) == {("warning", WANG.address)}
    assert ticket_of(decision).state is State.OPEN


@pytest.mark.parametrize(
    ("action", "status", "delivery"), [("delayed", "4.4.1", "delayed"), ("failed", "4.2.2", "delayed")]
)
def test_a_delay_is_noted_without_a_warning(action: str, status: str, delivery: str) -> None:
    decision = decide(report(Kind.BOUNCE, action, status, permanent=False), NOW)
    assert [each.delivery for each in decision.deliveries] == [delivery]
    assert owed(decision) == set()


def test_a_report_of_delivery_changes_nothing() -> None:
    decision = decide(report(Kind.DELIVERY_REPORT, "delivered", "2.0.0"), NOW)
    assert (decision.deliveries, owed(decision)) == ((), set())


def test_a_read_receipt_is_not_told_as_a_failure() -> None:
    decision = decide(report(Kind.DELIVERY_REPORT, "", "", permanent=False), NOW)
    assert decision.verdict is not None
    assert decision.verdict.reason == "report on our answer mail: read receipt or feedback report"


def test_a_forged_bounce_that_names_another_recipient_marks_nobody() -> None:
    """A66: a report must name the Message-ID and the recipient of a mail we sent."""
    decision = decide(report(Kind.BOUNCE, "failed", "5.1.1", recipient=BOB.address), NOW)
    assert decision.deliveries == ()


def test_a_bounce_of_mail_we_never_sent_is_ignored() -> None:
    bounce = Bounce(recipient=BOB.address, action="failed", status="5.1.1", permanent=True, original_message_id="<x@y>")
    decision = decide(a_situation(a_machine("L6", Kind.BOUNCE, bounce=bounce, marks=NO_OPEN)), NOW)
    assert decision.verdict is not None
    assert "foreign bounce" in decision.verdict.reason


def test_the_vacation_reply_of_an_engineer_that_quotes_a_notice_reaches_no_customer() -> None:
    """A22: staff's vacation and bounce quote the notification with its notes."""
    ticket = a_ticket()
    marks = Marks(row="L10", auto_reason="a machine", may_acknowledge=False, may_open=False)
    letter = staff_letter(WANG, "I am away.", kind=Kind.AUTO_REPLY, marks=marks, clues=by_reply(ticket))
    decision = decide(a_situation(letter, ticket, desk=a_desk()), NOW)
    assert owed(decision) == set()
    assert [message.visibility for message in decision.works[0].messages] == [Visibility.INTERNAL]


def test_the_mail_of_a_no_reply_address_with_a_strangers_token_is_only_a_note() -> None:
    """A01: a verification mail must not become readable to who owns the ticket."""
    ticket = a_ticket()
    letter = a_machine("L9", clues=by_token(ticket), sender=replace(BOB, address="no-reply@shop.example.net"))
    decision = decide(a_situation(letter, ticket), NOW)
    assert owed(decision) == set()
    assert [message.visibility for message in decision.works[0].messages] == [Visibility.INTERNAL]
