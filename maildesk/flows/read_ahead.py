"""The letters of one batch as the readers give them: deciding begins with the first, the others are read meanwhile."""

from collections import deque
from collections.abc import Sequence

from maildesk.flows.readers import Readings, ReadResult
from maildesk.mail.letter import Letter
from maildesk.store.claims import Claimed

ReadMail = tuple[Claimed, Letter]


class ReadAhead:
    """Keeps what was read until it is decided for good, since a transaction may have to be repeated."""

    def __init__(self, claimed: Sequence[Claimed], readings: Readings) -> None:
        """Keep both, in the same order."""
        self._claimed = deque(claimed)
        self._readings = readings
        self._read: deque[ReadMail] = deque()
        self.lost: list[tuple[Claimed, ReadResult]] = []  # mails without a letter

    @property
    def left(self) -> int:
        """How many mails are not decided yet, read or not."""
        return len(self._read) + len(self._claimed)

    @property
    def ledger_ids(self) -> list[int]:
        """The mails that are not decided yet."""
        return [claimed.ledger_id for claimed in (*(mail[0] for mail in self._read), *self._claimed)]

    def wait(self) -> bool:
        """Wait until a letter is there; False when the batch is at its end."""
        while not self._read and self._claimed:
            self._take()
        return bool(self._read)

    def at(self, index: int) -> ReadMail | None:
        """Return a letter that waits, the first is 0; None when it is not there yet. Never waits."""
        while len(self._read) <= index and self._claimed and self._readings.is_next_ready:
            self._take()
        return self._read[index] if index < len(self._read) else None

    def forget(self, count: int) -> None:
        """Give up the first letters: they are decided."""
        for _ in range(count):
            self._read.popleft()

    def _take(self) -> None:
        claimed, result = self._claimed.popleft(), next(self._readings)
        if result.letter is None:
            self.lost.append((claimed, result))
        else:
            self._read.append((claimed, result.letter))
