"""A mail as rules see it, folded once; and the answer a condition gives."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from maildesk.desk.rule_facts import Facts
from maildesk.desk.rule_words import SearchText, folded, folded_body


@dataclass(frozen=True, slots=True)
class Because:
    """One condition and what it found."""

    condition: str  # the key as written: "subject_any", "not"
    held: bool
    words: str  # "subject has 'printer'"


class Seen:
    """The facts of one mail, folded once however many rules ask."""

    __slots__ = ("_body", "_headers", "_local", "_subject", "facts", "sender")

    def __init__(self, facts: Facts) -> None:
        """Fold the sender; texts are folded when the first rule asks."""
        self.facts = facts
        self.sender = facts.sender.casefold()
        self._subject: SearchText | None = None
        self._body: SearchText | None = None
        self._local: tuple[int, int] | None = None
        self._headers: dict[str, list[SearchText]] | None = None

    @property
    def subject(self) -> SearchText:
        """The folded subject."""
        if self._subject is None:
            self._subject = SearchText(folded(self.facts.subject))
        return self._subject

    @property
    def body(self) -> SearchText:
        """The folded body."""
        if self._body is None:
            self._body = SearchText(folded_body(self.facts.body))
        return self._body

    @property
    def local(self) -> tuple[int, int]:
        """The weekday (Monday 0) and minute of the day in the desk's zone."""
        if self._local is None:
            at = self.facts.at.astimezone(ZoneInfo(self.facts.zone))
            self._local = (at.weekday(), at.hour * 60 + at.minute)
        return self._local

    def header(self, name: str) -> list[SearchText]:
        """Return the folded values of a header field; empty when it is not there."""
        if self._headers is None:
            self._headers = {}
            for key, value in self.facts.headers:
                self._headers.setdefault(key.casefold(), []).append(SearchText(folded(value)))
        return self._headers.get(name, [])
