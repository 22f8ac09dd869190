# ruff: noqa: ARG001
"""Plain stand-ins for the rooms of reading that are built beside this one; gone when those are there."""

from dataclasses import dataclass
from email.message import Message

from maildesk.mail.fields import Fields
from maildesk.mail.letter import Address, Bounce, Kind, Marks, ReadContext, ThreadClues


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitBody:
    """A body cut apart."""

    text: str
    reply: str
    quoted: str
    signature: str


def html_to_text(html: str) -> str:
    """Return the words of the HTML."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    tree.strip_tags(["script", "style", "head", "title"])
    return tree.body.text(separator="\n") if tree.body else ""


def split_body(text: str, html: str | None, *, own_marker: bool = False) -> SplitBody:
    """Take all words as new."""
    return SplitBody(text=text, reply=text, quoted="", signature="")


def detect_language(text: str, subject: str = "") -> str | None:
    """Leave the language undecided."""
    return None


def original_of_forward(text: str) -> tuple[Address | None, str]:
    """Find no forward."""
    return None, ""


def classify(
    fields: Fields, *, message: Message, sender: Address | None, subject: str, body_text: str, context: ReadContext
) -> tuple[Kind, Marks, Bounce | None]:
    """Take every mail as written by a person."""
    return Kind.REQUEST, Marks(), None


def find_clues(fields: Fields, subject: str, quoted: str, text: str, context: ReadContext) -> ThreadClues:
    """Find no clue."""
    return ThreadClues()
