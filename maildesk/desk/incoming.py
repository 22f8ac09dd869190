"""What a customer's mail gives to a ticket and to what is known of its sender."""

from maildesk.desk.decision import Direction, NewMessage, PersonUpdate, Visibility
from maildesk.desk.situation import Situation
from maildesk.mail.letter import Address, Trust


def message_of(
    situation: Situation, visibility: Visibility = Visibility.PUBLIC, *, machine: bool = False
) -> NewMessage:
    """Return the letter as a message of a ticket: its new words, or all its text when nothing is new."""
    letter = situation.letter
    return NewMessage(
        direction=Direction.IN,
        visibility=visibility,
        author=letter.sender or Address(address="unknown"),
        text=letter.reply or letter.text,
        language=letter.language,
        message_id=letter.message_id,
        ledger_id=situation.ledger_id,
        attachments=letter.attachments,
        machine=machine,
    )


def learned_of(situation: Situation) -> PersonUpdate:
    """Return what the mail tells of its sender; a sender who is proven false teaches nothing."""
    letter = situation.letter
    sender = letter.sender or Address(address="")
    if letter.proof.customer is Trust.FAILED:
        return PersonUpdate(address=sender.address.casefold())
    return PersonUpdate(
        address=sender.address.casefold(),
        name=sender.name or None,
        language=letter.language if letter.language in situation.desk.languages else None,
        proven=True if letter.proof.customer >= Trust.LIKELY else None,
    )
