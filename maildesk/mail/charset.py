"""Bytes to text: the declared charset's superset first, then UTF-8, then a guess, then replacement with a warning."""

import re
from codecs import utf_16_be_decode
from functools import cache, lru_cache

from maildesk.mail.almost_utf8 import count_strange, mostly_utf8
from maildesk.mail.charset_labels import CODECS, WINDOWS_PAGES
from maildesk.mail.cns11643 import decode_euc_tw
from maildesk.mail.guess import guess_codec, is_common_chinese
from maildesk.mail.iso_2022_cn import decode_iso_2022_cn

# Escapes of these charsets are plain ASCII bytes: that a text is ASCII says nothing about how to read it.
_STATEFUL = ("iso2022", "hz", "utf-7", "utf-16", "utf-32", "cp037", "cp500", "cp1026", "cp1140")
_SINGLE_BYTE = ("cp125", "latin", "iso8859", "koi8", "mac_", "cp8", "cp4", "cp7")
_LONG = 2 << 20  # beyond it the charset is judged by the beginning
_SAMPLE = 1 << 18
_HIGH = bytes(range(128, 256))
_C1 = re.compile(rb"[\x80-\x84\x86-\x9f]")  # controls that no text in an ISO 8859 set holds; NEL stands alone
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOST_ESCAPES = 100_000
_OWN_DECODERS = {"euc-tw": decode_euc_tw, "iso2022-cn": decode_iso_2022_cn}
_NO_PYTHON_CODEC = ("_absent", "windows", *_OWN_DECODERS)
_LOST_SETS = "some characters are of sets that are not known (CNS 11643 beyond plane 2)"
_LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,60}")
# What Python's codec reads otherwise than we do: a line end inside pairs, other escapes, control and 8-bit bytes.
_UNUSUAL_ESCAPE = re.compile(rb"\x1b(?:\$[^\x1b\r\n]*+[\r\n]|(?!\$[@B]|\([BJ]))")
_USUAL_IN_ISO_2022_JP = bytes((9, 10, 13, 0x1B, *range(0x20, 0x7F)))
_ISO_2022_SEGMENT = re.compile(rb"\x1b(\$[@B]|\$\([@BDQ]|\([BJIH]|\.[AF]|N.)")
_ROWS_AND_CELLS = bytes(range(0x21, 0x7F))  # of JIS X 0208
_NO_CHARACTER = "\ufffe"
_THREE_BYTE_HAN = re.compile(rb"(?:[\xe3-\xe9\xef\xea-\xed][\x80-\xbf]{2})+")
_CONTROLS = "".join(chr(code) for code in (*range(9), *range(14, 32), 127))
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@lru_cache(maxsize=512)
def codecs_for(label: str) -> tuple[str, ...]:
    """Return the Python codecs to try for a charset label, best first; empty when the label says nothing we know.

    The label is compared without case, quotes, and the difference between "_" and "-".
    """
    match = _LABEL.search(label)
    name = match.group().lower().replace("_", "-") if match else ""
    if name in CODECS:
        return CODECS[name]
    return CODECS.get(name.removeprefix("x-"), CODECS.get(name.removeprefix("cs"), ()))


def decode_bytes(data: bytes, label: str = "", hint: str = "", *, long: int = _LONG) -> tuple[str, str]:
    """Return the text and a warning (empty when there is nothing to warn of); never raises.

    `hint` is the charset another place of the same mail declares; it counts when `label` does not help. Bytes beyond
    `long` that are not in their charset are judged by their beginning alone.
    """
    codecs = codecs_for(label) if label else ()
    if data.isascii() and not (codecs and codecs[0].startswith(_STATEFUL)):
        if b"\x1b$" in data and (text := _decode_iso_2022_jp(data)) is not None:
            return text, ""
        return data.decode("ascii"), ""
    if data[:2] in _UTF_16_MARKS and (text := _marked_utf_16(data)) is not None:
        return text, "" if codecs and codecs[0].startswith("utf-16") else "the bytes are UTF-16 by their mark"
    if codecs and not _is_utf8_in_disguise(data, codecs[0]):
        if codecs[0] in WINDOWS_PAGES and _C1.search(data) and (text := _strict(data, WINDOWS_PAGES[codecs[0]])):
            return text, f"charset {label[:40]!r} is declared; the bytes are {WINDOWS_PAGES[codecs[0]]}"
        for codec in codecs:
            text = _strict(data, codec)
            if text is not None:
                return text, _LOST_SETS if codec in _OWN_DECODERS and "\ufffd" in text else ""
    return _repair(data, label, codecs, hint, long)


def printable(text: str) -> str:
    """Return the text without NUL, other control characters and lone surrogates; line ends become LF."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if _UNPRINTABLE.search(text):
        text = text.replace("\x0c", "\n").replace("\x0b", "\n")
        # Character by character and not by one pattern: tens of millions of matches would not fit into memory.
        for control in _CONTROLS:
            if control in text:
                text = text.replace(control, "")
        text = _UNPRINTABLE.sub("", text)
    return text


def _strict(data: bytes, codec: str) -> str | None:
    if codec == "iso2022-jp-windows":
        return _decode_iso_2022_jp(data)
    if codec in _OWN_DECODERS:
        return _OWN_DECODERS[codec](data) if len(data) <= _LONG else None
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None


def _marked_utf_16(data: bytes) -> str | None:
    """Return the text of bytes that begin with the mark of UTF-16 and hold line ends or blanks as it writes them."""
    if data[:4] == b"\xff\xfe\x00\x00" or len(data) % 2 or b"\x00" not in data:
        return None
    return _strict(data, "utf-16")


def _is_utf8_in_disguise(data: bytes, codec: str) -> bool:
    """Say whether bytes labelled otherwise are really UTF-8, which hardly any other text is by accident."""
    if codec == "utf-8" or codec.startswith(_STATEFUL) or data.isascii():
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    if codec.startswith(_SINGLE_BYTE):
        return True
    # Two short Chinese or Japanese characters can look like UTF-8 pairs of other scripts; Han in three bytes can not.
    return all(char.isascii() or "\u2010" <= char <= "\u9fff" or char >= "\uac00" for char in text)


def _repair(data: bytes, label: str, codecs: tuple[str, ...], hint: str, long: int) -> tuple[str, str]:
    """Read bytes that their label does not fit."""
    said = f"charset {label[:40]!r}" if label else "no charset"
    if len(data) > long:
        size = min(long, _SAMPLE)
        sample = data[: data.rfind(b"\n", 0, size) + 1 or size].rstrip(_HIGH)
        codec = _judged(sample, codecs, hint)
        return _replace(data, codec), f"{said} is declared; the long text was read as {codec} by its beginning"
    wished = (codecs_for(hint) or ("",))[0] if hint else ""
    text = _strict(data, "utf-8")
    if text is not None and not label and len(text) * 2 >= len(data) and is_common_chinese(data):
        return data.decode("gb18030"), ""
    if text is not None:
        needless = not label or codecs[:1] == ("utf-8",)
        return text, "" if needless else f"{said} is declared but the bytes are UTF-8"
    if codecs[:1] in ((), ("utf-8",)) and (text := mostly_utf8(data, wished)) is not None:
        odd = "and some bytes are damaged" if "\ufffd" in text else "; some lines are in another charset than the rest"
        return text, f"{said} is declared {odd}".replace(" ;", ";")
    damaged = _mend_damage(data, codecs)
    if damaged is not None:
        return damaged, f"{said} is declared and some bytes are damaged"
    guessed = guess_codec(data, wished)
    text = _strict(data, guessed) if guessed else None
    if text is not None:
        return text, f"{said} is declared; the bytes were read as {guessed}"
    codec = codecs[0] if codecs and not codecs[0].endswith(_NO_PYTHON_CODEC) else "utf-8"
    return _replace(data, codec), f"{said} is declared and some bytes could not be read"


def _judged(sample: bytes, codecs: tuple[str, ...], hint: str) -> str:
    """Return the Python codec that the beginning of a long text speaks for."""
    wished = (codecs_for(hint) or ("",))[0] if hint else ""
    if _strict(sample, "utf-8") is not None or mostly_utf8(sample, wished) is not None:
        return "utf-8"
    usable = codecs and not codecs[0].endswith(_NO_PYTHON_CODEC)
    if usable and _mend_damage(sample, codecs) is not None:
        return codecs[0]
    return guess_codec(sample, wished) or (codecs[0] if usable else "utf-8")


def _mend_damage(data: bytes, codecs: tuple[str, ...]) -> str | None:
    """Return the text when the declared charset is right but for a few bytes, as after a cut."""
    if not codecs or codecs[0].endswith(("_absent", *_OWN_DECODERS)):
        return None
    codec = "iso2022_jp_ext" if codecs[0] == "iso2022-jp-windows" else codecs[0]
    text = _replace(data, codec)
    high = count_strange(text)
    lost = text.count("\ufffd")
    return text if lost <= 2 and high >= 8 * lost and high > 0 else None


def _replace(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec, "replace")
    except (LookupError, ValueError):
        return data.decode("utf-8", "replace")


def _decode_iso_2022_jp(data: bytes) -> str | None:
    """Read ISO-2022-JP with the extensions of Windows (NEC row 13, half-width katakana); None when it does not fit.

    RFC 1468; the two-byte sets are read through Windows-31J, whose table holds both.
    """
    if len(data) > _LONG:
        return _strict(data, "iso2022_jp_ext")
    if data.count(b"\x1b") > _MOST_ESCAPES:
        return None
    if not data.translate(None, _USUAL_IN_ISO_2022_JP) and not _UNUSUAL_ESCAPE.search(data):
        common = _strict(data, "iso2022_jp")
        if common is not None and not _other_in_windows_31j().search(common):
            return common
    text: list[str] = []
    pieces = _ISO_2022_SEGMENT.split(data)  # text, then in turn what is announced and its text
    for mode, segment in zip((b"(B", *pieces[1::2]), pieces[::2], strict=True):
        read = _iso_2022_segment(segment, mode)
        if read is None:
            return None
        text.append(read)
    return "".join(text)


def _iso_2022_segment(segment: bytes, mode: bytes) -> str | None:
    if not segment:
        return ""
    if mode in (b"$B", b"$@", b"$(B", b"$(@"):
        return _double_byte(segment)
    if mode == b"(I":
        return _strict(bytes(byte | 0x80 for byte in segment if 0x20 < byte < 0x60), "cp932")
    if mode in (b"(B", b"(J", b"(H"):
        return _strict(segment, "ascii" if segment.isascii() else "cp932")
    return None


def _double_byte(segment: bytes) -> str | None:
    """Turn JIS X 0208 row and cell bytes into Windows-31J; line ends reset to ASCII (RFC 1468)."""
    if b"\n" not in segment:
        return _pairs(segment.rstrip(b"\r "))
    lines = segment.split(b"\n")
    text = [_pairs(line.rstrip(b"\r ")) for line in lines]
    read = [line for line in text if line is not None]
    return "\n".join(read) if len(read) == len(lines) else None


def _pairs(line: bytes) -> str | None:
    pairs = line[:-1] if len(line) % 2 else line
    if pairs.translate(None, _ROWS_AND_CELLS):
        return None
    read = utf_16_be_decode(pairs)[0].translate(_windows_31j())
    return None if _NO_CHARACTER in read else read


@cache
def _other_in_windows_31j() -> re.Pattern[str]:
    """Return what finds the characters that JIS X 0208 or the Roman letters of JIS X 0201 name otherwise."""
    pairs = [(row, cell) for row in _ROWS_AND_CELLS for cell in _ROWS_AND_CELLS]
    named = {pair: _strict(b"\x1b$B" + bytes(pair) + b"\x1b(B", "iso2022_jp") for pair in pairs}
    other = {text for (row, cell), text in named.items() if text and text != _windows_31j()[row << 8 | cell]}
    return re.compile("[" + re.escape("".join(sorted(other | {"\N{YEN SIGN}", "\N{OVERLINE}"}))) + "]")


@cache
def _windows_31j() -> dict[int, str]:
    """Return the character of each row and cell, both in one number; what is empty there has `_NO_CHARACTER`."""
    table: dict[int, str] = {}
    for row in _ROWS_AND_CELLS:
        for cell in _ROWS_AND_CELLS:
            lead = ((row + 1) >> 1) + (0x70 if row <= 0x5E else 0xB0)
            trail = cell + (0x7E if row % 2 == 0 else 0x20 if cell >= 0x60 else 0x1F)
            table[row << 8 | cell] = _strict(bytes((lead, trail)), "cp932") or _NO_CHARACTER
    return table
