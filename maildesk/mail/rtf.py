"""The words of an RTF body, or the HTML that it encapsulates (MS-OXRTFEX); layout is dropped."""

import re
from dataclasses import dataclass, field

from maildesk.mail.charset import decode_bytes

_TOKEN = re.compile(
    rb"\\(?:([a-z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-fA-F]{2})|([^a-z']))|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.IGNORECASE
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr listtable "
    b"listoverridetable rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl mmathpr "
    b"fldinst filetbl revtbl".split()
)
_WORDS = {
    b"par": "\n",
    b"line": "\n",
    b"tab": "\t",
    b"row": "\n",
    b"cell": "\t",
    b"lquote": "\u2018",
    b"rquote": "\u2019",
    b"ldblquote": "\u201c",
    b"rdblquote": "\u201d",
    b"bullet": "\u2022",
    b"endash": "\u2013",
    b"emdash": "\u2014",
}
_SYMBOLS = {b"~": "\u00a0", b"_": "\u2011", b"\\": "\\", b"{": "{", b"}": "}"}
_CONTROL = re.compile(rb"\\fromhtml1?\b")


@dataclass(slots=True)
class _Group:
    skipped: bool = False
    html_tag: bool = False
    html_rtf: bool = False
    skip_after_unicode: int = 1


@dataclass(slots=True)
class _Reader:
    encapsulated: bool
    code_page: str = "cp1252"
    out: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)  # bytes of \'xx that wait for the rest of their character
    groups: list[_Group] = field(default_factory=lambda: [_Group()])
    skip: int = 0  # stand-in characters after \uN still to be left out
    starred: bool = False

    def write(self, text: str) -> None:
        """Add text, unless it stands where nothing is shown."""
        self.flush()
        group = self.groups[-1]
        if not group.skipped and not group.html_rtf:
            self.out.append(text)

    def byte(self, value: int) -> None:
        """Add one byte of the code page."""
        group = self.groups[-1]
        if not group.skipped and not group.html_rtf:
            self.raw.append(value)

    def flush(self) -> None:
        """Decode the bytes that have gathered."""
        if self.raw:
            self.out.append(decode_bytes(bytes(self.raw), self.code_page)[0])
            self.raw.clear()


def rtf_body(rtf: bytes) -> tuple[str, str]:
    """Return (text, "") for RTF, or ("", html) when it encapsulates HTML; never raises, linear."""
    encapsulated = _CONTROL.search(rtf[:2000]) is not None
    reader = _Reader(encapsulated)
    for match in _TOKEN.finditer(rtf):
        word, number, hexadecimal, symbol, brace, text = match.groups()
        if brace:
            _brace(reader, brace)
        elif word:
            _word(reader, word.lower(), int(number) if number else None)
        elif hexadecimal:
            _character(reader, int(hexadecimal, 16))
        elif symbol:
            _symbol(reader, symbol)
        elif text:
            cut = min(reader.skip, len(text))
            reader.skip -= cut
            reader.write(decode_bytes(text[cut:], reader.code_page)[0])
    reader.flush()
    # \uN counts in UTF-16: what lies beyond it came as two halves.
    joined = "".join(reader.out).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return ("", joined) if encapsulated else (joined, "")


def _brace(reader: _Reader, brace: bytes) -> None:
    reader.flush()
    reader.starred = False
    if brace == b"{":
        last = reader.groups[-1]
        if len(reader.groups) < 1000:
            group = _Group(last.skipped, last.html_tag, last.html_rtf, last.skip_after_unicode)
            reader.groups.append(group)
    elif len(reader.groups) > 1:
        reader.groups.pop()


def _character(reader: _Reader, value: int) -> None:
    if reader.skip:
        reader.skip -= 1
    else:
        reader.byte(value)


def _symbol(reader: _Reader, symbol: bytes) -> None:
    if symbol == b"*":
        reader.starred = True
    elif symbol in (b"\r", b"\n"):
        reader.write("\n")
    elif symbol in _SYMBOLS:
        reader.write(_SYMBOLS[symbol])


def _word(reader: _Reader, word: bytes, number: int | None) -> None:
    group = reader.groups[-1]
    starred, reader.starred = reader.starred, False
    if starred and word == b"htmltag":
        group.html_tag, group.skipped = True, not reader.encapsulated
    elif starred or word in _SKIPPED:
        group.skipped = True
    elif word == b"htmlrtf":
        reader.flush()
        group.html_rtf = number != 0
    elif word == b"u" and number is not None:
        reader.write(chr(number % 0x10000))
        reader.skip = group.skip_after_unicode
    elif word == b"uc" and number is not None:
        group.skip_after_unicode = max(0, min(number, 10))
    elif word == b"ansicpg" and number:
        reader.code_page = f"cp{number}"
    elif word in _WORDS:
        reader.write(_WORDS[word])
