"""The header fields of one mail, decoded and unfolded, in the order in which they stand."""

from collections.abc import Iterable, KeysView


class Fields:
    """Looks up header fields without regard to case (RFC 5322 section 2.2).

    Values are decoded (RFC 2047) and unfolded: one line each, no CR or LF.
    """

    __slots__ = ("_by_name", "items")

    def __init__(self, items: Iterable[tuple[str, str]]) -> None:
        """Keep the fields as (name, value), top-most first."""
        self.items: tuple[tuple[str, str], ...] = tuple(items)
        self._by_name: dict[str, list[str]] = {}
        for name, value in self.items:
            self._by_name.setdefault(name.lower(), []).append(value)

    @property
    def names(self) -> KeysView[str]:
        """The names in lower case, each once, in the order in which they first stand."""
        return self._by_name.keys()

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field, top-most first; empty when it is missing."""
        return tuple(self._by_name.get(name.lower(), ()))

    def first(self, name: str) -> str:
        """Return the top-most value of a field; the empty string when it is missing."""
        values = self.all(name)
        return values[0] if values else ""

    def has(self, name: str) -> bool:
        """Say whether the field stands in the mail at all."""
        return name.lower() in self._by_name
