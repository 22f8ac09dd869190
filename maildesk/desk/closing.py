"""Resolving, closing, reopening and rating: the same steps whoever asks for them."""

from datetime import datetime

from maildesk.desk.decision import Survey
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, responsible, to_customers, to_staff
from maildesk.desk.outgoing import AttachedFile, MessageKind
from maildesk.desk.people import Staff
from maildesk.desk.ticket import State, raised


def close(
    desk: Desk,
    draft: Draft,
    *,
    actor: str,
    reason: str,
    words: str = "",
    sender: Staff | None = None,
    files: tuple[AttachedFile, ...] = (),
) -> None:
    """Close the ticket and send every participant the closing with the survey."""
    previous = draft.ticket.state
    draft.set_state(State.CLOSED, actor, reason)
    to_customers(
        desk, draft, MessageKind.CLOSED, actor=actor, reason=reason, words=words, sender=sender, previous=previous,
        files=files,
    )  # fmt: skip


def resolve(
    desk: Desk,
    draft: Draft,
    *,
    actor: str,
    reason: str,
    words: str = "",
    sender: Staff | None = None,
    files: tuple[AttachedFile, ...] = (),
) -> None:
    """Call the ticket solved and ask the customer to confirm it."""
    previous = draft.ticket.state
    draft.set_state(State.RESOLVED, actor, reason)
    to_customers(
        desk, draft, MessageKind.RESOLUTION, actor=actor, reason=reason, words=words, sender=sender, previous=previous,
        files=files,
    )  # fmt: skip


def not_solved(draft: Draft, *, actor: str, reason: str) -> None:
    """Open the ticket again for the same owner with its urgency one step higher (S8)."""
    draft.reopen(actor, reason)
    draft.set_urgency(raised(draft.ticket.urgency), actor, "raised because the solution did not hold")


def rate(desk: Desk, draft: Draft, survey: Survey, now: datetime, *, reason: str) -> None:
    """Take a score; a low one goes to the supervisors at once, who reopen with one word."""
    again = draft.ticket.score
    draft.score(survey, reason)
    low = survey.score <= desk.low_score
    told_before = again is not None and again <= desk.low_score
    if not low or told_before:
        return
    notice = Notice(
        words=survey.comment,
        headline=f"Rated {survey.score} of 5",
        suggestions=("#reopen",),
        part_of=f"score:{survey.round}",
    )
    people = desk.people.supervisors() or responsible(desk, draft.ticket, now)
    to_staff(desk, draft, MessageKind.WARNING, people, notice, actor="desk", reason="a low score")
