"""What a mail holds once its tree is walked: readable pieces and attachments."""

from dataclasses import dataclass, field

from maildesk.mail.letter import Attachment

_MOST_WARNINGS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One stretch of readable body, as plain text, as HTML, or as both."""

    plain: str | None = None
    html: str | None = None


@dataclass(slots=True)
class Content:
    """What walking the tree gathers."""

    pieces: list[Piece] = field(default_factory=list)
    fallback: list[Piece] = field(default_factory=list)  # bodies inside winmail.dat: used when there is no other
    attachments: list[Attachment] = field(default_factory=list)
    locations: dict[str, str] = field(default_factory=dict)  # part number -> Content-Location
    warnings: list[str] = field(default_factory=list)
    charsets: list[str] = field(default_factory=list)  # as declared by text parts, in their order
    text_size: int = 0  # bytes of text read so far
    encrypted: str = ""  # by what, in words
    attached_mail: bytes | None = None  # the first message/rfc822
    wanted: str = ""  # part number whose bytes are asked for
    found: bytes | None = None  # those bytes

    def warn(self, warning: str) -> None:
        """Note what was odd as a sentence, once; the empty string is nothing odd."""
        if warning and (said := sentence(warning)) not in self.warnings and len(self.warnings) < _MOST_WARNINGS:
            self.warnings.append(said)


def sentence(words: str) -> str:
    """Return the words as a sentence: a capital first, a full stop last."""
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
