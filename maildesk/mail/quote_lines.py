"""Recognises the single lines that introduce history: "On … wrote:", "-----Original Message-----", own markers."""

import re
from collections.abc import Sequence

from maildesk.mail.quote_headers import header_line, unquoted
from maildesk.mail.quote_tables import REPLY_ABOVE, ROWS

OWN_MARKERS: tuple[str, ...] = (
    "## Please reply above this line ##",
    "## 请在此行上方回复 ##",
    "## 請在此行上方回覆 ##",
)

_LONGEST_ATTRIBUTION = 400
_LONGEST_NAME = 60  # characters of a line that holds nothing but the middle of it
_SHORT_LEAD = 6  # blanks in "Anna Berg, 2026-11-20 09:12:"
_MOST_LINES = 4  # over which a mail program wraps the line


def _alternatives(words: list[str], boundary: str) -> str:
    parts = []
    for word in sorted({word for entry in words for word in entry.split("|") if word}, key=len, reverse=True):
        escaped = re.escape(word).replace(r"\ ", r"\s?" if ord(word[0]) > 0x2E80 else " ")
        narrow = word[0].isalnum() and ord(word[0]) < 0x2E80
        parts.append((boundary if narrow else "") + escaped + (r"(?!\w)" if narrow and word[-1].isalnum() else ""))
    return "|".join(parts)


_OPENING = re.compile(r"[\W_]{0,8}(?:" + _alternatives([row.opening for row in ROWS], "") + ")", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[^\s<>@,;:()\[\]]{1,64}@[^\s<>@,;:()\[\]]{1,190}")
_CLOCK = re.compile(
    r"\d{1,2}\s?[:：h時时시點点u]\s?\d{2}|(?<![\d.])\d{1,2}\.\d{2}(?![\d.])|\d{1,2}\s?[時时시點点]"
    r"|\d{1,2} ?[AaPp]\.?[Mm]"
)
_DAY = re.compile(
    r"(?<!\d)(?:19|20|25)\d\d(?!\d)|\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{1,2}\s?[月월]\s?\d{1,2}"
)
_DATE_FIRST = re.compile(r"[\W_]{0,4}\d{1,4}\s?[-/.年년]|[\W_]{0,4}\d{1,2}\s\w")
_WEEKDAY_FIRST = re.compile(r"[^\W\d_]{1,14}[.,]{0,2}\s{1,3}[^\W\d_]{0,3}\.?\s?\d{1,4}[\s./-]")
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SENTENCE_END = (".", "!", "?", "。", "！", "？", "…")
_QUOTATION = "\"“”„«»「『'‘’"


# Not a name but a word for one: a person tells what was written.
_TOLD = re.compile(r"\b(?:the|my|our|your|his|her|their|this|that|a|an) [^\W\d]{1,20}(?: [^\W\d]{1,20})? wrote\s?:$")


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _worded(text: str) -> str:
    return " " + " ".join(_WORDS.findall(text.casefold())) + " "


_VERBS = {word for row in ROWS for word in row.wrote.split("|")}
# Chinese, Japanese, Korean and Thai stick to their neighbours; elsewhere a verb is a whole word.
_JOINED_VERBS = tuple("".join(word.split()).casefold() for word in _VERBS if ord(word[0]) >= 0x0E00)
_VERBS_ALONE = tuple(sorted({_worded(word) for word in _VERBS if ord(word[0]) < 0x0E00}))


def _has_verb(text: str) -> bool:
    """Say whether one of the words for "wrote" stands in a line."""
    worded = _worded(text)
    if any(verb in worded for verb in _VERBS_ALONE):
        return True
    return not text.isascii() and any(verb in "".join(text.split()).casefold() for verb in _JOINED_VERBS)


_SEPARATORS = frozenset(_plain(word) for row in ROWS for word in row.original.split("|"))
_FORWARDS = frozenset(_plain(word) for row in ROWS for word in row.forwarded.split("|"))
_FIRST_LETTERS = frozenset(word[:3] for word in _SEPARATORS | _FORWARDS)
# Words that stand without dashes: only the long ones, "Forward" alone may be anything.
_BARE_FORWARDS = frozenset(word for word in _FORWARDS if len(word) >= 12 or (ord(word[0]) > 0x2E80 and len(word) >= 6))
# One of these stands in every such request; most mails are done with them.
_ABOVE = (
    "this line",
    "the line",
    "在此",
    "zeile",
    "linie",
    "ligne",
    "línea",
    "linha",
    "riga",
    "lijn",
    "линии",
    "この",
    "이 줄",
)
_DASHES = "-_=*~#+‐‑—–─━－＿· .<>【】[]|:："
ENDS_OF_MARKS = frozenset(_DASHES)  # a forward mark begins or ends with one of them
_RULE = re.compile(r"[-_=*~‐‑—–─━－＿]{5,}|[-_=*~‐‑—–─━－＿](?: [-_=*~‐‑—–─━－＿]){4,}")


def is_rule(line: str) -> bool:
    """Say whether a probed line is nothing but a drawn line, as Outlook and Foxmail put above a header block."""
    return bool(line) and line[0] in "-_=*~‐‑—–─━－＿" and _RULE.fullmatch(line) is not None


def _between_dashes(line: str) -> str | None:
    if len(line) > 120:
        return None
    inner = line.strip(_DASHES)
    return _plain(inner) if inner and inner != line.rstrip(":： ") else None


def is_separator(line: str) -> bool:
    """Say whether a probed line is "-----Original Message-----" in one of the languages."""
    if not line or line[0].isalnum():
        return False
    inner = _between_dashes(line)
    return inner is not None and inner in _SEPARATORS


def is_forward_mark(line: str) -> bool:
    """Say whether a probed line announces a forwarded mail, between dashes or alone ("Begin forwarded message:")."""
    if not line or len(line) > 120 or (line[0] not in _DASHES and line[-1] not in _DASHES):
        return False
    inner = _between_dashes(line)
    if inner is not None:
        return inner in _FORWARDS or inner.startswith("forwarded by ")
    return line[-1] in ":：" and _plain(line.rstrip(":： ")) in _BARE_FORWARDS


def is_bare_separator(line: str) -> bool:
    """Say whether a probed line holds the words of a separator without dashes; a header line must follow it."""
    if not line or len(line) > 60:
        return False
    words = _plain(line.strip(_DASHES))
    return words in _SEPARATORS or words in _FORWARDS


def may_be_bare_separator(line: str) -> bool:
    """Say at little cost whether a line that begins with a letter may hold the words of a separator."""
    return len(line) <= 60 and line[:3].casefold() in _FIRST_LETTERS


def is_unknown_separator(line: str, following: str) -> bool:
    """Say whether a few words between dashes stand right above a header line: a separator in another language."""
    if not line or line[0] not in "-_=*~‐‑—–─" or len(line) > 100:
        return False
    if not (line.startswith(line[0] * 3) and line.endswith(line[-1] * 3) and line[-1] in "-_=*~‐‑—–─"):
        return False
    return header_line(following) is not None


def is_reply_above(line: str, own_marker: str | None = None) -> bool:
    """Say whether a probed line asks to write above it: ours, or that of another desk."""
    if len(line) > 200 or len(line) < 8:
        return False
    if own_marker and own_marker in line:
        return True
    return asks_to_reply_above(line)


def asks_to_reply_above(text: str) -> bool:
    """Say whether a text holds such a request anywhere."""
    lowered = text.lower()
    return any(stem in lowered for stem in _ABOVE) and any(words in lowered for words in REPLY_ABOVE)


def _begins(line: str) -> bool:
    """Say whether a line looks like the beginning of such a line: an opening word or a date, with a figure in it."""
    if not any(c.isdigit() for c in line) and "@" not in line:
        return False
    return bool(_OPENING.match(line) or _DATE_FIRST.match(line) or _WEEKDAY_FIRST.match(line))


def _evidence(text: str) -> tuple[bool, bool]:
    """Weigh a joined line: (strong, weak). Strong stands alone, weak needs quote marks below it."""
    if not 6 <= len(text) <= _LONGEST_ATTRIBUTION:
        return False, False
    text = text.translate(_ARABIC_DIGITS)
    address = _ADDRESS.search(text) is not None
    clock = _CLOCK.search(text) is not None
    day = _DAY.search(text) is not None
    verb = _has_verb(text)
    if address and day and clock:
        return True, True
    if verb and (address or (day and (clock or _begins(text)))):
        # "Anna Berg, 3 Feb 2025, 10:00, wrote:" is short and ends in its verb; a sentence is longer.
        signed = text.count(" ") <= 9 and _has_verb(text[-14:])
        named = day and clock and (signed or _begins(text)) and not _TOLD.search(text)
        return address or named, True
    if verb or (address and (day or clock)) or (day and clock and (_begins(text) or text.count(" ") <= _SHORT_LEAD)):
        words = text.count(" ")
        return False, words <= 14 if verb and not (day or address) else True
    # "Quoting Anna Berg <anna@example.com>:" and the name alone.
    return False, address and text.count(" ") <= 6 and text.endswith((">:", "):"))


def attribution(lines: Sequence[str], end: int, following: str, floor: int = 0) -> int | None:
    """Find the "… wrote:" line that ends at line `end`; its first line, or None when there is none.

    `lines` are probed lines without quote marks, `following` the next line that is not blank, with its marks;
    the line does not reach above line `floor`.
    """
    last = lines[end]
    quoted = following[:1] in (">", "＞", "|")
    open_end = last[-1] not in ":："
    if open_end and (_runs_on(last) or _is_between_dashes(last)):
        return end
    if open_end and quoted and _is_dated_sender(last):
        return end
    if open_end and not (quoted and _has_verb(last[-24:])):
        return None
    found: int | None = None
    text = ""
    for at in range(end, max(floor - 1, end - _MOST_LINES), -1):
        line = lines[at]
        if not line or (at < end and line.endswith((":", "：")) and not _begins(line)):
            break
        text = f"{line} {text}" if text else line
        if len(text) > _LONGEST_ATTRIBUTION:
            break
        if at < end and not _joins(line, lines[at + 1]):
            if found is not None and (len(line) > _LONGEST_NAME or _is_dated(lines[found])):
                break
            continue
        if found is not None and at == found - 1 and _is_complete(lines[found]):
            break
        strong, weak = _evidence(text)
        if (strong and not _is_speech(text, following)) or (weak and quoted and not open_end):
            found = at
    return found


def _is_dated_sender(line: str) -> bool:
    """Say whether it is a date, a name and an address without a verb, as Gmail once wrote it above a quote."""
    return _DATE_FIRST.match(line) is not None and _DAY.search(line) is not None and line.endswith(">") and "@" in line


def _is_complete(line: str) -> bool:
    """Say whether "On … wrote:" stands whole on one line, so that the line above it is none of it."""
    return _OPENING.match(line) is not None and _has_verb(line) and bool(_DAY.search(line) and _CLOCK.search(line))


def is_groupwise(line: str) -> bool:
    """Say whether it is ">>> Anna Berg <anna@example.com> 11/20/2026 9:12 AM >>>", as GroupWise writes it."""
    return line.startswith(">>> ") and line.endswith(" >>>") and len(line) < _LONGEST_ATTRIBUTION and _is_dated(line)


def lead_inside(lines: Sequence[str], start: int, end: int) -> int:
    """Return the first line below a "… wrote:" line with which a quoted block begins, as Apple Mail writes it.

    `lines` are probed; without such a line it is `start`.
    """
    inner = [unquoted(line) for line in lines[start : min(end, start + _MOST_LINES)]]
    for at, line in enumerate(inner):
        if line and attribution(inner, at, ">") == 0:
            below = start + at + 1
            while below < end and not unquoted(lines[below]):
                below += 1
            return below
    return start


def _is_between_dashes(line: str) -> bool:
    """Say whether it is "---- On … wrote ----", as Zoho writes it in any language: a date and an address say enough."""
    return line.startswith("---") and line.endswith("---") and "@" in line and _is_dated(line)


def _is_dated(text: str) -> bool:
    return bool(_DAY.search(text) or _CLOCK.search(text))


def _runs_on(line: str) -> bool:
    """Say whether history follows "… wrote:" on the same line, as Yahoo on a phone writes it."""
    if "@" not in line or not (_begins(line) or line[0] in '<"“'):
        return False
    for colon in re.finditer("[:：]", line[:_LONGEST_ATTRIBUTION]):
        if "@" in line[: colon.start()] and _has_verb(line[max(0, colon.start() - 24) : colon.start()]):
            return _evidence(line[: colon.end()])[0]
    return False


def _joins(line: str, following: str) -> bool:
    """Say whether a line may be the first of a wrapped "… wrote:" line."""
    if line.endswith(_SENTENCE_END) and "@" not in line and not _begins(line):
        return False
    if _begins(line):
        return True
    return "@" in line and len(line) < 120 and (line.endswith((">", ")", "]")) or "<" in line or _has_verb(following))


def _is_speech(text: str, following: str) -> bool:
    """Say whether a person tells what somebody wrote: no address, and what follows is in quotation marks."""
    return following[:1] in _QUOTATION and bool(following) and _ADDRESS.search(text) is None
