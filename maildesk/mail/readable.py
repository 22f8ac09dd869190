"""One readable text of all pieces of a body, and the HTML that it may be judged by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maildesk.mail.charset import printable
from maildesk.mail.content import Content, Piece
from maildesk.mail.html_text import html_to_text
from maildesk.mail.long_html import MOST_TAGS, bare_words, long_html_to_text, within_reach

_LONGEST_STUB = 400
_MOST_COMPARED = 40  # pieces; a mail of more is no text with its HTML beside it
# What mail programs write into the plain alternative when they do not care to write it.
_STUB = re.compile(
    r"html[- ]?(?:e-?mail|mail|message|format|version|viewer|client|compatible|enabled|capable|support)"
    r"|(?:view|read|display|see|support)[^.\n]{0,60}\bhtml\b|\bhtml\b[^.\n]{0,40}(?:anzeigen|darstell|format|nachricht)"
    r"|view (?:this|the|it) (?:e-?mail|message|mail)? ?(?:in|with) (?:your|a|the) (?:web )?browser"
    r"|(?:不支持|不支援|支持|支援|查看|以)[^。\n]{0,20}html|html[^。\n]{0,10}(?:邮件|郵件|格式|メール|形式|表示)",
    re.IGNORECASE,
)
_SIGNED_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE_BEGIN = "-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_ENCRYPTED_BEGIN = "-----BEGIN PGP MESSAGE-----"


@dataclass(frozen=True, kw_only=True, slots=True)
class Readable:
    """The body to be cut apart: `text` is empty when there is HTML alone, `html` is None when it is not all there."""

    text: str = ""
    html: str | None = None


def readable_body(content: Content) -> Readable:
    """Return the body of all pieces; plain text is preferred, unless it is empty or only says that there is HTML."""
    pieces = [piece for piece in content.pieces if _has_words(piece)]
    if not pieces and content.fallback:
        pieces = content.fallback
    pieces = _without_repeats(pieces)
    html = "\n".join(piece.html for piece in pieces if piece.html) if all(piece.html for piece in pieces) else ""
    if not within_reach(html):
        content.warn("the HTML is very long: it was read without its layout")
        html = ""
    if html and all(_speaks_by_html(piece) for piece in pieces):
        only_html = not any((piece.plain or "").strip() for piece in pieces)
        if only_html or html_to_text(html).strip():
            return Readable(html=html)
    texts = [text.strip("\n") for text in _texts_of(pieces) if text.strip()]
    text = _without_armour("\n\n".join(texts), content)
    return Readable(text=text.strip("\n").rstrip(), html=html or None)


def _without_repeats(pieces: list[Piece]) -> list[Piece]:
    """Make one piece of a plain text and the HTML right behind it that says the same: a sender's wrong multipart."""
    if len(pieces) > _MOST_COMPARED:
        return pieces
    kept: list[Piece] = []
    for piece in pieces:
        before = kept[-1] if kept else Piece()
        if before.plain and not before.html and _says_the_same(before.plain, piece):
            kept[-1] = Piece(plain=before.plain, html=piece.html)
            continue
        kept.append(piece)
    return kept


def _says_the_same(plain: str, piece: Piece) -> bool:
    if not piece.html or piece.plain or not within_reach(piece.html):
        return False
    return "".join(plain.split()) == "".join(html_to_text(piece.html).split())


def _has_words(piece: Piece) -> bool:
    return bool(piece.plain and piece.plain.strip()) or bool(piece.html and piece.html.strip())


def _speaks_by_html(piece: Piece) -> bool:
    plain = piece.plain or ""
    return bool(piece.html) and (not plain.strip() or _is_stub(plain))


def _texts_of(pieces: list[Piece]) -> Iterator[str]:
    """Yield the words of each piece; what HTML follows the tags that all may have together is read without layout."""
    tags = 0
    for piece in pieces:
        plain = piece.plain or ""
        if piece.html is None or not _speaks_by_html(piece):
            yield plain
            continue
        tags += piece.html.count("<")
        text = printable(bare_words(piece.html) if tags > MOST_TAGS else long_html_to_text(piece.html))
        yield text if text.strip() else plain


def _is_stub(plain: str) -> bool:
    stripped = plain.strip()
    return len(stripped) <= _LONGEST_STUB and _STUB.search(stripped) is not None


def _without_armour(text: str, content: Content) -> str:
    """Take the armour of a clear-signed text away (RFC 9580 section 7); the words stay."""
    if "-----BEGIN PGP" not in text:
        return text
    if _ENCRYPTED_BEGIN in text:
        content.encrypted = content.encrypted or "PGP"
    begin = text.find(_SIGNED_BEGIN)
    signature = text.find(_SIGNATURE_BEGIN, begin + 1)
    if begin == -1 or signature == -1:
        return text
    blank = text.find("\n\n", begin)
    start = blank + 2 if blank != -1 and blank < signature else begin + len(_SIGNED_BEGIN)
    words = text[start:signature].rstrip("\n")
    words = "\n".join(line.removeprefix("- ") for line in words.split("\n"))
    end = text.find(_SIGNATURE_END, signature)
    after = text[end + len(_SIGNATURE_END) :] if end != -1 else ""
    content.warn("signed (PGP); the signature was not checked")
    return text[:begin] + words + after
