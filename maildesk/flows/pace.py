"""How fast mails may leave, and for how long one is tried."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

_RETRY_MINUTES = (1, 5, 15, 30, 60)
_LATER_MINUTES = 120


@dataclass(frozen=True, kw_only=True, slots=True)
class Pace:
    """How long a mail is tried, and how many may leave; 0 = no limit."""

    give_up: timedelta = timedelta(days=5)
    per_minute: int = 0
    per_day: int = 0


class Meter:
    """Counts what has left, since the courier began; nothing where the pace sets no limit."""

    def __init__(self, pace: Pace) -> None:
        """Begin with nothing."""
        self._pace = pace
        self._sent: deque[datetime] = deque()

    def note_sent(self, at: datetime) -> None:
        """Count a mail that has left."""
        if self._pace.per_minute or self._pace.per_day:
            self._sent.append(at)

    def allowed(self, most: int, now: datetime) -> int:
        """Return how many more may leave now, `most` where the pace sets no limit; negative when too many have."""
        while self._sent and now - self._sent[0] >= timedelta(days=1):
            self._sent.popleft()
        if self._pace.per_minute:
            lately = takewhile(lambda moment: now - moment < timedelta(minutes=1), reversed(self._sent))
            most = min(most, self._pace.per_minute - sum(1 for _ in lately))
        if self._pace.per_day:
            most = min(most, self._pace.per_day - len(self._sent))
        return most


def retry_after(tries: int) -> timedelta:
    """Return how long to wait after the n-th try (RELIABILITY F41): 1, 5, 15, 30, 60 minutes, then every two hours."""
    minutes = _RETRY_MINUTES[tries - 1] if tries <= len(_RETRY_MINUTES) else _LATER_MINUTES
    return timedelta(minutes=minutes)
