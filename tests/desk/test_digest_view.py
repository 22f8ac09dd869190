"""The digest: ranked by risk, nothing when there is nothing to say, and every line with what works it."""

from dataclasses import replace

import pytest

from maildesk.desk.digest import DayFigures, DigestData, digest_view
from maildesk.desk.digest_items import FailedMail, HeldItem, StaffSearches, WaitingDraft
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
        ignored=((3, replace(HELD, ledger_id=18)),),
    )
    assert items_of(found) == ("7", "8", "Q17", "Q19:discard", "I18")


def test_failed_mails_drafts_and_overdue_maintenance_are_lines_that_can_be_worked() -> None:
    late = a_ticket(9, type=TicketType.MAINTENANCE, created_at=ago(days=9), response_since=ago(days=9))
    draft = WaitingDraft(article=3, title="Toner", author="wang", ticket=7, days=2)
    found = view(
        open_tickets=(late, replace(late, number=10, created_at=ago(minutes=1), response_since=ago(minutes=1))),
        undeliverable=(FailedMail(outbox_id=5, kind="answer", recipients="ann@customer.example.org", why="550"),),
        drafts=(draft, replace(draft, article=4, ticket=None)),
    )
    assert [line.number for line in found.maintenance] == [9]
    assert [(item.code, item.action) for item in found.drafts] == [("A3", "A3 approve"), ("A4", "")]
    assert (found.drafts[0].who, found.drafts[0].subject) == ("Wang Wei", "Toner")
    assert (found.drafts[0].why, found.undeliverable[0].why) == ("waiting for 2 d", "answer mail not delivered: 550")
    assert {"9", "U5", "A3"} <= set(items_of(found))
    assert "A4" not in items_of(found)


def test_what_was_written_stands_apart_from_why_a_mail_is_held_or_ignored() -> None:
    bulk = replace(HELD, ledger_id=18, sender="", subject="", reason="bulk (L27)")
    found = view(quarantine=(HELD,), ignored=((1, bulk), (3, bulk)))
    (held,) = found.quarantine
    assert (held.who, held.subject, held.why) == ("eve@example.net", "Hi", "spam")
    assert [(line.who, line.subject, line.why) for line in found.ignored] == [
        ("?", "-", "bulk (L27)"),
        ("?", "-", "3 mails, this is the newest: bulk (L27)"),
    ]


def test_what_staff_looked_up_is_told_and_is_something_to_say() -> None:
    (line,) = view(searches=(StaffSearches(staff_id="wang", times=3, found=17),)).searches
    assert (line.code, line.why, line.action) == ("Wang Wei", "3 look-ups, 17 tickets shown", "")


def test_a_clock_that_ended_too_late_is_counted_beside_the_days_before() -> None:
    (count,) = [each for each in view(today=DayFigures(breached=2)).counts if each.key == "breached"]
    assert (count.today, count.before) == (2.0, None)


def test_what_articles_solved_is_a_figure_once_one_did() -> None:
    assert "helped" not in {count.key for count in view(today=DayFigures(arrived=1)).counts}
    found = view(today=DayFigures(arrived=1), before=(DayFigures(helped=2), DayFigures())).counts
    assert [(count.today, count.before) for count in found if count.key == "helped"] == [(0.0, 1.0)]


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
