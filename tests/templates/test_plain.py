"""What is taken out of every text of a view before a template sees it."""

import re
import sys
import unicodedata
from dataclasses import replace

import pytest

from maildesk.desk.outgoing import MessageKind
from maildesk.templates.plain import plain, plain_line, plain_words
from maildesk.templates.samples import KINDS, samples
from tests.templates.builders import customer_view
from tests.templates.test_rendering import poisoned

UNWELCOME = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def test_of_all_characters_only_the_unwelcome_are_taken_out_of_a_line() -> None:
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        shown = " " if UNWELCOME.fullmatch(character) else character
        assert plain_line(f"a{character}b") == f"a{shown}b", unicodedata.name(character, hex(number))


def test_of_all_characters_only_the_unwelcome_are_taken_out_of_words() -> None:
    kept = {"\t": "\t", "\n": "\n", "\r": "\n", "\u2028": "\n"}
    for number in range(sys.maxunicode + 1):
        character = chr(number)
        shown = kept.get(character, "") if UNWELCOME.fullmatch(character) else character
        assert plain_words(f"a\n{character}b") == f"a\n{shown}b", unicodedata.name(character, hex(number))


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_of_every_view_is_cleaned_at_any_depth(kind: MessageKind) -> None:
    for message in samples(kind, "en"):
        dirty = poisoned(message.view, "a\u202eb\x00")

        assert "\\u202e" in repr(dirty)
        assert "\\u202e" not in repr(plain(dirty))
        assert "\\x00" not in repr(plain(dirty))


def test_a_view_that_is_plain_already_stays_the_same_object() -> None:
    view = customer_view(words="one\ntwo", name="陳")

    assert plain(view) is view
    assert plain(replace(view, name="陳\n")) == replace(view, name="陳 ")
