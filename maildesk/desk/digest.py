"""Makes the supervisor's digest from figures and open tickets: ranked by risk, every line ready to be worked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from maildesk.desk.availability import away_until
from maildesk.desk.classifying import availability
from maildesk.desk.complaint import may_hear
from maildesk.desk.desk import Desk
from maildesk.desk.digest_items import (
    FailedMail,
    HeldItem,
    StaffSearches,
    WaitingDraft,
    draft_line,
    held_line,
    ignored_line,
    search_line,
    undeliverable_line,
)
from maildesk.desk.outgoing import (
    DigestCount,
    DigestEngineer,
    DigestRating,
    DigestTicket,
    DigestView,
    Reconciliation,
)
from maildesk.desk.people import Staff
from maildesk.desk.sla import ClockReading
from maildesk.desk.ticket import Priority, State, Ticket, TicketType
from maildesk.desk.views import clocks_of

_SOON = timedelta(hours=24)
_LONGEST_LIST = 25
_ACTIVE = frozenset({State.NEW, State.OPEN, State.PENDING, State.ON_HOLD})
_CLOCK_WORDS = {"response": "answer", "resolution": "solution", "next_update": "update", "agree_date": "date"}
_RANK = {"late": 0, "soon": 1, "calm": 2}
_PRIORITY_RANK = {Priority.URGENT: 0, Priority.NORMAL: 1, Priority.LOW: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class DayFigures:
    """What was counted in one day."""

    arrived: int = 0
    solved: int = 0
    closed: int = 0
    reopened: int = 0
    answered: int = 0
    breached: int = 0  # clocks that ended too late
    helped: int = 0  # tickets that an article solved, said their customers


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestData:
    """What the store knows of the day."""

    today: DayFigures = field(default_factory=DayFigures)
    before: Sequence[DayFigures] = ()  # the days before, newest first; empty when the desk is new
    open_tickets: Sequence[Ticket] = ()
    engineers: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # staff id -> solved, answered
    ratings: Sequence[DigestRating] = ()
    undeliverable: Sequence[FailedMail] = ()
    quarantine: Sequence[HeldItem] = ()
    ignored: Sequence[tuple[int, HeldItem]] = ()  # how many for its reason, the newest of them
    drafts: Sequence[WaitingDraft] = ()
    searches: Sequence[StaffSearches] = ()
    reconciliation: Sequence[Reconciliation] = ()
    chain_root: str = ""


def digest_view(desk: Desk, person: Staff, data: DigestData, now: datetime) -> DigestView | None:
    """Return what one supervisor reads today; None when there is nothing to say."""
    seen = [ticket for ticket in data.open_tickets if may_hear(person, ticket)]
    lines = [risk_line(desk, ticket, now) for ticket in seen if ticket.state in _ACTIVE]
    ranked = sorted(lines, key=lambda line: (_RANK[line.severity], _PRIORITY_RANK[line.priority], -line.age_hours))
    numbers = {ticket.number: ticket for ticket in data.open_tickets}
    view = DigestView(
        desk_name=desk.name,
        staff_name=person.name,
        day=now,
        zone=person.zone or desk.zone,
        counts=_counts(data),
        at_risk=_top([line for line in ranked if line.severity != "calm"]),
        unowned=_top([line for line in ranked if numbers[line.number].owner is None]),
        waiting=_top([line for line in ranked if line.state in (State.PENDING, State.ON_HOLD)]),
        complaints=_top([line for line in ranked if numbers[line.number].type is TicketType.COMPLAINT]),
        engineers=_engineers(desk, data, now),
        ratings=tuple(each for each in data.ratings if person.id not in each.concerned),
        maintenance=_top([line for line in ranked if _is_overdue_maintenance(numbers[line.number], line)]),
        undeliverable=tuple(undeliverable_line(mail) for mail in data.undeliverable),
        quarantine=tuple(held_line(item) for item in data.quarantine),
        ignored=tuple(ignored_line(count, item) for count, item in data.ignored),
        drafts=tuple(draft_line(desk, draft) for draft in data.drafts),
        searches=tuple(search_line(desk, searches) for searches in data.searches),
        reconciliation=tuple(data.reconciliation),
        chain_root=data.chain_root,
    )
    return view if _says_something(view, data) else None


def _says_something(view: DigestView, data: DigestData) -> bool:
    tickets = (view.at_risk, view.unowned, view.waiting, view.complaints, view.ratings)
    items = (view.undeliverable, view.quarantine, view.ignored, view.drafts, view.searches)
    apart = any(each.on_server != each.in_ledger for each in view.reconciliation)
    return data.today != DayFigures() or any(tickets) or any(items) or apart


def _is_overdue_maintenance(ticket: Ticket, line: DigestTicket) -> bool:
    return ticket.type is TicketType.MAINTENANCE and line.severity == "late"


def _top(lines: Sequence[DigestTicket]) -> tuple[DigestTicket, ...]:
    return tuple(lines[:_LONGEST_LIST])


def _counts(data: DigestData) -> tuple[DigestCount, ...]:
    found: list[DigestCount] = []
    helpful = any(day.helped for day in (data.today, *data.before))
    keys = ("arrived", "answered", "solved", "closed", "reopened", "breached", *(("helped",) if helpful else ()))
    for key in keys:
        days = [float(getattr(day, key)) for day in data.before]
        mean = sum(days) / len(days) if days else None
        found.append(DigestCount(key=key, today=float(getattr(data.today, key)), before=mean))
    return tuple(found)


def risk_line(desk: Desk, ticket: Ticket, now: datetime) -> DigestTicket:
    """Return the line of one ticket, with the clock that is breached or will be next."""
    owner = desk.people.by_id(ticket.owner)
    worst = _worst(desk, ticket, now)
    severity, note = "calm", ""
    if worst is not None and worst.due is not None:
        words = _CLOCK_WORDS.get(worst.clock.value, worst.clock.value)
        severity = "late" if worst.breached else "soon" if worst.due - now <= _SOON else "calm"
        hours = abs(int((worst.due - now).total_seconds() // 3600))
        note = f"{words} {'overdue' if worst.breached else 'due in'} {hours} h"
    return DigestTicket(
        number=ticket.number,
        token=ticket.token,
        subject=ticket.subject,
        priority=ticket.priority,
        state=ticket.state,
        owner_name=owner.name if owner else None,
        customer=ticket.requester.address,
        age_hours=int((now - ticket.created_at).total_seconds() // 3600),
        note=note,
        severity=severity,
    )


def _worst(desk: Desk, ticket: Ticket, now: datetime) -> ClockReading | None:
    """Return the clock that is breached or will be next; None when none runs."""
    running = [reading for reading in clocks_of(desk, ticket, now).all() if reading.running and reading.due is not None]
    return min(running, key=lambda reading: (not reading.breached, reading.due or now), default=None)


def _engineers(desk: Desk, data: DigestData, now: datetime) -> tuple[DigestEngineer, ...]:
    open_of: dict[str, int] = {}
    for ticket in data.open_tickets:
        if ticket.owner and ticket.state in _ACTIVE:
            open_of[ticket.owner] = open_of.get(ticket.owner, 0) + 1
    when = availability(desk, now)
    found: list[DigestEngineer] = []
    for person in desk.people.staff:
        solved, answered = data.engineers.get(person.id, (0, 0))
        owned = open_of.get(person.id, 0)
        away = "" if person.suspended else away_until(person, when) or ""
        if owned or solved or answered or away:
            found.append(
                DigestEngineer(
                    id=person.id,
                    name=person.name,
                    open=owned,
                    solved=solved,
                    answered=answered,
                    capacity=person.capacity,
                    away_until=away,
                )
            )
    return tuple(found)
