"""UTF-8 that is none in places: lines quoted from another charset, and halves of characters beyond the first plane."""

from maildesk.mail.guess import guess_codec

_WHOLE_FOR_ONE_LOST = 3
_MOST_LINES = 20_000
_ENOUGH_LINES = 200  # of which none is UTF-8


def mostly_utf8(data: bytes, hint: str = "") -> str | None:
    """Return the text of bytes that are UTF-8 but for some lines; None when too few lines speak for UTF-8.

    `hint` is a Python codec for the other lines. Surrogates encoded one by one (CESU-8, as Java writes them) are put
    together.
    """
    if (text := _cesu8(data)) is not None:
        return text
    lines = data.split(b"\n", _MOST_LINES)
    if len(lines) > _ENOUGH_LINES * 2:
        strange = [line for line in lines if not line.isascii()][:_ENOUGH_LINES]
        if not any(_utf8(line) is not None for line in strange):
            return None
    texts = [_utf8(line) for line in lines]
    bad = [line for line, text in zip(lines, texts, strict=True) if text is None]
    good = sum(not line.isascii() for line in lines) - len(bad)
    if good < 1 or good < len(bad):
        return None
    codec = (guess_codec(b"\n".join(bad), hint) if bad else "") or "cp1252"
    return "\n".join(
        line.decode(codec, "replace") if text is None else text for line, text in zip(lines, texts, strict=True)
    )


def count_strange(text: str) -> int:
    """Return how many characters are no ASCII."""
    return len(text) - len(text.encode("ascii", "ignore"))


def _utf8(line: bytes) -> str | None:
    """Return the line when it is UTF-8, but for a byte in many that was lost on the way."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    whole = count_strange(text) - lost
    return text if whole >= _WHOLE_FOR_ONE_LOST * lost else None


def _cesu8(data: bytes) -> str | None:
    if b"\xed" not in data:
        return None
    try:
        return data.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeError:
        return None
