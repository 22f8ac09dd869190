"""What is known of a customer's trouble, and what may still be asked."""

from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """What a mail may leave open; each is a sentence of the templates."""

    WHEN = "when"
    WHO = "who"
    HOW_MANY = "how_many"
    WHERE = "where"


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeRecord:
    """What the customer has told so far, in the customer's own words; an empty string is not told."""

    what: str = ""
    when: str = ""
    who: str = ""
    how_many: str = ""
    where: str = ""
    trouble: bool = False  # speaks of something that does not work
    understood: bool = False  # in a language whose tables exist

    def lines(self) -> tuple[tuple[str, str], ...]:
        """Return what is told as (key, words), in the order of the questions; empty when nothing is."""
        return tuple((key, getattr(self, key)) for key in ("what", *Question) if getattr(self, key))
