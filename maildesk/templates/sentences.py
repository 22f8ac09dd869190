"""Says the desk's own sentences in the language of a mail: rooms below write them in English, a table turns them over.

An entry is a pair: the English sentence with `{name}` where something stands in, and the sentence in the language.
`{name|priority}` says what stood there by the table `[priority]` of the same words, `{why|said}` by this table again.
A sentence nobody has turned over stays as it is.
"""

import re
from collections.abc import Callable

from maildesk.errors import ConfigurationError
from maildesk.templates.words import Words

_PLACE = re.compile(r"\{([a-z]+)(?:\|([a-z_]+))?\}")
_LONGEST = 500  # characters; what is longer is a person's text
_MOST_PLACES = 4


def speaker(words: Words) -> Callable[[str], str]:
    """Return the function that says a sentence in the language of the words. Raises ConfigurationError."""
    pairs = [(_pattern(english), said) for english, said in getattr(words, "sentences", [])]

    def said(sentence: str) -> str:
        if len(sentence) <= _LONGEST:
            for pattern, translated in pairs:
                if found := pattern.fullmatch(sentence):
                    return _filled(translated, found.groupdict(), words, said)
        return sentence

    return said


def _pattern(english: str) -> re.Pattern[str]:
    places = _PLACE.split(english)
    if len(places) // 3 > _MOST_PLACES:
        raise ConfigurationError((f"words.toml, sentences: “{english}” has more than {_MOST_PLACES} places.",))
    # split gives: text, name, section, text, name, section, text ...
    pieces = [re.escape(text) for text in places[::3]]
    names = places[1::3]
    joined = pieces[0] + "".join(f"(?P<{name}>.+?){piece}" for name, piece in zip(names, pieces[1:], strict=True))
    return re.compile(joined)


def _filled(translated: str, places: dict[str, str], words: Words, said: Callable[[str], str]) -> str:
    def place(found: re.Match[str]) -> str:
        value = places.get(found[1], "")
        if found[2] == "said":
            return said(value)
        section = getattr(words, found[2], None) if found[2] else None
        if not isinstance(section, Words):
            return value
        # A sentence writes "information request" where the table has the code's information_request.
        return section.get(value) or section.get(value.replace(" ", "_")) or value

    return _PLACE.sub(place, translated)
