"""The score that a reply to a survey gives: a number from 1 to 5 in its many forms, or the words of the scale."""

import re
import unicodedata

from maildesk.desk.customer_words import Meaning, meaning_of

_READ = 10_000
# The words that stand beside the numbers on the survey page, in each language.
SCALE: dict[str, int] = {
    "very poor": 1, "poor": 2, "fair": 3, "good": 4, "very good": 5,
    "very dissatisfied": 1, "dissatisfied": 2, "neutral": 3, "satisfied": 4, "very satisfied": 5,
    "很不满意": 1, "非常不满意": 1, "不满意": 2, "一般": 3, "满意": 4, "很满意": 5, "非常满意": 5,
    "很不滿意": 1, "非常不滿意": 1, "不滿意": 2, "普通": 3, "滿意": 4, "很滿意": 5, "非常滿意": 5,
}  # fmt: skip
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4,
            "五": 5}  # fmt: skip
_BEFORE = (
    r"(?:(?:my |our )?(?:score|rating|vote)(?: is)?|i (?:give|rate)(?: it| you)?(?: a)?"
    r"|(?:我|我们|我們)?(?:给|給|打)(?:你们|你們|您|它)?|评分|評分|打分|分数|分數)"
)
_UNIT = r"(?:/ ?5|out of 5|分|颗星|顆星|星|stars?|points?)"
_SCORE = re.compile(rf"({_BEFORE}[ ]?[:：]?[ ]?)?([1-5])[ ]?({_UNIT})?(?![\w/%:])")
_WRITTEN = re.compile(rf"({_BEFORE}[ ]?[:：]?[ ]?)?(one|two|three|four|five|[一二两兩三四五])[ ]?({_UNIT})")
_UNCLEAR = re.compile(r"[.,]\d|\s*(?:[-–—~～至到/]|to|or|或)\s*(?:\d|[一二三四五])")  # 4.5, 3-4, 4 or 5
_AFTER = re.compile(r"\s*(?:$|[\n.,;!()~\-–—。，；！、…～])")
_STARS = re.compile(r"([★⭐]{1,5})([☆✩]{0,4})(?:\ufe0f)?(?![★⭐☆✩])")


def score_of(text: str) -> tuple[int, str] | None:
    """Return the score 1 to 5 that begins a reply to a survey and the words after it; None when none clearly does.

    "5", "５分", "4/5", "五分" and "★★★★☆" are scores, also before words that stand apart ("5 - kind") or are mere
    thanks. "4.5", "3-4", "5/10" and "2 users cannot log in" are none.
    """
    plain = unicodedata.normalize("NFKC", text[:_READ]).strip()
    folded = plain.casefold()
    found = _SCORE.match(folded) or _WRITTEN.match(folded)
    if found:
        number = found.group(2)
        score, marked = _NUMBERS.get(number) or int(number), bool(found.group(1) or found.group(3))
    elif found := _STARS.match(folded):
        score, marked = len(found.group(1)), True
    else:
        return None
    rest = plain[found.end() :]
    if _UNCLEAR.match(rest):
        return None
    thanked = meaning_of(rest) in (Meaning.THANKS, Meaning.SOLVED)
    if not (marked or _AFTER.match(rest) or thanked):
        return None
    return score, rest.lstrip(" \n\t.,;:-–—。，；：!！").rstrip()


def score_in_words(text: str) -> tuple[int, str] | None:
    """Return the score of a reply whose first line is nothing but words of the scale; None for every other reply.

    It counts only as the answer to a survey: anywhere else "good" is no score.
    """
    first, _, rest = unicodedata.normalize("NFKC", text[:_READ]).strip().partition("\n")
    words = " ".join(first.casefold().split()).rstrip(" .!。！")
    for part in (words, *_without_thanks(words)):
        if part in SCALE:
            return SCALE[part], rest.strip()
    return None


def _without_thanks(words: str) -> tuple[str, ...]:
    """Return what stands before or after a comma where the other side is mere thanks."""
    for comma in (",", "，", "。"):
        before, found, after = words.partition(comma)
        if found and meaning_of(after) is Meaning.THANKS:
            return (before.strip(),)
        if found and meaning_of(before) is Meaning.THANKS:
            return (after.strip(),)
    return ()
