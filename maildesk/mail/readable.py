"""One readable text of all pieces of a body, and the HTML that it may be judged by."""

import re

from maildesk.mail.charset import printable
from maildesk.mail.content import Content, Piece
from maildesk.mail.until_landed import html_to_text

_LONGEST_HTML = 2 << 20
_LONGEST_STUB = 400
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


def readable_body(content: Content) -> tuple[str, str | None]:
    """Return the whole text, and the HTML when all of the text came with one.

    Plain text is preferred, unless it is empty or only says that there is HTML.
    """
    pieces = [piece for piece in content.pieces if _has_words(piece)]
    if not pieces and content.fallback:
        pieces = content.fallback
    texts: list[str] = []
    htmls: list[str] = []
    for piece in pieces:
        text = _text_of(piece, content)
        if text.strip():
            texts.append(text.strip("\n"))
            htmls += [piece.html[:_LONGEST_HTML]] if piece.html else []
    text = _without_armour("\n\n".join(texts), content)
    html = "\n".join(htmls) if htmls and len(htmls) == len(texts) else None
    return text.strip("\n").rstrip(), html


def _has_words(piece: Piece) -> bool:
    return bool(piece.plain and piece.plain.strip()) or bool(piece.html and piece.html.strip())


def _text_of(piece: Piece, content: Content) -> str:
    plain = piece.plain or ""
    if piece.html is None or (plain.strip() and not _is_stub(plain)):
        return plain
    if len(piece.html) > _LONGEST_HTML:
        content.warn("the HTML body was read up to 2 MiB")
    text = printable(html_to_text(piece.html[:_LONGEST_HTML]))
    return text if text.strip() else plain


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
