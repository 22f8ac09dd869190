"""When recurring maintenance is due, and the ticket that comes of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from maildesk.desk.desk import Desk, MailboxPolicy
from maildesk.desk.maintenance import due_since, open_maintenance
from maildesk.desk.outgoing import MessageKind, StaffView
from maildesk.desk.people import People, Staff, Team
from maildesk.desk.service_settings import Recurring
from maildesk.desk.sla import ClockName
from maildesk.desk.ticket import State, TicketType
from maildesk.desk.views import clocks_of

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
ENTRY = Recurring(
    name="backups", title="Check the backups", when="0 9 * * 1", zone="Asia/Shanghai", team="operations",
    checklist=("Restore one file", "Look at the log"),
)  # fmt: skip
DESK = Desk(
    people=People(
        staff=(
            Staff(id="wang", name="Wang Wei", address="wang@desk.example.com", teams=("operations",)),
            Staff(id="chen", name="Chen Jing", address="chen@desk.example.com", teams=("service",)),
        ),
        teams=(Team(name="operations"),),
    ),
    mailboxes=(MailboxPolicy(name="support", address="support@desk.example.com"),),
)


@pytest.mark.parametrize(
    ("when", "after", "until", "due"),
    [
        ("0 9 * * 1", "2026-11-22T00:00", "2026-11-23T00:59", []),
        ("0 9 * * 1", "2026-11-22T00:00", "2026-11-23T01:00", ["2026-11-23T01:00"]),
        ("0 9 * * 1", "2026-11-23T01:00", "2026-11-30T01:00", ["2026-11-30T01:00"]),
        ("0 9 1 * *", "2026-11-01T01:00", "2027-01-02T00:00", ["2026-12-01T01:00", "2027-01-01T01:00"]),
        ("0 9 L * *", "2026-11-01T01:00", "2026-12-01T00:00", ["2026-11-30T01:00"]),
    ],
)
def test_a_cron_line_is_read_on_the_wall_clock_of_its_zone(when: str, after: str, until: str, due: list[str]) -> None:
    found = due_since(
        replace(ENTRY, when=when),
        datetime.fromisoformat(after).replace(tzinfo=UTC),
        datetime.fromisoformat(until).replace(tzinfo=UTC),
    )
    assert [f"{moment:%Y-%m-%dT%H:%M}" for moment in found] == due


def test_its_ticket_belongs_to_an_engineer_of_the_team_and_no_customer_hears_of_it() -> None:
    decision = open_maintenance(DESK, ENTRY, MONDAY, MONDAY)
    [work] = decision.works
    assert work.ticket.type is TicketType.MAINTENANCE
    assert (work.ticket.owner, work.ticket.state, work.ticket.participants) == ("wang", State.OPEN, ())
    assert [(mail.kind, mail.to.address) for mail in work.outgoing] == [
        (MessageKind.ASSIGNMENT, "wang@desk.example.com")
    ]
    view = work.outgoing[0].view
    assert isinstance(view, StaffView)
    assert view.checklist == ((False, "Restore one file"), (False, "Look at the log"))


def test_only_its_date_counts_for_the_clocks() -> None:
    [work] = open_maintenance(DESK, ENTRY, MONDAY, MONDAY).works
    late = clocks_of(DESK, work.ticket, datetime(2026, 11, 26, tzinfo=UTC))
    assert [reading.clock for reading in late.all()] == [ClockName.RESOLUTION]
    assert late.all()[0].breached


def test_missed_moments_are_named_on_the_one_ticket() -> None:
    assert any("2 times more" in reason for reason in open_maintenance(DESK, ENTRY, MONDAY, MONDAY, missed=2).reasons)


def test_a_named_engineer_gets_it() -> None:
    [work] = open_maintenance(DESK, replace(ENTRY, owner="chen"), MONDAY, MONDAY).works
    assert work.ticket.owner == "chen"
