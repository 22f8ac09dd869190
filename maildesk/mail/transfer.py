"""Transfer encodings undone (RFC 2045 section 6), as much as damage leaves to be undone."""

import binascii
import re

from maildesk.mail.encoded_blocks import decode_uu_lines, decode_yenc

_SOFT_BREAK_WITH_SPACE = re.compile(rb"=[ \t]+(\r?\n)")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=\s]")
_BASE64_BYTES = bytes(each for each in range(256) if not _NOT_BASE64.match(bytes((each,))))
_BASE64_LINE = re.compile(rb"^[A-Za-z0-9+/]{40,}={0,2}\r?$", re.MULTILINE)
_PADDING = re.compile(rb"=[=\s]*")
_SAMPLE = 4096
_MOST_PIECES = 10_000
_IDENTITY = ("", "7bit", "8bit", "binary", "7-bit", "8-bit", "none", "us-ascii", "utf-8")


def undo_transfer_encoding(body: bytes, encoding: str) -> tuple[bytes, str]:
    """Return the decoded bytes and a warning (empty when there is none); never raises.

    `encoding` is the lower-case first word of Content-Transfer-Encoding; an unknown one is taken as identity.
    """
    if encoding in _IDENTITY:
        return body, ""
    if encoding == "base64":
        return _from_base64(body)
    if encoding in ("quoted-printable", "quotedprintable", "quoted_printable", "qp"):
        return _from_quoted_printable(body)
    if encoding in ("x-uuencode", "uuencode", "x-uue", "uue"):
        return decode_uu_lines(body), ""
    if encoding in ("x-yencode", "x-yenc", "yenc"):
        return decode_yenc(body), ""
    return body, f"unknown transfer encoding {encoding[:40]!r}"


def _from_quoted_printable(body: bytes) -> tuple[bytes, str]:
    if b"= " in body or b"=\t" in body:
        body = _SOFT_BREAK_WITH_SPACE.sub(rb"=\1", body)
    return binascii.a2b_qp(body), ""


def _from_base64(body: bytes) -> tuple[bytes, str]:
    """Undo base64 that may be cut, hold foreign characters, be several pieces, or have a footer behind it."""
    try:
        if b"=" not in body[:-6] and not body.translate(None, _BASE64_BYTES):
            return binascii.a2b_base64(body), ""
    except binascii.Error:
        pass
    if _is_plain_text(body[:_SAMPLE]):
        return body, "the text is not in base64 although it is declared so"
    body, warning = _without_footer(body)
    pieces: list[bytes] = []
    position = 0
    while position < len(body):
        piece, position = _next_piece(body, position)
        if piece.translate(None, _BASE64_BYTES):
            warning = "base64 text holds foreign characters"
        data, damaged = _one_piece(piece)
        pieces.append(data)
        warning = "base64 text is damaged" if damaged else warning
        if len(pieces) > _MOST_PIECES:
            return b"".join(pieces), "base64 text is in too many pieces"
    return b"".join(pieces), warning


def _is_plain_text(sample: bytes) -> bool:
    """Say whether what is declared as base64 is words: many blanks inside its lines, and no line that could be it."""
    if _BASE64_LINE.search(sample):
        return False
    blanks = sum(line.strip().count(b" ") for line in sample.splitlines())
    return blanks * 12 > len(sample)


def _without_footer(body: bytes) -> tuple[bytes, str]:
    """Cut off words that a mailing list wrote behind the base64: a foreign line, and no base64 line after it."""
    dirt = _NOT_BASE64.search(body) if body.translate(None, _BASE64_BYTES) else None
    if dirt is None:
        return body, ""
    line_start = body.rfind(b"\n", 0, dirt.start()) + 1
    if not body[:line_start].strip() or _BASE64_LINE.search(body, line_start):
        return body, ""
    return body[:line_start], "text behind the base64 text was left out"


def _next_piece(body: bytes, position: int) -> tuple[bytes, int]:
    """Return what stands up to the next padding, and where the piece of another encoder begins behind it."""
    padding = _PADDING.search(body, position)
    if padding is None:
        return body[position:], len(body)
    return body[position : padding.end()], padding.end()


def _one_piece(piece: bytes) -> tuple[bytes, bool]:
    try:
        return binascii.a2b_base64(piece), False
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]+", b"", piece)
        letters = letters[: len(letters) - 1] if len(letters) % 4 == 1 else letters
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4)), True
