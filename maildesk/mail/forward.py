"""Finds the original sender and words in a mail that was forwarded inline."""

import re

from maildesk.mail.letter import Address
from maildesk.mail.quote_headers import (
    Header,
    HeaderBlock,
    header_block,
    header_line,
    may_be_header_line,
    probe,
    probed,
    unquoted,
)
from maildesk.mail.quote_lines import ENDS_OF_MARKS, attribution, is_forward_mark, is_rule, is_separator

_MOST_LINES = 3000
_ADDRESS = re.compile(r"[^\s<>@,;:()\[\]\"'|]{1,64}@[^\s<>@,;:()\[\]\"'|]{1,190}")
_NAME_TRIM = " \t\"'“”„«»<>()[]|;,:：*"
_MARK_AND_HEADER = re.compile(r"\s{0,20}(-{3,20}[^-]{3,60}-{3,20})\s{1,9}(\S.*)", re.DOTALL)
_END_MARK = re.compile(r"-{4,20} ?[^-]{5,60} ?-{4,20}")
_HEADER_SIGNS = ":：|｜\ufe55\ufe30"
_MAILTO = re.compile(r"\[?mailto:", re.IGNORECASE)


def original_of_forward(text: str) -> tuple[Address | None, str]:
    """Return who wrote the forwarded mail and what it says, without quote marks; (None, "") when there is none.

    The sender is None when the copied header names no address; the words then still come back. A reply that copies
    the header lines of the mail it answers (Outlook) looks like a forward: ask only when the subject or the sender
    says that it is one.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    raw = _without_end(_parted(raw) if "---" in text else raw)
    lines = [line if not line or line[0].isalnum() else unquoted(line) for line in probed(raw)]
    start = _marked(lines)
    # One of these stands in every header line; many mails have none anywhere.
    headed = any(map(text.__contains__, _HEADER_SIGNS))
    block = _first_block(lines, start or 0, announced=start is not None) if headed else None
    if block is not None:
        return _address(block.sender), _words(raw, block.end)
    if start is not None:
        return (
            _by_one_line(raw, lines, start) or _without_colons(raw, lines, start) or _by_attribution(raw, lines, start)
        )
    return None, ""


def _parted(raw: list[str]) -> list[str]:
    """Part the header from a forward mark that stands on the same line (Yahoo)."""
    found: list[str] = []
    for line in raw:
        match = _MARK_AND_HEADER.match(line) if "---" in line else None
        if match and is_forward_mark(match[1]):
            found.extend((match[1], match[2]))
        else:
            found.append(line)
    return found


def _without_end(raw: list[str]) -> list[str]:
    """Leave out the closing mark and the blank lines at the end."""
    while raw and (not raw[-1].strip() or _END_MARK.fullmatch(raw[-1].strip())):
        raw.pop()
    return raw


def _without_colons(raw: list[str], lines: list[str], start: int) -> tuple[Address | None, str] | None:
    """Read a header block without colons ("From "Li" <li@example.com>"), as eM Client writes it."""
    at = next((at for at in range(start, min(len(lines), start + 4)) if lines[at]), None)
    if at is None or not _is_named(lines[at], Header.SENDER) or "@" not in lines[at]:
        return None
    end = at
    while end < len(lines) and lines[end] and header_line(lines[end].replace(" ", ": ", 1)) is not None:
        end += 1
    return _address(lines[at].split(" ", 1)[1]), _words(raw, end)


def _is_named(line: str, header: Header) -> bool:
    named = header_line(line.replace(" ", ": ", 1))
    return named is not None and header in named[0]


def _marked(lines: list[str]) -> int | None:
    """Return the line after the first forward mark."""
    for at, line in enumerate(lines):
        if line and (line[0] in ENDS_OF_MARKS or line[-1] in ENDS_OF_MARKS) and is_forward_mark(line):
            return at + 1
    return None


def _first_block(lines: list[str], start: int, *, announced: bool) -> HeaderBlock | None:
    """Find the header block: right below the mark, or anywhere when there is no mark."""
    stop = min(len(lines), start + 8) if announced else len(lines)
    for at in range(start, stop):
        line = lines[at]
        if not line or not may_be_header_line(line) or header_line(line) is None:
            continue
        below_rule = at > 0 and any(is_rule(above) or is_separator(above) for above in lines[max(0, at - 2) : at])
        block = header_block(lines, at, announced=announced or below_rule)
        if block is not None:
            return block
    return None


def _by_one_line(raw: list[str], lines: list[str], start: int) -> tuple[Address | None, str] | None:
    """Read a header block that was pressed into one line: "From: A <a@b.example>To: …Sent: …Subject: …" (Yahoo)."""
    for at in range(start, min(len(lines), start + 4)):
        line = lines[at]
        if line and header_line(line) is not None:
            return _address(line), _words(raw, at + 1)
    return None


def _by_attribution(raw: list[str], lines: list[str], start: int) -> tuple[Address | None, str]:
    """Read a forward that names its author in a "… wrote:" line instead of a header block."""
    for at in range(start, min(len(lines), start + 6)):
        if lines[at] and attribution(lines, at, ">") is not None:
            found = _address(" ".join(lines[start : at + 1]))
            return (Address(address=found.address) if found else None), _words(raw, at + 1)
    return None, _words(raw, start)


def _address(value: str) -> Address | None:
    """Read "Name <addr>", "Name [mailto:addr]", "addr (Name)" or a bare address as clients copy them."""
    value = _MAILTO.sub("<", value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'))
    match = _ADDRESS.search(value)
    if match is None:
        return None
    name = value[: match.start()]
    if header_line(name) is not None:
        name = re.split("[:：]", name, maxsplit=1)[1]
    name = name.strip(" \t\"'“”„«»<>[]|;,:：*")
    name = name if name.endswith(")") and "(" in name[1:] else name.strip("()").rstrip()
    if not name:
        rest = value[match.end() :]
        name = rest.strip(_NAME_TRIM) if "(" in rest else ""
    return Address(name=name if "@" not in name else "", address=match[0].rstrip("."))


def _words(raw: list[str], start: int) -> str:
    """Return the lines below; one level of quote marks is taken off when all of them carry it."""
    below = raw[start:]
    filled = [line for line in below if line.strip()]
    if filled and all(probe(line)[:1] == ">" for line in filled):
        below = [re.sub(r"^\s{0,4}> ?", "", line, count=1) for line in below]
    return "\n".join(line.rstrip() for line in below).strip("\n \t\u00a0")
