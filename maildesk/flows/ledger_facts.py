"""What the ledger keeps of a letter, so that its list needs no look at the mail."""

from maildesk.desk.words_key import words_key
from maildesk.mail.letter import Letter
from maildesk.store.claims import LetterFacts


def facts_of(letter: Letter) -> LetterFacts:
    """Return what the ledger keeps of a letter."""
    return LetterFacts(
        sender=letter.sender.address if letter.sender else None,
        subject=letter.subject,
        kind=letter.kind.value,
        words_key=words_key(letter),
    )
