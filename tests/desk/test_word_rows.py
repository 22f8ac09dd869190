"""Rows of words are looked for at the beginnings of words only."""

from maildesk.desk.word_rows import WordRows


def test_a_row_is_found_where_a_word_begins() -> None:
    assert list(WordRows(("me", "[xy]z")).spans("some me _me 1me éme xz.yz")) == [(5, 7), (17, 19), (20, 22), (23, 25)]


def test_no_match_lies_within_another() -> None:
    assert list(WordRows(("one two", "two three")).spans("one two three two three")) == [(0, 7), (14, 23)]
