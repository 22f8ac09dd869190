"""A letter is what the whole mail says: body, files, originals of forwards, and a mark for our own limits."""

import pytest

from maildesk.mail.letter import Kind, ReadContext
from maildesk.mail.read import attachment_bytes, read

DESK = ReadContext(domain="desk.example.org", own_addresses=("support@example.org",))
HEAD = "From: Jana <jana@example.com>\r\nTo: support@example.org\r\nSubject: Printer\r\nMIME-Version: 1.0\r\n"


def mail(*parts: str) -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    return f'{HEAD}Content-Type: multipart/mixed; boundary="b"\r\n\r\n{body}--b--\r\n'.encode()


def test_the_sender_and_words_of_an_attached_mail_are_the_original() -> None:
    inner = "From: Old Customer <old@example.net>\r\nSubject: Broken\r\n\r\nit is broken\r\n"
    letter = read(mail("\r\nplease open a ticket", f"Content-Type: message/rfc822\r\n\r\n{inner}"), DESK)
    assert letter.forwarded_from is not None
    assert letter.forwarded_from.address == "old@example.net"
    assert letter.forwarded_text == "it is broken"
    assert letter.text == "please open a ticket"


def test_a_letter_knows_the_size_of_its_mail() -> None:
    raw = mail("\r\nwords")
    assert read(raw, DESK).size == len(raw)


@pytest.mark.parametrize("part", ["1.uu.1", "2.tnef.1", "9"])
def test_asking_for_an_attachment_that_is_not_there_says_so(part: str) -> None:
    with pytest.raises(KeyError):
        attachment_bytes(mail("\r\nwords"), part)


def test_a_uuencoded_file_is_found_again() -> None:
    raw = mail("\r\nsee\r\nbegin 644 a.txt\r\n%:&5L;&\\\r\n`\r\nend\r\n")
    (item,) = read(raw, DESK).attachments
    assert item.part == "1.uu.1"
    assert attachment_bytes(raw, item.part) == b"hello"


def test_a_very_long_text_is_kept_whole_and_its_tail_counts_as_quoted() -> None:
    words = "a line of words\n" * 40_000
    letter = read(f"{HEAD}\r\n{words}".encode(), DESK)
    assert letter.text == words.rstrip("\n")
    assert len(letter.reply) < len(words)
    assert any("very long" in warning for warning in letter.warnings)


def test_a_mistake_of_ours_in_reading_is_an_unparsable_mail_and_never_an_exception() -> None:
    broken = ReadContext(max_depth="no number")  # type: ignore[arg-type]
    letter = read(mail("\r\nwords"), broken)
    assert letter.kind is Kind.UNPARSABLE
    assert "Reading failed" in letter.warnings[0]
    assert letter.subject == "Printer"


def test_two_hundred_fields_are_kept_for_rules() -> None:
    raw = (HEAD + "".join(f"X-{number}: v\r\n" for number in range(400)) + "\r\nwords").encode()
    assert len(read(raw, DESK).headers) == 200
