"""Asks for and carries out the approval of a stranger's message."""

import re
from datetime import datetime

from maildesk.desk.decision import Approval
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, enclose, responsible, to_staff
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import AwaitingMessage, Situation
from maildesk.desk.ticket import State
from maildesk.mail.letter import Address
from maildesk.mail.token import reply_code, verify_reply_code

YES = frozenset(
    {"approve", "approved", "yes", "y", "ok", "okay", "release", "同意", "批准", "是", "好", "好的", "可以"}
    | {"通过", "通過", "核准", "放行"}
)
NO = frozenset(
    {"reject", "rejected", "no", "n", "decline", "discard", "dismiss"}
    | {"拒绝", "否", "不", "拒絕", "不同意", "駁回", "驳回"}
)
_CODE = re.compile(r"\b[0-9A-Za-z]{4}[- ][0-9A-Za-z]{4}\b")


def approval_word(text: str) -> bool | None:
    """Return whether a reply says yes or no to an approval request; None when its words are anything else."""
    words = [word.strip("#＃.,!;:。！，；：").casefold() for word in _CODE.sub(" ", text[:2_000]).split()]
    words = [word for word in words if word]
    said = {True if word in YES else False if word in NO else None for word in words}
    return said.pop() if len(said) == 1 else None


def approval_code(key: bytes, ledger_id: int) -> str:
    """Return the code of one message that awaits approval."""
    return reply_code(key, "approve", str(ledger_id))


def meant_by(
    key: bytes, text: str, awaiting: tuple[AwaitingMessage, ...], asked_at: datetime | None
) -> tuple[AwaitingMessage, ...]:
    """Return the messages a reply can mean: those whose code it holds, else those that the request told of.

    A message that came after the request was written is not approved by its answer: nobody has read it yet.
    """
    codes = tuple(dict.fromkeys(_CODE.findall(text[:20_000])))
    named = tuple(
        message
        for message in awaiting
        if any(verify_reply_code(key, code, "approve", str(message.ledger_id)) for code in codes)
    )
    if named or asked_at is None:
        return named
    at_once = tuple(message for message in awaiting if message.at == asked_at)
    return at_once or tuple(message for message in awaiting if message.at <= asked_at)


def ask_for_approval(situation: Situation, draft: Draft, reason: str, cautions: tuple[str, ...], now: datetime) -> None:
    """Ask the owner (or the team) whether a message may join the ticket."""
    letter = situation.letter
    author = letter.sender.address if letter.sender else "?"
    notice = Notice(
        words=letter.reply or letter.text,
        because=(reason,),
        cautions=(*cautions, f"Written by {author}, who does not take part in this ticket or is not proven."),
        enclosure=enclose(letter, situation.ledger_id, 0),
        approve_code=approval_code(situation.desk.key, situation.ledger_id),
        headline=author,
        part_of=str(situation.ledger_id),
    )
    people = responsible(situation.desk, draft.ticket, now)
    to_staff(
        situation.desk, draft, MessageKind.APPROVAL_REQUEST, people, notice, actor="desk", reason="a stranger wrote"
    )


def settle_awaiting(
    draft: Draft,
    awaiting: tuple[AwaitingMessage, ...],
    meant: tuple[AwaitingMessage, ...],
    *,
    approved: bool,
    actor: str,
    reason: str,
) -> None:
    """Let the messages that are meant join the ticket and their authors take part, or dismiss them; others wait on."""
    rest = [message.at for message in awaiting if message not in meant]
    for message in meant:
        fact = Approval(message_id=message.message_row, approved=approved)
        draft.settle(fact, actor, reason, still_awaiting=min(rest, default=None))
        if approved:
            draft.add_participant(Address(address=message.author), actor, "approved by staff")
    if approved and meant and draft.ticket.state is State.PENDING:
        draft.set_state(State.OPEN, actor, "an approved message arrived")
