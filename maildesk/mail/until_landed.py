# ruff: noqa: ARG001
"""Plain stand-ins for the rooms of reading that are built beside this one; gone when those are there."""

from dataclasses import dataclass
from email.message import Message
from email.utils import getaddresses

from maildesk.mail.decode import decode_header
from maildesk.mail.fields import Fields
from maildesk.mail.letter import Address, Bounce, Kind, Marks, Proof, ReadContext, ThreadClues


@dataclass(frozen=True, kw_only=True, slots=True)
class SplitBody:
    """A body cut apart."""

    text: str
    reply: str
    quoted: str
    signature: str


def parse_addresses(raw_value: str) -> tuple[Address, ...]:
    """Return the addresses of a field."""
    pairs = getaddresses([raw_value[:20000]])[:100]
    return tuple(Address(name=decode_header(name), address=address) for name, address in pairs if "@" in address)


def parse_sender(from_values: tuple[str, ...]) -> tuple[Address | None, tuple[str, ...]]:
    """Return the one sender, or None and why."""
    addresses = [address for value in from_values for address in parse_addresses(value)]
    if len(from_values) == 1 and len(addresses) == 1:
        return addresses[0], ()
    return None, ("the sender is not clear",)


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


def prove(fields: Fields, sender: Address | None, context: ReadContext) -> Proof:
    """Prove nothing."""
    return Proof()


def find_clues(fields: Fields, subject: str, quoted: str, text: str, context: ReadContext) -> ThreadClues:
    """Find no clue."""
    return ThreadClues()
