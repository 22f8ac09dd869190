# ruff: noqa: ARG001
"""A plain stand-in for the judgement of kinds; gone when that is there."""

from email.message import Message

from maildesk.mail.fields import Fields
from maildesk.mail.letter import Address, Bounce, Kind, Marks, ReadContext


def classify(
    fields: Fields, *, message: Message, sender: Address | None, subject: str, body_text: str, context: ReadContext
) -> tuple[Kind, Marks, Bounce | None]:
    """Take every mail as written by a person."""
    return Kind.REQUEST, Marks(), None
