"""Makes the board from open tickets and the figures of the last days."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from maildesk.desk.board_view import BoardDay, BoardEngineer, BoardTicket, BoardView
from maildesk.desk.desk import Desk
from maildesk.desk.digest import DayFigures, DigestData, digest_view
from maildesk.desk.outgoing import DigestTicket
from maildesk.desk.people import Staff
from maildesk.desk.ticket import State, Ticket

TREND_DAYS = 14
_ACTIVE = frozenset({State.NEW, State.OPEN, State.PENDING, State.ON_HOLD})
_WAITING = frozenset({State.PENDING, State.ON_HOLD})


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardData:
    """What the store knows of now and of the last days; `days` are those of the reader's zone, today last."""

    open_tickets: Sequence[Ticket] = ()
    engineers: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # staff id -> solved, answered today
    days: Sequence[tuple[date, DayFigures]] = ()


def board_view(desk: Desk, person: Staff, data: BoardData, now: datetime) -> BoardView:
    """Return what one supervisor sees now; complaints about that person are left out as they are in the digest."""
    today = data.days[-1][1] if data.days else DayFigures()
    source = DigestData(today=today, open_tickets=data.open_tickets, engineers=data.engineers)
    digest = digest_view(desk, person, source, now)
    active = [ticket for ticket in data.open_tickets if ticket.state in _ACTIVE]
    trend = tuple(BoardDay(day=day.isoformat(), arrived=of.arrived, solved=of.solved) for day, of in data.days)
    return BoardView(
        desk_name=desk.name,
        staff_name=person.name,
        at=now,
        zone=person.zone or desk.zone,
        open=len(active),
        unowned=sum(ticket.owner is None for ticket in active),
        waiting=sum(ticket.state in _WAITING for ticket in active),
        late=sum(line.severity == "late" for line in digest.at_risk) if digest else 0,
        arrived=today.arrived,
        answered=today.answered,
        solved=today.solved,
        reopened=today.reopened,
        to_come=tuple(_line(line) for line in digest.at_risk) if digest else (),
        without_owner=tuple(_line(line) for line in digest.unowned) if digest else (),
        engineers=tuple(
            BoardEngineer(
                name=each.name, open=each.open, capacity=each.capacity, solved=each.solved, answered=each.answered
            )
            for each in (digest.engineers if digest else ())
        ),
        trend=trend,
        trend_most=max((max(day.arrived, day.solved) for day in trend), default=0),
    )


def _line(line: DigestTicket) -> BoardTicket:
    return BoardTicket(
        number=line.number,
        subject=line.subject,
        priority=line.priority,
        state=line.state,
        owner_name=line.owner_name,
        age_hours=line.age_hours,
        note=line.note,
        severity=line.severity,
    )
