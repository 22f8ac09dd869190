"""The desk as it stands now: the settings, and who is away as a vacation reply said."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from maildesk.desk.desk import Desk
from maildesk.desk.people import Absence
from maildesk.store.absences import learned_absences
from maildesk.store.transaction import Transaction


def desk_now(tx: Transaction, desk: Desk, now: datetime) -> Desk:
    """Return the desk with the absences the store knows."""
    return with_learned(desk, learned_absences(tx, now))


def with_learned(desk: Desk, absences: Mapping[str, Absence]) -> Desk:
    """Return the desk with these absences; the same desk when there are none."""
    return replace(desk, learned=absences) if absences else desk
