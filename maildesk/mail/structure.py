"""The walk over the MIME tree: which leaves are the readable body and which are attachments."""

import hashlib
import re

from maildesk.mail.charset import decode_bytes, printable
from maildesk.mail.content import Content, Piece
from maildesk.mail.decode import decode_header, decode_raw_value
from maildesk.mail.encoded_blocks import cut_encoded_blocks
from maildesk.mail.enriched import enriched_to_text
from maildesk.mail.filename import safe_filename
from maildesk.mail.flowed import unflow
from maildesk.mail.header_block import clip, read_header_block, skip_leading
from maildesk.mail.letter import Attachment
from maildesk.mail.outline import Limits, Outline, outline
from maildesk.mail.part import Part
from maildesk.mail.smime import SIGNED, wrapped_content
from maildesk.mail.tnef import Tnef, read_tnef
from maildesk.mail.transfer import undo_transfer_encoding

_BODY_TYPES = ("text/plain", "text/html", "text/enriched", "text/richtext", "text")
_MARKDOWN = ("text/markdown", "text/x-markdown", "text/x-web-markdown")
_NO_WORDS = ("text/calendar", "text/vcard", "text/x-vcard", "text/directory", "text/csv", "text/rtf", "text/xml")
_MAILS = ("message/rfc822", "message/global", "message/news")
_UNSHOWN_ALTERNATIVES = ("text/x-amp-html", "text/watch-html")
_PKCS7 = ("application/pkcs7-mime", "application/x-pkcs7-mime")
_TNEF = ("application/ms-tnef", "application/vnd.ms-tnef", "application/x-tnef")
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?([\w:.-]{2,40})", re.IGNORECASE
)
_MOST_FIELDS = 200
_LONGEST_TEXT = 4 << 20
_MUCH_TEXT = 1 << 20  # beyond it a text in a wrong charset is judged by its first 4 KiB
_LONG_TEXT = 2 << 20  # beyond it any text is judged by its first 256 KiB
_ENOUGH_TO_JUDGE = 4096
_WRAPPERS = 3  # signed inside signed inside signed


class Walk:
    """Walks one tree and gathers its content; a wrapper (S/MIME) opens a tree of its own."""

    def __init__(self, tree: Outline, content: Content, *, prefix: str = "", wrappers: int = 0) -> None:
        """Walk `tree` into `content`; `prefix` stands before the part numbers of a wrapped tree."""
        self._raw = tree.raw
        self._content = content
        self._prefix = prefix
        self._wrappers = wrappers

    def pieces(self, part: Part, parent_type: str = "") -> list[Piece]:
        """Return the readable pieces of a part, and note the attachments on the way.

        Recursion is bounded by the depth that the outline allows.
        """
        for warning in part.warnings:
            self._content.warn(warning)
        if not part.is_multipart:
            return self._leaf(part, parent_type)
        if not part.children:
            text = self._raw[part.start : part.end if part.preamble_end < 0 else part.preamble_end]
            return [Piece(plain=self._text(part, self._within_reach(text)))] if text.strip() else []
        if part.content_type == "multipart/encrypted":
            self._content.encrypted = "PGP/MIME" if "pgp" in str(part.type_parameters) else "multipart/encrypted"
        found = [self.pieces(child, part.content_type) for child in part.children]
        if part.content_type == "multipart/alternative":
            return _one_of(found)
        return [piece for pieces in found for piece in pieces]

    def _leaf(self, part: Part, parent_type: str) -> list[Piece]:
        kind = part.content_type
        part.hint = next((charset for charset in self._content.charsets if charset), "")
        if kind in _UNSHOWN_ALTERNATIVES and parent_type == "multipart/alternative":
            return []
        if kind == "application/applefile" and parent_type == "multipart/appledouble":
            return []
        if self._is_body(part, parent_type):
            return self._body(part)
        wanted = self._content.wanted
        number = self._prefix + part.number
        if wanted and wanted != number and not wanted.startswith(number + "."):
            return []
        data = self._bytes(part)
        if (kind in _PKCS7 or part.filename.lower().endswith(".p7m")) and (
            opened := self._unwrapped(part, data)
        ) is not None:
            return opened
        if (kind in _TNEF or part.filename.lower() == "winmail.dat") and self._tnef(part, data):
            return []
        self._note_oddity(part)
        name = part.filename
        if kind in _MAILS:
            name = name or _name_of_mail(data)
            self._content.attached_mail = self._content.attached_mail or data
        self._attach(number, name, kind, data, content_id=part.content_id or None)
        location = part.raw_value(b"content-location")
        if location:
            self._content.locations[number] = location
        return []

    def _is_body(self, part: Part, parent_type: str) -> bool:
        named = bool(part.filename)
        if part.content_type not in _BODY_TYPES:
            words = part.content_type in _MARKDOWN or (part.number == "1" and not parent_type)
            return words and not named and part.disposition != "attachment" and _is_words(part.content_type)
        if part.disposition == "attachment":
            return not named and part.number == "1" and not parent_type and not self._prefix
        if not named or parent_type == "multipart/alternative":
            return True
        return part.number.split(".")[-1] == "1" and not self._content.attachments and not self._has_text_before

    @property
    def _has_text_before(self) -> bool:
        return bool(self._content.charsets)

    def _body(self, part: Part) -> list[Piece]:
        data = self._bytes(part)
        self._content.charsets.append(part.type_parameters.get("charset", ""))
        if part.content_type == "text/html":
            data = self._within_reach(data)
            return [Piece(html=self._decoded(part, data, _meta_charset(data)))] if data.strip() else []
        data, blocks = cut_encoded_blocks(data)
        for index, block in enumerate(blocks, 1):
            name = decode_bytes(block.name, part.type_parameters.get("charset", ""))[0]
            number = f"{self._prefix}{part.number}.{block.kind}.{index}"
            self._attach(number, name, "application/octet-stream", block.data)
        text = self._text(part, self._within_reach(data))
        return [Piece(plain=text)] if text.strip() or not self._prefix else []

    def _within_reach(self, data: bytes) -> bytes:
        """Return what is read of a text: nobody wrote more than 4 MiB by hand, and the raw mail holds the rest."""
        room = max(0, _LONGEST_TEXT - self._content.text_size)
        self._content.text_size += len(data)
        if len(data) <= room:
            return data
        self._content.warn("the text is very long: its first 4 MiB were read")
        return data[: data.rfind(b"\n", max(0, room - 4096), room) + 1 or room]

    def _text(self, part: Part, data: bytes) -> str:
        text = self._decoded(part, data, "")
        if part.content_type in ("text/enriched", "text/richtext"):
            return enriched_to_text(text)
        parameters = part.type_parameters
        if parameters.get("format", "").lower() == "flowed":
            text = unflow(text, delete_space=parameters.get("delsp", "").lower() == "yes")
        return text

    def _decoded(self, part: Part, data: bytes, meta: str) -> str:
        hint = meta or next((charset for charset in self._content.charsets if charset), "")
        long = _ENOUGH_TO_JUDGE if self._content.text_size > max(len(data), _MUCH_TEXT) else _LONG_TEXT
        text, warning = decode_bytes(data, part.type_parameters.get("charset", "") or meta, hint, long=long)
        self._content.warn(warning)
        return printable(text).removeprefix("\ufeff")

    def _bytes(self, part: Part) -> bytes:
        data, warning = undo_transfer_encoding(self._raw[part.start : part.end], part.encoding)
        self._content.warn(warning)
        return data

    def _attach(self, number: str, name: str, kind: str, data: bytes, *, content_id: str | None = None) -> None:
        if self._content.wanted:
            if self._content.wanted == number:
                self._content.found = data
            return
        count = len(self._content.attachments) + 1
        self._content.attachments.append(
            Attachment(
                part=number,
                filename=safe_filename(name, kind, count),
                content_type=kind,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                content_id=content_id,
            )
        )

    def _note_oddity(self, part: Part) -> None:
        if part.content_type == "message/partial":
            self._content.warn("a piece of a mail that was cut up (message/partial) was not put together")
        elif part.content_type == "message/external-body":
            self._content.warn("content that lies elsewhere (message/external-body) was not fetched")

    def _unwrapped(self, part: Part, data: bytes) -> list[Piece] | None:
        """Return the pieces inside an opaque signature or a compressed part; None when it is none, or encrypted."""
        if self._wrappers >= _WRAPPERS:
            return None
        wrapped = wrapped_content(data)
        if wrapped is None:
            said = part.type_parameters.get("smime-type", "").lower()
            if "signed" in said or "compressed" in said:
                self._content.warn("a signed or compressed part (S/MIME) could not be opened")
            elif "certs" not in said:
                self._content.encrypted = "S/MIME"
            return None
        how, inner = wrapped
        tree = outline(inner, Limits())
        if tree.beyond:
            self._content.warn(f"a {how} part holds {tree.beyond}")
            return None
        if how == SIGNED:
            self._content.warn("signed (S/MIME); the signature was not checked")
        prefix = f"{self._prefix}{part.number}.smime."
        return Walk(tree, self._content, prefix=prefix, wrappers=self._wrappers + 1).pieces(tree.root)

    def _tnef(self, part: Part, data: bytes) -> bool:
        """Open a winmail.dat; False when it can not be opened and is an attachment like any other."""
        opened = read_tnef(data)
        if opened is None:
            self._content.warn("a winmail.dat could not be opened")
            return False
        for warning in opened.warnings:
            self._content.warn(warning)
        self._tnef_files(opened, f"{self._prefix}{part.number}")
        if opened.text or opened.html:
            self._content.fallback.append(Piece(plain=opened.text or None, html=opened.html or None))
        return True

    def _tnef_files(self, opened: Tnef, number: str, depth: int = 1) -> None:
        """Note the files of a winmail.dat; a mail in it stays whole, and its words and files are listed behind it."""
        for index, file in enumerate(opened.files, 1):
            below = f"{number}.tnef.{index}"
            self._attach(below, file.name, file.content_type, file.data, content_id=file.content_id or None)
            if file.content_type not in _TNEF or depth > _WRAPPERS:
                continue
            inner = read_tnef(file.data)
            if inner is None:
                continue
            stem = file.name.removesuffix(".dat")
            if inner.text:
                self._attach(f"{below}.text", f"{stem}.txt", "text/plain", inner.text.encode())
            elif inner.html:
                self._attach(f"{below}.html", f"{stem}.html", "text/html", inner.html.encode())
            self._tnef_files(inner, below, depth + 1)


def _is_words(content_type: str) -> bool:
    return content_type.startswith("text/") and content_type not in _NO_WORDS


def _name_of_mail(data: bytes) -> str:
    """Return what an attached mail without a name is called: its subject."""
    for key, value in read_header_block(data, skip_leading(data), len(data), _MOST_FIELDS).fields:
        if key.lower() == b"subject" and (said := decode_header(decode_raw_value(clip(value)))):
            return said.replace("/", "_").replace("\\", "_") + ".eml"
    return ""


def _meta_charset(data: bytes) -> str:
    match = _META_CHARSET.search(data[:2048])
    return match.group(1).decode("ascii") if match else ""


def _one_of(found: list[list[Piece]]) -> list[Piece]:
    """Make one piece of the alternatives: the first plain text and the last HTML (RFC 2046 section 5.1.4)."""
    plain = html = None
    for pieces in found:
        plains = [piece.plain for piece in pieces if piece.plain is not None]
        htmls = [piece.html for piece in pieces if piece.html is not None]
        if plains and not htmls and plain is None:
            plain = "\n\n".join(plains)
        if htmls:
            html = "\n".join(htmls)
            mixed = [piece.plain for piece in pieces if piece.plain is not None]
            plain = "\n\n".join(mixed) if mixed and plain is None else plain
    return [Piece(plain=plain, html=html)] if plain is not None or html is not None else []
