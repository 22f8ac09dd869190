"""What the store gives for the figures of one period."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from maildesk.desk.cost import TimeSpent
from maildesk.desk.ended_clocks import EndedClock
from maildesk.desk.ticket import TicketType

REPEAT_DAYS = timedelta(days=30)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedTicket:
    """A ticket that was opened, and how it stood at the end of the period."""

    number: int
    at: datetime
    customer: str  # addr-spec without case; empty when it was erased
    asset: str | None
    type: TicketType
    owner: str | None
    cause: str | None = None  # of a complaint
    handled: bool = False  # answered or resolved by then
    finished: bool = False  # resolved or closed at that moment


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTicket:
    """A ticket that was open at the end of the period."""

    number: int
    at: datetime  # when it was opened
    owner: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenScore:
    """A score that a customer gave."""

    number: int
    score: int
    owner: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class PeriodFacts:
    """Everything counted from one moment to another, the end left out; all of it empty when nothing happened."""

    since: datetime
    until: datetime
    opened: Sequence[OpenedTicket] = ()  # oldest first
    earlier: Sequence[OpenedTicket] = ()  # of the 30 days before, for repeated faults; oldest first
    ended: Sequence[EndedClock] = ()
    reopened: int = 0
    answers: Mapping[str, int] = field(default_factory=dict)  # staff id -> mails to customers
    scores: Sequence[GivenScore] = ()
    backlog: Sequence[OpenTicket] = ()
    spent: Sequence[TimeSpent] = ()
    articles: Mapping[str, int] = field(default_factory=dict)  # staff id -> articles approved

    def is_empty(self) -> bool:
        """Say whether nothing at all happened and nothing waits."""
        return not (self.opened or self.ended or self.answers or self.scores or self.backlog or self.spent)


def by_engineer(facts: PeriodFacts) -> dict[str, PeriodFacts]:
    """Part the facts of a period by whom they belong to: the owner, or who wrote or noted it; nobody's are left out."""
    opened: defaultdict[str, list[OpenedTicket]] = defaultdict(list)
    ended: defaultdict[str, list[EndedClock]] = defaultdict(list)
    scores: defaultdict[str, list[GivenScore]] = defaultdict(list)
    backlog: defaultdict[str, list[OpenTicket]] = defaultdict(list)
    spent: defaultdict[str, list[TimeSpent]] = defaultdict(list)
    for ticket in facts.opened:
        opened[ticket.owner or ""].append(ticket)
    for clock in facts.ended:
        ended[clock.owner or ""].append(clock)
    for given in facts.scores:
        scores[given.owner or ""].append(given)
    for waiting in facts.backlog:
        backlog[waiting.owner or ""].append(waiting)
    for each in facts.spent:
        spent[each.staff_id].append(each)
    names = {*opened, *ended, *scores, *backlog, *spent, *facts.answers, *facts.articles} - {""}
    return {
        name: PeriodFacts(
            since=facts.since,
            until=facts.until,
            opened=opened[name],
            ended=ended[name],
            scores=scores[name],
            backlog=backlog[name],
            spent=spent[name],
            answers={name: facts.answers[name]} if name in facts.answers else {},
            articles={name: facts.articles[name]} if name in facts.articles else {},
        )
        for name in sorted(names)
    }
