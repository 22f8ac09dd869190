"""The board lets in once, for a while, whom it was made for; and what the database keeps lets nobody in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from maildesk.desk.decision import LedgerState, Verdict
from maildesk.desk.desk import Desk
from maildesk.desk.links import board_url
from maildesk.desk.people import People, Role
from maildesk.flows.board import SESSION, BoardRoom
from maildesk.store.claims import claim_pending, judge
from maildesk.store.database import Database
from maildesk.store.transaction import Transaction
from tests.desk.builders import LI, WANG, a_desk
from tests.flows.test_reports import SetClock
from tests.store.builders import NOON, arrival, kept, later

DESK = a_desk(base_url="https://desk.example.com", board=True)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOON)


@pytest.fixture
def token(database: Database) -> str:
    """A link of a mail that was decided at noon."""
    (mail,) = kept(database, arrival())
    number = mail.ledger_id
    verdict = Verdict(state=LedgerState.IGNORED, reason="asked for the board")

    def decide(tx: Transaction) -> None:
        claim_pending(tx, "host:1", NOON, 60, 1)
        judge(tx, number, verdict, now=NOON)

    database.run(decide)
    url = board_url(DESK, number, LI.address, NOON)
    assert url is not None
    return url.rpartition("/")[2]


def room(database: Database, clock: SetClock, desk: Desk = DESK) -> BoardRoom:
    return BoardRoom(database, clock, desk)


def test_a_link_lets_in_once_and_looking_at_it_uses_nothing_up(database: Database, clock: SetClock, token: str) -> None:
    board = room(database, clock)
    assert [board.offered(token) for _ in range(3)] == ["en"] * 3
    entered = board.enter(token)
    assert entered is not None
    assert entered.seconds == SESSION.total_seconds()
    assert board.offered(token) is None
    assert board.enter(token) is None
    shown = board.show(entered.cookie)
    assert shown is not None
    assert (shown.view.staff_name, len(shown.view.trend)) == ("Li Na", 14)


def test_a_session_ends_by_leaving_and_by_time(database: Database, clock: SetClock, token: str) -> None:
    board = room(database, clock)
    entered = board.enter(token)
    assert entered is not None
    clock.at = NOON + SESSION - timedelta(seconds=1)
    assert board.show(entered.cookie)
    clock.at = NOON + SESSION
    assert board.show(entered.cookie) is None
    clock.at = NOON
    board.leave(entered.cookie)
    clock.at = later(seconds=1)
    assert board.show(entered.cookie) is None
    assert board.enter(token) is None


def test_a_link_is_good_for_fifteen_minutes(database: Database, clock: SetClock, token: str) -> None:
    clock.at = later(minutes=15)
    assert room(database, clock).enter(token) is None
    clock.at = later(minutes=14, seconds=59)
    assert room(database, clock).enter(token)


def test_who_is_no_supervisor_any_more_sees_nothing(database: Database, clock: SetClock, token: str) -> None:
    entered = room(database, clock).enter(token)
    assert entered is not None
    for now in (replace(LI, role=Role.ENGINEER), replace(LI, suspended=True)):
        desk = replace(DESK, people=People(staff=(WANG, now)))
        assert room(database, clock, desk).show(entered.cookie) is None
        assert room(database, clock, desk).offered(token) is None


def test_made_up_links_and_cookies_are_nothing(database: Database, clock: SetClock, token: str) -> None:
    board = room(database, clock)
    other = board_url(DESK, 1, WANG.address, NOON)
    assert other is not None
    survey = token.replace("b-", "s-", 1)
    for wrong in ("", "b-1", token[:-1] + ("0" if token[-1] != "0" else "1"), survey, other.rpartition("/")[2]):
        assert board.offered(wrong) is None
        assert board.enter(wrong) is None
    for cookie in ("", "x", token):
        assert board.show(cookie) is None
        board.leave(cookie)


def test_neither_link_nor_cookie_is_kept(database: Database, clock: SetClock, token: str) -> None:
    entered = room(database, clock).enter(token)
    assert entered is not None
    with database.engine.connect() as connection:
        row = connection.execute(text("SELECT * FROM board_session")).one()
    assert entered.cookie not in str(row)
    assert token not in str(row)
