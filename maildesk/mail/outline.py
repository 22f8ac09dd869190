"""The MIME tree of a mail by one scan of its bytes: no recursion, bounded in fields, parts and depth."""

from collections.abc import Iterator
from dataclasses import dataclass

from maildesk.mail.header_block import HeaderBlock, read_header_block, skip_leading
from maildesk.mail.part import Part

_MOST_FALSE_DELIMITERS = 10_000
_MOST_GUESSED = 50  # parts whose names in undeclared bytes are guessed
_ATTACHED_MAIL = ("message/rfc822", "message/global", "message/news")


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How much of a mail is read; beyond it reading stops (SECURITY A44)."""

    parts: int = 1000
    fields: int = 1000
    depth: int = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """The tree of a mail, or what there is of it when a limit stopped the scan."""

    raw: bytes  # what the offsets count in: the mail, with line ends of old Macs turned into LF
    root: Part
    beyond: str = ""  # which limit was passed, in words; empty when none
    warnings: tuple[str, ...] = ()


class _Beyond(Exception):
    """A limit was passed."""


@dataclass(slots=True)
class _Scan:
    raw: bytes
    limits: Limits
    part_count: int = 0
    last_dashes: int = -2  # where the last line begins that could be a delimiter; -2 before it was looked for

    def part(self, header_start: int, end: int, number: str, default_type: str) -> Part:
        """Read the header of the part that begins here."""
        self.part_count += 1
        if self.part_count > self.limits.parts:
            raise _Beyond(f"more than {self.limits.parts} parts")
        block = read_header_block(self.raw, header_start, end, self.limits.fields)
        if block.too_long:
            raise _Beyond(f"more than {self.limits.fields} header fields, or a header above 1 MiB")
        part = _part(block, header_start, end, number, default_type)
        part.guess = self.part_count <= _MOST_GUESSED
        return part

    def open(self, part: Part, number: str) -> Iterator[Part]:
        """Find the children of a part and append them."""
        if part.is_multipart:
            default = "message/rfc822" if part.content_type == "multipart/digest" else "text/plain"
            for index, (start, end) in enumerate(self._spans(part), 1):
                child = self.part(start, end, f"{number}.{index}" if number else str(index), default)
                part.children.append(child)
                yield child
        elif part.content_type in _ATTACHED_MAIL and part.encoding not in ("base64", "quoted-printable"):
            child = self.part(part.start, part.end, number, "text/plain")
            part.children.append(child)
            yield child

    def _spans(self, part: Part) -> Iterator[tuple[int, int]]:
        """Yield where each part between the delimiters begins and ends (RFC 2046 section 5.1)."""
        boundary = part.type_parameters.get("boundary", "").encode("utf-8", "replace").rstrip()
        if not boundary or self._delimiter(boundary, part.start, part.end) is None:
            part.warnings.append("the boundary of a multipart is missing")
            boundary = self._first_dashed_line(part)
            if not boundary:
                return
        found = self._delimiter(boundary, part.start, part.end)
        part.preamble_end = found[0] if found else -1
        empty = 0
        while found:
            _, begin, closing = found
            if closing:
                if self.raw[begin : part.end].strip(b"\r\n\t -"):
                    part.warnings.append("text behind the last part of a multipart was left out")
                return
            found = self._delimiter(boundary, begin, part.end)
            end = found[0] if found else part.end
            if found is None:
                part.warnings.append("the last part of a multipart is cut off")
            if end > begin or found is None:
                yield begin, max(begin, end)
            elif (empty := empty + 1) > _MOST_FALSE_DELIMITERS:
                raise _Beyond("too many delimiters with nothing between them")

    def _first_dashed_line(self, part: Part) -> bytes:
        """Return the boundary that the mail uses although it does not declare it: its first line of "--"."""
        head = b"\n" + self.raw[part.start : min(part.end, part.start + 4096)]
        position = head.find(b"\n--")
        line = head[position + 3 : head.find(b"\n", position + 3)].strip() if position != -1 else b""
        if not line or b" " in line:
            return b""
        closed = self.raw.find(b"\n--" + line + b"--", part.start, part.end) != -1
        return line if len(line) >= 4 or closed else b""

    def _delimiter(self, boundary: bytes, start: int, end: int) -> tuple[int, int, bool] | None:
        """Return the next delimiter line: where the text before it ends, where that behind begins, if it closes."""
        raw, needle = self.raw, b"--" + boundary
        if self.last_dashes == -2:
            self.last_dashes = raw.rfind(b"\n--")
        # Looked for once: many levels would else search the same long text one after another.
        end_of_search = min(end, self.last_dashes + 1 + len(needle))
        position = start
        for _ in range(_MOST_FALSE_DELIMITERS):
            if position == start and raw.startswith(needle, start, end):
                at = start
            else:
                at = raw.find(b"\n" + needle, max(position - 1, start), end_of_search) + 1
                if at == 0:
                    return None
            line_end = raw.find(b"\n", at, end)
            line_end = end if line_end == -1 else line_end
            rest = raw[at + len(needle) : min(line_end, at + len(needle) + 200)].rstrip(b" \t\r")
            if rest in (b"", b"--"):
                before = at - 1 if at > start else at
                before = before - 1 if before > start and raw[before - 1 : before] == b"\r" else before
                return before, min(line_end + 1, end), rest == b"--"
            position = at + 1
        raise _Beyond("too many lines that look like delimiters")


def _part(block: HeaderBlock, header_start: int, end: int, number: str, default_type: str) -> Part:
    return Part(
        number=number,
        fields=block.fields,
        header_start=header_start,
        start=block.body_start,
        end=end,
        default_type=default_type,
        warnings=list(block.warnings),
    )


def outline(raw: bytes, limits: Limits) -> Outline:
    """Return the tree of the mail; never raises.

    Attached mails (message/rfc822) are scanned too, so that nesting in them counts, but stay children of their part.
    """
    if b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    scan = _Scan(raw, limits)
    start = skip_leading(raw)
    block = read_header_block(raw, start, len(raw), limits.fields)
    root = _part(block, start, len(raw), "", "text/plain")
    root.number = "" if root.is_multipart else "1"
    scan.part_count = 1
    beyond = ""
    if block.too_long:
        beyond = f"more than {limits.fields} header fields, or a header above 1 MiB"
    else:
        try:
            _descend(scan, root)
        except _Beyond as reason:
            beyond = str(reason)
            root.children.clear()
    return Outline(raw=raw, root=root, beyond=beyond)


def _descend(scan: _Scan, root: Part) -> None:
    waiting = [(root, 1)]
    while waiting:
        part, depth = waiting.pop()
        if depth > scan.limits.depth:
            raise _Beyond(f"parts nested deeper than {scan.limits.depth}")
        number = part.number
        waiting += [(child, depth + 1) for child in scan.open(part, number)]


def walk(part: Part) -> Iterator[Part]:
    """Yield the part and all below it, in the order of the mail, without recursion."""
    waiting = [part]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += reversed(current.children)
