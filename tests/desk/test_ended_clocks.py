"""Which clocks ended with a decision, and how."""

from dataclasses import replace
from datetime import timedelta

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.draft import Draft
from maildesk.desk.ended_clocks import EndedClock, ended_clocks
from maildesk.desk.ticket import Priority, State, StateSpan, Ticket
from tests.desk.builders import NOW, a_desk, a_ticket, ago


def ended(before: Ticket | None, after: Ticket) -> dict[str, EndedClock]:
    return {each.clock.value: each for each in ended_clocks(a_desk(), before, after, NOW)}


def running(hours: float, **changes: object) -> Ticket:
    since = ago(hours=hours)
    plain = a_ticket(created_at=since, response_since=since, spans=(StateSpan(state=State.OPEN, since=since),))
    return replace(plain, **changes)


def answer(ticket: Ticket) -> Ticket:
    draft = Draft(ticket, NOW)
    draft.answered("wang", "a mail")
    return draft.ticket


def resolve(ticket: Ticket) -> Ticket:
    draft = Draft(ticket, NOW)
    draft.set_state(State.RESOLVED, "wang", "#resolve")
    return draft.ticket


def test_the_first_answer_ends_the_response_clock_in_time_or_not() -> None:
    for hours, in_time in ((1, True), (3, False)):
        before = running(hours)
        found = ended(before, answer(before))
        assert set(found) == {"response"}
        clock = found["response"]
        assert (clock.in_time, clock.answered, clock.used, clock.owner) == (
            in_time,
            True,
            timedelta(hours=hours),
            "wang",
        )


def test_a_second_answer_ends_nothing() -> None:
    before = running(5, answered_at=ago(hours=4), last_update_at=ago(hours=4))
    assert ended(before, answer(before)) == {}


def test_resolving_ends_the_resolution_clock_and_an_unanswered_response_clock() -> None:
    before = running(1)
    found = ended(before, resolve(before))
    assert {name: clock.answered for name, clock in found.items()} == {"response": False, "resolution": False}
    assert found["resolution"].in_time
    answered = running(1, answered_at=ago(minutes=30))
    assert set(ended(answered, resolve(answered))) == {"resolution"}


def test_closing_what_was_resolved_ends_nothing_again() -> None:
    before = running(1, state=State.RESOLVED)
    draft = Draft(before, NOW)
    draft.set_state(State.CLOSED, "desk", "silence")
    assert ended(before, draft.ticket) == {}


def test_a_reopened_ticket_has_a_new_response_clock_that_ends_anew() -> None:
    before = running(30, state=State.RESOLVED, answered_at=ago(hours=29))
    draft = Draft(before, ago(hours=3))
    draft.reopen("customer", "no")
    clock = ended(draft.ticket, answer(draft.ticket))["response"]
    assert (clock.round, clock.started, clock.in_time) == (1, ago(hours=3), False)


def test_without_a_promise_nothing_is_in_time_or_late() -> None:
    before = running(1, priority=Priority.LOW)
    clock = ended(before, resolve(before))["resolution"]
    assert clock.in_time is None
    assert clock.clock is ClockName.RESOLUTION


def test_a_merged_ticket_owes_nothing() -> None:
    before = running(1)
    assert ended(before, replace(resolve(before), merged_into=3)) == {}
