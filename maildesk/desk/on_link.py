"""What follows from a pressed link: confirm or reject a solution, rate, own or disown a held mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from maildesk.desk.closing import close, not_solved, rate
from maildesk.desk.decision import Decision, Direction, NewMessage, Survey, Visibility
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, responsible, to_staff
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.ticket import State, Ticket
from maildesk.mail.letter import Address

_COMMENT = 2000


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmation:
    """A participant pressed yes or no on the page that asks whether it is solved."""

    solved: bool
    words: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vote:
    """A participant rated the work."""

    score: int
    comment: str = ""


def on_confirmation(desk: Desk, ticket: Ticket, person: Address, said: Confirmation, now: datetime) -> Decision:
    """Close or reopen a resolved ticket; a ticket in any other state stays as it is and the words are kept."""
    draft = Draft(ticket, now)
    words = said.words.strip()[:_COMMENT]
    if words:
        message = NewMessage(
            direction=Direction.IN, visibility=Visibility.PUBLIC, author=person, text=words, language=ticket.language
        )
        draft.add_message(message, "customer", "written on the page of the link")
    over = ticket.state is State.RESOLVED or (ticket.state is State.CLOSED and not _long_closed(desk, ticket, now))
    if said.solved and ticket.state is State.RESOLVED:
        close(desk, draft, actor="customer", reason="the customer confirmed the solution by link")
    elif not said.solved and over:
        not_solved(draft, actor="customer", reason="the customer said by link that it is not solved")
    if words or not said.solved:
        notice = Notice(words=words, headline="Not solved" if not said.solved else "", part_of="link")
        people = responsible(desk, draft.ticket, now)
        to_staff(desk, draft, MessageKind.CUSTOMER_ANSWERED, people, notice, actor="desk", reason="pressed a link")
    return Decision(works=(draft.work(),), reasons=("a participant's own link was pressed",))


def _long_closed(desk: Desk, ticket: Ticket, now: datetime) -> bool:
    closed_at = ticket.since(State.CLOSED)
    return closed_at is not None and now - closed_at > timedelta(days=desk.reopen_days)


def on_vote(desk: Desk, ticket: Ticket, person: Address, round_: int, vote: Vote, now: datetime) -> Decision:
    """Take a vote for one closing; a later vote of the same round replaces the earlier one."""
    draft = Draft(ticket, now)
    survey = Survey(
        round=round_, score=vote.score, comment=vote.comment.strip()[:_COMMENT], address=person.address.casefold()
    )
    rate(desk, draft, survey, now, reason="scored on the survey page")
    return Decision(works=(draft.work(),), reasons=("a participant's own link was pressed",))


def on_ownership(ledger_id: int, *, owned: bool) -> Decision:
    """Release a held staff mail that its real author owned, or discard one that he disowned."""
    if owned:
        return Decision(releases=(ledger_id,), reasons=("the real person released the mail",))
    return Decision(discards=(ledger_id,), reasons=("the real person disowned the mail",))
