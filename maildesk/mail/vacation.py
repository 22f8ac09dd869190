"""Recognises automatic answers by their words alone, where no field says what they are."""

import re
import unicodedata

from maildesk.mail.person_words import asks_for_something
from maildesk.mail.vacation_phrases import (
    AUTOMATIC_STATEMENTS,
    AWAY_CONSEQUENCES,
    AWAY_STATEMENTS,
    FOLLOWING_WORDS,
    NO_ANSWER_STATEMENTS,
    RECEIPT_SUBJECTS,
    SUBORDINATING_WORDS,
    VACATION_SUBJECTS,
    WEAK_SUBJECTS,
)

_PHRASES = tuple(sorted({phrase for row in VACATION_SUBJECTS.values() for phrase in row}, key=len, reverse=True))
_BRACKETS = " \t*[]【】()（）《》<>\"'“”„«»!！~～-–—=#|:："
_STOPS = frozenset(":：-–—[]【】()（）|.。!！;；/\"'“”*~～…")
_DATE = re.compile(r"\d{1,4}[./\-年月日]")
_HISTORY = re.compile(
    r"^[ \t]*(?:>|-{3,}[ \t]?\w|_{10,}|(?:From|Von|De|发件人|寄件者|差出人)[ \t]?[:：])", re.MULTILINE
)
# Who writes of "our autoreply" has trouble with it.
_DETERMINER = (
    r"(?:'s|\b(?:the|our|my|your|an?|her|his|die|eine?|meine?|unsere?|la|ma|notre|une|mi|una|nuestra|minha|nossa|mia|"
    r"het|een|mijn|ons)) "
)
_ONE_DATED_SENTENCE = re.compile(r"[^\d,;.!]{1,80}\d(?:[^,;.!]|[.](?=[\d ]))*[.!]?")
_CITED = re.compile(r"[\"“„«「『][^\"“”„«»「」『』]{10,400}[\"”“»」』]")
_UNTIL = re.compile(
    r"\d{1,2}[./-]\d{1,2}|\d\s?[月월]|"
    r"\b(?:until|till|back|bis|wieder|jusqu|retour|hasta|até|fino|tot|till|til|asti|do|до|έως|kadar)\b.{0,20}\d"
)
_LINK = re.compile(r"https?://\S{1,2000}")
_LONGEST_NOTICE = 1_500
_BEGINNING = 400


def is_vacation_subject(subject: str, body: str = "") -> bool:
    """Say whether a subject begins as automatic answers do; words of a person behind it or in the body say no.

    `body` is the readable text, quotes and all; empty when it is not known.
    """
    text = unicodedata.normalize("NFC", subject).strip(_BRACKETS).lower()
    if not text.startswith(_PHRASES):
        return False
    opened = subject.lstrip()[:1] in "[【(（*"
    found = [phrase for phrase in _PHRASES if text.startswith(phrase) and _ends(text[len(phrase) :], opened=opened)]
    if not found:
        return False
    words = _new_words(body)
    # Who asks about automatic answers names them in subject and words.
    if text in found and any(phrase in words for phrase in found) and asks_for_something(words):
        return False
    if _says_away(words) or not words:
        return True
    if found[0] in RECEIPT_SUBJECTS:
        return "received" in words
    if found[0] in WEAK_SUBJECTS and _UNTIL.search(f"{text} {words}") is None:
        return False
    if any(re.search(_DETERMINER + re.escape(phrase), words) for phrase in found):
        return False
    return not (("?" in words or "？" in words) and asks_for_something(words))


def _new_words(body: str) -> str:
    """Return the beginning of what was written now, in lower case; the history of a reply asks its own questions."""
    history = _HISTORY.search(body[: 2 * _LONGEST_NOTICE])
    text = body[: history.start() if history else 2 * _LONGEST_NOTICE]
    # What somebody cites is not what somebody says.
    text = _LINK.sub(" ", text) if "://" in text else text
    return " ".join(_CITED.sub(" ", text).lower().replace("’", "'").split())[:_LONGEST_NOTICE]


def _says_away(words: str) -> bool:
    return _says_automatic(words) or _away_at(words) >= 0


def _says_automatic(words: str) -> bool:
    """Say whether a machine says that it is one."""
    return any(phrase in words for phrase in AUTOMATIC_STATEMENTS)


def _away_at(words: str) -> int:
    """Return where somebody says to be away, as a sentence of its own and not as "while I am away"; else -1."""
    found = (at for phrase in AWAY_STATEMENTS if (at := words.find(phrase)) >= 0)
    return min((at for at in found if not words[:at].endswith(SUBORDINATING_WORDS)), default=-1)


def _ends(rest: str, *, opened: bool) -> bool:
    bare = rest.lstrip()
    if not bare or bare[0] in _STOPS:
        return True
    if rest[0].isalnum() and not _DATE.match(rest):
        return False
    if _DATE.match(bare) or bare.startswith("re:") or (opened and rest[0] in "]】)）*"):
        return True
    first = re.split(r"[\s:：,]", bare, maxsplit=1)[0]
    return (first in FOLLOWING_WORDS or first.startswith("jusqu")) and re.search(r"\d|:|：", bare) is not None


def is_vacation_body(text: str) -> bool:
    """Say whether a short text is nothing but a vacation notice; a question or a longer story is a person's."""
    if len(text) > 4 * _LONGEST_NOTICE:
        return False
    plain = _new_words(text)
    if not plain or len(plain) >= _LONGEST_NOTICE or "?" in plain or "？" in plain:
        return False
    beginning = plain[:_BEGINNING]
    if _says_automatic(beginning):
        return True
    return _tells_absence(plain, _away_at(beginning)) and not asks_for_something(plain)


def _tells_absence(plain: str, away: int) -> bool:
    if any(phrase in plain for phrase in NO_ANSWER_STATEMENTS):
        return True
    if 0 <= away <= 20 and len(plain) <= 120 and _ONE_DATED_SENTENCE.fullmatch(plain):
        return True
    # A person greets and comes to the point; who begins with the absence and names a stand-in has gone.
    return 0 <= away <= 160 and any(phrase in plain[away:] for phrase in AWAY_CONSEQUENCES)
