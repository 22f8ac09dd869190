"""Prints what the report of a year costs: python -m tests.flows.year_report [TICKETS], by default 50,000.

The desk is generated first, which takes minutes; then a process of its own makes the report.
"""

import re
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from maildesk.desk.report import build_report
from maildesk.desk.report_period import Period
from maildesk.flows.collector import collect_seldom
from maildesk.store.database import Database
from maildesk.store.migrate import migrate
from maildesk.store.report_facts import report_facts
from tests.flows.generated_desk import ZONE, generate, generated_desk

TICKETS = 50_000
FIRST = datetime(2025, 1, 1, tzinfo=UTC)
YEAR = Period(first=date(2025, 1, 1), last=date(2025, 12, 31), zone=ZONE)


def measured(file: Path) -> str:
    """Make the year's report in a fresh process and return what it printed."""
    command = [sys.executable, "-m", "tests.flows.year_report", "--measure", str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def _measure(file: str) -> None:
    database = Database(f"sqlite:///{file}")
    collect_seldom()  # as the worker and the command line do
    began, worked = time.perf_counter(), time.process_time()
    with database.reading() as tx:
        report = build_report(generated_desk(), YEAR, *report_facts(tx, YEAR))
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    status = Path("/proc/self/status").read_text()  # the highest of getrusage counts the process that started this one
    memory = int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]
    tickets = next(line.value for line in report.lines if line.kpi == "arrived")
    print(
        f"the report of a year of {tickets:,.0f} tickets: {seconds:.2f} s ({cpu:.2f} s of processor), {memory:.0f} MiB"
    )


def main(arguments: list[str]) -> None:
    """Generate a desk and measure, or only measure one that is there."""
    if arguments[:1] == ["--measure"]:
        _measure(arguments[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "desk.db"
        database = Database(f"sqlite:///{file}")
        migrate(database)
        generate(database, generated_desk(), int(arguments[0]) if arguments else TICKETS, first=FIRST, days=365)
        database.close()
        print(measured(file))


if __name__ == "__main__":
    main(sys.argv[1:])
