"""Which stretches of a ticket's life count for a clock, and which pause it."""

from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.ticket import State, Ticket

_STANDING = frozenset({State.PENDING, State.RESOLVED, State.CLOSED})


@dataclass(frozen=True, kw_only=True, slots=True)
class Pause:
    """A stretch in which a clock stood still."""

    start: datetime
    end: datetime | None  # None: it stands still
    state: State  # pending, resolved or closed


Span = tuple[datetime, datetime | None]  # a stretch of time; None: it goes on
Stretch = tuple[datetime, datetime | None, State]


def active_spans(life: list[Stretch], met: datetime | None) -> tuple[Span, ...]:
    """Return the stretches of a life in which a clock runs, oldest first; the last may be open.

    From the moment a clock is met its last stretch goes on, so that its due moment can be told.
    """
    spans: list[Span] = []
    for start, end, state in life:
        if state in _STANDING and not (met is not None and start >= met):
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def pauses(life: list[Stretch], until: datetime) -> tuple[Pause, ...]:
    """Return the stretches before `until` in which the ticket waited, oldest first."""
    found: list[Pause] = []
    for start, end, state in life:
        if state not in _STANDING or start >= until:
            continue
        if found and found[-1].end == start and found[-1].state is not State.PENDING and state is not State.PENDING:
            found[-1] = Pause(start=found[-1].start, end=end, state=found[-1].state)
        else:
            found.append(Pause(start=start, end=end, state=state))
    return tuple(found)


def life_since(ticket: Ticket, started: datetime) -> list[Stretch]:
    """Return the ticket's states from `started` on; a ticket without spans has been in its state all along."""
    spans = [(span.since, span.state) for span in ticket.spans] or [(started, ticket.state)]
    if spans[0][0] > started:
        spans.insert(0, (started, State.NEW))
    ends: list[datetime | None] = [since for since, _ in spans[1:]]
    ends.append(None)
    return [
        (max(since, started), end, state)
        for (since, state), end in zip(spans, ends, strict=True)
        if end is None or end > max(since, started)
    ]
