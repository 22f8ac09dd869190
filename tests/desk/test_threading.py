"""Which ticket a mail belongs to: every carrier, every standing, and what must never share a ticket."""

from dataclasses import replace
from datetime import timedelta

import pytest

from maildesk.desk.decide import decide
from maildesk.desk.decision import Visibility
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import Situation
from maildesk.desk.threading import Standing, judge
from maildesk.desk.ticket import State, Ticket
from maildesk.mail.letter import Address, OwnIdClue, ThreadClues, TokenClue
from tests.desk.builders import (
    ANN,
    BOB,
    NOW,
    a_letter,
    a_sent_mail,
    a_situation,
    a_ticket,
    ago,
    by_reply,
    by_token,
    our_id,
    owed,
    ticket_of,
)

REFERENCE = "<earlier@customer.example.org>"
CARRIERS = {
    "signed Message-ID": by_reply,
    "plus-address": lambda ticket: ThreadClues(plus=(TokenClue(token=ticket.token, number=ticket.number, valid=True),)),
    "subject token": by_token,
    "body token": lambda ticket: ThreadClues(body=(TokenClue(token=ticket.token, number=ticket.number, valid=True),)),
    "references": lambda _: ThreadClues(references=(REFERENCE,)),
    "bare number": lambda ticket: ThreadClues(bare=(ticket.number,)),
    "token with a wrong check code": lambda ticket: by_token(ticket, valid=False),
}
UNSIGNED = ("references", "bare number", "token with a wrong check code")


def with_carrier(carrier: str, sender: Address, ticket: Ticket, **changes: object) -> Situation:
    letter = a_letter(sender=sender, clues=CARRIERS[carrier](ticket), **changes)
    return a_situation(letter, ticket, reference_tickets={REFERENCE: ticket.number})


@pytest.mark.parametrize("carrier", CARRIERS)
def test_every_carrier_leads_a_participant_to_the_ticket_and_is_named_as_the_reason(carrier: str) -> None:
    found = judge(with_carrier(carrier, ANN, a_ticket()), NOW)
    assert (found.standing, found.carrier) == (Standing.PARTICIPANT, carrier)
    assert carrier in found.reason


@pytest.mark.parametrize("carrier", CARRIERS)
def test_only_a_signed_carrier_leads_a_stranger_anywhere(carrier: str) -> None:
    found = judge(with_carrier(carrier, BOB, a_ticket()), NOW)
    assert found.standing is (Standing.NONE if carrier in UNSIGNED else Standing.STRANGER)


@pytest.mark.parametrize("carrier", UNSIGNED)
def test_a_stranger_with_an_unsigned_clue_gets_a_ticket_of_his_own(carrier: str) -> None:
    decision = decide(with_carrier(carrier, BOB, a_ticket()), NOW)
    assert ticket_of(decision).number == 0
    assert ticket_of(decision).requester == BOB
    assert ticket_of(decision).linked_to is None


def test_the_signed_message_id_wins_over_a_contradicting_token() -> None:
    one, other = a_ticket(7), a_ticket(8)
    clues = replace(by_reply(one), subject=by_token(other).subject)
    assert judge(a_situation(a_letter(clues=clues), one, other), NOW).ticket is one


def test_a_clue_to_a_ticket_of_the_senders_own_wins_over_one_to_a_foreign_ticket() -> None:
    foreign, own = a_ticket(7, requester=BOB, participants=(BOB,)), a_ticket(8)
    clues = replace(by_reply(foreign), subject=by_token(own).subject)
    found = judge(a_situation(a_letter(clues=clues), foreign, own), NOW)
    assert (found.ticket, found.standing) == (own, Standing.PARTICIPANT)


def test_two_customers_with_the_same_subject_never_share_a_ticket() -> None:
    """Re: Printer joins no ticket of somebody else's, as it does in Roundup (D6)."""
    anns = a_ticket(subject="Printer")
    letter = a_letter(sender=BOB, subject="Re: Printer")
    decision = decide(a_situation(letter, anns), NOW)
    assert ticket_of(decision).number == 0


def test_a_slug_in_brackets_of_a_stranger_appends_nothing_and_opens_nothing_again() -> None:
    """As django-helpdesk does (D5): any sender, any mailbox, [slug-12] appends and reopens."""
    closed = a_ticket(state=State.CLOSED)
    letter = a_letter(sender=BOB, subject=f"[#{closed.number}] hello", clues=ThreadClues(bare=(closed.number,)))
    decision = decide(a_situation(letter, closed), NOW)
    assert ticket_of(decision).number == 0


def test_the_reply_of_another_participant_never_changes_the_requester() -> None:
    """As FreeScout does (D7): the replier replaces the customer."""
    ticket = a_ticket(participants=(ANN, BOB))
    decision = decide(a_situation(a_letter(sender=BOB, clues=by_token(ticket)), ticket), NOW)
    assert ticket_of(decision).requester == ANN
    assert ticket_of(decision).participants == (ANN, BOB)


def test_the_answer_to_a_merged_ticket_lands_on_the_one_it_was_merged_into() -> None:
    target = a_ticket(9)
    merged = a_ticket(7)
    situation = replace(a_situation(a_letter(clues=by_token(merged))), tickets={7: target})
    assert judge(situation, NOW).ticket is target


@pytest.mark.parametrize(("days", "standing"), [(13, Standing.PARTICIPANT), (15, Standing.FOLLOW_UP)])
def test_a_ticket_closed_longer_than_fourteen_days_gets_a_linked_follower(days: int, standing: Standing) -> None:
    ticket = a_ticket(state=State.CLOSED, since=ago(days=days))
    situation = a_situation(a_letter("It is broken again.", clues=by_token(ticket)), ticket)
    assert judge(situation, NOW).standing is standing
    if standing is Standing.FOLLOW_UP:
        decision = decide(situation, NOW)
        assert ticket_of(decision).number == 0
        assert ticket_of(decision).linked_to == ticket.number


@pytest.mark.parametrize("words", ["Thanks!", "谢谢", "Yes, it works."])
def test_a_late_thanks_on_a_long_closed_ticket_opens_nothing(words: str) -> None:
    ticket = a_ticket(state=State.CLOSED, since=ago(days=40))
    decision = decide(a_situation(a_letter(words, clues=by_token(ticket)), ticket), NOW)
    assert ticket_of(decision).number == ticket.number
    assert ticket_of(decision).state is State.CLOSED
    assert owed(decision) == set()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("status", {("progress", ANN.address)}),
        ("进度？", {("progress", ANN.address)}),
        ("stop", set()),
        ("退訂", set()),
    ],
)
def test_words_that_act_do_so_on_a_long_closed_ticket_and_open_none(words: str, told: set[tuple[str, str]]) -> None:
    ticket = a_ticket(state=State.CLOSED, since=ago(days=40))
    decision = decide(a_situation(a_letter(words, clues=by_token(ticket)), ticket), NOW)
    assert (ticket_of(decision).number, ticket_of(decision).state) == (ticket.number, State.CLOSED)
    assert owed(decision) == told


@pytest.mark.parametrize(
    ("subject", "standing"),
    [("Re: Printer broken", Standing.PARTICIPANT), ("Holiday request", Standing.FOLLOW_UP), ("", Standing.PARTICIPANT)],
)
def test_an_old_thread_used_for_a_new_matter_gets_a_ticket_of_its_own(subject: str, standing: Standing) -> None:
    ticket = a_ticket(state=State.RESOLVED, since=ago(days=30))
    assert judge(a_situation(a_letter(subject=subject, clues=by_reply(ticket)), ticket), NOW).standing is standing


def test_a_reply_with_an_edited_subject_still_threads() -> None:
    """RT has no look-up of References and opens a new ticket (D16)."""
    ticket = a_ticket()
    found = judge(a_situation(a_letter(subject="Now about paper", clues=by_reply(ticket)), ticket), NOW)
    assert found.standing is Standing.PARTICIPANT


def test_a_strangers_mail_waits_unseen_and_changes_nothing_but_that() -> None:
    ticket = a_ticket(state=State.RESOLVED)
    decision = decide(a_situation(a_letter("It is not solved!", sender=BOB, clues=by_token(ticket)), ticket), NOW)
    after = ticket_of(decision)
    assert (after.state, after.priority, after.participants) == (State.RESOLVED, ticket.priority, (ANN,))
    assert after.awaiting_since == NOW
    assert [message.visibility for message in decision.works[0].messages] == [Visibility.PENDING]
    assert owed(decision) == {("approval_request", "wang@desk.example.com")}


def test_a_stranger_nobody_approved_gets_a_ticket_of_his_own_that_is_linked() -> None:
    ticket = a_ticket()
    situation = a_situation(a_letter(sender=BOB, clues=by_token(ticket)), ticket, skip_check="stranger")
    assert (ticket_of(decide(situation, NOW)).number, ticket_of(decide(situation, NOW)).linked_to) == (0, 7)


def test_our_own_id_of_an_unknown_ticket_leads_nowhere() -> None:
    clues = ThreadClues(own_ids=(OwnIdClue(message_id=our_id(a_ticket(99)), number=99),))
    assert judge(a_situation(a_letter(clues=clues)), NOW).standing is Standing.NONE


def test_a_second_mail_on_the_same_matter_names_the_first_ticket_to_the_engineer() -> None:
    first = a_ticket(6)
    decision = decide(a_situation(same_subject=first), NOW)
    notice = next(mail for mail in decision.works[0].outgoing if mail.kind is MessageKind.ASSIGNMENT)
    assert any("ticket 6" in sentence for sentence in notice.view.because)  # type: ignore[union-attr]
    assert ticket_of(decision).number == 0


def test_an_answer_five_days_later_still_belongs_to_a_ticket_on_hold_that_stays_on_hold() -> None:
    ticket = a_ticket(state=State.ON_HOLD, since=NOW - timedelta(days=5))
    sent = a_sent_mail(MessageKind.PROGRESS, ANN.address, ticket)
    decision = decide(a_situation(a_letter("Any news?", clues=by_reply(ticket)), ticket, sent_mails=(sent,)), NOW)
    assert ticket_of(decision).state is State.ON_HOLD
    assert owed(decision) == {("customer_answered", "wang@desk.example.com")}
