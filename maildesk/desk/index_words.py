"""The words by which articles and solved tickets are found: the same ones for every database.

Latin words are folded and cut down to their stem; runs of Han are read in simplified characters and stand as pairs of
neighbours, for Chinese has no spaces and a pair is the shortest thing that still means something.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from maildesk.desk.index_regional_words import REGIONAL
from maildesk.desk.index_stop_words import CHINESE, ENGLISH, JOINTS
from maildesk.desk.script_fold import simplified

_READ = 20_000  # characters of one text
_LONGEST = 40  # characters of one word
_RUN = re.compile(r"[\u3400-\u9fff]+|[^\W_\u3400-\u9fff]+")
_NO_LETTERS = {code: " " for code in range(128) if not chr(code).isalnum()}
_JOINT = re.compile(f"(?:{'|'.join(CHINESE)}|[{simplified(JOINTS)}])+")
_ELSEWHERE = re.compile("|".join(sorted(REGIONAL, key=len, reverse=True)))
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_NUMBER = re.compile(r"\d{5,}")  # of telephones, orders, people: not of error codes
_VOWEL = re.compile("[aeiouy]")


def index_words(text: str, *, single: bool = False) -> Counter[str]:
    """Return every word of a text that can be looked for, with how often it stands there.

    With `single` each Han character counts beside the pairs, so that a search for one of them finds it. Addresses,
    long numbers and words without meaning are left out; an empty text gives an empty counter.
    """
    found: Counter[str] = Counter()
    for run, times in Counter(_runs(folded(text))).items():
        for word in _of_run(run, single=single):
            found[word] += times
    return found


def each_word(text: str) -> Iterator[str]:
    """Yield the words that `index_words` counts, in the order of the text; whoever has enough may stop."""
    for run in dict.fromkeys(_runs(folded(text))):
        yield from _of_run(run, single=False)


def _runs(text: str) -> list[str]:
    """Return the runs of letters and digits in a folded text, those of Han apart from the others."""
    return text.translate(_NO_LETTERS).split() if text.isascii() else _RUN.findall(text)


def folded(text: str) -> str:
    """Return a text without case, width, traditional characters, words of one region, addresses and links."""
    text = text[:_READ]
    if text.isascii():
        text = text.casefold()
    else:
        text = simplified(unicodedata.normalize("NFKC", text)).casefold()
        text = _ELSEWHERE.sub(lambda found: REGIONAL[found[0]], text).replace("\u2019", "'")
    return _ADDRESS.sub(" ", text) if "@" in text or "www." in text or "://" in text else text


def _of_run(run: str, *, single: bool) -> Sequence[str]:
    if run[0] >= "\u3400":
        return _of_han(run, single=single)
    word = _of_latin(run)
    return (word,) if word else ()


def _of_han(run: str, *, single: bool) -> list[str]:
    words = list(run) if single or len(run) == 1 else []
    for part in _JOINT.split(run):
        words += [part[at : at + 2] for at in range(len(part) - 1)]
    return words


def _of_latin(run: str) -> str | None:
    if len(run) == 1 or run in ENGLISH or _NUMBER.fullmatch(run):
        return None
    return stem(run[:_LONGEST])


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return what English forms of a word have in common: `printers`, `printing` and `printed` give `print`.

    A light stemmer in the manner of Porter's first steps (M. F. Porter, An algorithm for suffix stripping, 1980): what
    it returns need not be a word. Words with a digit and words of other scripts stay as they are.
    """
    if len(word) < 4 or not word.isascii() or not word.isalpha():
        return word
    word = _singular(word)
    for ending, shortest in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= shortest and _VOWEL.search(rest):
            word = _undoubled(rest) if ending in ("ing", "ed", "er") else rest
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


_ENDINGS = (
    ("ization", 3), ("isation", 3), ("ation", 4), ("ment", 4), ("ness", 4), ("able", 4), ("ing", 3), ("ion", 4),
    ("ate", 5), ("ize", 4), ("ise", 5), ("ed", 3), ("er", 4), ("ly", 4),
)  # fmt: skip


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _undoubled(word: str) -> str:
    double = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz"
    return word[:-1] if double else word
