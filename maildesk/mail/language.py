"""Tells the language of a mail by script and function words, without a model; a short mail may stay undecided."""

import re
from collections.abc import Mapping

from maildesk.mail.language_tables import CYRILLIC, CYRILLIC_LETTERS, LATIN, LATIN_LETTERS
from maildesk.mail.script_tables import SIMPLIFIED, TRADITIONAL

_LOOKED_AT = 1500  # characters
_MOST_WORDS = 150
_LEAST_SCORE = 1.0
_LEAST_LEAD = 1.25  # times the score of the runner-up
_LETTER_WEIGHT = 0.6

_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_PARTICLES = re.compile("[的了是不我你您请請吗嗎在有这這那把被和就都也很没沒]")  # sentences have them, names do not
_HANGUL = re.compile("[\uac00-\ud7a3\u3131-\u318e]")
_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0620-\u064a\u066e-\u06d3]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("el", re.compile("[\u0370-\u03ff\u1f00-\u1fff]")),
    ("th", re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")),
    ("hi", re.compile("[\u0904-\u0939]")),
    ("ka", re.compile("[\u10d0-\u10ff]")),
    ("hy", re.compile("[\u0531-\u0587]")),
)
_PERSIAN = re.compile("[پچژگیک]")
_ADDRESSES = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}|(?:https?://|www\.)\S{0,500}|\[[^\]]{0,60}\]")
_PREFIX = re.compile(r"(?:\s{0,4}[^\W\d_]{1,6}(?:\[\d{1,3}\])?\s?[:：]){1,6}")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SIMPLIFIED = frozenset(SIMPLIFIED)
_TRADITIONAL = frozenset(TRADITIONAL)


def _weights(table: Mapping[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Turn the rows around: word to languages, each with the weight that the word has for it."""
    speakers: dict[str, list[str]] = {}
    for language, words in table.items():
        for word in set(words.split()):
            speakers.setdefault(word, []).append(language)
    return {word: tuple((language, 1 / len(all_)) for language in all_) for word, all_ in speakers.items()}


_LATIN = _weights(LATIN)
_CYRILLIC = _weights(CYRILLIC)


def detect_language(text: str, subject: str = "") -> str | None:
    """Return the language as BCP 47 tag ("en", "zh-Hans", "zh-Hant" …), None when it cannot be told.

    The subject is asked only when the text leaves it open: it is often another's, or the desk's own.
    """
    found = _of(_ADDRESSES.sub(" ", text[:_LOOKED_AT]))
    if found is None and subject:
        subject = _PREFIX.sub(" ", subject[:300], count=1)
        found = _of(_ADDRESSES.sub(" ", subject + "\n" + text[:_LOOKED_AT]))
    return found


def _of(text: str) -> str | None:
    if text.isascii():
        return _best(text, _LATIN, {})
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    east = _east_asian(text, letters)
    if east is not None:
        return east or None
    for name, script in _SCRIPTS:
        if len(script.findall(text)) * 2 > letters:
            if name == "cyrillic":
                return _best(text, _CYRILLIC, CYRILLIC_LETTERS)
            if name == "arabic":
                return "fa" if _PERSIAN.search(text) else "ar"
            return name
    return _best(text, _LATIN, LATIN_LETTERS)


def _east_asian(text: str, letters: int) -> str | None:
    """Return ja, ko, zh-Hans or zh-Hant; "" when it is Chinese of either script; None when it is none of them."""
    han = len(_HAN.findall(text))
    kana = len(_KANA.findall(text))
    hangul = len(_HANGUL.findall(text))
    # One such character says as much as three Latin letters, and technical words are Latin in every language.
    if (han + kana + hangul + 2 * len(_PARTICLES.findall(text))) * 4 < letters:
        return None
    if hangul > kana and hangul * 3 >= han:
        return "ko"
    if (kana * 12 >= han and kana >= 2) or (kana and not han):
        return "ja"
    simplified = sum(map(_SIMPLIFIED.__contains__, text))
    traditional = sum(map(_TRADITIONAL.__contains__, text))
    if simplified == traditional:
        return ""
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _best(text: str, weights: Mapping[str, tuple[tuple[str, float], ...]], letters: Mapping[str, str]) -> str | None:
    scores: dict[str, float] = {}
    lowered = text.lower().replace("’", "'")
    for word in _WORDS.findall(lowered)[:_MOST_WORDS]:
        for language, weight in weights.get(word, ()):
            scores[language] = scores.get(language, 0.0) + weight
    for letter, languages in letters.items():
        if letter in lowered:
            names = languages.split()
            count = min(lowered.count(letter), 5)
            for language in names:
                scores[language] = scores.get(language, 0.0) + _LETTER_WEIGHT * count / len(names)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    best, score = ranked[0]
    if score < _LEAST_SCORE or (len(ranked) > 1 and score < ranked[1][1] * _LEAST_LEAD):
        return None
    return best
