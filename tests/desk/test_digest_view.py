"""The digest: ranked by risk, nothing when there is nothing to say, and every line with what works it."""

from dataclasses import replace

import pytest

from maildesk.desk.digest import DayFigures, DigestData, HeldItem, digest_view
from maildesk.desk.on_digest_reply import items_of
from maildesk.desk.outgoing import DigestRating, DigestView
from maildesk.desk.ticket import Priority, State, TicketType
from tests.desk.builders import LI, NOW, a_desk, a_ticket, ago

DESK = a_desk()
HELD = HeldItem(ledger_id=17, sender="eve@example.net", subject="Hi", reason="spam")


def view(**data: object) -> DigestView:
    found = digest_view(DESK, LI, DigestData(**data), NOW)  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_day_without_anything_gives_no_digest() -> None:
    assert digest_view(DESK, LI, DigestData(), NOW) is None


def test_late_stands_before_soon_and_urgent_before_normal() -> None:
    late = a_ticket(1, created_at=ago(days=9), response_since=ago(days=9))
    urgent = a_ticket(2, priority=Priority.URGENT, created_at=ago(minutes=10), response_since=ago(minutes=10))
    fresh = a_ticket(3, created_at=ago(minutes=10), response_since=ago(minutes=10))
    found = view(open_tickets=(fresh, urgent, late))
    assert [line.number for line in found.at_risk] == [1, 2, 3]
    assert [line.severity for line in found.at_risk] == ["late", "soon", "soon"]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"owner": None}, "unowned"),
        ({"state": State.PENDING}, "waiting"),
        ({"state": State.ON_HOLD}, "waiting"),
        ({"type": TicketType.COMPLAINT}, "complaints"),
    ],
)
def test_a_ticket_stands_in_the_list_of_its_trouble(changes: dict[str, object], where: str) -> None:
    assert [line.number for line in getattr(view(open_tickets=(a_ticket(**changes),)), where)] == [7]


def test_a_resolved_ticket_is_nobodys_trouble() -> None:
    assert digest_view(DESK, LI, DigestData(open_tickets=(a_ticket(state=State.RESOLVED),)), NOW) is None


def test_what_a_line_names_can_be_worked_and_a_staff_mail_only_by_its_person() -> None:
    found = view(
        open_tickets=(a_ticket(7, owner=None),),
        ratings=(DigestRating(number=8, score=2, comment="slow", customer="ann@customer.example.org"),),
        quarantine=(HELD, replace(HELD, ledger_id=19, own_person_only=True)),
        ignored=(("bulk", 3, replace(HELD, ledger_id=18)),),
    )
    assert items_of(found) == ("7", "8", "Q17", "I18")


def test_figures_stand_beside_the_mean_of_the_days_before() -> None:
    counts = view(today=DayFigures(arrived=6), before=(DayFigures(arrived=2), DayFigures(arrived=4))).counts
    assert [(count.today, count.before) for count in counts if count.key == "arrived"] == [(6.0, 3.0)]


def test_an_engineers_line_names_what_to_write_for_him() -> None:
    lines = view(open_tickets=(a_ticket(),), engineers={"chen": (1, 2)}).engineers
    assert [(line.id, line.open, line.solved, line.answered) for line in lines] == [
        ("wang", 1, 0, 0),
        ("chen", 0, 1, 2),
    ]


def test_a_list_ends_after_twenty_five_lines() -> None:
    tickets = tuple(a_ticket(number, owner=None) for number in range(1, 40))
    assert len(view(open_tickets=tickets).unowned) == 25
