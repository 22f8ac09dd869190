"""The clock of the demo: it runs as every clock does, and the story may move it forward."""

import threading
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from maildesk.clock import SystemClock

_DAY = timedelta(days=1)


class StoryClock:
    """Starts on the Monday of this week or the last at nine in the desk's zone; thread-safe."""

    def __init__(self, zone: str, *, hour: int = 9) -> None:
        """Set the clock; `zone` is an IANA name."""
        self._zone = ZoneInfo(zone)
        self._real = SystemClock()
        self._lock = threading.Lock()
        real = self._real.now()
        local = real.astimezone(self._zone)
        monday = local.date() - timedelta(days=local.weekday())
        self._ahead = datetime.combine(monday, time(hour, 2), self._zone) - real

    def now(self) -> datetime:
        """Return the moment of the story as an aware UTC time."""
        with self._lock:
            return self._real.now() + self._ahead

    def monotonic(self) -> float:
        """Return real seconds: waiting is not shortened by a story."""
        return self._real.monotonic()

    def local(self) -> datetime:
        """Return the moment of the story in the desk's zone."""
        return self.now().astimezone(self._zone)

    def later(self, **by: float) -> None:
        """Let time pass: `minutes=5`, as `timedelta` takes it."""
        with self._lock:
            self._ahead += timedelta(**by)

    def until(self, hour: int, minute: int, *, weekday: int | None = None) -> None:
        """Let time pass until the next such moment in the desk's zone; 0 is Monday, None is any day."""
        now = self.local()
        then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        while then <= now or (weekday is not None and then.weekday() != weekday):
            then += _DAY
        with self._lock:
            self._ahead += then - now
