"""Fills the views of outgoing mails from a ticket: what a customer may see, and what staff may see."""

from collections.abc import Sequence
from datetime import datetime

from maildesk.desk.article import ArticleLine, SimilarTicket
from maildesk.desk.calendar import Calendar, add_business_days
from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import CustomerView, HistoryLine, StaffView
from maildesk.desk.people import Staff
from maildesk.desk.sla import Clocks, calendar_for, clocks, policy_for
from maildesk.desk.ticket import State, Ticket
from maildesk.mail.letter import Address, Attachment
from maildesk.mail.subject_line import acknowledgement_subject

_SHOWN_HISTORY = 5  # messages that a notice repeats


def supported_language(desk: Desk, *wishes: str | None) -> str:
    """Return the first wish the desk has templates for; the desk's own language when none is."""
    for wish in wishes:
        if wish in desk.languages:
            return str(wish)
        if wish and wish.startswith("zh"):
            return "zh-Hant" if any(part in wish for part in ("Hant", "TW", "HK", "MO")) else "zh-Hans"
    return desk.language


def calendar_of(desk: Desk, name: str | None = None) -> Calendar:
    """Return a calendar by name, the desk's own for None or an unknown name."""
    if name and name in desk.calendars:
        return desk.calendars[name]
    if desk.calendar in desk.calendars:
        return desk.calendars[desk.calendar]
    return Calendar.always("default")


def clocks_of(desk: Desk, ticket: Ticket, now: datetime) -> Clocks:
    """Return the clocks of a ticket as they stand now."""
    policy = policy_for(ticket, desk.people, desk.policies)
    return clocks(ticket, desk.calendars, policy, now, calendar_for(ticket, desk.people, desk.calendar))


def customer_view(
    desk: Desk,
    ticket: Ticket,
    now: datetime,
    *,
    to: Address,
    words: str = "",
    show_subject: bool = True,
    previous: State | None = None,
    links: tuple[str | None, str | None] = (None, None),
    missing: tuple[str, ...] = (),
    articles: tuple[ArticleLine, ...] = (),
    reminder: int = 0,
    merged_into: int | None = None,
) -> CustomerView:
    """Build what a customer may see; `links` are the confirm and the survey address."""
    owner = desk.people.by_id(ticket.owner)
    readings = clocks_of(desk, ticket, now)
    resolved = ticket.state is State.RESOLVED
    silence = add_business_days(now, desk.close_after_business_days, calendar_of(desk)) if resolved else None
    return CustomerView(
        desk_name=desk.name,
        name=to.name,
        token=ticket.token,
        number=ticket.number,
        subject=acknowledgement_subject(ticket.subject) if show_subject else "",
        state=ticket.state,
        owner_name=owner.name if owner else None,
        words=words,
        previous_state=previous,
        respond_by=readings.response.due if readings.response and not ticket.answered_at else None,
        next_update_by=readings.next_update.due if readings.next_update else None,
        due_at=ticket.due_at,
        reopen_days=desk.reopen_days,
        close_after=silence,
        zone=desk.zone,
        missing=missing,
        articles=articles,
        reminder=reminder,
        confirm_url=links[0],
        survey_url=links[1],
        merged_into=merged_into,
    )


def staff_view(
    desk: Desk,
    ticket: Ticket,
    now: datetime,
    *,
    to: Staff,
    words: str = "",
    because: Sequence[str] = (),
    cautions: Sequence[str] = (),
    attachments: Sequence[Attachment] = (),
    left_out: Sequence[Attachment] = (),
    history: Sequence[HistoryLine] = (),
    suggestions: Sequence[str] = (),
    headline: str = "",
    approve_code: str | None = None,
    articles: tuple[ArticleLine, ...] = (),
    similar: tuple[SimilarTicket, ...] = (),
    clock_lines: tuple[tuple[str, str], ...] = (),
) -> StaffView:
    """Build what a member of staff sees of a ticket."""
    owner = desk.people.by_id(ticket.owner)
    readings = clocks_of(desk, ticket, now)
    return StaffView(
        desk_name=desk.name,
        staff_name=to.name,
        token=ticket.token,
        number=ticket.number,
        subject=ticket.subject,
        state=ticket.state,
        type=ticket.type,
        priority=ticket.priority,
        team=ticket.team,
        owner_name=owner.name if owner else None,
        customer=ticket.requester,
        organisation=ticket.organisation,
        words=words,
        because=tuple(because),
        cautions=tuple(cautions),
        attachments=tuple(_file_line(file) for file in attachments),
        left_out=tuple(_file_line(file) for file in left_out),
        respond_by=readings.response.due if readings.response and not ticket.answered_at else None,
        resolve_by=readings.resolution.due if readings.resolution else None,
        due_at=ticket.due_at,
        zone=to.zone or desk.zone,
        intake=ticket.intake.lines() if ticket.intake else (),
        checklist=tuple((line.done_at is not None, line.text) for line in ticket.checklist),
        history=tuple(history)[-_SHOWN_HISTORY:],
        suggestions=tuple(suggestions),
        approve_code=approve_code,
        articles=articles,
        similar=similar,
        clocks=clock_lines,
        headline=headline,
    )


def _file_line(file: Attachment) -> str:
    return f"{file.filename} ({max(1, round(file.size / 1024))} kB)"
