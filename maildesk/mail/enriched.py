"""text/enriched and text/richtext to plain text (RFC 1896, RFC 1341)."""

import re

_PARAMETER = re.compile(r"<param>[^<]{0,1000}</param>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z0-9-]{1,60}>")
_LINE_BREAKS = re.compile(r"\n+")


def enriched_to_text(text: str) -> str:
    """Return the words without their commands; one line break is a space, n of them are n - 1."""
    text = _PARAMETER.sub("", text).replace("<nl>", "\n\n").replace("<lt>", "\x00").replace("<<", "\x00")
    text = _TAG.sub("", text).replace("\x00", "<")
    return _LINE_BREAKS.sub(lambda match: " " if len(match.group()) == 1 else match.group()[1:], text)
