"""The subject of an answer: reply prefixes and copies of our own token do not pile up, other desks' tags stay."""

import re
import unicodedata
from functools import lru_cache

from maildesk.mail.header_value import header_text
from maildesk.mail.reply_prefixes import REPLY_PREFIXES

_WORDS = "|".join(sorted((re.escape(word) for word in REPLY_PREFIXES), key=len, reverse=True))
_COUNT = r"(?:\[[0-9]{1,3}\]|\([0-9]{1,3}\)|\^[0-9]{1,3}|[0-9]{1,2})"
_PREFIX = re.compile(rf"\s*(?:{_WORDS})\s?{_COUNT}?\s?[:：]\s*", re.IGNORECASE)
_URL = re.compile(r"(?:\b(?:https?|ftp|hxxps?|mailto|tel|javascript|data):\S*|\bwww\.\S+)", re.IGNORECASE)
_ADDRESS = re.compile(r"\S{1,100}[@＠]\S{1,200}")
_HOST = re.compile(
    r"(?<![\w.-])(?:[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.|[A-Za-z0-9-]{1,63}。)[^\W\d_]{2,24}(?:[/:?#]\S*)?"
)
_MAX_ROUNDS = 100


@lru_cache(maxsize=64)
def _token(prefix: str) -> re.Pattern[str]:
    name = re.escape(prefix) if prefix else "[A-Z][A-Z0-9]{1,15}"
    return re.compile(rf"[\[【〔［]\s?{name}-[0-9OIL]{{1,12}}-[0-9A-Z]{{5}}\s?[\]】〕］]\s?", re.IGNORECASE)


def clean_subject(subject: str, prefix: str = "") -> str:
    """Return a subject without reply and forward prefixes of any language and without copies of our own token.

    `prefix` is that of our tokens; when it is empty, whatever has the shape of such a token is taken out. Empty when
    nothing else is there.
    """
    text = _token(prefix).sub("", header_text(subject))
    for _ in range(_MAX_ROUNDS):
        match = _PREFIX.match(text)
        if match is None:
            break
        text = text[match.end() :]
    return header_text(text)


def acknowledgement_subject(subject: str) -> str:
    """Return what may be repeated of a stranger's subject: at most 80 characters, no URL, host name or address."""
    written = clean_subject(subject)
    folded = text = unicodedata.normalize("NFKC", written)
    for pattern in (_URL, _ADDRESS, _HOST):
        text = pattern.sub(" ", text)
    # Folding makes a Chinese comma a Latin one, so it stays only where it has uncovered something.
    return header_text(written if text == folded else text, 80)
