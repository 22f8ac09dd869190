"""Counts every figure of a report once more, slowly, from the event log alone and with a calendar of its own.

Nothing of the desk's own arithmetic is used: a minute is in working time or it is not, and minutes are counted.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import accumulate, pairwise
from statistics import mean, median
from zoneinfo import ZoneInfo

from sqlalchemy import text

from maildesk.desk.desk import Desk
from maildesk.store.database import Database

STANDING, FINISHED = ("pending", "resolved", "closed"), ("resolved", "closed")
FIRST = datetime(2023, 6, 1, tzinfo=UTC)
MINUTES = 1000 * 1440
MINUTE = timedelta(minutes=1)


@dataclass
class Event:
    at: datetime
    kind: str
    actor: str
    before: str | None
    after: str | None


@dataclass
class Clock:
    """A clock that ended."""

    name: str
    number: int
    ended: datetime
    wall: float  # hours since it started
    used: float  # working hours
    in_time: bool | None
    answered: bool
    first: bool
    owner: str | None
    type: str


@dataclass
class Life:
    """What the log says of one ticket."""

    number: int
    opened: datetime
    customer: str
    asset: str | None
    type: str
    owner: str | None
    cause: str | None = None
    states: list[tuple[datetime, str]] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    answers: list[tuple[datetime, str]] = field(default_factory=list)
    reopenings: list[datetime] = field(default_factory=list)
    scores: dict[int, list[tuple[datetime, int]]] = field(default_factory=lambda: defaultdict(list))
    spent: list[tuple[datetime, str, int]] = field(default_factory=list)

    def state_at(self, moment: datetime) -> str | None:
        found = None
        for at, state in self.states:
            if at < moment:
                found = state
        return found


class WorkingMinutes:
    """Monday to Friday, 9 to 18, in one zone; every minute of the years around was looked at."""

    def __init__(self, zone: str) -> None:
        self.zone = ZoneInfo(zone)
        self.hour: list[bool] = []
        for quarter in range(MINUTES // 15):  # no zone changes between the quarters of an hour
            local = (FIRST + timedelta(minutes=15 * quarter)).astimezone(self.zone)
            self.hour.append(local.weekday() < 5 and 9 <= local.hour < 18)
        self.sums = [0, *accumulate(15 * is_open for is_open in self.hour)]

    def until(self, minute: int) -> int:
        whole, rest = divmod(minute, 15)
        return self.sums[whole] + (rest if self.hour[whole] else 0)

    def reached(self, amount: int) -> int:
        """The first minute by which so many working minutes had passed since FIRST."""
        place = bisect_left(self.sums, amount)
        return 15 * place - (self.sums[place] - amount)

    def days_later(self, start: datetime, days: int) -> datetime:
        """So many working days later at the same hour; from outside the hours the first day ends at 18:00."""
        local = start.astimezone(self.zone)
        day, hour = local.date(), local.time()
        inside = day.weekday() < 5 and time(9) <= hour < time(18)
        if not inside:
            if not (day.weekday() < 5 and hour < time(9)):
                day += timedelta(days=1)
            hour = time(18)
            days -= 1
            while day.weekday() >= 5:
                day += timedelta(days=1)
        while days:
            day += timedelta(days=1)
            days -= day.weekday() < 5
        return datetime.combine(day, hour, tzinfo=self.zone).astimezone(UTC)


def minute_of(at: datetime) -> int:
    minutes, rest = divmod(at - FIRST, MINUTE)
    assert not rest, "the generated year lives in whole minutes"
    return minutes


class Recount:
    """All lives of a database, read once."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self.desk = desk
        self.work = WorkingMinutes(desk.zone)
        with database.engine.connect() as connection:
            rows = connection.execute(
                text('SELECT ticket, at, kind, actor, "before", "after" FROM event ORDER BY ticket, seq')
            )
            events: dict[int, list[Event]] = defaultdict(list)
            for number, at, kind, actor, before, after in rows:
                moment = datetime.fromisoformat(at) if isinstance(at, str) else at
                events[number].append(Event(moment, kind, actor, before, after))
            tickets = connection.execute(
                text("SELECT number, requester_key, asset, type, owner, priority FROM ticket ORDER BY number")
            ).all()
        self.lives = [self._life(ticket, events[ticket[0]]) for ticket in tickets]

    def _life(self, ticket: object, events: list[Event]) -> Life:  # noqa: C901 - one case a kind of event
        number, customer, asset, type_now, owner_now, priority_now = ticket  # type: ignore[misc]
        life = Life(number, events[0].at, customer, asset, type_now, owner_now)
        first: dict[str, str | None] = {"priority": priority_now, "type": type_now}
        for event in reversed(events):
            for name in first:
                if event.kind == f"{name}_changed":
                    first[name] = event.before
        priority, type_, owner = first["priority"], first["type"], None
        started, answered, rounds, closings = life.opened, False, 0, 0
        for event in events:
            match event.kind:
                case "priority_changed":
                    priority = event.after
                case "type_changed":
                    type_ = event.after
                case "owner_changed":
                    owner = event.after
                case "opened":
                    life.states.append((event.at, event.after or ""))
                case "cause_changed":
                    life.cause = event.after
                case "time_spent":
                    life.spent.append((event.at, event.actor, int(event.after or 0)))
                case "scored":
                    life.scores[closings].append((event.at, int(event.after or 0)))
                case "answered":
                    life.answers.append((event.at, event.actor))
                    if not answered:
                        answered = True
                        self._end(
                            life, "response", started, event.at, priority, type_, owner, answered=True, first=not rounds
                        )
                case "state_changed":
                    was, state = life.states[-1][1], event.after or ""
                    life.states.append((event.at, state))
                    if state in FINISHED and was not in FINISHED:
                        if not answered:
                            answered = True
                            self._end(
                                life,
                                "response",
                                started,
                                event.at,
                                priority,
                                type_,
                                owner,
                                answered=False,
                                first=not rounds,
                            )
                        self._end(
                            life,
                            "resolution",
                            life.opened,
                            event.at,
                            priority,
                            type_,
                            owner,
                            answered=False,
                            first=not rounds,
                        )
                    if state == "closed":
                        closings += 1
                    if was in FINISHED and state not in FINISHED:
                        life.reopenings.append(event.at)
                        started, answered, rounds = event.at, False, rounds + 1
        return life

    def _end(self, life: Life, name: str, started: datetime, ended: datetime, priority: str | None, type_: str | None,
             owner: str | None, *, answered: bool, first: bool) -> None:  # fmt: skip
        always = priority == "urgent" and type_ != "complaint"
        begin, stop = minute_of(started), minute_of(ended)
        stretches, paused = self._stretches(life, begin, stop)
        count = (lambda minute: minute) if always else self.work.until
        used = sum(count(b) - count(a) for a, b in stretches)
        wall = (ended - started) / timedelta(hours=1)
        in_time = self._in_time(name, started, stop, priority, type_, stretches, always=always, paused=paused)
        life.clocks.append(
            Clock(name, life.number, ended, wall, used / 60, in_time, answered, first, owner, type_ or "")
        )

    def _stretches(self, life: Life, begin: int, stop: int) -> tuple[list[tuple[int, int]], bool]:
        """The minutes in which it was worked on before it was answered or solved, and whether it ever waited."""
        found, paused = [], False
        moments = [*((minute_of(at), state) for at, state in life.states), (stop, "end")]
        for (since, state), (until, _) in pairwise(moments):
            a, b = max(since, begin), min(until, stop)
            if a >= b:
                continue
            if state in STANDING:
                paused = True
            else:
                found.append((a, b))
        return found, paused

    def _in_time(self, name: str, started: datetime, stop: int, priority: str | None, type_: str | None,
                 stretches: list[tuple[int, int]], *, always: bool, paused: bool) -> bool | None:  # fmt: skip
        days = {("response", "low"): 1, ("resolution", "complaint"): 3}
        minutes = {("response", "urgent"): 30, ("response", "normal"): 120, ("response", "complaint"): 120,
                   ("resolution", "urgent"): 120, ("resolution", "normal"): 480}  # fmt: skip
        kind = "complaint" if type_ == "complaint" else priority
        if (name, kind) in days:
            due = self.work.days_later(started, days[name, kind])
            if not paused:
                return stop <= minute_of(due)
            amount = self.work.until(minute_of(due)) - self.work.until(minute_of(started))
        elif (name, kind) in minutes:
            amount = minutes[name, kind]
        else:
            return None
        for a, b in stretches:
            inside = b - a if always else self.work.until(b) - self.work.until(a)
            if inside >= amount:
                reached = a + amount if always else self.work.reached(self.work.until(a) + amount)
                return stop <= reached
            amount -= inside
        return True

    def figures(self, since: datetime, until: datetime, engineer: str | None = None) -> dict[str, float | None]:
        """Every figure of a stretch of time, of one engineer or of all; cost and articles are left out."""

        def own(who: str | None) -> bool:
            return engineer is None or who == engineer

        def within(at: datetime) -> bool:
            return since <= at < until

        opened = [life for life in self.lives if within(life.opened) and own(life.owner)]
        clocks = [clock for life in self.lives for clock in life.clocks if within(clock.ended) and own(clock.owner)]
        solved = [clock for clock in clocks if clock.name == "resolution"]
        first = [c.used for c in clocks if c.name == "response" and c.answered and c.first]
        scores = [
            given[-1][1]
            for life in self.lives
            for given in life.scores.values()
            if within(given[0][0]) and own(life.owner)
        ]
        reopened = sum(within(at) for life in self.lives for at in life.reopenings)
        spent = [minutes for life in self.lives for at, who, minutes in life.spent if within(at) and own(who)]

        def share(of: list[bool]) -> float | None:
            return mean(of) if of else None

        return {
            "arrived": len(opened),
            "answers": sum(within(at) and own(who) for life in self.lives for at, who in life.answers),
            "resolved": len(solved),
            "first_response": mean(first) if first else None,
            "first_response_median": median(first) if first else None,
            "response_met": share([bool(c.in_time) for c in clocks if c.name == "response"]),
            "resolution_met": share([c.in_time for c in solved if c.in_time is not None]),
            "feedback_handled": share([any(c.ended < until for c in life.clocks) for life in opened]),
            "resolution_rate": share([life.state_at(until) in FINISHED for life in opened]),
            "reopen_rate": reopened / len(solved) if solved else None,
            "time_to_restore": mean([c.wall for c in solved if c.type == "incident"] or [0]) or None,
            "satisfaction": share([score >= 4 for score in scores]),
            "mean_score": mean(scores) if scores else None,
            "ratings": len(scores),
            "complaints": sum(life.type == "complaint" for life in opened),
            "repeated_faults": len(self.repeats(since, until)),
            "backlog": len(self.backlog(until)),
            "hours": sum(spent) / 60,
        }

    def backlog(self, moment: datetime) -> list[Life]:
        return [life for life in self.lives if life.opened < moment and life.state_at(moment) not in (*FINISHED, None)]

    def backlog_ages(self, moment: datetime) -> list[int]:
        limits = (1, 3, 7, 30, 10**6)
        ages = [(moment - life.opened) / timedelta(days=1) for life in self.backlog(moment)]
        return [sum(low < age <= high for age in ages) for low, high in zip((-1, *limits), limits, strict=False)]

    def repeats(self, since: datetime, until: datetime) -> dict[int, set[tuple[str, str]]]:
        incidents = [life for life in self.lives if life.type == "incident"]
        by_name: dict[tuple[str, str], list[Life]] = defaultdict(list)
        for life in incidents:
            by_name["customer", life.customer].append(life)
            if life.asset:
                by_name["asset", life.asset].append(life)
        found: dict[int, set[tuple[str, str]]] = defaultdict(set)
        for name, lives in by_name.items():
            for later in lives:
                for earlier in lives:
                    before = (earlier.opened, earlier.number) < (later.opened, later.number)
                    if before and later.opened - earlier.opened <= timedelta(days=30) and since <= later.opened < until:
                        found[later.number].add(name)
        return found

    def causes(self, since: datetime, until: datetime) -> Counter[str]:
        return Counter(
            life.cause or "" for life in self.lives if since <= life.opened < until and life.type == "complaint"
        )

    def grid(self, since: datetime, until: datetime) -> list[list[int]]:
        cells = Counter(
            (local.weekday(), local.hour)
            for life in self.lives
            if since <= life.opened < until
            for local in [life.opened.astimezone(ZoneInfo(self.desk.zone))]
        )
        return [[cells[day, hour] for hour in range(24)] for day in range(7)]

    def cost(self, since: datetime, until: datetime) -> float:
        rates = dict(self.desk.costs.rates)
        return sum(
            minutes / 60 * rates.get(who, self.desk.costs.hourly_rate)
            for life in self.lives
            for at, who, minutes in life.spent
            if since <= at < until
        )
