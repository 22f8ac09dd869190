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


def active_spans(
    ticket: Ticket, started: datetime, met: datetime | None
) -> tuple[tuple[datetime, datetime | None], ...]:
    """Return the stretches in which a clock runs from `started` on, oldest first; the last may be open.

    A met clock's last stretch stays open too, so that its due moment can be told; an empty tuple never comes from a
    ticket that is worked on.
    """
    spans: list[tuple[datetime, datetime | None]] = []
    for start, end, state in _stretches(ticket, started):
        if state in _STANDING and not (met is not None and start >= met):
            continue
        if spans and spans[-1][1] == start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def pauses(ticket: Ticket, started: datetime, until: datetime) -> tuple[Pause, ...]:
    """Return the stretches between `started` and `until` in which the ticket waited, oldest first."""
    found: list[Pause] = []
    for start, end, state in _stretches(ticket, started):
        if state not in _STANDING or start >= until:
            continue
        if found and found[-1].end == start and found[-1].state is not State.PENDING and state is not State.PENDING:
            found[-1] = Pause(start=found[-1].start, end=end, state=found[-1].state)
        else:
            found.append(Pause(start=start, end=end, state=state))
    return tuple(found)


def _stretches(ticket: Ticket, started: datetime) -> list[tuple[datetime, datetime | None, State]]:
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
