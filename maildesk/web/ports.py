"""What the pages need of the desk: two questions about a token, and the values that go with them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from maildesk.desk.board_view import BoardView

MOST_WORDS = 2000  # characters of a comment; what is longer is cut off


class PageKind(StrEnum):
    """What a link asks."""

    CONFIRM = "confirm"  # is it solved
    SURVEY = "survey"  # how did we do
    RELEASE = "release"  # was this held mail yours


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """All that the page of a valid link may show."""

    kind: PageKind
    number: int  # of the ticket; 0 on a release page
    subject: str  # of the ticket, or of the held mail
    desk_name: str
    language: str  # en, zh-Hans, zh-Hant
    score: int | None = None  # the vote that was given before
    done: bool = False  # already answered; a survey may be answered again


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfirmForm:
    """The answer to "is it solved"."""

    solved: bool
    words: str = ""  # at most MOST_WORDS characters


@dataclass(frozen=True, kw_only=True, slots=True)
class SurveyForm:
    """A vote."""

    score: int  # 1 to 5
    comment: str = ""  # at most MOST_WORDS characters


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseForm:
    """The answer to "was this mail yours"."""

    mine: bool


Form = ConfirmForm | SurveyForm | ReleaseForm


class Outcome(StrEnum):
    """What became of an answer; each has a page of thanks but GONE."""

    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    RATED = "rated"
    RELEASED = "released"
    DISOWNED = "disowned"
    NOTED = "noted"  # the ticket had moved on; the words are kept
    GONE = "gone"  # the link is wrong, too old, or no longer of use


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A session of the board that has begun."""

    cookie: str
    seconds: int  # how long it lasts
    language: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardPage:
    """The board as one supervisor reads it."""

    view: BoardView
    language: str


class Board(Protocol):
    """The board as the pages see it; the methods block, and raise for no token and no cookie."""

    def offered(self, token: str) -> str | None:
        """Return the language of a link that would let somebody in, without using it up; None for every other."""
        ...

    def enter(self, token: str) -> Entry | None:
        """Use a link up; None when it does not let in, or not any more."""
        ...

    def show(self, cookie: str) -> BoardPage | None:
        """Return what the session of a cookie shows; None for every cookie that has none."""
        ...

    def leave(self, cookie: str) -> None:
        """End a session, if it is one."""
        ...


class Answers(Protocol):
    """The desk as the pages see it.

    Both methods block and are called from several threads; whatever stands in a token, they do not raise for it.
    """

    def look(self, token: str) -> Page | None:
        """Return what the page of a token shows, without changing anything; None for every token that is not good."""
        ...

    def answer(self, token: str, form: Form) -> Outcome:
        """Carry an answer out. GONE for a token that is not good, or that is not for this kind of form."""
        ...
