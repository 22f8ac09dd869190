"""Pictures that the HTML shows told from files that were attached."""

import re
from dataclasses import replace
from urllib.parse import unquote

from maildesk.mail.content import Content
from maildesk.mail.letter import Attachment

_CID = re.compile(r"cid:([^\"'\s<>)]{1,250})", re.IGNORECASE)
_LONGEST_HTML = 4 << 20


def mark_inline(content: Content) -> tuple[Attachment, ...]:
    """Return the attachments, those marked inline that the HTML refers to by Content-ID or Content-Location."""
    htmls = [piece.html[:_LONGEST_HTML] for piece in (*content.pieces, *content.fallback) if piece.html]
    if not htmls or not any(item.content_id or item.part in content.locations for item in content.attachments):
        return tuple(content.attachments)
    shown = {_plain(match) for html in htmls for match in _CID.findall(html)}
    marked: list[Attachment] = []
    for item in content.attachments:
        by_id = item.content_id is not None and _plain(item.content_id) in shown
        location = content.locations.get(item.part, "")
        by_location = len(location) > 3 and any(f'"{location}"' in html for html in htmls)
        marked.append(replace(item, inline=True) if by_id or by_location else item)
    return tuple(marked)


def _plain(content_id: str) -> str:
    return unquote(content_id.replace("&amp;", "&")).strip().lower()
