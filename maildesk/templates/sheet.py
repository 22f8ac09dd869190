"""The style sheet of a mail: the rules that inline styles cannot hold, and of them only those its looks need."""

import re
from collections.abc import Mapping
from functools import lru_cache

from markupsafe import Markup

# A control character: no text of a view can hold it, so that nobody writes the mark but a template.
_MARK = "\x1asheet\x1a"
_CLASSES = re.compile(r'class="([\w -]+)"')
_MOST_KEPT = 512


class StyleSheet:
    """The rules for dark screens and for phones, by the name of the look; in a template it stands for their place."""

    def __init__(self, dark: Mapping[str, str], narrow: Mapping[str, str]) -> None:
        """Keep the rules; they come out in this order."""
        self._media = (("prefers-color-scheme:dark", dict(dark)), ("max-width:520px", dict(narrow)))
        self._rules = lru_cache(_MOST_KEPT)(self._rules_for)

    def __html__(self) -> str:
        return _MARK

    def __str__(self) -> str:
        return _MARK

    def into(self, html: str) -> str:
        """Return a rendered page with the rules of the classes it uses; a page without the place is left as it is."""
        if _MARK not in html:
            return html
        return html.replace(_MARK, self._rules(frozenset(_CLASSES.findall(html))), 1)

    def _rules_for(self, values: frozenset[str]) -> str:
        names = {name for value in values for name in value.split()}
        parts = []
        for query, rules in self._media:
            # Not at the beginning of a line: SMTP doubles a dot there, and some relays do not take it off again.
            used = [f" .{name}{{{style}}}" for name, style in rules.items() if name in names]
            if used:
                parts.append("\n".join((f"@media ({query}){{", *used, "}")))
        return "\n".join(parts)


def as_attributes(name: str, style: str) -> Markup:
    """Return a look as the attributes `class` and `style` of an element."""
    return Markup(f'class="{name}" style="{style}"')  # noqa: S704 - the operator's own file, no value of a mail
