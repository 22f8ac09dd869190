"""A report of a generated desk agrees, figure by figure, with a slow recount of its event log."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from maildesk.desk.report import Report, build_report
from maildesk.desk.report_period import Period
from maildesk.store.database import Database
from maildesk.store.report_facts import report_facts
from tests.flows.generated_desk import ENGINEERS, ZONE, generate, generated_desk
from tests.flows.recount import Recount
from tests.flows.year_report import FIRST, TICKETS, YEAR, measured


def reported(database: Database, first: date, last: date) -> Report:
    desk, period = generated_desk(), Period(first=first, last=last, zone=ZONE)
    with database.reading() as tx:
        return build_report(desk, period, *report_facts(tx, period))


def differences(report: Report, slow: Recount) -> list[str]:
    """Every figure that the recount sees otherwise."""
    found: list[str] = []

    def same(what: str, ours: object, theirs: object) -> None:
        equal = ours == pytest.approx(theirs) if isinstance(theirs, float) else ours == theirs
        if not equal:
            found.append(f"{what}: reported {ours}, recounted {theirs}")

    now, then = (report.period.since, report.period.until), (report.before.since, report.before.until)
    figures, earlier = slow.figures(*now), slow.figures(*then)
    figures["cost"], earlier["cost"] = round(slow.cost(*now), 2), round(slow.cost(*then), 2)
    for line in report.lines:
        if line.kpi != "articles":
            same(line.kpi, line.value, figures[line.kpi])
            same(f"{line.kpi} before", line.before, earlier[line.kpi])
    same("kpis", {line.kpi.value for line in report.lines} - {"articles"}, set(figures))
    same("ages", [line.count for line in report.backlog], slow.backlog_ages(now[1]))
    same("ages before", [line.before for line in report.backlog], slow.backlog_ages(then[1]))
    same("grid", [list(row) for row in report.hours.grid], slow.grid(*now))
    same("causes", {line.name: line.count for line in report.causes if line.count}, dict(slow.causes(*now)))
    same("causes before", {line.name: line.before for line in report.causes if line.before}, dict(slow.causes(*then)))
    repeats = slow.repeats(*now)
    for fault in report.repeats:
        names = {number for number, why in repeats.items() if (fault.of.value, fault.name) in why}
        same(f"repeats of {fault.name}", set(fault.numbers), names)
    for card in report.cards:
        own, before = slow.figures(*now, card.staff_id), slow.figures(*then, card.staff_id)
        for line in card.lines:
            if line.kpi != "articles":
                same(f"{card.staff_id} {line.kpi}", line.value, own[line.kpi])
                same(f"{card.staff_id} {line.kpi} before", line.before, before[line.kpi])
    same("cards", [card.staff_id for card in report.cards], sorted(ENGINEERS, key=lambda name: int(name[1:])))
    return found


def test_every_figure_of_every_period_agrees_with_the_event_log(database: Database) -> None:
    desk = generated_desk()
    generate(database, desk, 350, first=FIRST + timedelta(days=50), days=60)
    slow = Recount(database, desk)
    periods = (
        (date(2025, 3, 1), date(2025, 3, 31)),  # the clocks change
        (date(2025, 3, 24), date(2025, 3, 30)),
        (date(2025, 4, 1), date(2025, 4, 30)),
    )
    for first, last in periods:
        assert differences(reported(database, first, last), slow) == [], (first, last)
    assert reported(database, date(2024, 1, 1), date(2024, 1, 31)).is_empty


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_year_of_fifty_thousand_tickets_agrees_with_its_event_log(
    tmp_path: Path, migrated_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "desk.db"
    shutil.copy(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    generate(database, generated_desk(), TICKETS, first=FIRST, days=365)
    assert differences(reported(database, YEAR.first, YEAR.last), Recount(database, generated_desk())) == []
    database.close()
    with capsys.disabled():
        print(f"\n{measured(file)}")
