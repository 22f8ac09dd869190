"""What is kept of a trainee's answer that waits for the mentor."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """A trainee's mail that waits: nothing of it is carried out or sent before somebody releases it."""

    ledger_id: int
    ticket: int
    staff_id: str  # the trainee
    words: str
    asked_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Reviewed:
    """How a review ended; `words` are what goes out instead of the trainee's own, None when those may go."""

    ledger_id: int
    by: str  # staff id
    words: str | None = None
