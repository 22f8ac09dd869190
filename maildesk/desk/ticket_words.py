"""The words by which staff find tickets: those of the knowledge base, and addresses and long numbers besides."""

import re
import unicodedata

from maildesk.desk.index_words import each_word
from maildesk.desk.remembered import Remembered
from maildesk.desk.ticket import Ticket

_READ = 2_000  # characters of one message
_MOST = 60  # words kept of one text: each costs every mail a few microseconds
_MOST_ASKED = 12  # words looked for at once
_ADDRESS = re.compile(r"[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]{1,190}")
# That no digit stands before is asked behind the first one: a pattern that begins with a digit is found much faster.
_NUMBER = re.compile(r"\d(?<!\d\d)\d{4,29}(?!\d)")

KNOWN: Remembered[str, tuple[str, ...]] = Remembered(400)


def words_of_text(text: str) -> tuple[str, ...]:
    """Return the words of a message by which its ticket is found, each once; empty for an empty text."""
    known = KNOWN.get(text)
    return known if known is not None else KNOWN.put(text, _words(text))


def _words(text: str) -> tuple[str, ...]:
    text = text[:_READ]
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    addresses = _ADDRESS.findall(plain.casefold()) if "@" in plain else ()
    found = dict.fromkeys([*addresses, *_NUMBER.findall(plain)])
    for word in each_word(text):
        if len(found) >= _MOST:
            break
        found.setdefault(word)
    return tuple(found)[:_MOST]


def words_of_ticket(ticket: Ticket) -> tuple[str, ...]:
    """Return the words of a ticket itself: subject, asset, and who asked."""
    person = ticket.requester
    return words_of_text(f"{ticket.subject}\n{person.name}\n{person.address}\n{ticket.asset or ''}")


def words_asked(argument: str) -> tuple[str, ...]:
    """Return the words of a search, all of which a ticket must hold; empty when there is nothing to look for."""
    return words_of_text(argument)[:_MOST_ASKED]
