"""Lets a supervisor into the board by a link of a mail, once, and gathers what it shows."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from maildesk.clock import Clock
from maildesk.desk.board import TREND_DAYS, BoardData, board_view
from maildesk.desk.board_request import BOARD_LINK
from maildesk.desk.board_view import BoardView
from maildesk.desk.desk import Desk
from maildesk.desk.digest import DayFigures
from maildesk.desk.people import Role, Staff
from maildesk.desk.views import supported_language
from maildesk.mail.link_token import LinkPurpose, read_link_token, verify_link
from maildesk.store.board import (
    BoardSession,
    board_session_of,
    end_board_session,
    enter_board,
    forget_board_sessions,
    is_link_used,
)
from maildesk.store.database import Database
from maildesk.store.figures import figures
from maildesk.store.reading import explained_mails
from maildesk.store.showing import open_tickets
from maildesk.store.transaction import Transaction

SESSION = timedelta(hours=8)
_KEPT = timedelta(days=2)  # longer than any link is good


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """A session that has begun; `cookie` is known to the browser alone."""

    cookie: str
    seconds: int
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The board of a reader, and the language it is read in."""

    view: BoardView
    language: str


class BoardRoom:
    """What the page of the board asks of the desk; every method may be called from any thread."""

    def __init__(self, database: Database, clock: Clock, desk: Desk) -> None:
        """Keep the tools."""
        self._database = database
        self._clock = clock
        self._desk = desk

    def offered(self, token: str) -> str | None:
        """Return the language of a link that would let somebody in, without using it up; None when it would not."""
        with self._database.reading() as tx:
            person = self._invited(tx, token, self._clock.now())
        return self._language(person) if person else None

    def enter(self, token: str) -> Entered | None:
        """Use a link up and begin a session; None for a link that is wrong, too old or used."""
        now, cookie = self._clock.now(), secrets.token_urlsafe(32)

        def work(tx: Transaction) -> Entered | None:
            person = self._invited(tx, token, now)
            if person is None:
                return None
            forget_board_sessions(tx, now - _KEPT)
            session = BoardSession(staff_id=person.id, until=now + SESSION)
            if not enter_board(tx, _hash(token), _hash(cookie), session, now):
                return None
            return Entered(cookie=cookie, seconds=int(SESSION.total_seconds()), language=self._language(person))

        return self._database.run(work)

    def show(self, cookie: str) -> Shown | None:
        """Return the board of a session; None when it is none, has run out, or its supervisor is one no more."""
        now = self._clock.now()
        with self._database.reading() as tx:
            session = board_session_of(tx, _hash(cookie))
            person = self._supervisor(session.staff_id) if session and session.until > now else None
            if person is None:
                return None
            view = board_view(self._desk, person, gather_board(tx, person.zone or self._desk.zone, now), now)
        return Shown(view=view, language=self._language(person))

    def leave(self, cookie: str) -> None:
        """End a session; nothing happens when it is none."""
        now = self._clock.now()
        self._database.run(lambda tx: end_board_session(tx, _hash(cookie), now))

    def _invited(self, tx: Transaction, token: str, now: datetime) -> Staff | None:
        claim = read_link_token(self._desk.key, token)
        if claim is None or claim.purpose is not LinkPurpose.BOARD or is_link_used(tx, _hash(token)):
            return None
        for mail in explained_mails(tx, claim.number):
            asked = mail.judged_at
            if asked is None or not asked <= now < asked + BOARD_LINK:
                return None
            for person in self._desk.people.supervisors():
                if verify_link(self._desk.key, claim, person.address.casefold(), now.date()):
                    return person
        return None

    def _supervisor(self, staff_id: str) -> Staff | None:
        person = self._desk.people.by_id(staff_id)
        return person if person and person.role is Role.SUPERVISOR and not person.suspended else None

    def _language(self, person: Staff) -> str:
        return supported_language(self._desk, person.language, self._desk.language)


def gather_board(tx: Transaction, zone: str, now: datetime) -> BoardData:
    """Return what is open, and the figures of today and of the days before in a zone."""
    local = ZoneInfo(zone)
    today = now.astimezone(local).date()
    days = [today - timedelta(days=back) for back in range(TREND_DAYS)]
    counted = [_day(tx, datetime.combine(day, time(), local), local, now) for day in days]
    _, actors = figures(tx, datetime.combine(today, time(), local), now)
    return BoardData(
        open_tickets=open_tickets(tx),
        engineers={each.staff_id: (each.solved, each.answered) for each in actors},
        days=tuple(zip(reversed(days), reversed(counted), strict=True)),
    )


def _day(tx: Transaction, begin: datetime, zone: ZoneInfo, now: datetime) -> DayFigures:
    end = datetime.combine(begin.date() + timedelta(days=1), time(), zone)
    total, _ = figures(tx, begin, min(end, now, key=lambda moment: moment.timestamp()))
    return DayFigures(
        arrived=total.arrived,
        solved=total.solved,
        closed=total.closed,
        reopened=total.reopened,
        answered=total.answered,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
