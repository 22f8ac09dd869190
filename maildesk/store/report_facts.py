"""Reads the facts of a report's period and of the one before; each statement reads an indexed range only."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import bindparam, func, select

from maildesk.desk.kpi_facts import REPEAT_DAYS, GivenScore, OpenedTicket, OpenTicket, PeriodFacts
from maildesk.desk.report_period import Period
from maildesk.desk.ticket import TicketType
from maildesk.store.ended_clocks import ended_between
from maildesk.store.erasing import NOBODY
from maildesk.store.prepared import Prepared, Row, among, word
from maildesk.store.schema import article, event, survey, ticket
from maildesk.store.time_spent import time_between
from maildesk.store.transaction import Transaction

_TYPES = {each.value: each for each in TicketType}
_FINISHED = frozenset({"resolved", "closed"})
_SINCE = event.c.at >= bindparam("since", type_=event.c.at.type)
_UNTIL = event.c.at < bindparam("until", type_=event.c.at.type)
_OPENED = Prepared(
    select(
        event.c.ticket, event.c.at, ticket.c.requester_key, ticket.c.asset, ticket.c.type, ticket.c.owner,
        ticket.c.state, ticket.c.merged_into, ticket.c.cause,
    )
    .join(ticket, ticket.c.number == event.c.ticket)
    .where(event.c.kind == word("opened"), _SINCE)
    .order_by(event.c.at, event.c.ticket)
)  # fmt: skip
_CHANGES = Prepared(
    select(event.c.ticket, event.c.before)
    .where(event.c.kind == word("state_changed"), _SINCE, _UNTIL, event.c.ticket <= bindparam("last"))
    .order_by(event.c.at, event.c.ticket, event.c.seq)
)
_REOPENED = Prepared(
    select(func.count())
    .select_from(event)
    .where(
        event.c.kind == word("state_changed"),
        _SINCE,
        _UNTIL,
        event.c.before.in_([word("resolved"), word("closed")]),
        event.c.after.not_in([word("resolved"), word("closed")]),
    )
)
_ANSWERS = Prepared(
    select(event.c.actor, func.count()).where(event.c.kind == word("answered"), _SINCE, _UNTIL).group_by(event.c.actor)
)
_SCORES = Prepared(
    select(survey.c.ticket, survey.c.score, ticket.c.owner)
    .join(ticket, ticket.c.number == survey.c.ticket)
    .where(survey.c.at >= bindparam("since"), survey.c.at < bindparam("until"))
    .order_by(survey.c.at, survey.c.ticket)
)
_ARTICLES = Prepared(
    select(article.c.author, func.count())
    .where(article.c.approved_at >= bindparam("since"), article.c.approved_at < bindparam("until"))
    .group_by(article.c.author)
)
_OPEN = Prepared(
    select(ticket.c.number, ticket.c.created_at, ticket.c.owner, ticket.c.state, ticket.c.merged_into).where(
        ticket.c.state != word("closed")
    )
)
_LIFE = Prepared(
    select(ticket.c.number, ticket.c.created_at, ticket.c.owner).where(among(ticket.c.number, "numbers", "BIGINT"))
)
_NO_LIMIT = 2**62
_END = datetime(9999, 1, 1, tzinfo=UTC)
_NUMBER, _AT = 0, 1  # places in a row of `_OPENED`


def report_facts(tx: Transaction, period: Period) -> tuple[PeriodFacts, PeriodFacts]:
    """Return the facts of a period and of the period before it."""
    earlier = period.before()
    start, since, until = earlier.since, period.since, period.until
    opened = list(tx.stream(_OPENED, {"since": start - REPEAT_DAYS}))
    at_since, at_until = _states_at(tx, opened, since, until)
    ended = list(ended_between(tx, start, until))
    middle = next((place for place, clock in enumerate(ended) if clock.ended >= since), len(ended))
    was_ended = {clock.ticket for clock in ended[:middle]}
    is_ended = was_ended | {clock.ticket for clock in ended[middle:]}
    backlogs = _open_at(tx, opened, (since, at_since), (until, at_until))

    def facts(first: datetime, last: datetime, place: int) -> PeriodFacts:
        handled, states = ((was_ended, at_since), (is_ended, at_until))[place]
        return PeriodFacts(
            since=first,
            until=last,
            opened=[_ticket(row, handled, states) for row in _within(opened, first, last)],
            earlier=[_ticket(row, handled, states) for row in _within(opened, first - REPEAT_DAYS, first)],
            ended=ended[middle:] if place else ended[:middle],
            reopened=int(tx.rows(_REOPENED, {"since": first, "until": last})[0][0]),
            answers=dict(tx.rows(_ANSWERS, {"since": first, "until": last})),
            scores=[
                GivenScore(number=number, score=score, owner=owner)
                for number, score, owner in tx.rows(_SCORES, {"since": first, "until": last})
            ],
            backlog=backlogs[place],
            spent=time_between(tx, first, last),
            articles=dict(tx.rows(_ARTICLES, {"since": first, "until": last})),
        )

    return facts(since, until, 1), facts(start, since, 0)


def _within(rows: list[Row], since: datetime, until: datetime) -> Iterable[Row]:
    return (row for row in rows if since <= row[_AT] < until)


def _ticket(row: Row, handled: set[int], states: dict[int, str]) -> OpenedTicket:
    """Return a ticket as it stood at a moment; one that was merged counts as closed."""
    number, at, customer, asset, type_, owner, state, merged, cause = row
    then = states.get(number, "closed" if merged is not None else state)
    return OpenedTicket(
        number=number,
        at=at,
        customer="" if customer == NOBODY else customer,
        asset=asset,
        type=_TYPES[type_],
        owner=owner,
        cause=cause,
        handled=number in handled,
        finished=then in _FINISHED,
    )


def _states_at(
    tx: Transaction, opened: list[Row], since: datetime, until: datetime
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the states at two moments of the tickets that had been opened before, and have changed after, them."""
    at_until: dict[int, str] = {}
    values = {"since": until, "until": _END, "last": _last_before(opened, until)}
    for number, before in tx.stream(_CHANGES, values):
        at_until.setdefault(number, before)
    at_since: dict[int, str] = {}
    values = {"since": since, "until": until, "last": _last_before(opened, since)}
    for number, before in tx.stream(_CHANGES, values):
        at_since.setdefault(number, before)
    return {**at_until, **at_since}, at_until


def _last_before(opened: list[Row], moment: datetime) -> int:
    """Return the highest number that a ticket opened before a moment can have: numbers grow with time."""
    before: list[int] = [row[_NUMBER] for row in opened if row[_AT] < moment]
    if before:
        return max(before)
    return min([int(row[_NUMBER]) for row in opened], default=_NO_LIMIT)


def _open_at(tx: Transaction, opened: list[Row], *moments: tuple[datetime, dict[int, str]]) -> list[list[OpenTicket]]:
    """Return what was open at each of the moments, given the states then of what has changed since."""
    now = tx.rows(_OPEN)
    found: list[list[OpenTicket]] = []
    for moment, states in moments:
        later = {row[_NUMBER] for row in opened if row[_AT] >= moment}
        open_ = [
            OpenTicket(number=number, at=at, owner=owner)
            for number, at, owner, state, merged in now
            if number not in states and merged is None and state not in _FINISHED and at < moment
        ]
        changed = [number for number, state in states.items() if state not in _FINISHED and number not in later]
        open_ += [
            OpenTicket(number=number, at=at, owner=owner) for number, at, owner in tx.rows(_LIFE, {"numbers": changed})
        ]
        found.append(sorted(open_, key=lambda ticket: ticket.number))
    return found
