"""Answers a supervisor's mail that asks for the board: `board` or 看板, and nothing else."""

from datetime import datetime, timedelta

from maildesk.desk.board_view import BoardLinkView
from maildesk.desk.command_lines import Fault, Orders
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.links import board_url
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage
from maildesk.desk.people import Role, Staff
from maildesk.desk.situation import Situation
from maildesk.desk.transcripts import refused
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address, Letter

BOARD_LINK = timedelta(minutes=15)
_WORDS = frozenset({"board", "看板"})
_MARKS = " \t#＃.。!！"


def asks_for_board(letter: Letter) -> bool:
    """Say whether a mail holds the word alone, in its text, or in its subject above an empty text."""
    words = letter.reply.strip() or letter.subject
    return not letter.attachments and words.strip(_MARKS).casefold() in _WORDS


def on_board_request(situation: Situation, person: Staff, now: datetime) -> Decision:
    """Send a supervisor the way to the board; the link is good for 15 minutes and for one entry."""
    desk = situation.desk
    url = board_url(desk, situation.ledger_id, person.address, now) if desk.board else None
    wrong = None
    if person.role is not Role.SUPERVISOR:
        wrong = "Only supervisors see the board; reply #list to a notice for your own tickets."
    elif url is None:
        wrong = "The board is switched off; write board = true and base_url under [web] in maildesk.toml."
    if wrong or url is None:
        fault = Fault(line=1, written=situation.letter.reply.strip()[:60] or "board", sentence=wrong or "")
        return refused(situation, person, Orders(), None, (fault,), now)
    view = BoardLinkView(
        desk_name=desk.name,
        staff_name=person.name,
        url=url,
        valid_until=now + BOARD_LINK,
        zone=person.zone or desk.zone,
    )
    message = OutgoingMessage(
        kind=MessageKind.BOARD,
        to=Address(name=person.name, address=person.address),
        view=view,
        language=supported_language(desk, person.language, desk.language),
        automatic=Automatic.REPLIED,
        in_reply_to=situation.letter.message_id,
        urgent=True,
    )
    reason = f"{person.id} asked for the board"
    verdict = Verdict(state=LedgerState.IGNORED, reason=reason)
    return Decision(verdict=verdict, outgoing=(message,), reasons=(reason,))
