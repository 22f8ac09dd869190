"""Asks for and carries out the approval of a stranger's message."""

from datetime import datetime

from maildesk.desk.decision import Approval
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, enclose, responsible, to_staff
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import AwaitingMessage, Situation
from maildesk.desk.ticket import State
from maildesk.mail.letter import Address
from maildesk.mail.token import reply_code

_YES = frozenset(
    {
        "approve",
        "approved",
        "yes",
        "y",
        "ok",
        "同意",
        "批准",
        "是",
        "好",
        "通过",
        "通過",
        "核准",
        "可以",
        "release",
        "放行",
    }
)
_NO = frozenset(
    {
        "reject",
        "rejected",
        "no",
        "n",
        "decline",
        "拒绝",
        "否",
        "不",
        "拒絕",
        "不同意",
        "駁回",
        "驳回",
        "discard",
        "dismiss",
    }
)


def approval_word(text: str) -> bool | None:
    """Return whether a reply says yes or no to an approval request; None when its words are anything else."""
    words = text.strip().strip("#.!。！ ").casefold().split()
    if not words or len(words) > 2:
        return None
    first = words[0].lstrip("#")
    return True if first in _YES else False if first in _NO else None


def ask_for_approval(situation: Situation, draft: Draft, reason: str, cautions: tuple[str, ...], now: datetime) -> None:
    """Ask the owner (or the team) whether a message may join the ticket."""
    letter = situation.letter
    author = letter.sender.address if letter.sender else "?"
    notice = Notice(
        words=letter.reply or letter.text,
        because=(reason,),
        cautions=(*cautions, f"Written by {author}, who does not take part in this ticket or is not proven."),
        enclosure=enclose(letter, situation.ledger_id, 0),
        approve_code=reply_code(situation.desk.key, "approve", str(draft.ticket.number)),
        headline=author,
        part_of=str(situation.ledger_id),
    )
    people = responsible(situation.desk, draft.ticket, now)
    to_staff(
        situation.desk, draft, MessageKind.APPROVAL_REQUEST, people, notice, actor="desk", reason="a stranger wrote"
    )


def settle_awaiting(
    draft: Draft, awaiting: tuple[AwaitingMessage, ...], *, approved: bool, actor: str, reason: str
) -> None:
    """Let every awaiting message join the ticket and its author take part, or dismiss them all."""
    for message in awaiting:
        fact = Approval(message_id=message.message_row, approved=approved)
        draft.settle(fact, actor, reason, still_awaiting=None)
        if approved:
            draft.add_participant(Address(address=message.author), actor, "approved by staff")
    if approved and draft.ticket.state is State.PENDING:
        draft.set_state(State.OPEN, actor, "an approved message arrived")
