"""The complaints of a month, on both engines, and what is counted of them."""

from datetime import UTC, datetime, timedelta

from maildesk.desk.complaint_figures import NO_CAUSE, ComplaintFigures, complaint_figures
from maildesk.desk.ticket import State, StateSpan, TicketType
from maildesk.store.complaints import complaints_between
from maildesk.store.database import Database
from maildesk.store.transaction import Transaction
from tests.desk.builders import NOW, a_desk, a_ticket, ago
from tests.store.builders import NOON, later, opened


def test_those_of_a_stretch_of_time_come_back_with_everything_noted_of_them(database: Database) -> None:
    def write(tx: Transaction) -> None:
        complaint = {"type": TicketType.COMPLAINT, "concerned": ("wang", "chen"), "cause": "delay"}
        opened(tx, **complaint, complaint_since=later(days=1))
        opened(tx, **complaint, complaint_since=NOON)
        opened(tx, **complaint, complaint_since=later(days=2))
        opened(tx, complaint_since=NOON)  # it turned out to be none
        opened(tx)

    database.run(write)
    with database.reading() as tx:
        found = complaints_between(tx, NOON, later(days=2))
    assert [each.number for each in found] == [2, 1]
    assert (found[0].concerned, found[0].cause, found[0].complaint_since) == (("wang", "chen"), "delay", NOON)


def test_what_is_counted_of_a_month() -> None:
    def complaint(number: int, *spans: tuple[State, datetime], **changes: object) -> object:
        begun = StateSpan(state=State.OPEN, since=ago(days=20))
        lives = (begun, *(StateSpan(state=state, since=since) for state, since in spans))
        state = lives[-1].state
        values = {"type": TicketType.COMPLAINT, "complaint_since": ago(days=20), "response_since": ago(days=20)}
        return a_ticket(number, state=state, created_at=ago(days=25), **(values | {"spans": lives} | changes))

    soon = ago(days=20) + timedelta(hours=1)
    came = [
        complaint(1, (State.CLOSED, ago(days=19)), answered_at=soon, cause="delay", concerned=("wang",)),
        complaint(2, (State.CLOSED, ago(days=1)), answered_at=ago(days=19), cause="delay", concerned=("wang",)),
        complaint(3, reopened=1, organisation="Customer Ltd", concerned=("chen",)),
    ]
    assert complaint_figures(a_desk(), came, NOW) == ComplaintFigures(  # type: ignore[arg-type]
        came=3,
        closed=2,
        answered_in_time=1,
        answered_late=2,
        settled_in_time=1,
        settled_late=2,
        reopened=1,
        causes=(("delay", 2), (NO_CAUSE, 1)),
        concerned=(("wang", 2), ("chen", 1)),
        organisations=(("Customer Ltd", 1),),
    )
    assert complaint_figures(a_desk(), [], datetime(2026, 1, 1, tzinfo=UTC)) == ComplaintFigures()
