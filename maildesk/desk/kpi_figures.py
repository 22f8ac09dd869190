"""Counts each figure of `kpi.DEFINITIONS` from the facts of a period."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from statistics import fmean, median

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.ended_clocks import EndedClock
from maildesk.desk.kpi import Kpi
from maildesk.desk.kpi_facts import PeriodFacts
from maildesk.desk.repeated_faults import repeated_incidents
from maildesk.desk.ticket import TicketType

_HOUR = timedelta(hours=1)
_CONTENT = 4  # a score of a satisfied customer, or better


def figure_of(kpi: Kpi, facts: PeriodFacts) -> float | None:
    """Return a figure of a period, unrounded; None when there was nothing to count it from.

    The cost is not among them: it needs rates and a budget. KeyError when it is asked for.
    """
    return _COUNTED[kpi](facts)


def _share(of: Iterable[bool]) -> float | None:
    answers = list(of)
    return sum(answers) / len(answers) if answers else None


def _mean(values: Sequence[float]) -> float | None:
    return fmean(values) if values else None


def _resolutions(facts: PeriodFacts) -> list[EndedClock]:
    return [clock for clock in facts.ended if clock.clock is ClockName.RESOLUTION]


def _first_responses(facts: PeriodFacts) -> list[float]:
    return [
        clock.used / _HOUR
        for clock in facts.ended
        if clock.clock is ClockName.RESPONSE and clock.answered and clock.round == 0
    ]


def _met(facts: PeriodFacts, name: ClockName) -> float | None:
    return _share(clock.in_time for clock in facts.ended if clock.clock is name and clock.in_time is not None)


def _median(facts: PeriodFacts) -> float | None:
    values = _first_responses(facts)
    return median(values) if values else None


def _reopen_rate(facts: PeriodFacts) -> float | None:
    resolved = len(_resolutions(facts))
    return facts.reopened / resolved if resolved else None


def _time_to_restore(facts: PeriodFacts) -> float | None:
    incidents = (clock for clock in _resolutions(facts) if clock.type is TicketType.INCIDENT)
    return _mean([(clock.ended - clock.started) / _HOUR for clock in incidents])


_COUNTED: dict[Kpi, Callable[[PeriodFacts], float | None]] = {
    Kpi.ARRIVED: lambda facts: len(facts.opened),
    Kpi.ANSWERS: lambda facts: sum(facts.answers.values()),
    Kpi.RESOLVED: lambda facts: len(_resolutions(facts)),
    Kpi.FIRST_RESPONSE: lambda facts: _mean(_first_responses(facts)),
    Kpi.FIRST_RESPONSE_MEDIAN: _median,
    Kpi.RESPONSE_MET: lambda facts: _met(facts, ClockName.RESPONSE),
    Kpi.RESOLUTION_MET: lambda facts: _met(facts, ClockName.RESOLUTION),
    Kpi.FEEDBACK_HANDLED: lambda facts: _share(ticket.handled for ticket in facts.opened),
    Kpi.RESOLUTION_RATE: lambda facts: _share(ticket.finished for ticket in facts.opened),
    Kpi.REOPEN_RATE: _reopen_rate,
    Kpi.TIME_TO_RESTORE: _time_to_restore,
    Kpi.SATISFACTION: lambda facts: _share(given.score >= _CONTENT for given in facts.scores),
    Kpi.MEAN_SCORE: lambda facts: _mean([given.score for given in facts.scores]),
    Kpi.RATINGS: lambda facts: len(facts.scores),
    Kpi.COMPLAINTS: lambda facts: sum(ticket.type is TicketType.COMPLAINT for ticket in facts.opened),
    Kpi.REPEATED_FAULTS: lambda facts: len(repeated_incidents(facts)),
    Kpi.BACKLOG: lambda facts: len(facts.backlog),
    Kpi.ARTICLES: lambda facts: sum(facts.articles.values()),
    Kpi.HOURS: lambda facts: sum(each.minutes for each in facts.spent) / 60,
}
