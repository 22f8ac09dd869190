"""ISO-2022-CN (RFC 1922): simplified and traditional Chinese in seven bits, for which Python has no codec."""

import re

from maildesk.mail.cns11643 import character

_MARK = re.compile(rb"\x1b\$\)[AGE]|\x1b\$\*H|\x1b\$\+[I-M]|\x1bN|\x1bO|[\x0e\x0f\n]")
_GB, _CNS_1 = b"A", b"G"
_FIRST, _LAST = 0x21, 0x7E


def decode_iso_2022_cn(data: bytes) -> str | None:
    """Return the text; None when the bytes are not built like it, U+FFFD for sets that are not known.

    A line begins in ASCII with nothing designated, as section 4.2 asks; writers that go on over a line end are read.
    """
    if not data.isascii():
        return None
    text: list[str] = []
    shifted, designated, at = False, b"", 0
    while at < len(data):
        mark = _MARK.search(data, at)
        stop = mark.start() if mark else len(data)
        words = _pairs(data[at:stop], designated) if shifted else data[at:stop].decode("ascii")
        if words is None:
            return None
        text.append(words)
        if mark is None:
            break
        at = mark.end()
        said = mark.group()
        if said in (b"\x1bN", b"\x1bO"):
            pair = data[at : at + 2]
            plane = 2 if said == b"\x1bN" else 3
            text.append(character(plane, pair[0], pair[1]) if len(pair) > 1 else "\ufffd")
            at += 2
        elif said == b"\n":
            text.append("\n")
            shifted = False
        elif said in (b"\x0e", b"\x0f"):
            shifted = said == b"\x0e"
        elif said[2:3] == b")":
            designated = said[3:]
    return "".join(text)


def _pairs(data: bytes, designated: bytes) -> str | None:
    data = data.rstrip(b"\r")
    if len(data) % 2 or any(not _FIRST <= byte <= _LAST for byte in data) or not designated:
        return None
    if designated == _GB:
        try:
            return bytes(byte | 0x80 for byte in data).decode("gb18030")
        except UnicodeError:
            return None
    if designated != _CNS_1:
        return "\ufffd" * (len(data) // 2)
    return "".join(character(1, data[at], data[at + 1]) for at in range(0, len(data), 2))
