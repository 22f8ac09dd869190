"""Finding a rule's word in a text: literal words and globs, folded, in linear time.

Text and words are folded alike: NFKC, no case, traditional characters as simplified ones, white space as one blank.
A word that begins or ends with a letter or digit of an alphabet matches whole words only; `printer*` matches
"printers" too. Chinese, Japanese and Korean have no blanks between words, so there a word matches anywhere. `*`
stands for any run of characters, `?` for exactly one.
"""

import unicodedata
from dataclasses import dataclass

from maildesk.desk.remembered import Remembered
from maildesk.desk.script_fold import simplified

MAX_TEXT = 16_384  # characters of a body that rules look at


KNOWN: Remembered[str, str] = Remembered(120)  # bodies of mails, the long texts among what is folded


def folded_body(text: str) -> str:
    """Return the body of a mail in the form in which words are compared."""
    known = KNOWN.get(text)
    return known if known is not None else KNOWN.put(text, folded(text))


def folded(text: str, limit: int = MAX_TEXT) -> str:
    """Return a text in the form in which words are compared; at most `limit` characters of it."""
    text = text[:limit]
    if not text.isascii():
        text = simplified(unicodedata.normalize("NFKC", text))
    return " ".join(text.casefold().split())


class SearchText:
    """A folded text in which many words are looked for."""

    __slots__ = ("letters", "text")

    def __init__(self, folded_text: str) -> None:
        """Note which letters beyond ASCII the text has: most words are ruled out by that alone."""
        self.text = folded_text
        self.letters = frozenset() if self.text.isascii() else frozenset(self.text)


@dataclass(frozen=True, slots=True)
class WordPattern:
    """A word or glob made ready for searching."""

    written: str
    parts: tuple[str, ...]  # what stands between the stars
    bound_left: bool
    bound_right: bool
    surest: str  # its longest piece without marks
    letters: frozenset[str]  # those of `surest` beyond ASCII

    def found_in(self, searched: SearchText) -> bool:
        """Say whether the pattern occurs in a text."""
        text = searched.text
        if (self.letters and not self.letters <= searched.letters) or self.surest not in text:
            return False
        parts, at, last = self.parts, 0, len(self.parts) - 1
        for index, part in enumerate(parts):
            left = self.bound_left and index == 0
            right = self.bound_right and index == last
            at = _find(text, part, at, left, right)
            if at < 0:
                return False
            at += len(part)
        return True


def word_pattern(written: str) -> WordPattern:
    """Return the pattern of a rule's word; one of stars alone matches everything."""
    text = folded(written, 200)
    parts = tuple(part for part in text.split("*") if part)
    surest = max(text.replace("?", "*").split("*"), key=len)
    return WordPattern(
        written=written,
        parts=parts,
        bound_left=bool(parts) and not text.startswith("*") and _spaced(parts[0][0]),
        bound_right=bool(parts) and not text.endswith("*") and _spaced(parts[-1][-1]),
        surest=surest,
        letters=frozenset(letter for letter in surest if not letter.isascii()),
    )


def whole_match(pattern: str, text: str) -> bool:
    """Say whether a folded glob is the whole of a folded text: for addresses, types and file names."""
    parts = pattern.split("*")
    if len(parts) == 1:
        return len(pattern) == len(text) and _find(text, pattern, 0, False, False) == 0
    head, tail = parts[0], parts[-1]
    if len(text) < len(head) + len(tail) or not _at(text, head, 0) or not _at(text, tail, len(text) - len(tail)):
        return False
    at, end = len(head), len(text) - len(tail)
    for part in parts[1:-1]:
        at = _find(text[:end], part, at, False, False)
        if at < 0:
            return False
        at += len(part)
    return True


def _find(text: str, part: str, start: int, left: bool, right: bool) -> int:
    literal = "?" not in part
    while True:
        start = text.find(part, start) if literal else _find_marks(text, part, start)
        if start < 0:
            return -1
        end = start + len(part)
        if (not left or start == 0 or not _spaced(text[start - 1])) and (
            not right or end == len(text) or not _spaced(text[end])
        ):
            return start
        start += 1


def _find_marks(text: str, part: str, start: int) -> int:
    return next((at for at in range(start, len(text) - len(part) + 1) if _at(text, part, at)), -1)


def _at(text: str, part: str, at: int) -> bool:
    if "?" not in part:
        return text.startswith(part, at)
    return all(wanted in ("?", text[at + offset]) for offset, wanted in enumerate(part))


def _spaced(char: str) -> bool:
    """Say whether a character belongs to a script that puts blanks between its words."""
    if char.isascii():
        return char.isalnum()
    return char.isalnum() and not ("\u2e80" <= char <= "\ud7ff" or char >= "\U00020000" or "\u0e00" <= char <= "\u0eff")
