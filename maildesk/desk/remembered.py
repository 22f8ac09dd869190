"""Results of pure functions that were worked out before, perhaps in another process."""

from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Remembered(Generic[K, V]):
    """The latest results by what was asked; may be used by several threads."""

    def __init__(self, most: int) -> None:
        """Remember `most` results; the oldest is forgotten first."""
        self._most = most
        self._known: dict[K, V] = {}

    def get(self, asked: K) -> V | None:
        """Return the result; None when it is not known."""
        return self._known.get(asked)

    def put(self, asked: K, result: V) -> V:
        """Remember a result and return it."""
        if asked not in self._known:
            while len(self._known) >= self._most:
                # Another thread may have forgotten it meanwhile.
                self._known.pop(next(iter(self._known)), None)
        self._known[asked] = result
        return result
