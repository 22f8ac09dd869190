"""By what a mail is known again that says the same once more (L17)."""

import hashlib
import re

from maildesk.desk.remembered import Remembered
from maildesk.mail.letter import Letter

_DIGITS = re.compile(r"\d+")
# Where the digits of other scripts stand: a plain look at the ranges is cheaper than asking what each character is.
_MAY_BE_DIGIT = re.compile("[\u0660-\u1fff\ua620-\uabff\uff10-\uff19\U00010000-\U0010ffff]")
_WORDS = 20_000  # characters of the text
_ASCII_DIGITS = b"0123456789"

Said = tuple[str, str, str]  # address, subject, text
KNOWN: Remembered[Said, str] = Remembered(400)


def words_key(letter: Letter) -> str | None:
    """Return a hash of the sender and of subject and words without digits; None without a sender."""
    said = said_by(letter)
    return None if said is None else KNOWN.get(said) or KNOWN.put(said, _hash(*said))


def said_by(letter: Letter) -> Said | None:
    """Return what the key is made of."""
    if letter.sender is None:
        return None
    return letter.sender.address.casefold(), letter.subject, letter.text[:_WORDS]


def _hash(address: str, subject: str, text: str) -> str:
    words = f"{subject}\n{text}"
    if not words.isascii() and _MAY_BE_DIGIT.search(words):
        words = _DIGITS.sub("", words)
    said = f"{address}\n".encode("utf-8", "replace")
    said += words.encode("utf-8", "replace").translate(None, _ASCII_DIGITS)
    return hashlib.sha256(said).hexdigest()[:32]
