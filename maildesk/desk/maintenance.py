"""Opens maintenance tickets when they are due by the calendar (S15)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from cronsim import CronSim

from maildesk.desk.assignment import AssignmentRequest, Method, Workload, choose_owner
from maildesk.desk.calendar import add_business_days
from maildesk.desk.check_line import CheckLine
from maildesk.desk.classifying import availability
from maildesk.desk.decision import Decision
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, responsible, to_staff
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.service_settings import Recurring
from maildesk.desk.ticket import Priority, State, Ticket, TicketType
from maildesk.desk.views import calendar_of
from maildesk.mail.letter import Address

_MOST = 1000


def due_since(entry: Recurring, after: datetime, until: datetime) -> tuple[datetime, ...]:
    """Return when an entry became due after one moment and up to another, oldest first, at most 1000 times.

    The cron line is read on the wall clock of the entry's zone. Empty when it never became due.
    """
    rule = CronSim(entry.when, after.astimezone(ZoneInfo(entry.zone)))
    found: list[datetime] = []
    for moment in islice(rule, _MOST):
        if moment > until:
            break
        found.append(moment.astimezone(UTC))
    return tuple(found)


def open_maintenance(
    desk: Desk,
    entry: Recurring,
    due: datetime,
    now: datetime,
    *,
    missed: int = 0,
    load: Mapping[str, int] | None = None,
    turns: Mapping[str, str] | None = None,
) -> Decision:
    """Return the ticket of one due moment, owned by an engineer of the team; `missed` moments before it are named."""
    request = AssignmentRequest(
        team=entry.team, method=Method.NAMED if entry.owner else desk.assign_by, named=entry.owner
    )
    work = Workload(open_tickets=load or {}, last_turn=turns or {})
    choice = choose_owner(request, desk.people, work, availability(desk, now))
    draft = Draft(_ticket(desk, entry, choice.owner, due, now), now)
    because = [f"Maintenance “{entry.name}” is due by the calendar.", choice.reason]
    if missed:
        because.append(f"It was due {missed} times more while the desk did not run.")
    draft.opened("desk", "; ".join(because))
    notice = Notice(words=entry.words, because=tuple(because))
    people = responsible(desk, draft.ticket, now)
    to_staff(desk, draft, MessageKind.ASSIGNMENT, people, notice, actor="desk", reason="maintenance is due")
    in_turn = choice.owner is not None and request.method is Method.ROUND_ROBIN
    return Decision(
        works=(draft.work(),),
        turns=((entry.team or "", choice.owner),) if in_turn and choice.owner else (),
        reasons=tuple(because),
    )


def _ticket(desk: Desk, entry: Recurring, owner: str | None, due: datetime, now: datetime) -> Ticket:
    mailbox = desk.mailboxes[0] if desk.mailboxes else None
    return Ticket(
        subject=entry.title,
        state=State.OPEN if owner else State.NEW,
        type=TicketType.MAINTENANCE,
        priority=Priority.NORMAL,
        team=entry.team,
        owner=owner,
        # Nobody takes part: no mail of this ticket ever goes to a customer.
        requester=Address(name=desk.name, address=mailbox.address if mailbox else f"desk@{desk.read.domain}"),
        language=desk.language,
        mailbox=mailbox.name if mailbox else "",
        tags=("maintenance",),
        asset=entry.asset,
        created_at=now,
        updated_at=now,
        response_since=now,
        due_at=add_business_days(due, entry.due_days, calendar_of(desk)),
        checklist=tuple(CheckLine(text=line) for line in entry.checklist),
    )
