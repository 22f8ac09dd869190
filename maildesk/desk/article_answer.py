"""Reads the answer to an acknowledgement that suggested articles: which of them, if any, solved the matter."""

import re
import unicodedata
from collections.abc import Sequence

from maildesk.desk.customer_words import Meaning, meaning_of

_MANY = 160
_ORDINALS = {"first": "1", "second": "2", "third": "3", "第一": "第1", "第二": "第2", "第三": "第3"}
# They answer any question, also one of the acknowledgement itself.
_MERE_YES = frozenset(
    {"yes", "y", "ok", "okay", "right", "correct", "confirmed", "sure", "yep", "yeah", "fine", "perfect"}
    | {"是", "是的", "对", "對", "对的", "好", "好的", "行", "可以", "嗯", "确认", "確認"}
)
_NUMBER = re.compile(
    r"(?<![a-z0-9.])(?:(?:article|no\.?|number|#|solution|tip|文章|方法|方案|办法|辦法|第)\s{0,3})?([1-9])(?![a-z0-9.:/%-])"
    r"\s{0,3}(?:[个個篇条條种種]|号|號)?(?:文章|方法|方案|办法|辦法)?"
)
_THIS = re.compile(
    r"\b(?:this|that|it|your|the|article|one|first|answer|tip|suggestion|has|have|my|problem|issue|already)\b"
    r"|这个|這個|那个|那個|这篇|這篇|文章|方法|办法|辦法|问题|問題|已经|已經|帮我|幫我|就"
)


def place_that_solved(text: str, count: int, *, bare_number: bool, names: Sequence[str] = ()) -> int | None:
    """Return the place of the article (from 1) that a customer says has solved the matter; None when they do not.

    "solved 2" names the second, "this solved it" the first or only one. A mere "2" counts only with `bare_number`:
    where the mail also asked how many are affected it would answer that. A number beyond `count` is no answer.
    """
    plain = unicodedata.normalize("NFKC", text[:2_000]).casefold().strip()
    if not plain or len(plain) > _MANY or not count or any(mark in plain for mark in "?"):
        return None
    for word, digit in _ORDINALS.items():
        plain = plain.replace(word, digit)
    numbers = {int(found) for found in _NUMBER.findall(plain)}
    place = numbers.pop() if len(numbers) == 1 else 1
    if numbers or place > count:
        return None
    rest = " ".join(_NUMBER.sub(" ", plain).split()).strip(" .!。！#,，") if _NUMBER.search(plain) else plain
    if not rest:
        return place if bare_number else None
    if all(word in _MERE_YES for word in re.split(r"[\s,.!，。！]+", rest) if word):
        return None
    said = (meaning_of(rest, others=names), meaning_of(" ".join(_THIS.sub(" ", rest).split()), others=names))
    return place if Meaning.SOLVED in said and Meaning.NOT_SOLVED not in said else None
