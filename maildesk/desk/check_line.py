"""One line of a maintenance ticket's check list."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckLine:
    """What is to be done, and when and by whom it was ticked."""

    text: str
    done_at: datetime | None = None
    done_by: str | None = None  # staff id
