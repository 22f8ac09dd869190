"""Finds the original sender and words in a mail that was forwarded inline."""

import re

from maildesk.mail.letter import Address
from maildesk.mail.quote_headers import HeaderBlock, header_block, header_line, probe, unquoted
from maildesk.mail.quote_lines import attribution, is_forward_mark, is_rule, is_separator

_MOST_LINES = 3000
_ADDRESS = re.compile(r"[^\s<>@,;:()\[\]\"'|]{1,64}@[^\s<>@,;:()\[\]\"'|]{1,190}")
_NAME_TRIM = " \t\"'“”„«»<>()[]|;,:：*"
_MAILTO = re.compile(r"\[?mailto:", re.IGNORECASE)


def original_of_forward(text: str) -> tuple[Address | None, str]:
    """Return who wrote the forwarded mail and what it says, without quote marks; (None, "") when there is none.

    The sender is None when the copied header names no address; the words then still come back. A reply that copies
    the header lines of the mail it answers (Outlook) looks like a forward: ask only when the subject or the sender
    says that it is one.
    """
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[:_MOST_LINES]
    lines = [unquoted(probe(line)) for line in raw]
    start = _marked(lines)
    block = _first_block(lines, start or 0, announced=start is not None)
    if block is not None:
        return _address(block.sender), _words(raw, block.end)
    if start is not None:
        return _by_one_line(raw, lines, start) or _by_attribution(raw, lines, start)
    return None, ""


def _marked(lines: list[str]) -> int | None:
    """Return the line after the first forward mark."""
    return next((at + 1 for at, line in enumerate(lines) if is_forward_mark(line)), None)


def _first_block(lines: list[str], start: int, *, announced: bool) -> HeaderBlock | None:
    """Find the header block: right below the mark, or anywhere when there is no mark."""
    stop = min(len(lines), start + 8) if announced else len(lines)
    for at in range(start, stop):
        line = lines[at]
        if not line or header_line(line) is None:
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
    name = name.strip(_NAME_TRIM)
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
