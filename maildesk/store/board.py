"""Who has entered the board: hashes of the links and of the cookies, never these themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import board_session
from maildesk.store.transaction import Transaction

_ENTER = Prepared(insert(board_session).on_conflict_do_nothing())
_SESSION = Prepared(
    select(board_session.c.staff_id, board_session.c.until).where(board_session.c.cookie_hash == bindparam("cookie"))
)
_USED = Prepared(select(board_session.c.staff_id).where(board_session.c.link_hash == bindparam("link")))
_END = Prepared(
    update(board_session)
    .where(board_session.c.cookie_hash == bindparam("cookie"), board_session.c.until > bindparam("now"))
    .values(until=bindparam("now"))
)
_FORGET = Prepared(delete(board_session).where(board_session.c.until < bindparam("before")))


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardSession:
    """An entry to the board."""

    staff_id: str
    until: datetime


def enter_board(tx: Transaction, link_hash: str, cookie_hash: str, session: BoardSession, now: datetime) -> bool:
    """Use a link up and begin a session; False when the link was used before."""
    values = {"link_hash": link_hash, "cookie_hash": cookie_hash, "staff_id": session.staff_id, "at": now}
    return tx.changed(_ENTER, {**values, "until": session.until}) == 1


def board_session_of(tx: Transaction, cookie_hash: str) -> BoardSession | None:
    """Return the session of a cookie, run out or not; None when there is none."""
    row = tx.row(_SESSION, {"cookie": cookie_hash})
    return BoardSession(staff_id=row[0], until=row[1]) if row else None


def is_link_used(tx: Transaction, link_hash: str) -> bool:
    """Say whether somebody has entered by a link."""
    return tx.row(_USED, {"link": link_hash}) is not None


def end_board_session(tx: Transaction, cookie_hash: str, now: datetime) -> None:
    """End a session; its row stays until nobody can use the link any more."""
    tx.do(_END, {"cookie": cookie_hash, "now": now})


def forget_board_sessions(tx: Transaction, before: datetime) -> None:
    """Delete the sessions that ran out before a moment."""
    tx.do(_FORGET, {"before": before})
