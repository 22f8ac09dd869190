"""Resolving, closing, reopening and rating: the same steps whoever asks for them."""

from datetime import datetime, timedelta

from maildesk.desk.decision import Survey
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, responsible, to_customers, to_staff
from maildesk.desk.outgoing import AttachedFile, MessageKind
from maildesk.desk.people import Staff
from maildesk.desk.ticket import Priority, State, Ticket, TicketType, raised

_REOPENINGS_A_DAY = 3
_WEIGHT = {Priority.LOW: 0, Priority.NORMAL: 1, Priority.URGENT: 2}


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
    kind = _kind(draft.ticket, MessageKind.CLOSED, words)
    to_customers(
        desk, draft, kind, actor=actor, reason=reason, words=words, sender=sender, previous=previous,
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
    kind = _kind(draft.ticket, MessageKind.RESOLUTION, words)
    to_customers(
        desk, draft, kind, actor=actor, reason=reason, words=words, sender=sender, previous=previous,
        files=files,
    )  # fmt: skip


def _kind(ticket: Ticket, plain: MessageKind, words: str) -> MessageKind:
    """Return the outcome mail for a complaint that ends with words (S10), else the plain kind."""
    return MessageKind.COMPLAINT if words and ticket.type is TicketType.COMPLAINT else plain


def not_solved(draft: Draft, *, actor: str, reason: str) -> bool:
    """Open the ticket again for the same owner with its urgency one step higher (S8); return whether it was opened.

    A ticket that was opened again three times within a day stays as it is, so that nobody plays with the figures
    (SECURITY A64); the owner reads the words all the same.
    """
    if _reopenings(draft.ticket, draft.now - timedelta(days=1)) >= _REOPENINGS_A_DAY:
        return False
    before = draft.ticket.priority
    draft.reopen(actor, reason)
    urgency = raised(draft.ticket.urgency)
    draft.set_urgency(urgency, actor, "raised because the solution did not hold")
    if _WEIGHT[draft.ticket.priority] < _WEIGHT[before]:
        draft.set_priority(before, actor, "a priority that was set directly does not sink by reopening")
    return True


def _reopenings(ticket: Ticket, since: datetime) -> int:
    over = (State.RESOLVED, State.CLOSED)
    steps = zip(ticket.spans, ticket.spans[1:], strict=False)
    return sum(span.since > since and before.state in over and span.state not in over for before, span in steps)


def rate(desk: Desk, draft: Draft, survey: Survey, now: datetime, *, reason: str) -> None:
    """Take a score; a low one goes to the supervisors at once, who reopen with one word.

    They are told once of a closing: not again when the customer corrects a low score to another low one.
    """
    current = survey.round == draft.ticket.closings
    again = draft.ticket.score if current else None
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
    supervisors = tuple(each for each in desk.people.supervisors() if each.id not in draft.ticket.concerned)
    people = supervisors or responsible(desk, draft.ticket, now)
    to_staff(desk, draft, MessageKind.WARNING, people, notice, actor="desk", reason="a low score")
