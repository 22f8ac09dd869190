"""Recognises automatic answers by their words alone, where no field says what they are."""

import re
import unicodedata

from maildesk.mail.vacation_phrases import (
    AUTOMATIC_STATEMENTS,
    AWAY_CONSEQUENCES,
    AWAY_STATEMENTS,
    FOLLOWING_WORDS,
    VACATION_SUBJECTS,
)

_PHRASES = tuple(sorted({phrase for row in VACATION_SUBJECTS.values() for phrase in row}, key=len, reverse=True))
_FIRST_LETTERS = frozenset(phrase[0] for phrase in _PHRASES)
_BRACKETS = " \t*[]【】()（）《》<>\"'“”„«»!！~～-–—=#|:："
_STOPS = frozenset(":：-–—[]【】()（）|.。!！;；/\"'“”*~～…")
_DATE = re.compile(r"\d{1,4}[./\-年月日]")
_LONGEST_NOTICE = 1_500
_BEGINNING = 400


def is_vacation_subject(subject: str) -> bool:
    """Say whether a subject begins as automatic answers do; words of a person behind the phrase make it a request."""
    text = unicodedata.normalize("NFC", subject).strip(_BRACKETS).lower()
    if not text or text[0] not in _FIRST_LETTERS:
        return False
    opened = subject.lstrip()[:1] in "[【(（*"
    return any(text.startswith(phrase) and _ends(text[len(phrase) :], opened=opened) for phrase in _PHRASES)


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
    plain = " ".join(text[: 2 * _LONGEST_NOTICE].lower().replace("’", "'").split())
    if not plain or len(plain) > _LONGEST_NOTICE or "?" in plain or "？" in plain:
        return False
    beginning = plain[:_BEGINNING]
    if any(phrase in beginning for phrase in AUTOMATIC_STATEMENTS):
        return True
    away = min((at for phrase in AWAY_STATEMENTS if (at := beginning.find(phrase)) >= 0), default=-1)
    # A person greets and comes to the point; who begins with the absence and names a stand-in has gone.
    return 0 <= away <= 160 and any(phrase in plain[away:] for phrase in AWAY_CONSEQUENCES)
