"""HTML beyond what any person writes: its words are kept, its layout is not."""

import re
from html import unescape

from maildesk.mail.html_text import html_to_text

MOST_TAGS = 20_000
_LONGEST = 2 << 20
_UNSHOWN = re.compile(r"<(script|style)\b[^>]{0,2000}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_BLANKS = re.compile(r"\n[ \t\r\n]+")
_MOST_ENTITIES = 100_000
_READ_OF_MANY = 1 << 20
_LONGEST_OF_ALL = 4 << 20


def within_reach(html: str) -> bool:
    """Say whether the HTML is short enough to be read tag by tag."""
    return len(html) <= _LONGEST and html.count("<") <= MOST_TAGS


def long_html_to_text(html: str) -> str:
    """Return the words; what follows 20,000 tags or 2 MiB is freed of its tags and nothing else, up to 4 MiB."""
    if within_reach(html):
        return html_to_text(html)
    cut = min(_place_of_tag(html, MOST_TAGS), _LONGEST)
    cut = html.rfind("<", 0, cut + 1) if "<" in html[:cut] else cut
    return html_to_text(html[:cut]) + "\n" + bare_words(html[cut:_LONGEST_OF_ALL])


def _place_of_tag(html: str, number: int) -> int:
    place = -1
    for _ in range(number):
        place = html.find("<", place + 1)
        if place == -1:
            return len(html)
    return place


def bare_words(html: str) -> str:
    """Return the HTML freed of its tags, scripts and styles, a line for each stretch of words."""
    shown: list[str] = []
    position = 0
    for opening in _UNSHOWN.finditer(html):
        if opening.start() < position:
            continue
        shown.append(html[position : opening.start()])
        end = html.find(f"</{opening.group(1)}", opening.end())
        position = end if end != -1 else len(html)
    shown.append(html[position:])
    words = _unescaped(_TAG.sub("\n", "".join(shown)))
    return _BLANKS.sub("\n", words).strip()


def _unescaped(words: str) -> str:
    """Return the words with their entities read; of very many the ones in the first MiB."""
    if words.count("&") <= _MOST_ENTITIES:
        return unescape(words)
    return unescape(words[:_READ_OF_MANY]) + words[_READ_OF_MANY:]
