"""The dates that engineers agree: every form that is read, and every one that is refused."""

import contextlib
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from maildesk.desk.calendar import Calendar, default_calendar
from maildesk.desk.due_dates import FarDateError, NoDateError, PastDateError, due_date

SHANGHAI = "Asia/Shanghai"
NOW = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # Wednesday, 10:00 in Shanghai
WORK = default_calendar(SHANGHAI)


def agreed(text: str, calendar: Calendar = WORK, now: datetime = NOW) -> str:
    return f"{due_date(text, now, SHANGHAI, calendar).astimezone(ZoneInfo(SHANGHAI)):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-01", "2026-12-01 18:00"),
        ("2026-12-01 15:00", "2026-12-01 15:00"),
        ("2026/12/1 3pm", "2026-12-01 15:00"),
        ("2026年12月1日 15点30分", "2026-12-01 15:30"),
        ("12/1", "2026-12-01 18:00"),
        ("12/1/2026 9:05", "2026-12-01 09:05"),
        ("25/11", "2026-11-25 18:00"),
        ("1.12.", "2026-12-01 18:00"),
        ("1.12.2026 14:00", "2026-12-01 14:00"),
        ("1/5", "2027-01-05 18:00"),
        ("Dec 1", "2026-12-01 18:00"),
        ("Dec 1, 2026 10am", "2026-12-01 10:00"),
        ("1st December", "2026-12-01 18:00"),
        ("12月1日", "2026-12-01 18:00"),
        ("12月1号 上午10点", "2026-12-01 10:00"),
        ("12月1號 下午3點半", "2026-12-01 15:30"),
        ("friday", "2026-11-20 18:00"),
        ("fri 15:00", "2026-11-20 15:00"),
        ("Friday at 3 pm", "2026-11-20 15:00"),
        ("wednesday", "2026-11-18 18:00"),
        ("monday", "2026-11-23 18:00"),
        ("next friday", "2026-11-27 18:00"),
        ("星期五", "2026-11-20 18:00"),
        ("周五下午3点", "2026-11-20 15:00"),
        ("週五 下午３點", "2026-11-20 15:00"),
        ("下周一", "2026-11-23 18:00"),
        ("下個星期一 9:30", "2026-11-23 09:30"),
        ("today 17:00", "2026-11-18 17:00"),
        ("17:00", "2026-11-18 17:00"),
        ("tomorrow", "2026-11-19 18:00"),
        ("tomorrow noon", "2026-11-19 12:00"),
        ("明天 下午3点", "2026-11-19 15:00"),
        ("明天下午两点半", "2026-11-19 14:30"),
        ("明天上午十点", "2026-11-19 10:00"),
        ("明天十一點", "2026-11-19 11:00"),
        ("明天二十點", "2026-11-19 20:00"),
        ("明天下午3點", "2026-11-19 15:00"),
        ("后天", "2026-11-20 18:00"),
        ("大後天 中午", "2026-11-21 12:00"),
        ("4h", "2026-11-18 14:00"),
        ("2小时", "2026-11-18 12:00"),
        ("1w", "2026-11-25 18:00"),
        ("3d", "2026-11-23 10:00"),
        ("3天", "2026-11-23 10:00"),
        ("by friday", "2026-11-20 18:00"),
        ("on friday 15:00.", "2026-11-20 15:00"),
        ("friday 3 p.m.", "2026-11-20 15:00"),
        ("周五前", "2026-11-20 18:00"),
        ("12月1日之前", "2026-12-01 18:00"),
        ("in 3 days", "2026-11-23 10:00"),
        ("三天内", "2026-11-23 10:00"),
        ("三個工作天內", "2026-11-23 10:00"),
        ("明天下午三點半。", "2026-11-19 15:30"),
        ("12am tomorrow", None),
        ("tomorrow 12am", "2026-11-19 00:00"),
    ],
)
def test_a_date_is_read_as_it_is_written(text: str, moment: str | None) -> None:
    if moment is None:
        with pytest.raises(NoDateError):
            agreed(text)
    else:
        assert agreed(text) == moment


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2026-11-17", PastDateError),
        ("11/17", PastDateError),
        ("11月17日", PastDateError),
        ("today 9:00", PastDateError),
        ("9:00", PastDateError),
        ("2026-02-30", NoDateError),
        ("13/13", NoDateError),
        ("2月30日", NoDateError),
        ("someday", NoDateError),
        ("friday 25:00", NoDateError),
        ("friday sharp", NoDateError),
        ("", NoDateError),
        ("7", NoDateError),
        ("2036-01-01", FarDateError),
        ("9999-12-31", FarDateError),
    ],
)
def test_what_is_no_future_date_is_refused(text: str, fault: type[ValueError]) -> None:
    with pytest.raises(fault):
        agreed(text)


def test_a_day_without_an_hour_ends_when_work_ends_and_at_six_where_it_never_ends() -> None:
    early = Calendar(name="early", zone=SHANGHAI, week=(((480, 960),),) * 5 + ((), ()))
    assert agreed("friday", early) == "2026-11-20 16:00"
    assert agreed("saturday", early) == "2026-11-21 16:00"
    assert agreed("friday", Calendar.always("all")) == "2026-11-20 18:00"


@pytest.mark.parametrize(
    "text", ["9" * 100, "99999-99-99", "0000-00-00", "12/1 " * 20, "星期八", "99999h", "99w", "²/³"]
)
def test_any_words_end_in_a_date_or_a_refusal(text: str) -> None:
    found = None
    with contextlib.suppress(NoDateError, PastDateError, FarDateError):
        found = due_date(text, NOW, SHANGHAI, WORK)
    assert found is None or found > NOW


def test_the_29th_of_february_comes_only_in_its_years() -> None:
    with pytest.raises(NoDateError):
        agreed("2/29")
    assert agreed("2/29", now=datetime(2027, 12, 1, tzinfo=UTC)) == "2028-02-29 18:00"
