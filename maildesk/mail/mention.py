"""Whether a mail names somebody or repeats his or her words, however its headers and texts are encoded."""

import email
import email.policy
import html
import re
from collections.abc import Iterator, Sequence
from email.header import decode_header
from email.message import Message

_MOST_PARTS = 500
_TELLING = 10  # characters of a line without its spaces
_LOOSE = re.compile(r"<br ?/?>|[\s>|\u200b\u00a0]")


def mentions(raw: bytes, needles: Sequence[str]) -> bool:
    """Say whether one of the needles stands in a mail: in its bytes, a decoded header, or a decoded text.

    Needles are compared without case. Files that are not text (PDF, archives, pictures) are not looked into.
    """
    wanted = [needle.casefold() for needle in needles if needle]
    if any(needle.encode() in raw.lower() for needle in wanted):
        return True
    return any(needle in text for text in _texts(raw) for needle in wanted)


def passages_of(words: str) -> tuple[str, ...]:
    """Return the lines of somebody's words by which a repetition is recognised; short ones tell nobody."""
    squeezed = (_squeezed(line) for line in words.splitlines())
    return tuple(dict.fromkeys(line for line in squeezed if len(line) >= _TELLING))


def repeats(raw: bytes, passages: Sequence[str]) -> bool:
    """Say whether a mail holds one of the passages, whatever its lines were wrapped, quoted or marked up like."""
    if not passages:
        return False
    return any(passage in text for text in map(_squeezed, _texts(raw)) for passage in passages)


def _squeezed(text: str) -> str:
    return _LOOSE.sub("", html.unescape(text) if "&" in text else text).casefold()


def _texts(raw: bytes) -> Iterator[str]:
    """Yield every header and every text of a mail, decoded and without case; what cannot be decoded is left out."""
    try:
        whole = email.message_from_bytes(raw, policy=email.policy.compat32)
    except (ValueError, LookupError, RecursionError):
        return
    waiting: list[Message] = [whole]
    for _ in range(_MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        for _name, value in part.raw_items():
            yield from _header(str(value))
        inner = part.get_payload()
        if isinstance(inner, list):
            waiting += [each for each in inner if isinstance(each, Message)]
        else:
            yield from _body(part)


def _header(value: str) -> Iterator[str]:
    if "=?" not in value:
        return
    try:
        pieces = decode_header(value)
        yield "".join(
            piece if isinstance(piece, str) else piece.decode(charset or "utf-8", "replace")
            for piece, charset in pieces
        ).casefold()
    except (ValueError, LookupError):
        return


def _body(part: Message) -> Iterator[str]:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError):
        return
    if not isinstance(data, bytes):
        return
    for charset in dict.fromkeys((str(part.get_content_charset() or "utf-8"), "utf-8")):
        try:
            yield data.decode(charset, "replace").casefold()
        except (LookupError, ValueError):
            continue
