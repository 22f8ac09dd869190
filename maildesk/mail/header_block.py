"""Where the header of a mail or part ends and which fields stand in it: a linear scan of bytes, nothing is decoded."""

import re
from dataclasses import dataclass

_FIELD = re.compile(rb"([!-9;-~]{1,256})[ \t]*:")
_BLANK = re.compile(rb"\n\r*(?=\n)")
_LONGEST_BLOCK = 1 << 20
_LONGEST_VALUE = 1 << 16
_MOST_FOLDS = 1 << 14
_MOST_WARNINGS = 3
_FOLD = re.compile(rb"\n(?=[ \t])")
_NAME_BYTES = bytes(byte for byte in range(33, 127) if byte != 58)
_LEADING = b"\xef\xbb\xbf\r\n \t"


@dataclass(frozen=True, slots=True)
class HeaderBlock:
    """The raw fields of one header, unfolded, and where the body begins."""

    fields: tuple[tuple[bytes, bytes], ...]  # name, value on one line
    body_start: int
    warnings: tuple[str, ...] = ()
    too_long: bool = False


def read_header_block(raw: bytes, start: int, end: int, most_fields: int) -> HeaderBlock:
    """Return the fields between `start` and the first empty line, at most `most_fields` of them.

    A line that is no field ends the header (RFC 5322 section 2.2), unless fields go on right after it.
    """
    if raw[start : start + 1] == b"\n" or raw[start : start + 2] == b"\r\n":
        return HeaderBlock((), min(raw.index(b"\n", start) + 1, end))
    limit = min(end, start + _LONGEST_BLOCK)
    blank = _BLANK.search(raw, start, limit)
    stop, body_start = (blank.start(), blank.end() + 1) if blank else (limit, limit)
    if (fields := _plain_fields(raw[start:stop])) is not None and len(fields) <= most_fields:
        return HeaderBlock(fields, min(body_start, end))
    too_long = blank is None and limit < end and _FIELD.match(raw, start) is not None
    return _scan_lines(raw, (start, stop, min(body_start, end)), most_fields, too_long=too_long)


def _plain_fields(block: bytes) -> tuple[tuple[bytes, bytes], ...] | None:
    """Return the fields of an ordinary header, quickly; None when anything in it is out of the ordinary."""
    if len(block) > _LONGEST_VALUE:
        return None
    lines = _FOLD.sub(b"", block.replace(b"\r\n", b"\n")).rstrip(b"\r").split(b"\n")
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or not name or name.translate(None, _NAME_BYTES) or b"\r" in value:
            return None
        fields.append((name, value.strip(b" \t")))
    return tuple(fields)


def _scan_lines(raw: bytes, bounds: tuple[int, int, int], most_fields: int, *, too_long: bool) -> HeaderBlock:
    """Read the fields line by line, passing over dirt; linear, and stops behind the last field allowed."""
    start, stop, body_start = bounds
    fields: list[tuple[bytes, bytes]] = []
    warnings: list[str] = []
    open_name, open_value = b"", [b""]
    position = start
    while position < stop:
        line_end = raw.find(b"\n", position, stop)
        line_end = stop if line_end == -1 else line_end
        line = raw[position:line_end].rstrip(b"\r")
        if line[:1] in (b" ", b"\t") and open_name:
            if len(open_value) < _MOST_FOLDS:
                open_value.append(line)
        elif match := _FIELD.match(line):
            if open_name:
                fields.append((open_name, b"".join(open_value).strip(b" \t")))
            if len(fields) >= most_fields:
                too_long, open_name = True, b""
                break
            open_name, open_value = match.group(1), [line[match.end() :]]
        elif not _passes(raw, position, line, line_end, stop, start):
            body_start = position
            warnings.append("the header ends without an empty line")
            break
        elif position != start and len(warnings) < _MOST_WARNINGS:
            warnings.append("a line of the header is no field")
        position = line_end + 1
    if open_name:
        fields.append((open_name, b"".join(open_value).strip(b" \t")))
    return HeaderBlock(tuple(fields), body_start, tuple(warnings), too_long)


def _passes(raw: bytes, position: int, line: bytes, line_end: int, stop: int, start: int) -> bool:
    """Say whether the header goes on behind a line that is no field: an mbox line, or dirt between fields."""
    if line.startswith((b"From ", b">From ")):
        return True
    if not line.strip():
        return True
    following = raw[line_end + 1 : min(stop, line_end + 300)]
    match = _FIELD.match(following)
    return match is not None and position > start and match.group(1)[:1].isalpha()


def clip(value: bytes) -> bytes:
    """Return the value cut to what any field may be long."""
    return value[:_LONGEST_VALUE]


def skip_leading(raw: bytes) -> int:
    """Return where the mail begins behind a byte order mark or empty lines that a transport put before it."""
    head = raw[:64]
    offset = len(head) - len(head.lstrip(_LEADING))
    return offset if offset and _FIELD.match(raw, offset) else 0
