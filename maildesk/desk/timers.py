"""Derives from a ticket what will be due on it; nothing of it is remembered (DESIGN, law 8)."""

from datetime import datetime

from maildesk.desk.calendar import add_business_days
from maildesk.desk.decision import Timer
from maildesk.desk.desk import Desk
from maildesk.desk.reminding import reminder_timers
from maildesk.desk.sla import calendar_for, policy_for, thresholds
from maildesk.desk.ticket import State, Ticket
from maildesk.desk.views import calendar_of

_REVIEW_DAYS = 1  # business days a mentor has


def timers_of(desk: Desk, ticket: Ticket, now: datetime) -> tuple[Timer, ...]:
    """Return every timer of a ticket as it stands; empty when nothing is due by itself."""
    found = state_timers(desk, ticket)
    if ticket.merged_into is None and ticket.state in (State.NEW, State.OPEN, State.ON_HOLD, State.PENDING):
        return (*found, *_clock_marks(desk, ticket, now))
    return found


def state_timers(desk: Desk, ticket: Ticket) -> tuple[Timer, ...]:
    """Return the timers of a ticket that change what it is; those of its clocks only warn."""
    found: list[Timer] = []
    if ticket.merged_into is not None:
        return ()
    if ticket.state is State.RESOLVED and (since := ticket.since(State.RESOLVED)):
        due = add_business_days(since, desk.close_after_business_days, calendar_of(desk))
        found.append(Timer(key=f"close:{ticket.reopened}:{len(ticket.spans)}", due_at=due))
    if ticket.state is State.PENDING and ticket.pending_until:
        found.append(Timer(key=f"pending:{len(ticket.spans)}", due_at=ticket.pending_until))
    found += reminder_timers(desk, ticket)
    if ticket.review_since:
        due = add_business_days(ticket.review_since, _REVIEW_DAYS, calendar_of(desk))
        found.append(Timer(key=f"review:{ticket.review_since:%Y%m%d%H%M%S}", due_at=due))
    if ticket.awaiting_since:
        begun = f"{ticket.awaiting_since:%Y%m%d%H%M%S}"
        for step, days in (("lead", desk.stranger_lead_days), ("split", desk.stranger_split_days)):
            due = add_business_days(ticket.awaiting_since, days, calendar_of(desk))
            found.append(Timer(key=f"stranger_{step}:{begun}", due_at=due))
    return tuple(found)


def _clock_marks(desk: Desk, ticket: Ticket, now: datetime) -> list[Timer]:
    policy = policy_for(ticket, desk.people, desk.policies)
    calendar = calendar_for(ticket, desk.people, desk.calendar)
    marks = thresholds(ticket, desk.calendars, policy, now, calendar)
    return [Timer(key=mark.key, due_at=mark.at) for mark in marks]
