"""Scores that customers gave."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from maildesk.desk.decision import Survey
from maildesk.store.prepared import Prepared, insert
from maildesk.store.schema import survey
from maildesk.store.transaction import Transaction

_ROW = insert(survey)
_SAVE = Prepared(
    _ROW.on_conflict_do_update(
        index_elements=["ticket", "round"],
        set_={name: _ROW.excluded[name] for name in ("score", "comment", "address")},
    )
)


def save_survey(tx: Transaction, number: int, given: Survey, now: datetime) -> None:
    """Write a score; a later one of the same closing takes the place of the first, which keeps its moment."""
    values = {"ticket": number, "round": given.round, "score": given.score, "comment": given.comment}
    tx.do(_SAVE, {**values, "address": given.address, "at": now})


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenScore:
    """A score that was given for one closing."""

    score: int
    at: datetime


_GIVEN = Prepared(
    select(survey.c.score, survey.c.at).where(
        survey.c.ticket == bindparam("number"), survey.c.round == bindparam("closing")
    )
)


def survey_of(tx: Transaction, number: int, round_: int) -> GivenScore | None:
    """Return the score of one closing of a ticket; None when nobody has given one."""
    row = tx.row(_GIVEN, {"number": number, "closing": round_})
    return GivenScore(score=row[0], at=row[1]) if row else None
