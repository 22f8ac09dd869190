"""Scores that customers gave."""

from datetime import datetime

from maildesk.desk.decision import Survey
from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import survey
from maildesk.store.transaction import Transaction

_ROW = insert(survey)
_SAVE = Prepared(
    _ROW.on_conflict_do_update(
        index_elements=["ticket", "round"],
        set_={name: _ROW.excluded[name] for name in ("score", "comment", "address", "at")},
    )
)


def save_survey(tx: Transaction, number: int, given: Survey, now: datetime) -> None:
    """Write a score; a later one of the same closing takes the place of the first."""
    values = {"ticket": number, "round": given.round, "score": given.score, "comment": given.comment}
    tx.do(_SAVE, {**values, "address": given.address, "at": now})
