"""Cuts HTML into tags and text in linear time, and believes a "<" that begins no tag to be a character."""

import re
from collections.abc import Iterator

_TAG_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:_-]{0,40})(?=[\s/>])")
# Possessive on purpose: an attempt that fails gives up at once.
_QUOTED_TAG = re.compile(r"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_RAW = frozenset(("script", "style", "title", "template", "xml", "noframes", "noembed"))
_RAW_END = {name: re.compile(rf"</{name}[\s/>]", re.IGNORECASE) for name in _RAW}
_MOST_FAILURES = 20  # of the quote-aware tag pattern, before quotes are no longer believed
_LONGEST_TAG = 4_000_000  # characters; pictures stand in tags as data addresses
_LONGEST_DECLARATION = 10_000


def tokens(html: str) -> Iterator[tuple[str, bool, str, str]]:
    """Cut HTML into (text, closing, name, attributes); `name` is empty for text."""
    at, size, failures = 0, len(html), 0
    last_tag_end = html.rfind(">")
    text_from = 0
    plain_end = -1  # the next ">", looked for once
    gone: set[str] = set()  # raw elements that are not closed any more
    while True:
        start = html.find("<", at)
        if start < 0 or start > last_tag_end:
            break
        if html.startswith("<!", start) or html.startswith("<?", start):
            if start > text_from:
                yield html[text_from:start], False, "", ""
            at = text_from = _after_declaration(html, start, gone)
            continue
        match = _TAG_NAME.match(html, start)
        if match is None:
            at = start + 1
            continue
        if plain_end < match.end():
            plain_end = html.find(">", match.end())
        end, failed = _tag_end(html, match.end(), start, plain_end, believe_quotes=failures < _MOST_FAILURES)
        failures += failed
        if end < 0:
            at = start + 1
            continue
        if start > text_from:
            yield html[text_from:start], False, "", ""
        name = match[1].lower()
        closing = html[start + 1] == "/"
        at = text_from = end
        if not closing and name in _RAW and name not in gone:
            at = text_from = _after_raw(html, end, name, gone)
            continue
        yield "", closing, name, html[match.end() : end - 1]
    if text_from < size:
        yield html[text_from:], False, "", ""


def _after_declaration(html: str, start: int, gone: set[str]) -> int:
    if html.startswith("<!--", start):
        if "<!--" not in gone:
            if html.startswith(("<!-->", "<!--->"), start):
                return html.index(">", start) + 1
            end = html.find("-->", start + 4)
            if end >= 0:
                return end + 3
            gone.add("<!--")
        return start + 4
    end = html.find(">", start, start + _LONGEST_DECLARATION)
    return end + 1 if end >= 0 else start + 2


def _tag_end(html: str, named: int, start: int, plain_end: int, *, believe_quotes: bool) -> tuple[int, int]:
    """Return where the tag ends, or -1 when it is none, and whether the search was a costly failure.

    `plain_end` is the next ">". A "<" before it, outside quotes, says that the first "<" was only a character.
    """
    opened = html.find("<", named, plain_end)
    inner = html[named : plain_end if opened < 0 else opened]
    odd = inner.count('"') % 2 or inner.count("'") % 2
    if odd and believe_quotes:
        match = _QUOTED_TAG.match(html, start, min(len(html), start + _LONGEST_TAG))
        if match is not None:
            return match.end(), 0
        return plain_end + 1, 1
    return (plain_end + 1, 0) if opened < 0 else (-1, 0)


def _after_raw(html: str, start: int, name: str, gone: set[str]) -> int:
    match = _RAW_END[name].search(html, start)
    if match is None:
        gone.add(name)
        return start
    end = html.find(">", match.start())
    return end + 1 if end >= 0 else match.end()
