"""Header values to one line of text: encoded-words (RFC 2047), raw 8-bit bytes, unfolding."""

import binascii
import re

from maildesk.mail.charset import decode_bytes

_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_STRUCTURE = re.compile(r"[ ()<>@,;:\\\".\[\]]")
_BASE64_ALPHABET = re.compile(rb"[^A-Za-z0-9+/]+")
_FROM_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_LONGEST_CHARSET = 64


def decode_header(value: str, hint: str = "") -> str:
    """Return the header value as one line: encoded-words decoded, folding and control characters gone.

    Neighbouring encoded-words of one charset are joined as bytes first, since many senders cut inside a character.
    What cannot be decoded stays as it stands. Never raises; linear in the length of the value.
    """
    if "=?" in value:
        value = _decode_words(value, hint).removeprefix("\ufeff")
    return one_line(value)


def one_line(value: str) -> str:
    """Return the value without line breaks, NUL, other controls and lone surrogates; each run becomes one space."""
    if not value.isprintable() and _BREAKS.search(value):
        value = _BREAKS.sub(" ", value.replace("\r\n ", " ").replace("\r\n\t", " "))
    return value.strip()


def shield_words(value: str) -> str:
    """Return the value with marks inside Q encoded-words escaped, so that they never look like structure.

    RFC 2047 section 5 (3) forbids them in names; who writes "=?utf-8?Q?Wang, Wu?=" means a comma of the name.
    """
    if "=?" not in value:
        return value
    out: list[str] = []
    position = 0
    while (start := value.find("=?", position)) != -1:
        word = _word_at(value, start)
        end = start + 2 if word is None else word[3]
        out.append(value[position:start])
        if word is None or word[1] != "q" or not _STRUCTURE.search(word[2]):
            out.append(value[start:end])
        else:
            payload = _STRUCTURE.sub(lambda mark: f"={ord(mark.group()):02X}", word[2])
            out.append(f"=?{word[0]}?Q?{payload}?=")
        position = end
    return "".join((*out, value[position:]))


def decode_raw_value(raw: bytes, hint: str = "") -> str:
    """Return an unfolded header value whose encoded-words are still encoded; raw 8-bit bytes become text."""
    if raw.isascii():
        text = raw.decode("ascii")
        if text.isprintable():
            return text.strip()
        if "\x1b$" not in text:
            return one_line(text)
    return one_line(decode_bytes(raw, "", hint)[0])


def _decode_words(value: str, hint: str) -> str:
    out: list[str] = []
    pending: list[tuple[str, str, str]] = []  # neighbouring words not decoded yet
    position = 0
    while (start := value.find("=?", position)) != -1:
        word = _word_at(value, start)
        if word is None:
            _flush(out, pending, hint)
            out.append(value[position : start + 2])
            position = start + 2
            continue
        charset, encoding, payload, end = word
        between = value[position:start]
        if between.strip():
            _flush(out, pending, hint)
            out.append(between)
        elif not pending:
            out.append(between)
        pending.append((charset, encoding, payload))
        position = end
    _flush(out, pending, hint)
    out.append(value[position:])
    return "".join(out)


def _word_at(value: str, start: int) -> tuple[str, str, str, int] | None:
    """Return charset, encoding, payload and end of the encoded-word that starts here, or None."""
    first = value.find("?", start + 2, start + 2 + _LONGEST_CHARSET)
    if first == -1 or value[first + 2 : first + 3] != "?" or value[first + 1].lower() not in "bq":
        return None
    # The next word's start bounds the search; "=?=" is the padding of base64 before a terminator, not a start.
    following = value.find("=?", first + 3)
    end = value.find("?=", first + 3, len(value) if following == -1 else following + 3)
    if end == -1:
        return None
    payload = value[first + 3 : end]
    charset = value[start + 2 : first].split("*")[0].strip()
    return charset, value[first + 1].lower(), payload, end + 2


def _flush(out: list[str], pending: list[tuple[str, str, str]], hint: str) -> None:
    index = 0
    while index < len(pending):
        charset = pending[index][0].lower()
        last = index
        while last + 1 < len(pending) and pending[last + 1][0].lower() == charset:
            last += 1
        out.append(_joined(pending[index : last + 1], charset, hint))
        index = last + 1
    pending.clear()


def _joined(words: list[tuple[str, str, str]], charset: str, hint: str) -> str:
    data = _word_bytes(words)
    if len(words) > 1 and data != (alone := b"".join(_word_bytes([word]) for word in words)):
        text, warning = decode_bytes(data, charset, hint)
        other, other_warning = decode_bytes(alone, charset, hint)
        return other if warning and not other_warning else text
    return decode_bytes(data, charset, hint)[0]


def _word_bytes(words: list[tuple[str, str, str]]) -> bytes:
    data: list[bytes] = []
    open_base64 = b""
    for _, encoding, payload in words:
        raw = payload.encode("utf-8", "replace")
        if encoding == "q":
            data += (_from_base64(open_base64), binascii.a2b_qp(raw, header=True))
            open_base64 = b""
            continue
        if (b"-" in raw or b"_" in raw) and b"+" not in raw and b"/" not in raw:
            raw = raw.translate(_FROM_URL_SAFE)
        open_base64 += _BASE64_ALPHABET.sub(b"", raw)
        # Some senders cut the base64 text itself, not the bytes: then the next word goes on in the quantum.
        if b"=" in raw or len(open_base64) % 4 == 0:
            data.append(_from_base64(open_base64))
            open_base64 = b""
    data.append(_from_base64(open_base64))
    return b"".join(data)


def _from_base64(text: bytes) -> bytes:
    if len(text) % 4 == 1:
        text = text[:-1]
    return binascii.a2b_base64(text + b"=" * (-len(text) % 4))
