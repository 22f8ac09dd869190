"""Learned absences, on both engines."""

from datetime import datetime, timedelta

from maildesk.desk.decision import LearnedAbsence
from maildesk.desk.people import Absence
from maildesk.store.absences import learned_absences, save_absences
from maildesk.store.database import Database
from tests.store.builders import NOON


def saved(database: Database, staff: str, last: datetime | None) -> None:
    absence = None if last is None else Absence(first=NOON.date().isoformat(), last=last.date().isoformat())
    fact = LearnedAbsence(staff_id=staff, absence=absence, ledger_id=3)
    database.run(lambda tx: save_absences(tx, (fact,), NOON))


def known(database: Database, now: datetime = NOON) -> dict[str, str]:
    with database.reading() as tx:
        return {staff: absence.last for staff, absence in learned_absences(tx, now).items()}


def test_a_later_reply_replaces_the_earlier_one(database: Database) -> None:
    saved(database, "wang", NOON + timedelta(days=3))
    saved(database, "chen", NOON + timedelta(days=1))
    saved(database, "wang", NOON + timedelta(days=9))
    assert known(database) == {
        "wang": (NOON + timedelta(days=9)).date().isoformat(),
        "chen": (NOON + timedelta(days=1)).date().isoformat(),
    }


def test_who_is_back_and_what_is_long_over_is_not_found(database: Database) -> None:
    saved(database, "wang", NOON + timedelta(days=3))
    saved(database, "chen", NOON + timedelta(days=3))
    saved(database, "chen", None)
    assert set(known(database)) == {"wang"}
    assert set(known(database, NOON + timedelta(days=4))) == {"wang"}  # in some zone the day is not over yet
    assert known(database, NOON + timedelta(days=5)) == {}
