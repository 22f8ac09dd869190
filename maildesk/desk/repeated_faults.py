"""Finds incidents that came back: the same customer or the same asset within 30 days."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maildesk.desk.kpi_facts import REPEAT_DAYS, PeriodFacts
from maildesk.desk.ticket import TicketType

_MOST = 10


class RepeatOf(StrEnum):
    """What was the same."""

    CUSTOMER = "customer"
    ASSET = "asset"


@dataclass(frozen=True, kw_only=True, slots=True)
class RepeatedFault:
    """A customer or asset whose incidents came back."""

    of: RepeatOf
    name: str  # addr-spec without case, or the asset
    numbers: tuple[int, ...]  # incidents of the period that repeat an earlier one, oldest first


def repeated_incidents(facts: PeriodFacts) -> dict[int, tuple[tuple[RepeatOf, str], ...]]:
    """Return the incidents of the period that repeat an earlier one, with what each repeats."""
    last: dict[tuple[RepeatOf, str], datetime] = {}
    found: dict[int, tuple[tuple[RepeatOf, str], ...]] = {}
    for ticket in (*facts.earlier, *facts.opened):
        if ticket.type is not TicketType.INCIDENT:
            continue
        both = ((RepeatOf.CUSTOMER, ticket.customer), (RepeatOf.ASSET, ticket.asset or ""))
        names = [(of, name) for of, name in both if name]
        same = tuple(name for name in names if name in last and ticket.at - last[name] <= REPEAT_DAYS)
        if same and ticket.at >= facts.since:
            found[ticket.number] = same
        last.update(dict.fromkeys(names, ticket.at))
    return found


def repeated_faults(facts: PeriodFacts) -> tuple[RepeatedFault, ...]:
    """Return the ten customers and assets with the most repeated incidents, the most first."""
    groups: defaultdict[tuple[RepeatOf, str], list[int]] = defaultdict(list)
    for number, names in repeated_incidents(facts).items():
        for name in names:
            groups[name].append(number)
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(RepeatedFault(of=of, name=name, numbers=tuple(numbers)) for (of, name), numbers in ranked[:_MOST])
