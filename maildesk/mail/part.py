"""One part of a MIME mail: where it lies in the raw bytes and what its header says of it."""

from dataclasses import dataclass, field
from functools import cached_property

from maildesk.mail.decode import decode_raw_value, one_line
from maildesk.mail.header_block import clip
from maildesk.mail.parameters import parse_parameters

_MOST_GUESSES = 100
_LONGEST_TYPE = 4096  # characters of Content-Type and Content-Disposition
_LONGEST_OF_MANY = 1024  # the same in a mail of very many parts


def decoded_values(
    fields: tuple[tuple[bytes, bytes], ...], hint: str, *, most: int = _MOST_GUESSES
) -> tuple[tuple[str, str], ...]:
    """Return the fields with raw 8-bit bytes decoded; the charset is guessed for the first `most` such values."""
    strange = 0
    values: list[tuple[str, str]] = []
    for name, value in fields:
        strange += not value.isascii()
        if strange > most and not value.isascii():
            values.append((name.decode("ascii"), one_line(clip(value).decode("utf-8", "replace"))))
        else:
            values.append((name.decode("ascii"), decode_raw_value(clip(value), hint)))
    return tuple(values)


@dataclass(eq=False)
class Part:
    """A node of the MIME tree (RFC 2045); `start` and `end` bound its body, which is not copied."""

    number: str  # IMAP section, "" for a root that is a multipart
    fields: tuple[tuple[bytes, bytes], ...]
    header_start: int
    start: int
    end: int
    default_type: str = "text/plain"
    children: list["Part"] = field(default_factory=list)
    preamble_end: int = -1  # of a multipart: where its first delimiter stands; -1 when there is none
    type_override: str = ""
    warnings: list[str] = field(default_factory=list)
    guess: bool = True  # whether undeclared bytes in its fields are worth a guess; not in a mail of hundreds of parts
    hint: str = ""  # charset that other parts of the mail declare, for a name in undeclared bytes

    @cached_property
    def values(self) -> tuple[tuple[str, str], ...]:
        """Every field as (name, value): unfolded, raw 8-bit bytes decoded, encoded-words still encoded."""
        return decoded_values(self.fields, "", most=_MOST_GUESSES if self.guess else 0)

    def raw_value(self, name: bytes, hint: str = "") -> str:
        """Return the first value of a field as text, encoded-words still encoded; empty when it is missing."""
        most = 4 * self._longest
        for key, whole in self.fields:
            if len(key) == len(name) and key.lower() == name:
                value = whole[:most]
                if self.guess or value.isascii():
                    return decode_raw_value(clip(value), hint)
                return one_line(clip(value).decode("utf-8", "replace"))
        return ""

    @property
    def _longest(self) -> int:
        return _LONGEST_TYPE if self.guess else _LONGEST_OF_MANY

    @cached_property
    def _type(self) -> tuple[str, dict[str, str]]:
        return parse_parameters(self.raw_value(b"content-type")[: self._longest])

    @cached_property
    def _disposition(self) -> tuple[str, dict[str, str]]:
        return parse_parameters(self.raw_value(b"content-disposition")[: self._longest])

    @cached_property
    def content_type(self) -> str:
        """The media type in lower case; what is missing or malformed is text/plain (RFC 2045 section 5.2)."""
        if self.type_override:
            return self.type_override
        main, _, sub = (piece.strip() for piece in self._type[0].partition("/"))
        if not self._type[0]:
            return self.default_type
        words = f"{main}/{sub.split()[0] if sub.split() else ''}"
        if main and sub and words.isascii() and words.isprintable():
            return words
        return "text/plain" if main in ("text", "plain") or self.number in ("", "1") else "application/octet-stream"

    @property
    def type_parameters(self) -> dict[str, str]:
        """The parameters of Content-Type, decoded."""
        return self._type[1]

    @property
    def disposition(self) -> str:
        """The word of Content-Disposition: attachment, inline, another one, or empty."""
        return self._disposition[0]

    @cached_property
    def filename(self) -> str:
        """The name that the sender gave, decoded but not yet safe; empty when there is none."""
        name = self._disposition[1].get("filename") or self.type_parameters.get("name", "")
        if not self.hint or not self.guess or name.isascii():
            return name
        said = parse_parameters(self.raw_value(b"content-disposition", self.hint)[:_LONGEST_TYPE])[1].get("filename")
        return said or parse_parameters(self.raw_value(b"content-type", self.hint)[:_LONGEST_TYPE])[1].get("name", "")

    @cached_property
    def encoding(self) -> str:
        """The first word of Content-Transfer-Encoding in lower case."""
        words = self.raw_value(b"content-transfer-encoding").lower().replace(";", " ").split()
        return words[0].strip("\"'") if words else ""

    @cached_property
    def content_id(self) -> str:
        """The Content-ID without angle brackets; empty when there is none."""
        return self.raw_value(b"content-id").strip().strip("<>").strip()

    @property
    def is_multipart(self) -> bool:
        """Whether the parts of this part are parts of the mail (an attached mail's are not)."""
        return self.content_type.startswith("multipart/")
