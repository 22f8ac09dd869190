"""Recognises the block of From/Sent/To/Subject lines that mail programs copy above history and forwards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from maildesk.mail.quote_tables import ROWS

LONGEST_LINE = 1000  # characters of a line that patterns look at
_LONGEST_NAME = 34
_LONGEST_BLOCK = 40  # lines; a long list of recipients may be wrapped

# Bidirectional marks, zero-width characters and byte order marks surround names and addresses in many programs.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_ODD = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u00a0\u202f\ufe55\ufe30]")
_LOOK_ALIKES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\ufe55": "：", "\ufe30": "："})
QUOTE_PREFIX = re.compile(r"[ \t\u00a0\u3000]{0,8}[>＞][>＞ \t\u00a0]*")
_INITIALS = re.compile(r"([^\W\d_a-z]{1,4})>{1,5} ")
_ADDRESS = re.compile(r"[^\s<>@,;:]{1,64}@[^\s<>@,;:]{1,190}")
_CLOCK = re.compile(r"\d{1,2}[:：h時时시][ ]?\d{2}|(?<![\d.])\d{1,2}\.\d{2}(?![\d.])|\d{1,2}[点點시時]")
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)")
_PIPED = re.compile(r"\|\s*([^|]{1,40}?)\s*\|\s*([^|]*)")


class Header(StrEnum):
    """What a line of such a block says."""

    SENDER = "sender"
    SENT = "sent"
    TO = "to"
    COPY = "copy"
    SUBJECT = "subject"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True, slots=True)
class HeaderBlock:
    """A block of copied header lines: `start` is its first line, `end` the line after its last one."""

    start: int
    end: int
    sender: str  # value of the From line, "" when there is none
    fields: int  # how many different ones


def probe(line: str) -> str:
    """Return a line as the patterns look at it: bounded, without invisible marks, plain spaces, stripped."""
    line = line[:LONGEST_LINE]
    if line.startswith("&gt;"):
        line = line.replace("&gt;", ">")  # text parts made from HTML by programs that forget to decode it
    if line.isascii() or _ODD.search(line) is None:
        return line.strip()
    return _INVISIBLE.sub("", line).translate(_LOOK_ALIKES).strip()


def probed(lines: Sequence[str]) -> list[str]:
    """Return all lines as `probe` returns them; what is odd is looked for once in the whole."""
    whole = "\n".join(lines)
    if ("&gt;" not in whole) and (whole.isascii() or _ODD.search(whole) is None):
        return [line[:LONGEST_LINE].strip() for line in lines]
    return [probe(line) for line in lines]


def unquoted(line: str) -> str:
    """Return a probed line without its quote marks."""
    match = QUOTE_PREFIX.match(line)
    return line[match.end() :].strip() if match else line


def take_initials_off(lines: list[str], start: int) -> None:
    """Turn the initials that The Bat! writes before quote marks ("TB> …") into plain marks, from `start` on.

    `start` is the first line below a "… wrote:" line, so that the prompt of a program stays what it is.
    """
    match = _INITIALS.match(lines[start])
    if match is None:
        return
    size = len(match[1])
    for at in range(start, len(lines)):
        if lines[at].startswith(match[1] + ">"):
            lines[at] = lines[at][size:]


def _squeezed(name: str) -> str:
    return "".join(name.split()).replace("\u3000", "").replace("*", "").replace("_", "").casefold()


def _names() -> dict[str, frozenset[Header]]:
    found: dict[str, set[Header]] = {}
    for row in ROWS:
        for header, words in (
            (Header.SENDER, row.sender),
            (Header.SENT, row.sent),
            (Header.TO, row.to),
            (Header.COPY, row.copy + "|Cc|Bcc"),
            (Header.SUBJECT, row.subject),
            (Header.OTHER, row.other),
        ):
            for word in words.split("|"):
                if word:
                    found.setdefault(_squeezed(word), set()).add(header)
    return {name: frozenset(headers) for name, headers in found.items()}


_NAMES = _names()


@lru_cache(maxsize=4096)
def _headers_named(name: str) -> frozenset[Header] | None:
    return _NAMES.get(_squeezed(name))


def may_be_header_line(line: str) -> bool:
    """Say at little cost whether a probed line may be a copied header line."""
    return ":" in line or "：" in line or line[:1] in ("|", "｜")


def header_line(line: str) -> tuple[frozenset[Header], str] | None:
    """Read a probed line as a copied header line; what it may be and its value, or None.

    One word may stand for several headers ("De" is From in French and To in none, "A" is To in Italian).
    """
    if line[:1] in ("|", "｜"):
        match = _PIPED.match(line)
        if match and (headers := _headers_named(match[1].rstrip(":： ").strip("* "))):
            return headers, match[2].strip()
    if line[:1] in "*>•·-":
        line = line.lstrip("*>•·- ")
    head = line[: _LONGEST_NAME + 1]
    cut = head.find(":")
    wide = head.find("：")
    if wide >= 0 and (cut < 0 or wide < cut):
        cut = wide
    if cut <= 0:
        return None
    headers = _headers_named(line[:cut])
    if headers is None:
        return None
    return headers, line[cut + 1 :].lstrip("*: ：").rstrip()


def header_block(lines: Sequence[str], start: int, *, announced: bool) -> HeaderBlock | None:
    """Read the block of header lines that begins at `start`; None when it is none.

    `lines` are probed lines without quote marks. `announced` says that a separator stands above: then two lines
    are enough, otherwise three are wanted, among them From, with an address or a time or a subject, so that a
    customer's own "From: Berlin" is not taken for history.
    """
    first = header_line(lines[start])
    if first is None:
        return None
    rows: list[tuple[frozenset[Header], str]] = [first]
    at, end, loose = start + 1, start + 1, 0
    limit = min(len(lines), start + _LONGEST_BLOCK)
    while at < limit:
        line = lines[at]
        row = header_line(line) if line else None
        if row is not None:
            rows.append(row)
            end, loose = at + 1, 0
        else:
            # A blank line between header lines comes from one paragraph a line, text from a wrapped value.
            loose += 1
            if loose > 2 or not _may_go_on(lines, at, rows):
                break
            if line and not rows[-1][1]:
                rows[-1] = (rows[-1][0], line)
        at += 1
    return _judged(rows, start, end, announced=announced)


def _may_go_on(lines: Sequence[str], at: int, rows: list[tuple[frozenset[Header], str]]) -> bool:
    """Say whether a line that is no header line may stand inside the block: another header line must follow."""
    following = next((line for line in lines[at + 1 : at + 3] if line), "")
    if not following or header_line(following) is None:
        return False
    if not lines[at]:
        return True
    last = rows[-1][0]
    return not rows[-1][1] or bool(last & {Header.TO, Header.COPY, Header.SUBJECT, Header.SENDER})


def _judged(rows: list[tuple[frozenset[Header], str]], start: int, end: int, *, announced: bool) -> HeaderBlock | None:
    """Decide whether the rows found are a mail's header, and give each ambiguous word its meaning."""
    taken: dict[Header, str] = {}
    for headers, value in rows:
        order = (Header.SENDER, Header.SENT, Header.TO, Header.SUBJECT, Header.COPY, Header.OTHER)
        for header in order:
            if header in headers and header not in taken:
                taken[header] = value
                break
    count = len(taken.keys() - {Header.OTHER})
    sender = taken.get(Header.SENDER, "")
    block = HeaderBlock(start=start, end=end, sender=sender, fields=count)
    if announced:
        return block if count >= 2 or (count == 1 and Header.SENDER in taken and _ADDRESS.search(sender)) else None
    sent = taken.get(Header.SENT, "")
    timed = bool(_CLOCK.search(sent) or _YEAR.search(sent))
    addressed = any(_ADDRESS.search(value) for value in taken.values())
    if Header.SENDER not in taken or not sender:
        # Old Lotus and some web mailers leave From out of what they copy.
        return block if count >= 3 and timed and addressed else None
    if count >= 3:
        return block if addressed or (timed and Header.SUBJECT in taken) or count >= 4 else None
    return block if count == 2 and Header.SENT in taken and timed and _ADDRESS.search(sender) else None
