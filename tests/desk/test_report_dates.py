"""When reports are due: by the reader's zone and hour, of the desk's days."""

from datetime import UTC, date, datetime, timedelta

from maildesk.desk.report_dates import DueReport, due_reports
from maildesk.desk.report_view import ReportKind
from maildesk.desk.service_settings import Reports

BERLIN, SHANGHAI = "Europe/Berlin", "Asia/Shanghai"


def due(now: datetime, zone: str = "UTC", **settings: object) -> dict[ReportKind, DueReport]:
    found = due_reports(Reports(**settings), reader_zone=zone, desk_zone="UTC", now=now)  # type: ignore[arg-type]
    return {each.kind: each for each in found}


def test_the_week_before_is_due_on_the_day_at_the_hour_where_the_reader_lives() -> None:
    monday = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert due(monday - timedelta(minutes=1))[ReportKind.WEEK].key == "week 2026-W46"
    found = due(monday)[ReportKind.WEEK]
    assert (found.key, found.period.first, found.period.last) == (
        "week 2026-W47",
        date(2026, 11, 16),
        date(2026, 11, 22),
    )
    assert due(monday - timedelta(hours=8), SHANGHAI)[ReportKind.WEEK] == found
    assert due(monday + timedelta(days=6, hours=23))[ReportKind.WEEK] == found
    assert due(monday + timedelta(days=7))[ReportKind.WEEK].key == "week 2026-W48"


def test_another_day_of_the_week_and_the_turn_of_the_year() -> None:
    friday = datetime(2027, 1, 8, 8, tzinfo=UTC)
    found = due(friday, weekday=4)[ReportKind.WEEK]
    assert (found.key, found.period.first) == ("week 2026-W53", date(2026, 12, 28))


def test_the_month_before_is_due_on_its_day() -> None:
    fifth = datetime(2027, 1, 5, 8, tzinfo=UTC)
    assert due(fifth, month_day=5)[ReportKind.MONTH].key == "month 2026-12"
    assert due(fifth - timedelta(minutes=1), month_day=5)[ReportKind.MONTH].key == "month 2026-11"
    assert due(fifth + timedelta(days=26), month_day=5)[ReportKind.MONTH].key == "month 2026-12"


def test_through_a_change_of_the_clocks_each_report_has_one_moment() -> None:
    for first, at in ((datetime(2026, 3, 29, tzinfo=UTC), "02:30"), (datetime(2026, 10, 25, tzinfo=UTC), "02:30")):
        settings = {"weekday": 6, "at": at}
        keys = [due(first + timedelta(minutes=m), BERLIN, **settings)[ReportKind.WEEK].key for m in range(-60, 240)]
        assert len(set(keys)) == 2
        changes = [place for place in range(1, len(keys)) if keys[place] != keys[place - 1]]
        assert len(changes) == 1


def test_what_is_switched_off_is_never_due() -> None:
    assert due(datetime(2026, 11, 23, 8, tzinfo=UTC), weekly=False, monthly=False) == {}
