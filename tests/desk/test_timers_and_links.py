"""What becomes due on a ticket, and what a pressed link does."""

from dataclasses import replace

import pytest

from maildesk.desk.decision import Decision
from maildesk.desk.on_link import Confirmation, Vote, on_confirmation, on_ownership, on_vote
from maildesk.desk.on_timer import on_timer
from maildesk.desk.outgoing import MessageKind, StaffView
from maildesk.desk.situation import AwaitingMessage
from maildesk.desk.ticket import Level, State, StateSpan, Ticket, TicketType
from maildesk.desk.timers import timers_of
from tests.desk.builders import ANN, BOB, LI, NOW, WANG, a_desk, a_ticket, ago, mails_of, owed, ticket_of

DESK = a_desk()
AWAITING = (AwaitingMessage(message_row=1, ledger_id=31, author=BOB.address, at=ago(days=2)),)


def key_of(ticket: Ticket, name: str) -> str:
    return next(timer.key for timer in timers_of(DESK, ticket, NOW) if timer.key.startswith(name))


def fired(ticket: Ticket, name: str, awaiting: tuple[AwaitingMessage, ...] = ()) -> Decision:
    return on_timer(DESK, ticket, key_of(ticket, name), awaiting, NOW)


@pytest.mark.parametrize(
    ("state", "changes", "names"),
    [
        (State.NEW, {}, {"response", "resolution"}),
        (State.RESOLVED, {}, {"close"}),
        (State.CLOSED, {}, set()),
        (State.PENDING, {"pending_until": NOW}, {"pending"}),
        (State.OPEN, {"merged_into": 3}, set()),
        (State.CLOSED, {"awaiting_since": ago(days=1)}, {"stranger_lead", "stranger_split"}),
    ],
)
def test_a_state_has_its_own_timers(state: State, changes: dict[str, object], names: set[str]) -> None:
    found = {timer.key.partition(":")[0] for timer in timers_of(DESK, a_ticket(state=state, **changes), NOW)}
    assert names <= found
    assert names or not found


def test_silence_closes_a_resolved_ticket_with_the_survey() -> None:
    decision = fired(a_ticket(state=State.RESOLVED), "close")
    assert ticket_of(decision).state is State.CLOSED
    assert owed(decision) == {("closed", ANN.address)}


def test_silence_closes_a_muted_ticket_without_a_word() -> None:
    decision = fired(a_ticket(state=State.RESOLVED, muted=True), "close")
    assert (ticket_of(decision).state, owed(decision)) == (State.CLOSED, set())


@pytest.mark.parametrize("key", ["close:0:1", "close:0:99", "pending:2", "stranger_split:20200101000000", "nonsense"])
def test_a_timer_of_an_earlier_round_does_nothing(key: str) -> None:
    assert on_timer(DESK, a_ticket(state=State.RESOLVED), key, AWAITING, NOW).works == ()


def test_the_end_of_pending_opens_the_ticket_and_tells_the_owner() -> None:
    decision = fired(a_ticket(state=State.PENDING, pending_until=NOW), "pending")
    assert ticket_of(decision).state is State.OPEN
    assert owed(decision) == {("warning", WANG.address)}


def test_after_a_day_the_lead_hears_of_a_stranger_that_nobody_approved() -> None:
    decision = fired(a_ticket(owner="chen", awaiting_since=ago(days=1)), "stranger_lead", AWAITING)
    assert owed(decision) == {("approval_request", WANG.address)}


def test_after_two_days_the_strangers_mail_is_read_again_as_its_own_ticket() -> None:
    decision = fired(a_ticket(awaiting_since=ago(days=2)), "stranger_split", AWAITING)
    assert decision.releases == (31,)
    assert ticket_of(decision).awaiting_since is None


def test_a_warning_tells_how_long_each_clock_ran() -> None:
    ticket = a_ticket(created_at=ago(hours=4), spans=(StateSpan(state=State.OPEN, since=ago(hours=4)),))
    views = [mail.view for mail in mails_of(fired(ticket, "resolution"))]
    assert [view.clocks[1] for view in views if isinstance(view, StaffView)] == [("Solution", "ran 4 h of 8 h")]


def test_a_clock_of_a_complaint_warns_supervisors_only() -> None:
    ticket = a_ticket(type=TicketType.COMPLAINT, owner=None)
    assert {to for _, to in owed(fired(ticket, "response"))} == {LI.address}


def test_the_reminder_of_the_next_update_names_the_command() -> None:
    ticket = a_ticket(answered_at=ago(hours=20), last_update_at=ago(hours=20))
    decision = fired(ticket, "next_update")
    views = [mail.view for mail in mails_of(decision)]
    assert [view.suggestions for view in views if isinstance(view, StaffView)] == [("#update",)]


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED])
def test_a_clock_of_a_finished_ticket_warns_nobody(state: State) -> None:
    assert on_timer(DESK, a_ticket(state=state), "resolution:20261118000000:80", (), NOW).works == ()


# --- links


@pytest.mark.parametrize(
    ("state", "solved", "after", "told"),
    [
        (State.RESOLVED, True, State.CLOSED, False),
        (State.RESOLVED, False, State.OPEN, True),
        (State.CLOSED, True, State.CLOSED, False),
        (State.CLOSED, False, State.OPEN, True),
        (State.OPEN, True, State.OPEN, False),
        (State.OPEN, False, State.OPEN, True),
    ],
)
def test_a_confirmation_by_link(state: State, solved: bool, after: State, told: bool) -> None:
    decision = on_confirmation(DESK, a_ticket(state=state), ANN, Confirmation(solved=solved), NOW)
    assert ticket_of(decision).state is after
    assert (("customer_answered", WANG.address) in owed(decision)) is told


def test_a_no_by_link_raises_the_urgency_and_keeps_the_words() -> None:
    said = Confirmation(solved=False, words="Still 0x11b.")
    decision = on_confirmation(DESK, a_ticket(state=State.RESOLVED), ANN, said, NOW)
    assert ticket_of(decision).urgency is Level.HIGH
    assert [message.text for message in decision.works[0].messages] == ["Still 0x11b."]


def test_a_link_opens_no_ticket_that_has_been_closed_for_long() -> None:
    ticket = a_ticket(state=State.CLOSED, since=ago(days=20))
    decision = on_confirmation(DESK, ticket, ANN, Confirmation(solved=False), NOW)
    assert ticket_of(decision).state is State.CLOSED
    assert ("customer_answered", WANG.address) in owed(decision)


@pytest.mark.parametrize(("score", "told"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_low_score_goes_to_the_supervisor_at_once_with_the_word_that_reopens(score: int, told: bool) -> None:
    decision = on_vote(DESK, a_ticket(state=State.CLOSED), ANN, 1, Vote(score=score, comment="Slow"), NOW)
    assert ticket_of(decision).score == score
    assert (("warning", LI.address) in owed(decision)) is told
    if told:
        (view,) = (mail.view for mail in mails_of(decision) if mail.kind is MessageKind.WARNING)
        assert isinstance(view, StaffView)
        assert (view.suggestions, view.words) == (("#reopen",), "Slow")


def test_a_second_low_score_of_one_closing_alarms_nobody_again() -> None:
    decision = on_vote(DESK, a_ticket(state=State.CLOSED, score=2), ANN, 1, Vote(score=1), NOW)
    assert owed(decision) == set()


def test_a_vote_for_an_earlier_closing_is_kept_and_does_not_replace_the_score_of_the_last() -> None:
    ticket = a_ticket(state=State.CLOSED, closings=2, score=5)
    decision = on_vote(DESK, ticket, ANN, 1, Vote(score=1), NOW)
    assert ticket_of(decision).score == 5
    survey = decision.works[0].survey
    assert survey is not None
    assert (survey.round, survey.score) == (1, 1)
    assert ("warning", LI.address) in owed(decision)


def test_a_held_mail_is_released_or_disowned_by_its_person() -> None:
    assert on_ownership(3, owned=True).releases == (3,)
    assert on_ownership(3, owned=False).discards == (3,)


def test_a_desk_without_pages_puts_no_link_into_a_mail() -> None:
    decision = fired(a_ticket(state=State.RESOLVED), "close")
    assert "http" not in repr(mails_of(decision))
    linked = replace(DESK, base_url="https://desk.example.com")
    again = on_timer(linked, a_ticket(state=State.RESOLVED), key_of(a_ticket(state=State.RESOLVED), "close"), (), NOW)
    assert "https://desk.example.com/t/" in repr(mails_of(again))
