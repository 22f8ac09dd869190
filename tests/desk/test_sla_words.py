"""What a customer reads of the clocks."""

from datetime import UTC, datetime, timedelta

import pytest

from maildesk.desk.calendar import default_calendar
from maildesk.desk.sla import ClockReading, clocks, default_policy
from maildesk.desk.sla_words import amount_words, ledger
from maildesk.desk.ticket import State, StateSpan, Ticket
from maildesk.mail.letter import Address

SHANGHAI = "Asia/Shanghai"


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 in Shanghai; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour - 8, minute, tzinfo=UTC)


def reading_of(now: datetime, *spans: tuple[State, datetime]) -> ClockReading:
    ticket = Ticket(
        subject="Printer",
        state=spans[-1][0],
        requester=Address(address="ann@example.com"),
        created_at=spans[0][1],
        updated_at=spans[-1][1],
        spans=tuple(StateSpan(state=state, since=since) for state, since in spans),
    )
    found = clocks(ticket, {"default": default_calendar(SHANGHAI)}, default_policy(), now).resolution
    assert found is not None
    return found


NIGHT_AND_WAIT = (
    (State.OPEN, local(23, 17)),
    (State.PENDING, local(24, 10)),
    (State.OPEN, local(24, 15)),
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "ran 3 h 12 min of 8 h; paused 18:00–09:00 and while we waited for you on Tuesday"),
        ("zh-Hans", "已用 3 小时 12 分钟，共 8 小时；暂停：18:00–09:00，以及周二等待您回复期间"),
        ("zh-Hant", "已用 3 小時 12 分鐘，共 8 小時；暫停：18:00–09:00，以及週二等待您回覆期間"),
    ],
)
def test_a_night_and_a_wait_are_told_in_the_customer_s_language(language: str, words: str) -> None:
    now = local(24, 16, 12)

    assert ledger(reading_of(now, *NIGHT_AND_WAIT), now, language, SHANGHAI) == words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "while we waited for the customer on Tuesday"),
        ("zh-Hans", "周二等待客户回复期间"),
        ("zh-Hant", "週二等待客戶回覆期間"),
    ],
)
def test_staff_read_that_the_customer_was_waited_for(language: str, words: str) -> None:
    now = local(24, 16, 12)

    assert ledger(reading_of(now, *NIGHT_AND_WAIT), now, language, SHANGHAI, to_staff=True).endswith(words)


def test_a_clock_that_never_paused_says_only_how_long_it_ran() -> None:
    now = local(23, 11)

    assert ledger(reading_of(now, (State.OPEN, local(23, 9, 30))), now, "en", SHANGHAI) == "ran 1 h 30 min of 8 h"


def test_many_nights_are_told_by_the_hours_of_the_desk() -> None:
    now = local(27, 11)
    words = ledger(reading_of(now, (State.OPEN, local(23, 9))), now, "en", SHANGHAI)

    assert words == "ran 38 h of 8 h; paused outside Mon-Fri 09:00-18:00"


def test_a_wait_that_goes_on_is_told_by_its_beginning() -> None:
    now = local(25, 11)
    words = ledger(reading_of(now, (State.OPEN, local(23, 9)), (State.PENDING, local(23, 10))), now, "en", SHANGHAI)

    assert words == "ran 1 h of 8 h; paused while we waited for you since Monday"


def test_a_day_longer_ago_than_a_week_is_told_by_its_date() -> None:
    now = local(30, 16)
    wait = ((State.OPEN, local(16, 9)), (State.PENDING, local(17, 10)), (State.OPEN, local(30, 15)))

    assert "from 17 Nov 2026 to Monday" in ledger(reading_of(now, *wait), now, "en", SHANGHAI)


def test_time_that_it_was_solved_is_told_as_such() -> None:
    now = local(24, 16)
    reopened = ((State.OPEN, local(24, 9)), (State.RESOLVED, local(24, 10)), (State.OPEN, local(24, 15)))

    assert ledger(reading_of(now, *reopened), now, "en", SHANGHAI) == (
        "ran 2 h of 8 h; paused while it was solved on Tuesday"
    )


def test_amounts_drop_seconds() -> None:
    assert amount_words(timedelta(seconds=59), "en") == "0 min"
    assert amount_words(timedelta(hours=2, seconds=30), "zh-Hans") == "2 小时"
