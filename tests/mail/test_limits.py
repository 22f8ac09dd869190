"""Mails beyond the limits are answered from their header; size alone is no reason."""

import pytest

from maildesk.mail.letter import Kind, ReadContext
from maildesk.mail.outline import Limits, outline, walk
from maildesk.mail.read import attachment_bytes, read, readable_size

HEAD = b"From: Jana <jana@example.com>\r\nSubject: Printer\r\nMessage-ID: <a@example.com>\r\n"
DESK = ReadContext(domain="desk.example.org")


def nested(depth: int) -> bytes:
    levels = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(depth))
    return HEAD + levels + b"\r\ndeep words\r\n"


def flat(parts: int) -> bytes:
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n" + b"\r\n--b\r\n\r\nx" * parts + b"\r\n--b--\r\n"


def with_fields(count: int) -> bytes:
    return HEAD + b"X-A: b\r\n" * count + b"\r\nwords\r\n"


@pytest.mark.parametrize("raw", [nested(20_000), flat(50_000), with_fields(50_000), HEAD + b"X: y\r\n z" * 400_000])
def test_beyond_the_limits_the_header_is_read_and_a_warning_says_why(raw: bytes) -> None:
    letter = read(raw, DESK)
    assert letter.kind is Kind.UNPARSABLE
    assert letter.subject == "Printer"
    assert letter.message_id == "<a@example.com>"
    assert letter.sender is not None
    assert "only its header was read" in letter.warnings[0]
    assert letter.text == ""


def test_a_thousand_parts_and_depth_fifty_are_within_the_limits() -> None:
    assert read(flat(999), DESK).kind is not Kind.UNPARSABLE
    assert read(flat(1000), DESK).kind is Kind.UNPARSABLE
    assert read(nested(49), DESK).text == "deep words"
    assert read(nested(50), DESK).kind is Kind.UNPARSABLE
    assert read(with_fields(997), DESK).text == "words"
    assert read(with_fields(998), DESK).kind is Kind.UNPARSABLE


def test_limits_come_from_the_context() -> None:
    narrow = ReadContext(max_part_count=3)
    assert read(flat(5), narrow).kind is Kind.UNPARSABLE
    assert read(flat(2), narrow).kind is not Kind.UNPARSABLE


def test_attached_mails_count_as_depth() -> None:
    raw = HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 60 + b"words"
    assert "nested" in outline(raw, Limits()).beyond


def test_part_numbers_are_those_of_imap() -> None:
    inner = b"Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\none\r\n--i\r\n\r\ntwo\r\n--i--"
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\n"
        + inner
        + b"\r\n--o\r\n\r\nthree\r\n--o--\r\n"
    )
    tree = outline(raw, Limits())
    assert [part.number for part in walk(tree.root)] == ["", "1", "1.1", "1.2", "2"]


def test_the_bytes_of_an_attachment_are_found_again_by_its_part_number() -> None:
    raw = HEAD + (
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b\r\n"
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n"
    )
    (item,) = read(raw, DESK).attachments
    assert (item.part, attachment_bytes(raw, item.part)) == ("2", b"hello")
    with pytest.raises(KeyError):
        attachment_bytes(raw, "3")


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (3400, "3.4 kB"), (25_000_000, "25 MB"), (999_700, "1.0 MB")],
)
def test_sizes_are_written_as_people_write_them(size: int, words: str) -> None:
    assert readable_size(size) == words


def test_hundreds_of_texts_each_with_other_html_behind_it_are_read_as_they_stand() -> None:
    pair = b"\r\n--b\r\nContent-Type: text/plain\r\n\r\nwords\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>words</p>"
    raw = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n" + pair * 30 + b"\r\n--b--\r\n"
    assert read(raw, DESK).text.count("words") == 60
