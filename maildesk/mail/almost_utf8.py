"""UTF-8 that is none in places: lines quoted from another charset, and halves of characters beyond the first plane."""

from maildesk.mail.guess import guess_codec

_MOST_LINES = 20_000


def mostly_utf8(data: bytes, hint: str = "") -> str | None:
    """Return the text of bytes that are UTF-8 but for some lines; None when too few lines speak for UTF-8.

    `hint` is a Python codec for the other lines. Surrogates encoded one by one (CESU-8, as Java writes them) are put
    together.
    """
    if (text := _cesu8(data)) is not None:
        return text
    lines = data.split(b"\n", _MOST_LINES)
    good = sum(not line.isascii() and _utf8(line) is not None for line in lines)
    bad = [line for line in lines if not line.isascii() and _utf8(line) is None]
    if good < 1 or good < len(bad) or not bad:
        return None
    codec = guess_codec(b"\n".join(bad), hint) or "cp1252"
    read = (text if (text := _utf8(line)) is not None else line.decode(codec, "replace") for line in lines)
    return "\n".join(read)


def _utf8(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _cesu8(data: bytes) -> str | None:
    if b"\xed" not in data:
        return None
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeError:
        return None
