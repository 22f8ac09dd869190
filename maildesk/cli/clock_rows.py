"""How the clocks of tickets stand, for the lists; only where the settings can be read."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maildesk.cli.writing import utc
from maildesk.clock import SystemClock
from maildesk.desk.clock_reading import ClockReading
from maildesk.desk.ticket import Ticket
from maildesk.errors import ConfigurationError

ClockRows = Callable[[Ticket], dict[str, Any]]


def clock_rows(config: Path) -> ClockRows:
    """Return what tells a ticket's clocks as of now; nothing where the settings have problems, which are said."""
    from maildesk.desk.sla_words import ledger
    from maildesk.desk.views import clocks_of
    from maildesk.settings.load import load_desk

    try:
        desk = load_desk(config)
    except ConfigurationError:
        sys.stderr.write("The clocks are left out because the settings have problems; maildesk check names them.\n")
        return lambda _ticket: {}
    now = SystemClock().now()

    def rows(ticket: Ticket) -> dict[str, Any]:
        return {
            reading.clock.value: _row(reading)
            | {"ledger": ledger(reading, now, desk.language, desk.zone, to_staff=True)}
            for reading in clocks_of(desk, ticket, now).all()
        }

    return rows


def _row(reading: ClockReading) -> dict[str, Any]:
    return {
        "started": utc(reading.started),
        "due": utc(reading.due),
        "met_at": utc(reading.met_at),
        "running": reading.running,
        "breached": reading.breached,
        "agreed": reading.agreed,
        "used_seconds": int(reading.used.total_seconds()),
        "target_seconds": None if reading.target is None else int(reading.target.total_seconds()),
    }
