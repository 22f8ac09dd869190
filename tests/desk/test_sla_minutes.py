"""Clocks of random ticket lives against a count of every single minute."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from maildesk.desk.calendar import Calendar, is_open
from maildesk.desk.sla import ClockReading, Policy, Target, clocks, thresholds
from maildesk.desk.sla_policy import Duration
from maildesk.desk.ticket import Priority, State, StateSpan, Ticket
from maildesk.mail.letter import Address

START = datetime(2026, 10, 23, tzinfo=UTC)  # the clocks of Berlin change on the 25th
MINUTES = 6 * 1440
CALENDAR = Calendar(name="default", zone="Europe/Berlin", week=(((540, 720), (780, 1080)),) * 6 + (((60, 200),),))
OPEN = tuple(is_open(CALENDAR, START + timedelta(minutes=minute)) for minute in range(MINUTES))
STANDING = (State.PENDING, State.RESOLVED, State.CLOSED)
FINISHED = (State.RESOLVED, State.CLOSED)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def random_life(chance: random.Random) -> list[tuple[State, int]]:
    """Return states and the minutes they began at, rising; the first is new."""
    moments = sorted(chance.sample(range(MINUTES - 1), chance.randint(1, 8)))
    states = [State.NEW, *(chance.choice(list(State)) for _ in moments[1:])]
    return list(zip(states, moments, strict=True))


def counted(life: list[tuple[State, int]], now: int, need: int) -> tuple[int, int | None]:
    """Count the working minutes the ticket was worked on, and say before which minute `need` of them had passed."""
    used, reached = 0, None
    for minute in range(life[0][1], now):
        state = [state for state, since in life if since <= minute][-1]
        if OPEN[minute] and state not in STANDING:
            used += 1
            if used == need:
                reached = minute + 1
    return used, reached


def resolution(ticket: Ticket, policy: Policy, now: datetime) -> ClockReading:
    found = clocks(ticket, {"default": CALENDAR}, policy, now).resolution
    assert found is not None
    return found


@pytest.mark.parametrize("seed", range(150))
def test_use_breach_and_marks_of_a_random_life_agree_with_the_count(seed: int) -> None:
    chance = random.Random(f"life {seed}")
    life = random_life(chance)
    now = chance.randrange(life[-1][1] + 1, MINUTES)
    hours = chance.choice((1, 2, 8, 20))
    target = Target(response=Duration.business(hours=1), resolution=Duration.business(hours=hours))
    policy = Policy(targets=dict.fromkeys(Priority, target))
    ticket = Ticket(
        subject="",
        state=life[-1][0],
        requester=Address(address="ann@example.com"),
        created_at=at(life[0][1]),
        updated_at=at(now),
        spans=tuple(StateSpan(state=state, since=at(minute)) for state, minute in life),
    )

    reading = resolution(ticket, policy, at(now))

    used, reached = counted(life, now, hours * 60)
    assert reading.used == timedelta(minutes=used)
    assert reading.breached == (
        used > hours * 60 or (used == hours * 60 and reading.due is not None and at(now) > reading.due)
    )
    if reached is not None:
        assert reading.due == at(reached)
    assert (reading.met_at is not None) == (life[-1][0] in FINISHED)
    assert reading.running == (life[-1][0] not in STANDING)
    for mark in thresholds(ticket, {"default": CALENDAR}, policy, at(now)):
        if mark.clock.value == "resolution" and mark.at <= at(now):
            assert at(counted(life, now, hours * 60 * mark.percent // 100)[1] or -1) == mark.at
