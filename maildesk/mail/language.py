"""Tells the language of a mail by script and function words, without a model; a short mail may stay undecided."""

import re
from collections.abc import Mapping, Sequence

from maildesk.mail.language_tables import (
    CYRILLIC,
    CYRILLIC_ENDINGS,
    CYRILLIC_LETTERS,
    LATIN,
    LATIN_ENDINGS,
    LATIN_LETTERS,
)
from maildesk.mail.script_tables import SIMPLIFIED, TRADITIONAL

_LOOKED_AT = 1500  # characters
_MOST_WORDS = 150
_LEAST_SCORE = 0.6
_LEAST_LEAD = 1.25  # times the score of the runner-up
_LETTER_WEIGHT = 1.0
_ENDING_WEIGHT = 0.5
_LEAST_ENDED = 5  # letters of a word whose end is looked at
_EARLY_WORDS = 50  # after which a clear lead ends the count
_EARLY_CHARACTERS = 600  # in which nearly every text has written as many
_EARLY_SCORE = 8.0
_EARLY_LEAD = 2.0
_SHORT = 60  # characters; in so few a code in capitals must not be taken for a word
_EASTERN = 500  # characters that tell an East Asian language

_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")
_EAST = re.compile(
    "[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7a3\u3131-\u318e]+"
)
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa\uff66-\uff9d]")
_HANGUL = re.compile("[\uac00-\ud7a3\u3131-\u318e]")
_PARTICLES = "的了是不我你您请請吗嗎在有这這那把被和就都也很没沒"  # sentences have them, names do not
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
_OF_ADDRESSES = ("@", "://", "www.", "[")  # one of them stands in whatever the pattern matches
_PREFIX = re.compile(r"(?:\s{0,4}[^\W\d_]{1,6}(?:\[\d{1,3}\])?\s?[:：]){1,6}")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NOT_WESTERN = re.compile("[^\x00-\u024f\u1e00-\u1eff\u2000-\u206f\u20ac]")
_SIMPLIFIED = re.compile(f"[{''.join(SIMPLIFIED)}]")
_TRADITIONAL = re.compile(f"[{''.join(TRADITIONAL)}]")


def _weights(table: Mapping[str, str]) -> dict[str, tuple[tuple[str, float], ...]]:
    """Turn the rows around: word to languages, each with the weight that the word has for it."""
    speakers: dict[str, list[str]] = {}
    for language, words in table.items():
        for word in set(words.split()):
            speakers.setdefault(word, []).append(language)
    return {word: tuple((language, 1 / len(all_)) for language in all_) for word, all_ in speakers.items()}


_LATIN = _weights(LATIN)
_CYRILLIC = _weights(CYRILLIC)
_LATIN_ENDINGS = _weights(LATIN_ENDINGS)
_CYRILLIC_ENDINGS = _weights(CYRILLIC_ENDINGS)


def detect_language(text: str, subject: str = "") -> str | None:
    """Return the language as BCP 47 tag ("en", "zh-Hans", "zh-Hant" …), None when it cannot be told.

    The subject is asked only when the text leaves it open: it is often another's, or the desk's own.
    """
    start = _without_addresses(text[:_LOOKED_AT])
    if len(start) <= _SHORT and not start.isupper():
        start = _CAPITALS.sub(" ", start)
    found = _of(start)
    if found is None and subject:
        subject = _PREFIX.sub(" ", subject[:300], count=1)
        found = _of(_without_addresses(subject + "\n" + text[:_LOOKED_AT]))
    return found


def _without_addresses(text: str) -> str:
    # The pattern is tried at every letter; most texts hold nothing of the kind.
    return _ADDRESSES.sub(" ", text) if any(sign in text for sign in _OF_ADDRESSES) else text


def _of(text: str) -> str | None:
    if text.isascii():
        return _best(text, _LATIN, {}, _LATIN_ENDINGS)
    if _NOT_WESTERN.search(text) is None:
        return _best(text, _LATIN, LATIN_LETTERS, _LATIN_ENDINGS)
    eastern = "".join(_EAST.findall(text))
    if eastern and _is_mostly_eastern(eastern, text):
        return _east_asian(eastern[:_EASTERN])
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    for name, script in _SCRIPTS:
        if len(script.findall(text)) * 2 > letters:
            if name == "cyrillic":
                return _best(text, _CYRILLIC, CYRILLIC_LETTERS, _CYRILLIC_ENDINGS)
            if name == "arabic":
                return "fa" if _PERSIAN.search(text) else "ar"
            return name
    return _best(text, _LATIN, LATIN_LETTERS, _LATIN_ENDINGS)


def _is_mostly_eastern(eastern: str, text: str) -> bool:
    """Say whether its East Asian characters, which `eastern` holds alone, tell the language of a text."""
    size = min(len(eastern), _EASTERN)
    # Where the rest would be too short if it were all letters, nobody needs to count them.
    if size * 3 >= len(text) - len(eastern):
        return True
    particles = sum(map(eastern[:_EASTERN].count, _PARTICLES))
    # One such character says as much as three Latin letters, and technical words are Latin in every language.
    return (size + 2 * particles) * 4 >= size + sum(map(str.isalpha, _EAST.sub(" ", text)))


def _east_asian(eastern: str) -> str | None:
    """Return ja, ko, zh-Hans or zh-Hant by the East Asian characters alone; None for Chinese of either script."""
    kana = len(_KANA.findall(eastern))
    hangul = len(_HANGUL.findall(eastern))
    han = len(eastern) - kana - hangul
    if hangul > kana and hangul * 3 >= han:
        return "ko"
    if (kana * 12 >= han and kana >= 2) or (kana and not han):
        return "ja"
    simplified = len(_SIMPLIFIED.findall(eastern))
    traditional = len(_TRADITIONAL.findall(eastern))
    if simplified == traditional:
        return None
    return "zh-Hans" if simplified > traditional else "zh-Hant"


_Weights = Mapping[str, tuple[tuple[str, float], ...]]


def _best(text: str, weights: _Weights, letters: Mapping[str, str], endings: _Weights) -> str | None:
    lowered = text.lower().replace("’", "'")
    words = _WORDS.findall(lowered, 0, _EARLY_CHARACTERS)
    if len(words) <= _EARLY_WORDS:  # only the last of them may be cut off
        words = _WORDS.findall(lowered)[:_MOST_WORDS]
    scores: dict[str, float] = {}
    _count(words[:_EARLY_WORDS], weights, scores)
    if len(words) > _EARLY_WORDS:
        early = _leader(scores, _EARLY_SCORE, _EARLY_LEAD)
        if early is not None:
            return early
        words = _WORDS.findall(lowered)[:_MOST_WORDS]
        _count(words[_EARLY_WORDS:], weights, scores)
    for letter, languages in letters.items():
        if letter in lowered:
            names = languages.split()
            count = min(lowered.count(letter), 5)
            for language in names:
                scores[language] = scores.get(language, 0.0) + _LETTER_WEIGHT * count / len(names)
    found = _leader(scores, _LEAST_SCORE, _LEAST_LEAD)
    if found is None and scores:
        _count_endings(words, weights, endings, scores)
        found = _leader(scores, _LEAST_SCORE, _LEAST_LEAD)
    return found


def _count(words: Sequence[str], weights: _Weights, scores: dict[str, float]) -> None:
    for word in words:
        for language, weight in weights.get(word, ()):
            scores[language] = scores.get(language, 0.0) + weight


def _count_endings(words: Sequence[str], weights: _Weights, endings: _Weights, scores: dict[str, float]) -> None:
    """Let the ends of words that no table knows speak, when words and letters alone leave it open."""
    for word in words:
        if len(word) < _LEAST_ENDED or word in weights:
            continue
        for size in (5, 4, 3):
            for language, weight in endings.get(word[-size:], ()):
                scores[language] = scores.get(language, 0.0) + _ENDING_WEIGHT * weight


def _leader(scores: Mapping[str, float], least: float, lead: float) -> str | None:
    """Return the language with the highest score when it is high enough and far enough ahead of the second."""
    best, score, second = None, 0.0, 0.0
    for language, points in scores.items():
        if points > score:
            best, score, second = language, points, score
        elif points > second:
            second = points
    return best if score >= least and score >= second * lead else None
