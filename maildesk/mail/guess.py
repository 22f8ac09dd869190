"""What charset undeclared or wrongly labelled 8-bit text is in: judged by the common letters it would give.

Statistics over long texts fail on a subject of four characters; here the candidates are few, each must decode without
an error, and each is judged by how many of its characters are among the most frequent ones of its language.
"""

import re
from collections import Counter

from maildesk.mail.guess_tables import (
    ARABIC,
    CENTRAL,
    COMMON_HANGUL,
    COMMON_HANS,
    COMMON_HANT,
    GREEK,
    HEBREW,
    HEBREW_FINAL,
    HEBREW_NOT_FINAL,
    NEVER_TOGETHER,
    RUSSIAN,
    THAI,
    TURKISH,
    WESTERN,
)

_HANS, _HANT, _HANGUL = frozenset(COMMON_HANS), frozenset(COMMON_HANT), frozenset(COMMON_HANGUL)
_PUNCTUATION = frozenset("，。、：；！？（）“”‘’《》【】「」『』…—　·０１２３４５６７８９～－［］")
_SAMPLE = 4096
_DENSE_SAMPLE = 1024  # enough when a quarter of it is no ASCII
_ASCII = bytes(range(128))
_SHORT = 24
_CERTAIN_ENOUGH = 0.3
_SURELY_LATIN = 0.6
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")

_WORD = re.compile(r"[^\W\d_]+")
# A double-byte character is worth much when it is common, something when it is in the first level of its standard
# (what every school teaches), little otherwise. First byte from, to, second byte from; worth.
_FIRST_LEVEL: dict[str, tuple[int, int, int, float]] = {
    "gb18030": (0xB0, 0xD7, 0xA1, 0.7),
    "big5hkscs": (0xA4, 0xC6, 0x40, 0.62),
    "cp932": (0x88, 0x97, 0x40, 0.5),
    "euc_jp": (0xB0, 0xCF, 0xA1, 0.45),
    "cp949": (0xB0, 0xC8, 0xA1, 0.68),
}
_COMMON: dict[str, frozenset[str]] = {
    "gb18030": _HANS | _PUNCTUATION,
    "big5hkscs": _HANT | _PUNCTUATION,
    "cp932": _HANT | _PUNCTUATION,
    "euc_jp": _HANT | _PUNCTUATION,
    "cp949": _HANGUL | _PUNCTUATION,
}
_RARE = 0.1
_ODD = 0.6
_SURELY_HEBREW = 1.3
# (codec, its letters by frequency, how likely mail in it is to be undeclared at all)
_ALPHABETS: tuple[tuple[str, str, float], ...] = (
    ("cp1251", RUSSIAN, 0.95),
    ("koi8_r", RUSSIAN, 0.93),
    ("iso8859_5", RUSSIAN, 0.85),
    ("cp866", RUSSIAN, 0.8),
    ("cp1253", GREEK, 0.88),
    ("cp1255", HEBREW, 0.9),
    ("cp1256", ARABIC, 0.85),
    ("cp874", THAI, 0.78),
)
_LATIN: tuple[tuple[str, frozenset[str], float], ...] = (
    ("cp1252", frozenset(WESTERN), 1.0),
    ("cp1250", frozenset(CENTRAL), 0.9),
    ("cp1254", frozenset(TURKISH), 0.85),
)


# Nobody declares these by default, as Western ones are: who declares one in the body means it.
_DELIBERATE = frozenset(
    {"cp1250", "cp1254", "cp1257", "cp852", "mac_latin2", *(f"iso8859_{number}" for number in (2, 3, 4, 9, 10))}
    | {f"iso8859_{number}" for number in (13, 14, 15, 16)}
)


def guess_codec(data: bytes, hint: str = "") -> str:
    """Return the Python codec that reads the bytes best, or "" when none reads them well.

    `hint` is the codec another part of the mail declares; it wins unless the bytes speak clearly for another.
    """
    sample = _sample(data)
    best = (0.0, "")
    hinted = 0.0  # what the codec of the hint is worth
    if _looks_latin(sample) and hint not in _FIRST_LEVEL:
        latin = [(_share(sample, codec, letters) * weight, codec) for codec, letters, weight in _LATIN]
        best = max(best, *latin)
        hinted = next((worth for worth, codec in latin if codec == hint), 0.0)
    if best[0] < _SURELY_LATIN:
        for codec in _FIRST_LEVEL:
            worth = _double_byte_worth(sample, codec)
            best = max(best, (worth, codec), key=_first)
            hinted = worth if codec == hint else hinted
        for codec, letters, weight in _ALPHABETS:
            worth = _alphabet_worth(sample, codec, letters, 0.0 if codec == hint else best[0] / weight) * weight
            best = max(best, (worth, codec), key=_first)
            hinted = worth if codec == hint else hinted
    if hint in _DELIBERATE:
        hinted = max(hinted, _letter_share(sample, hint))
    if hint and _decodes(sample, hint):
        best = max(best, (hinted * 1.3 + 0.3, hint), key=_first)
    worth, codec = best
    if worth >= _CERTAIN_ENOUGH:
        return codec
    return "gb18030" if not _looks_latin(sample) and _decodes(sample, "gb18030") else "cp1252"


def _first(judged: tuple[float, str]) -> float:
    return judged[0]


def _sample(data: bytes) -> bytes:
    """Return the beginning, cut between characters; a short one does when most of it is to be judged."""
    if len(data) <= _DENSE_SAMPLE:
        return data
    dense = len(data[:_DENSE_SAMPLE].translate(None, _ASCII)) * 4 >= _DENSE_SAMPLE
    size = _DENSE_SAMPLE if dense else _SAMPLE
    return data if len(data) <= size else data[: size - _cut_tail(data, size)]


def is_common_chinese(data: bytes) -> bool:
    """Say whether a few bytes, also valid as UTF-8 of another script, are two or more everyday characters in GBK."""
    if len(data) > _SHORT or not _decodes(data, "gbk"):
        return False
    strange = [char for char in data.decode("gbk") if not char.isascii()]
    return len(strange) >= 2 and all(char in _HANS for char in strange)


def _cut_tail(data: bytes, size: int) -> int:
    """Return how many bytes to leave off so that no character is cut: back to the last ASCII byte."""
    for back in range(1, 64):
        if data[size - back] < 0x40:
            return back - 1
    return 0


def _looks_latin(sample: bytes) -> bool:
    """Say whether high bytes are only sprinkled among ASCII letters, as accents are: short runs inside words."""
    runs = inside = high = 0
    for run in _HIGH_RUN.finditer(sample):
        runs += 1
        high += run.end() - run.start()
        beside = sample[max(0, run.start() - 1) : run.start()] + sample[run.end() : run.end() + 1]
        inside += run.end() - run.start() <= 3 and beside.upper() != beside.lower()
    return runs > 0 and (high == runs or (inside * 3 >= runs * 2 and high <= runs * 2))


def _decodes(sample: bytes, codec: str) -> bool:
    try:
        sample.decode(codec)
    except (UnicodeError, LookupError):
        return False
    return True


def _share(sample: bytes, codec: str, letters: frozenset[str]) -> float:
    """Return the share (0 to 1) of non-ASCII characters that are letters of the language."""
    strange = [char for char in sample.decode(codec, "replace") if not char.isascii()]
    if not strange:
        return 0.0
    present = set(strange)
    pairs = NEVER_TOGETHER.get(codec, ())
    odd = any(not present.isdisjoint(left) and not present.isdisjoint(right) for left, right in pairs)
    return sum(char in letters for char in strange) / len(strange) * (_ODD if odd else 1.0)


def _letter_share(sample: bytes, codec: str) -> float:
    """Return the share (0 to 1) of non-ASCII characters that are letters at all."""
    strange = [char for char in sample.decode(codec, "replace") if not char.isascii()]
    return sum(map(str.isalpha, strange)) / len(strange) if strange else 0.0


def _double_byte_worth(sample: bytes, codec: str) -> float:
    """Return how common (0 to 1) the characters are that the bytes would be."""
    try:
        text = sample.decode(codec)
    except UnicodeError:
        return 0.0
    low, high, second, worth = _FIRST_LEVEL[codec]
    common = _COMMON[codec]
    total, count = 0.0, 0
    for char, times in Counter(text).items():
        if char.isascii():
            continue
        count += times
        if char in common or "\u3041" <= char <= "\u30fe":
            total += times * (1.0 if codec != "gb18030" or char in common else 0.4)
            continue
        encoded = char.encode(codec, "ignore")  # half of a character that Big5-HKSCS writes as one
        first = len(encoded) == 2 and low <= encoded[0] <= high and encoded[1] >= second
        total += times * (worth if first else _RARE)
    return total / count if count else 0.0


def _ends_as_hebrew(word: str) -> bool:
    return word[-1] not in HEBREW_NOT_FINAL and not any(char in HEBREW_FINAL for char in word[:-1])


def _alphabet_worth(sample: bytes, codec: str, letters: str, least: float) -> float:
    """Return how much (0 to about 1) the bytes look like words: frequent letters, capitals only where they belong.

    0 also when it can not be more than `least`, which the letters alone often tell.
    """
    try:
        text = sample.decode(codec)
    except UnicodeError:
        return 0.0
    rank = {letter: 1 - place / len(letters) for place, letter in enumerate(letters)}
    total, count = 0.0, 0
    for char, times in Counter(text).items():
        if not char.isascii():
            count += times
            total += times * rank.get(char.lower(), -0.5)
    if not count or (total / count * (_SURELY_HEBREW if letters is HEBREW else 1.0) + 0.2) <= least:
        return 0.0
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    proper = sum(1.0 if word[1:] == word[1:].lower() else 0.85 if word.isupper() else 0.0 for word in words)
    if letters is HEBREW and words:
        total *= _SURELY_HEBREW if all(map(_ends_as_hebrew, words)) else 0.5
    mixed = sum(any(char.isascii() for char in word) for word in words)
    return (total / count + 0.2) * (proper / len(words) if words else 0.3) * (0.2 if mixed * 2 > len(words) else 1.0)
