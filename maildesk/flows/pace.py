"""How fast mails may leave, and for how long one is tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

_RETRY_MINUTES = (1, 5, 15, 30, 60)
_LATER_MINUTES = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long a mail is tried, and how many may leave; 0 = no limit."""

    give_up: timedelta = timedelta(days=5)
    per_minute: int = 0
    per_day: int = 0


class Meter:
    """Counts what has left, since the courier began."""

    def __init__(self, pace: Pace) -> None:
        """Begin with nothing."""
        self._pace = pace
        self._sent: list[datetime] = []

    def note_sent(self, at: datetime) -> None:
        """Count a mail that has left."""
        self._sent.append(at)

    def allowed(self, most: int, now: datetime) -> int:
        """Return how many more may leave now, `most` where the pace sets no limit; negative when too many have."""
        self._sent = [moment for moment in self._sent if now - moment < timedelta(days=1)]
        if self._pace.per_minute:
            lately = sum(1 for moment in self._sent if now - moment < timedelta(minutes=1))
            most = min(most, self._pace.per_minute - lately)
        if self._pace.per_day:
            most = min(most, self._pace.per_day - len(self._sent))
        return most


def retry_after(tries: int) -> timedelta:
    """Return how long to wait after the n-th try (RELIABILITY F41): 1, 5, 15, 30, 60 minutes, then every two hours."""
    minutes = _RETRY_MINUTES[tries - 1] if tries <= len(_RETRY_MINUTES) else _LATER_MINUTES
    return timedelta(minutes=minutes)
