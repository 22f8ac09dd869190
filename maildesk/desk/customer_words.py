"""What a customer's short words mean: yes, no, mere thanks, a question for the status."""

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from maildesk.desk.customer_phrases import (
    ADDRESSED,
    AFTER_THANKS,
    CONNECTORS,
    GREETING,
    NO_SURNAMES,
    NOT_SOLVED,
    QUESTION,
    SOFTENERS,
    SOLVED,
    STATUS,
    STOP,
    THANKS,
    TITLES,
)
from maildesk.desk.customer_phrases_more import MORE, Phrases
from maildesk.desk.script_fold import simplified


class Meaning(StrEnum):
    """What a customer says of a solution."""

    SOLVED = "solved"
    THANKS = "thanks"
    NOT_SOLVED = "not_solved"
    OTHER = "other"


_MANY = 160  # characters: more than a word of confirmation is a message of its own
_ROWS = (Phrases(solved=SOLVED, thanks=THANKS, not_solved=NOT_SOLVED, greeting=GREETING), *MORE.values())
# What is thanks in one language and a yes in another closes nothing; what is a no in any reopens.
# Traditional characters are read as simplified ones: a phrase that is known in one script is known in both.
_TABLE = {
    simplified(phrase.casefold()): meaning
    for meaning in (Meaning.SOLVED, Meaning.THANKS, Meaning.NOT_SOLVED)
    for row in _ROWS
    for phrase in getattr(row, meaning.value)
}
_GREETING = frozenset(simplified(phrase.casefold()) for row in _ROWS for phrase in row.greeting)
_LONGEST_GREETING = max(len(phrase.split()) for phrase in _GREETING)
_LONGEST_WORDS = max(len(phrase.split()) for phrase in _TABLE)
_LONGEST_CHARACTERS = max(len(phrase) for phrase in _TABLE)
_SPLIT = re.compile(r"[\n.,;:!~。，；：！、…～()（）\"“”]+|\s-\s|--+")
_CHINESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")  # and kana: neither parts its words
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")


def meaning_of(text: str, *, name: str = "", others: Sequence[str] = ()) -> Meaning:
    """Say what the new words of a mail mean for a solution that was offered.

    Every word must belong to a known phrase (a greeting, the sender's own `name` and the names of `others` may stand
    beside it): one further word makes it a message that a person must read, so that nothing is closed by mistake.
    A question is never a yes. No words: other; nothing but an emoji: thanks.
    """
    plain = _folded(text)
    if len(plain) > _MANY or any(mark in plain for mark in QUESTION):
        return Meaning.OTHER
    names = _name_words((name, *others))
    phrases = [" ".join(_EMOJI.sub(" ", part).split()) for part in _SPLIT.split(plain)]
    found: set[Meaning] = set()
    for phrase in phrases:
        meanings = _of_phrase(phrase, names) if phrase else frozenset()
        if meanings is None:
            return Meaning.OTHER
        found |= meanings
    for wanted in (Meaning.NOT_SOLVED, Meaning.SOLVED, Meaning.THANKS):
        if wanted in found:
            return wanted
    return Meaning.THANKS if _EMOJI.search(plain) and not any(phrases) else Meaning.OTHER


def _folded(text: str) -> str:
    return simplified(unicodedata.normalize("NFKC", text[:2_000]).casefold().replace("\u2019", "'").strip())


def _name_words(names: Sequence[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in [_folded(name), *re.split(r"[\s,.]+", _folded(name))] if word)


def _of_phrase(phrase: str, names: frozenset[str]) -> frozenset[Meaning] | None:
    """Return the meanings of a phrase put together from known ones; None when a word of it is not known."""
    if phrase in _TABLE:
        return frozenset({_TABLE[phrase]})
    if _CHINESE.search(phrase):
        return _of_characters(phrase.replace(" ", ""), names)
    return _of_words(phrase.split(), names)


def _of_words(words: list[str], names: frozenset[str]) -> frozenset[Meaning] | None:
    found: set[Meaning] = set()
    at = 0
    thanked = greeted = False
    while at < len(words):
        length = next(
            (n for n in range(min(_LONGEST_WORDS, len(words) - at), 0, -1) if " ".join(words[at : at + n]) in _TABLE), 0
        )
        word = words[at]
        if length:
            meaning = _TABLE[" ".join(words[at : at + length])]
            found.add(meaning)
            thanked, greeted = meaning is Meaning.THANKS, False
            at += length
        elif greeting := _greeting_at(words, at):
            at += greeting
            greeted = True
        elif (thanked and word in AFTER_THANKS) or (greeted and word in ADDRESSED) or word in names | CONNECTORS:
            at += 1
        else:
            return None
    return frozenset(found)


def _greeting_at(words: list[str], at: int) -> int:
    """Return how many words of a greeting begin here; 0 when none does."""
    lengths = range(min(_LONGEST_GREETING, len(words) - at), 0, -1)
    return next((length for length in lengths if " ".join(words[at : at + length]) in _GREETING), 0)


def _of_characters(phrase: str, names: frozenset[str]) -> frozenset[Meaning] | None:
    found: set[Meaning] = set()
    at = 0
    polite = False
    while at < len(phrase):
        piece = _longest(phrase, at, names)
        if piece:
            if piece in _TABLE:
                found.add(_TABLE[piece])
            polite = piece in _GREETING or _TABLE.get(piece) is Meaning.THANKS
            at += len(piece)
        elif polite and (title := _titled(phrase, at)):
            at += title
            polite = False
        elif phrase[at] in SOFTENERS:
            at += 1
        else:
            return None
    return frozenset(found)


def _longest(phrase: str, at: int, names: frozenset[str]) -> str:
    for end in range(min(len(phrase), at + _LONGEST_CHARACTERS), at, -1):
        piece = phrase[at:end]
        if piece in _TABLE or piece in _GREETING or piece in names:
            return piece
    return ""


def _titled(phrase: str, at: int) -> int:
    """Return the length of a surname with a title (王工) that begins here; 0 when none does."""
    if at + 1 >= len(phrase) or phrase[at] in NO_SURNAMES:
        return 0
    return next((1 + len(title) for title in TITLES if phrase.startswith(title, at + 1)), 0)


@lru_cache(maxsize=1)
def _status_words() -> frozenset[str]:
    return frozenset(simplified(" ".join(word.split()).rstrip("?")) for word in STATUS)


def asks_for_status(text: str) -> bool:
    """Say whether the mail holds nothing but the question how things stand."""
    return _alone(text) in _status_words()


def asks_to_stop(text: str) -> bool:
    """Say whether the mail holds nothing but the wish for no more automatic mail."""
    return _alone(text) in _stop_words()


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(simplified(word) for word in STOP)


def _alone(text: str) -> str:
    return " ".join(_folded(text).split()).rstrip(" ?!.。！") if len(text) <= _MANY else ""
