"""A desk with as many tickets behind it as a test asks for, written by the same hand that writes real ones."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from maildesk.desk.calendar import default_calendar
from maildesk.desk.decision import Decision, Survey
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.people import People, Role, Staff, Team
from maildesk.desk.service_settings import Costs
from maildesk.desk.ticket import Level, Priority, State, Ticket, TicketType, priority_of
from maildesk.flows.commit import commit
from maildesk.mail.letter import Address
from maildesk.store.database import Database
from maildesk.store.transaction import Transaction
from tests.desk.builders import a_desk

ZONE = "Europe/Berlin"  # its clocks change twice a year
ENGINEERS = tuple(f"e{number}" for number in range(12))
_BATCH = 200
_TYPES = (TicketType.INCIDENT, TicketType.INCIDENT, TicketType.SERVICE_REQUEST, TicketType.COMPLAINT, TicketType.OTHER)


def generated_desk() -> Desk:
    """Twelve engineers in two teams, hours of a common week, costs with a budget."""
    staff = tuple(
        Staff(id=name, name=name.upper(), address=f"{name}@desk.example.com", teams=("service", "network"))
        for name in ENGINEERS
    )
    boss = Staff(id="li", name="Li Na", address="li@desk.example.com", role=Role.SUPERVISOR)
    costs = Costs(currency="EUR", hourly_rate=50.0, rates=(("e1", 80.0),), monthly_budget=20_000.0)
    desk = a_desk(staff=(*staff, boss), zone=ZONE, calendars={"default": default_calendar(ZONE)}, costs=costs)
    return replace(desk, people=People(staff=(*staff, boss), teams=(Team(name="service"), Team(name="network"))))


def generate(database: Database, desk: Desk, count: int, *, first: datetime, days: int, seed: int = 1) -> None:
    """Write tickets that open within so many days; what would happen after them does not happen."""
    chance = random.Random(f"generated desk {seed}")
    end = first + timedelta(days=days)
    openings = sorted(_opening(chance, first, days) for _ in range(count))
    for start in range(0, count, _BATCH):
        batch = openings[start : start + _BATCH]

        def write(tx: Transaction, batch: list[datetime] = batch) -> None:
            for opening in batch:
                _Life(tx, desk, chance, opening, end, customers=max(20, count // 6)).live()
                tx.tickets.clear()

        database.run(write)


def _opening(chance: random.Random, first: datetime, days: int) -> datetime:
    day = chance.randrange(days)
    hour = chance.choice((6, 7, 8, 8, 8, 9, 9, 10, 12, 13, 13, 14, 15, 18, 22))
    if (first + timedelta(days=day)).weekday() >= 5 and chance.random() < 0.7:
        day = max(0, day - 2)
    return first + timedelta(days=day, hours=hour, minutes=chance.randrange(60))


class _Life:
    """One ticket from its opening to wherever it stands at the end."""

    def __init__(
        self, tx: Transaction, desk: Desk, chance: random.Random, at: datetime, end: datetime, customers: int
    ) -> None:
        self.tx, self.desk, self.chance, self.at, self.end = tx, desk, chance, at, end
        self.cause = chance.random()
        who = Address(address=f"c{chance.randrange(customers)}@customer.example.org")
        impact, urgency = chance.choice(list(Level)), chance.choice(list(Level))
        self.ticket = Ticket(
            subject="The printer burns", requester=who, participants=(who,), type=chance.choice(_TYPES), impact=impact,
            urgency=urgency, priority=priority_of(impact, urgency), mailbox="support", created_at=at, updated_at=at,
            response_since=at, asset=f"A{chance.randrange(customers)}" if chance.random() < 0.2 else None,
            team=chance.choice(("service", "network")),
        )  # fmt: skip
        self.steps = 0

    def live(self) -> None:
        chance = self.chance
        self.do("opened", owner=chance.choice(ENGINEERS) if chance.random() < 0.9 else None)
        if self.ticket.type is TicketType.COMPLAINT and chance.random() < 0.8:
            self.wait(2, 60)
            self.do("caused", cause=chance.choice(("delay", "quality", "=cost")))
        if chance.random() < 0.1:
            self.wait(2, 60)
            self.do("changed", priority=chance.choice(list(Priority)), type_=chance.choice(_TYPES))
        self.round()
        while chance.random() < 0.12 and self.ticket.state in (State.RESOLVED, State.CLOSED):
            self.wait(60, 6000)
            self.do("reopened")
            self.round()

    def round(self) -> None:
        chance = self.chance
        if chance.random() < 0.9:
            self.wait(1, chance.choice((20, 100, 400, 3000)))
            self.do("answered", owner=self.ticket.owner or chance.choice(ENGINEERS))
        if chance.random() < 0.25:
            self.wait(1, 300)
            self.do("pending")
            self.wait(30, 4000)
            self.do("back")
        if chance.random() < 0.95:
            self.wait(1, chance.choice((60, 500, 4000)))
            self.do("closed" if chance.random() < 0.05 else "resolved", spent=chance.randrange(5, 90))
            self.wait(600, 6000)
            if chance.random() < 0.9:
                self.do("closed")
                if chance.random() < 0.4:
                    self.wait(5, 3000)
                    self.do("scored", score=chance.choice((1, 2, 3, 4, 4, 5, 5, 5, 5)))
                    if chance.random() < 0.1:
                        self.wait(5, 3000)
                        self.do("scored", score=chance.randrange(1, 6))

    def wait(self, least: int, most: int) -> None:
        self.at += timedelta(minutes=self.chance.randint(least, max(least, most)))

    def do(self, what: str, **how: Any) -> None:
        if self.at >= self.end:
            return
        draft = Draft(self.ticket, self.at)
        owner = how.get("owner")
        who = owner or self.ticket.owner or "desk"
        if what == "opened":
            draft.opened("customer", "a new request")
        if owner:
            draft.set_owner(owner, "desk", "the rules")
        if what == "changed":
            draft.set_priority(how["priority"], who, "#priority")
            draft.set_type(how["type_"], who, "#type")
        elif what == "caused":
            draft.set_cause(how["cause"], "li", "#cause")
        elif what == "reopened":
            draft.reopen("customer", "not solved")
        elif what == "answered":
            draft.answered(who, "a mail")
        elif what in ("pending", "back", "resolved", "closed"):
            states = {"pending": State.PENDING, "back": State.OPEN, "resolved": State.RESOLVED, "closed": State.CLOSED}
            draft.set_state(states[what], who, "an order")
            if "spent" in how and self.ticket.owner:
                draft.spend(how["spent"], who, "#spent")
        elif what == "scored":
            draft.score(Survey(round=draft.ticket.closings, score=how["score"]), "a vote")
        self.steps += 1
        commit(
            self.tx, self.desk, None, Decision(works=(draft.work(),)), cause=f"{self.cause}:{self.steps}", now=self.at  # type: ignore[arg-type]
        )  # fmt: skip
        number = self.ticket.number or max(self.tx.tickets)
        self.ticket = self.tx.tickets[number].ticket
