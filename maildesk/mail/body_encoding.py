"""A readable body as 7-bit lines of at most 78 characters, in the encoding that suits it."""

import re
from binascii import a2b_qp, b2a_base64, b2a_qp
from functools import lru_cache
from itertools import chain
from struct import Struct

_CONTROLS = bytes({*range(0x20), 0x7F} - {0x09, 0x0A})
_LINE = re.compile(b".{1,76}", re.DOTALL)
_LINES = Struct("76s" * 16)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONGEST_KEPT = 1000  # bytes of a line, or of the beginning of one, whose encoding is kept
_MOST_KEPT = 2000  # lines: what the templates hold, in all languages
_TAG_ENDS = b'">'
_FULL = 76  # bytes: from here on a line is broken


def encode_body(text: str) -> tuple[str, bytes]:
    """Return the Content-Transfer-Encoding and the bytes of a text, CRLF only and ending in CRLF.

    Control characters are taken out. `7bit` when every line is short and none could be changed on the way.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    data = _utf8(plain).translate(None, _CONTROLS).rstrip(b"\n") + b"\n"
    if data.isascii() and _may_stay(data):
        return "7bit", data.replace(b"\n", b"\r\n")
    if (len(data) - len(plain)) * 9 > len(data):  # more than a sixth of it, where three bytes make a letter
        return "base64", base64_lines(data.replace(b"\n", b"\r\n"))
    if _TAG_ENDS in data or b" \n" in data or b"\t\n" in data:
        return "quoted-printable", _quoted_lines(data)
    return "quoted-printable", _quoted(data)


def _quoted_lines(data: bytes) -> bytes:
    # Most lines of an HTML mail are the template's, and quoting them would be a fifth of composing. The last blank of
    # a line is quoted rightly only line by line: at once, it can make the line longer than 76 characters.
    lines = [_kept_line(line) if len(line) <= _LONGEST_KEPT else quoted_line(line) for line in data.split(b"\n")]
    return b"\r\n".join(lines)


def quoted_line(line: bytes) -> bytes:
    """Return a line, without its line end, as quoted-printable lines that CRLF parts."""
    # Of the long ones most begin with a tag and its looks, which are the template's too and longer than what it holds.
    if len(line) > _FULL and (end := line.find(_TAG_ENDS, _FULL, _LONGEST_KEPT) + len(_TAG_ENDS)) > _FULL:
        done, rest = _begun(line[:end])
        return done + _quoted(rest + line[end:])
    return _quoted(line)


_kept_line = lru_cache(_MOST_KEPT)(quoted_line)


@lru_cache(_MOST_KEPT)
def _begun(begin: bytes) -> tuple[bytes, bytes]:
    """Return the full lines of a line that begins so, whatever follows, and the bytes they leave over."""
    done, full, rest = _quoted(begin).rpartition(b"=\r\n")
    return done + full, a2b_qp(rest)


def _quoted(data: bytes) -> bytes:
    lines = b2a_qp(data, istext=True).replace(b"\n", b"\r\n")
    # An mbox file would turn such a line into ">From".
    return (b"\n" + lines).replace(b"\nFrom ", b"\n=46rom ")[1:] if b"From " in lines else lines


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode("utf-8")


def _may_stay(data: bytes) -> bool:
    # "=_" begins every boundary of ours; quoted-printable cannot hold it.
    if b"=_" in data or b" \n" in data or b"\nFrom " in b"\n" + data:
        return False
    return b"\n.\n" not in b"\n" + data and max(map(len, data.split(b"\n"))) <= 78


def base64_lines(data: bytes) -> bytes:
    """Return base64 in lines of 76 characters, each ending in CRLF; empty for no data."""
    encoded = b2a_base64(data, newline=False)
    whole = len(encoded) - len(encoded) % _LINES.size
    # Sixteen lines at a time: a file has thousands, and finding them one by one costs more than encoding them.
    many = chain.from_iterable(_LINES.iter_unpack(encoded[:whole]))
    return b"\r\n".join([*many, *_LINE.findall(encoded, whole), b""])
