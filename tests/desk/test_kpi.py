"""What each figure of a report counts, on facts small enough to count by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from maildesk.desk.calendar import default_calendar
from maildesk.desk.clock_reading import ClockName
from maildesk.desk.cost import TimeSpent
from maildesk.desk.ended_clocks import EndedClock
from maildesk.desk.kpi import DEFINITIONS, OF_AN_ENGINEER, OF_THE_DESK, Better, Kpi, kpi_line
from maildesk.desk.kpi_facts import GivenScore, OpenedTicket, OpenTicket, PeriodFacts
from maildesk.desk.kpi_figures import figure_of
from maildesk.desk.peak_hours import minutes_per_ticket, peak_hours
from maildesk.desk.repeated_faults import RepeatOf, repeated_faults
from maildesk.desk.report import build_report
from maildesk.desk.report_csv import report_csv
from maildesk.desk.report_filling import card_view, kind_of, report_view
from maildesk.desk.report_period import Period, month_before, week_before
from maildesk.desk.report_view import ReportKind
from maildesk.desk.service_settings import Costs
from maildesk.desk.ticket import Priority, TicketType
from tests.desk.builders import a_desk

SINCE = datetime(2026, 11, 16, tzinfo=UTC)  # a Monday
UNTIL = SINCE + timedelta(days=7)
WEEK = Period(first=date(2026, 11, 16), last=date(2026, 11, 22), zone="UTC")


def after(**by: float) -> datetime:
    return SINCE + timedelta(**by)


def opened(number: int, at: datetime = SINCE, **changes: object) -> OpenedTicket:
    plain = {"customer": f"c{number}@x.test", "asset": None, "type": TicketType.INCIDENT, "owner": "wang"}
    return OpenedTicket(number=number, at=at, **{**plain, **changes})  # type: ignore[arg-type]


def clock(name: ClockName, used: float, **changes: object) -> EndedClock:
    plain = {
        "ticket": 1, "clock": name, "round": 0, "started": SINCE, "ended": after(hours=used),
        "used": timedelta(hours=used), "in_time": True, "answered": name is ClockName.RESPONSE, "owner": "wang",
        "team": "service", "type": TicketType.INCIDENT, "priority": Priority.NORMAL,
    }  # fmt: skip
    return EndedClock(**{**plain, **changes})  # type: ignore[arg-type]


def facts(**of: object) -> PeriodFacts:
    return PeriodFacts(since=SINCE, until=UNTIL, **of)  # type: ignore[arg-type]


def response(used: float, **changes: object) -> EndedClock:
    return clock(ClockName.RESPONSE, used, **changes)


def resolution(used: float, **changes: object) -> EndedClock:
    return clock(ClockName.RESOLUTION, used, **changes)


CLOCKS = [
    response(1),
    response(2),
    response(6, in_time=False),
    response(9, answered=False, in_time=False),  # resolved without a word
    response(20, round=1),  # after a reopening
    resolution(10),
    resolution(30, in_time=False),
    resolution(50, in_time=None, type=TicketType.OTHER),
]
SCORES = [GivenScore(number=n, score=score, owner="wang") for n, score in enumerate((5, 4, 3, 5))]


@pytest.mark.parametrize(
    ("kpi", "of", "value"),
    [
        (Kpi.ARRIVED, {"opened": [opened(1), opened(2)]}, 2),
        (Kpi.ANSWERS, {"answers": {"wang": 3, "chen": 4}}, 7),
        (Kpi.RESOLVED, {"ended": CLOCKS}, 3),
        (Kpi.FIRST_RESPONSE, {"ended": CLOCKS}, 3),
        (Kpi.FIRST_RESPONSE_MEDIAN, {"ended": CLOCKS}, 2),
        (Kpi.RESPONSE_MET, {"ended": CLOCKS}, 3 / 5),
        (Kpi.RESOLUTION_MET, {"ended": CLOCKS}, 1 / 2),
        (Kpi.FEEDBACK_HANDLED, {"opened": [opened(1, handled=True), opened(2)]}, 1 / 2),
        (Kpi.RESOLUTION_RATE, {"opened": [opened(1, finished=True), opened(2), opened(3), opened(4)]}, 1 / 4),
        (Kpi.REOPEN_RATE, {"ended": CLOCKS, "reopened": 1}, 1 / 3),
        (Kpi.TIME_TO_RESTORE, {"ended": CLOCKS}, 20),
        (Kpi.SATISFACTION, {"scores": SCORES}, 3 / 4),
        (Kpi.MEAN_SCORE, {"scores": SCORES}, 4.25),
        (Kpi.RATINGS, {"scores": SCORES}, 4),
        (Kpi.COMPLAINTS, {"opened": [opened(1), opened(2, type=TicketType.COMPLAINT)]}, 1),
        (Kpi.BACKLOG, {"backlog": [OpenTicket(number=1, at=SINCE, owner=None)]}, 1),
        (Kpi.ARTICLES, {"articles": {"wang": 2, "chen": 1}}, 3),
        (
            Kpi.HOURS,
            {"spent": [TimeSpent(ticket=1, team=None, staff_id="wang", minutes=m, at=SINCE) for m in (90, -30)]},
            1,
        ),
    ],
)
def test_a_figure_counts_what_its_formula_says(kpi: Kpi, of: dict[str, object], value: float) -> None:
    assert figure_of(kpi, facts(**of)) == pytest.approx(value)


def test_of_nothing_shares_and_means_are_unknown_and_counts_are_zero() -> None:
    nothing = {kpi: figure_of(kpi, facts()) for kpi in OF_THE_DESK if kpi is not Kpi.COST}
    counts = {kpi for kpi, value in nothing.items() if value == 0}
    assert {kpi for kpi, value in nothing.items() if value is None} == set(nothing) - counts
    assert counts == {
        *(Kpi.ARRIVED, Kpi.ANSWERS, Kpi.RESOLVED, Kpi.RATINGS, Kpi.COMPLAINTS, Kpi.REPEATED_FAULTS, Kpi.BACKLOG),
        *(Kpi.ARTICLES, Kpi.HOURS),
    }
    assert facts().is_empty()


def test_targets_are_met_on_the_right_side_and_trends_follow_what_is_better() -> None:
    assert (kpi_line(Kpi.FIRST_RESPONSE, 4.0, 5.0).met, kpi_line(Kpi.FIRST_RESPONSE, 4.1, 4.0).met) == (True, False)
    assert (kpi_line(Kpi.SATISFACTION, 0.85, None).met, kpi_line(Kpi.SATISFACTION, 0.849, None).met) == (True, False)
    assert kpi_line(Kpi.FEEDBACK_HANDLED, 0.9, None).met
    assert kpi_line(Kpi.ARRIVED, 5, 9).met is None
    assert [kpi_line(Kpi.REOPEN_RATE, 0.1, before).trend for before in (0.2, 0.1, 0.05, None)] == [
        "better",
        "same",
        "worse",
        "",
    ]
    assert kpi_line(Kpi.ARRIVED, 9, 5).trend == ""


def test_every_figure_is_defined_once_and_a_target_has_a_direction() -> None:
    assert set(DEFINITIONS) == set(Kpi) == set(OF_THE_DESK)
    assert set(OF_AN_ENGINEER) <= set(Kpi)
    assert all(each.better is not Better.NEITHER for each in DEFINITIONS.values() if each.target is not None)


def test_a_fault_repeats_by_customer_or_asset_within_thirty_days_and_not_after() -> None:
    old = [opened(1, after(days=-30), customer="a@x.test"), opened(2, after(days=-31), customer="b@x.test")]
    new = [
        opened(3, after(hours=0), customer="a@x.test"),
        opened(4, after(hours=1), customer="b@x.test", asset="P1"),
        opened(5, after(hours=2), customer="c@x.test", asset="P1"),
        opened(6, after(hours=3), customer="c@x.test", type=TicketType.SERVICE_REQUEST),
        opened(7, after(hours=4), customer="a@x.test"),
        opened(8, after(hours=5), customer=""),
        opened(9, after(hours=6), customer=""),  # erased: nobody knows whether it was the same
    ]
    found = repeated_faults(facts(opened=new, earlier=old))
    assert [(each.of, each.name, each.numbers) for each in found] == [
        (RepeatOf.CUSTOMER, "a@x.test", (3, 7)),
        (RepeatOf.ASSET, "P1", (5,)),
    ]
    assert figure_of(Kpi.REPEATED_FAULTS, facts(opened=new, earlier=old)) == 3


def test_the_busiest_hour_and_how_many_it_takes() -> None:
    zone = "Asia/Shanghai"
    monday_ten = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)
    arrivals = [monday_ten] * 5 + [monday_ten + timedelta(days=7)] * 3 + [monday_ten + timedelta(hours=10)]
    found = peak_hours(
        arrivals, zone=zone, first=date(2026, 11, 16), last=date(2026, 11, 29), calendar=default_calendar(zone),
        minutes_per_ticket=minutes_per_ticket([(1, 30), (1, 15), (2, 45), (3, -5)]),
    )  # fmt: skip
    assert (found.weekday, found.hour, found.most, found.per_hour) == (0, 10, 8, 4.0)
    assert (found.minutes, found.engineers) == (45, 3)
    assert found.outside == pytest.approx(1 / 9)
    assert found.grid[0][20] == 1
    unknown = peak_hours(
        arrivals,
        zone=zone,
        first=WEEK.first,
        last=WEEK.last,
        calendar=default_calendar(zone),
        minutes_per_ticket=None,
    )
    assert unknown.engineers is None


def test_a_period_is_compared_with_as_many_days_or_months_before() -> None:
    def days(first: str, last: str) -> tuple[str, str]:
        before = Period(first=date.fromisoformat(first), last=date.fromisoformat(last), zone="UTC").before()
        return before.first.isoformat(), before.last.isoformat()

    assert days("2026-03-01", "2026-03-31") == ("2026-02-01", "2026-02-28")
    assert days("2026-01-01", "2026-12-31") == ("2025-01-01", "2025-12-31")
    assert days("2026-01-01", "2026-03-31") == ("2025-10-01", "2025-12-31")
    assert days("2026-11-16", "2026-11-22") == ("2026-11-09", "2026-11-15")
    assert days("2026-11-01", "2026-11-01") == ("2026-10-31", "2026-10-31")
    assert week_before(date(2026, 11, 23), "UTC") == WEEK == week_before(date(2026, 11, 29), "UTC")
    assert month_before(date(2026, 1, 15), "UTC") == Period(
        first=date(2025, 12, 1), last=date(2025, 12, 31), zone="UTC"
    )
    march = month_before(date(2026, 4, 1), "Europe/Berlin")
    assert march.until - march.since == timedelta(days=31) - timedelta(hours=1)  # the clocks went forward


def test_kinds_are_told_by_their_days() -> None:
    assert kind_of(WEEK) is ReportKind.WEEK
    assert kind_of(month_before(date(2026, 3, 1), "UTC")) is ReportKind.MONTH
    assert kind_of(Period(first=date(2026, 11, 17), last=date(2026, 11, 23), zone="UTC")) is ReportKind.DAYS
    assert kind_of(Period(first=date(2026, 1, 1), last=date(2026, 12, 31), zone="UTC")) is ReportKind.DAYS


def test_a_report_holds_cost_against_budget_and_a_card_for_each_engineer_who_did_anything() -> None:
    costs = Costs(currency="EUR", hourly_rate=60.0, monthly_budget=300.0)
    spent = [TimeSpent(ticket=1, team="service", staff_id="wang", minutes=70, at=SINCE)]
    now = facts(opened=[opened(1, handled=True)], ended=CLOCKS, scores=SCORES, spent=spent, answers={"wang": 3})
    report = build_report(a_desk(costs=costs), WEEK, now, facts())
    (cost,) = [line for line in report.lines if line.kpi is Kpi.COST]
    assert (cost.value, cost.before, cost.target, cost.met) == (70.0, 0.0, 70.0, True)
    (card,) = report.cards
    assert card.staff_id == "wang"
    assert {line.kpi: line.value for line in card.lines}[Kpi.SATISFACTION] == 0.75
    assert [line.kpi for line in card.lines] == list(OF_AN_ENGINEER)
    assert Kpi.COST not in {line.kpi for line in build_report(a_desk(), WEEK, now, facts()).lines}
    assert card_view(report, "chen", desk_name="x") is None


def test_a_csv_file_holds_numbers_as_numbers_and_no_formula() -> None:
    late = opened(9, type=TicketType.COMPLAINT, cause="=1+1", customer="x@x.test")
    again = [opened(1, customer="=cmd@x.test"), opened(2, after(hours=1), customer="=cmd@x.test"), late]
    view = report_view(build_report(a_desk(), WEEK, facts(opened=again), facts()), ReportKind.WEEK, desk_name="x")
    rows = report_csv(view).splitlines()
    assert rows[0] == '"section","item","key","unit","value","before","target","met"'
    assert '"repeats","\'=cmd@x.test","customer","count","1","","2",""' in rows
    assert '"causes","","\'=1+1","count","1","0","",""' in rows
    assert '"figures","","arrived","count","3","0","",""' in rows
