"""Masks what tells of a person in words that others will read: names, addresses, telephone numbers (SECURITY A33).

It finds what has a shape, and the names it is given; a person must look at the rest.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_READ = 20_000
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_TELEPHONE = re.compile(r"(?<![\w.:-])\+?\(?\d[\d ()/.-]{6,22}\d(?![\w:-])")
_NO_TELEPHONE = re.compile(r"\d{1,12}(?:\.\d{1,12}){1,8}|\d{4}[-/.]\d\d?[-/.]\d\d?(?: \d\d?)?")
_STREET = re.compile(
    r"\b\d{1,5} (?:[A-Z][\w'.-]{1,30} ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square)\b\.?"
    r"|\b(?:[A-Z][\w'-]{1,30})(?:strasse|straße|str\.) \d{1,4}[a-z]?\b"
    r"|[\u4e00-\u9fff]{1,8}(?:路|街|大道|巷|弄)[0-9０-９一二三四五六七八九十百]{1,6}[号號](?:[0-9]{1,5}[室楼樓层層])?"
)
_SPACE = r"\s{1,3}"
_TITLED = "先生|女士|小姐|老师|老師|经理|經理|主任|总|總|工"
_WORDS = {
    "en": {"mail": "[address]", "telephone": "[number]", "street": "[address]", "name": "[name]"},
    "zh-Hans": {"mail": "[地址]", "telephone": "[号码]", "street": "[地址]", "name": "[姓名]"},
    "zh-Hant": {"mail": "[地址]", "telephone": "[號碼]", "street": "[地址]", "name": "[姓名]"},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Masked:
    """A text without what was found, and how much that was."""

    text: str
    found: int


def mask_personal(text: str, names: Iterable[str], language: str = "en") -> Masked:
    """Return the text with marks in the place of addresses, telephone numbers, streets and the names that are given.

    Network addresses, dates and versions stay. An empty text stays empty.
    """
    words = _WORDS.get(language, _WORDS["en"])
    found = 0

    def marked(kind: str, pattern: re.Pattern[str], given: str) -> str:
        def instead(match: re.Match[str]) -> str:
            nonlocal found
            if kind == "telephone" and not _is_telephone(match[0]):
                return match[0]
            found += 1
            return words[kind]

        return pattern.sub(instead, given)

    masked = marked("mail", _MAIL, text[:_READ])
    masked = marked("street", _STREET, masked)
    masked = marked("telephone", _TELEPHONE, masked)
    named = _of_names(names)
    if named is not None:
        masked = marked("name", named, masked)
    return Masked(text=masked, found=found)


def _is_telephone(text: str) -> bool:
    return 8 <= sum(character.isdigit() for character in text) <= 15 and not _NO_TELEPHONE.fullmatch(text)


def _of_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds the names: whole ones in any case, single parts of a Latin one only as names are written.

    Somebody may be called "Printer Support", and the printer must stay; alone on a line a part is a signature.
    """
    wholes: set[str] = set()
    rows: set[str] = set()
    for name in names:
        parts = [part for part in re.split(r"[\s,.;()\"'|/]+", name) if part and "@" not in part]
        if len(parts) > 1:
            whole = _SPACE.join(map(re.escape, parts))
            wholes.add(rf"(?i:\b{whole}\b)")
        for part in parts:
            if part[0] >= "\u3400" and len(part) >= 2:
                rows.add(f"(?:{re.escape(part)}|{re.escape(part[0])}(?:{_TITLED}))")
            elif len(part) >= 3:
                written = {re.escape(each) for each in (part.capitalize(), part.upper(), part)}
                rows.add(rf"\b(?:{'|'.join(sorted(written))})\b|(?im:^[ \t]{{0,9}}{re.escape(part)}[ \t]{{0,9}}$)")
    ordered = [*sorted(wholes, key=len, reverse=True), *sorted(rows, key=len, reverse=True)]
    return re.compile("|".join(ordered)) if ordered else None
