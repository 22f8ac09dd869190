"""Parameters of Content-Type and Content-Disposition: quoted, continued, encoded (RFC 2045, RFC 2231), or broken."""

import re
from urllib.parse import unquote_to_bytes

from maildesk.mail.charset import codecs_for, decode_bytes
from maildesk.mail.decode import decode_header

_MOST_PARAMETERS = 100
_MOST_MARKS = 250  # quotes and semicolons; what stands behind them is of the last parameter
_SECTION = re.compile(r"([^*]+)(?:\*([0-9]{1,4}))?(\*)?\Z")


def parse_parameters(value: str) -> tuple[str, dict[str, str]]:
    """Return the lower-case main value and the decoded parameters by lower-case name, the first of a name winning.

    A form of RFC 2231 wins over the plain one of the same name, as its section 4 asks.
    """
    if ";" not in value:
        return value.strip().lower(), {}
    pieces = _split(value)
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[str, bool]]] = {}
    for piece in pieces[1 : _MOST_PARAMETERS + 1]:
        name, equals, text = piece.partition("=")
        match = _SECTION.match(name.strip().lower())
        if not equals or not match:
            continue
        base, number, encoded = match.groups()
        if number is None and encoded is None:
            plain.setdefault(base, _unquote(text))
        else:
            sections.setdefault(base.strip(), {}).setdefault(int(number or 0), (_unquote(text), bool(encoded)))
    decoded = {name: _plain(text) for name, text in plain.items()}
    decoded.update({name: _join(parts) for name, parts in sections.items()})
    return pieces[0].strip().lower(), decoded


def _plain(text: str) -> str:
    """Return a value of the old form decoded, also when a sender wrote the encoded form without its asterisk."""
    if "=?" in text:
        return decode_header(text)
    if "%" in text and text.count("'") == 2 and codecs_for(text.split("'")[0]):
        return _join({0: (text, True)})
    return text


def _split(value: str) -> list[str]:
    """Split at semicolons outside quotes; a quote that never closes ends at the next semicolon."""
    if '"' not in value:
        return value.split(";")
    pieces: list[str] = []
    start = position = 0
    marks = 0
    while position < len(value) and marks < _MOST_MARKS:
        marks += 1
        char = value[position]
        if char == '"':
            closing = _closing_quote(value, position + 1)
            if closing == -1:  # then no later quote closes either
                return pieces + value[start:].split(";")
            position = closing
        elif char == ";":
            pieces.append(value[start:position])
            start = position + 1
        position += 1
        following = _next_mark(value, position)
        position = following if following != -1 else len(value)
    pieces.append(value[start:])
    return pieces


def _next_mark(value: str, position: int) -> int:
    quote, semicolon = value.find('"', position), value.find(";", position)
    if quote == -1 or semicolon == -1:
        return max(quote, semicolon)
    return min(quote, semicolon)


def _closing_quote(value: str, position: int) -> int:
    while (end := value.find('"', position)) != -1:
        if value[end - 1] != "\\" or value[end - 2 : end] == "\\\\":
            return end
        if value[end + 1 : end + 40].lstrip()[:1] in ("", ";"):  # a Windows path that ends in a backslash
            return end
        position = end + 1
    return -1


def _unquote(text: str) -> str:
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
        return text.replace("\\\\", "\\").replace('\\"', '"') if "\\" in text else text
    return text.strip('"').strip("'") if text[:1] in "\"'" else text


def _join(parts: dict[int, tuple[str, bool]]) -> str:
    """Join the sections of one parameter in their order and decode them as bytes of one charset."""
    data: list[bytes] = []
    charset = ""
    for index, number in enumerate(sorted(parts)):
        text, encoded = parts[number]
        if encoded and index == 0 and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        data.append(unquote_to_bytes(text) if encoded else text.encode("utf-8", "replace"))
    joined = b"".join(data)
    text = decode_bytes(joined, charset)[0]
    return decode_header(text) if "=?" in text else text
