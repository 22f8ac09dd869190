"""Whom the desk asks how things are going, and on which day."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from maildesk.desk.desk import Desk
from maildesk.desk.followup import ActiveCustomer, followup_round, may_be_asked
from maildesk.desk.people import People, Staff

ANN = "ann@customer.example.org"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DESK = Desk(people=People(staff=(Staff(id="wang", name="Wang Wei", address="wang@desk.example.com"),)))
OLD = ActiveCustomer(address=ANN, newest_ticket=NOON - timedelta(days=60))


def own_day(address: str) -> date:
    """The first day of a round of an address."""
    return next(
        day
        for day in (NOON.date() + timedelta(days=n) for n in range(200))
        if followup_round(address, day, 91) is not None and followup_round(address, day - timedelta(days=1), 91) is None
    )


def asked(customer: ActiveCustomer, **later: int) -> int | None:
    day = own_day(customer.address)
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC) + timedelta(**later)
    moved = now - NOON
    fitted = replace(
        customer,
        newest_ticket=customer.newest_ticket + moved,
        asked_at=customer.asked_at + moved if customer.asked_at else None,
    )
    return may_be_asked(DESK, fitted, now.date(), now)


def test_the_days_of_customers_are_spread_over_the_interval() -> None:
    days = Counter(own_day(f"person{number}@example.org") for number in range(2000))
    assert len(days) == 91
    assert max(days.values()) < 60


def test_an_address_has_one_stretch_of_days_in_each_interval_whatever_its_case() -> None:
    start = date(2026, 1, 1)
    rounds = Counter(followup_round(ANN, start + timedelta(days=n), 91) for n in range(91 * 4))
    del rounds[None]
    assert set(rounds.values()) <= set(range(1, 15))
    assert len(rounds) in (4, 5)
    assert followup_round(ANN.upper(), start, 91) == followup_round(ANN, start, 91)


@pytest.mark.parametrize(
    ("customer", "yes"),
    [
        (OLD, True),
        (replace(OLD, asked_at=NOON - timedelta(days=92)), True),
        (replace(OLD, asked_at=NOON - timedelta(days=90)), False),
        (replace(OLD, newest_ticket=NOON - timedelta(days=3)), False),
        (replace(OLD, open_tickets=1), False),
        (replace(OLD, address="wang@desk.example.com"), False),
    ],
)
def test_who_is_asked(customer: ActiveCustomer, yes: bool) -> None:
    assert (asked(customer) is not None) is yes


def test_after_their_stretch_of_days_they_wait_for_the_next() -> None:
    assert asked(OLD, days=13) is not None
    assert asked(OLD, days=14) is None
