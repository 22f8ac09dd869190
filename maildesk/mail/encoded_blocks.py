"""Files written into the text of a mail: uuencode and yEnc blocks, found, cut out and decoded."""

import binascii
import re
from dataclasses import dataclass
from itertools import islice

_UU_BEGIN = re.compile(rb"^begin[ \t]+([0-7]{3,4})[ \t]+([^\r\n]{1,255}?)[ \t]*\r?$", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
_UU_LINE = re.compile(rb"^[\x20-\x60]{1,90}\r?$")
_Y_BEGIN = re.compile(rb"^=ybegin [^\r\n]{1,400}\r?$", re.MULTILINE)
_Y_END = re.compile(rb"^=yend[^\r\n]{0,400}\r?$", re.MULTILINE)
_Y_NAME = re.compile(rb" name=([^\r\n]{1,255})")
_Y_ESCAPED = re.compile(rb"=(.)", re.DOTALL)
_Y_CONTROL = re.compile(rb"^=y(?:begin |part |end)[^\n]*$", re.MULTILINE)
_MOST_ESCAPES = 1 << 20  # one byte in sixty-four needs one; with more it is no yEnc
_MOST_LINES = 600_000  # 36 MB in lines of their usual length
_Y_TABLE = bytes((byte - 42) % 256 for byte in range(256))
_MOST_BLOCKS = 100
_MOST_BEGINNINGS = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class EncodedBlock:
    """One file found in the text."""

    kind: str  # "uu" or "yenc"
    name: bytes
    data: bytes


def cut_encoded_blocks(body: bytes) -> tuple[bytes, tuple[EncodedBlock, ...]]:
    """Return the text without its uuencode and yEnc blocks, and the blocks in the order in which they stood.

    A "begin" line that no encoded line follows is a sentence and stays. At most 100 blocks are taken.
    """
    if b"begin" not in body:
        return body, ()
    blocks: list[EncodedBlock] = []
    kept: list[bytes] = []
    position = 0
    uu, yenc = _next_uu(body, 0), _next_yenc(body, 0)
    while (uu or yenc) and len(blocks) < _MOST_BLOCKS:
        start, end, block = min(filter(None, (uu, yenc)), key=lambda found: found[0])
        kept.append(body[position:start])
        blocks.append(block)
        position = end
        # Looked for again only where it was passed over: what is not there is not searched for a hundred times.
        uu = _next_uu(body, position) if uu and uu[0] < position else uu
        yenc = _next_yenc(body, position) if yenc and yenc[0] < position else yenc
    if not blocks:
        return body, ()
    return b"".join((*kept, body[position:])), tuple(blocks)


def _next_uu(body: bytes, position: int) -> tuple[int, int, EncodedBlock] | None:
    for begin in islice(_UU_BEGIN.finditer(body, position), _MOST_BEGINNINGS):
        first_end = body.find(b"\n", begin.end() + 1)
        first_line = body[begin.end() + 1 : first_end if first_end != -1 else len(body)]
        if not _is_uu_line(first_line):
            continue
        end = _UU_END.search(body, begin.end())
        stop = end.end() if end else len(body)
        data = decode_uu_lines(body[begin.end() : end.start() if end else len(body)])
        return begin.start(), min(stop + 1, len(body)), EncodedBlock(kind="uu", name=begin.group(2), data=data)
    return None


def _is_uu_line(line: bytes) -> bool:
    """Say whether the length that a uuencoded line states is the length that it has."""
    line = line.rstrip(b"\r")
    if not line or not _UU_LINE.match(line):
        return False
    count = (line[0] - 0x20) & 0x3F
    expected = (count + 2) // 3 * 4
    return 0 <= expected - len(line.rstrip(b" ")[1:]) <= 3 or expected <= len(line) - 1 <= expected + 2


def decode_uu_lines(body: bytes) -> bytes:
    """Return what the uuencoded lines hold; a begin line, the end line and damaged lines are passed over."""
    data: list[bytes] = []
    for line in body.replace(b"\r", b"").split(b"\n", _MOST_LINES)[:_MOST_LINES]:
        if not line or line.startswith((b"begin ", b"end")):
            continue
        try:
            data.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Encoders that pad to whole groups write more than the length says.
            needed = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                data.append(binascii.a2b_uu(line[:needed]))
            except binascii.Error:
                continue
    return b"".join(data)


def _next_yenc(body: bytes, position: int) -> tuple[int, int, EncodedBlock] | None:
    begin = _Y_BEGIN.search(body, position) if body.find(b"=ybegin ", position) != -1 else None
    if begin is None:
        return None
    end = _Y_END.search(body, begin.end())
    name = _Y_NAME.search(begin.group())
    stop = end.end() if end else len(body)
    data = decode_yenc(body[begin.end() + 1 : end.start() if end else len(body)])
    block = EncodedBlock(kind="yenc", name=name.group(1).strip() if name else b"", data=data)
    return begin.start(), min(stop + 1, len(body)), block


def decode_yenc(body: bytes) -> bytes:
    """Return what yEnc lines hold: every byte less 42, bytes after "=" less 64 more; control lines passed over."""
    if 0 < body.count(b"=y") <= _MOST_ESCAPES >> 4:
        body = _Y_CONTROL.sub(b"", body)
    joined = body.translate(None, b"\r\n")
    if 0 < joined.count(b"=") <= _MOST_ESCAPES:
        joined = _Y_ESCAPED.sub(lambda match: bytes(((match.group(1)[0] - 64) % 256,)), joined)
    return joined.translate(_Y_TABLE)
