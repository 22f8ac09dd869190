"""The same mail has the same key however it arrives; another mail has another."""

from maildesk.mail.content_key import content_key

MAIL = (
    b"Message-ID: <a@example.com>\r\nFrom: jana@example.com\r\nDate: x\r\n"
    b"Subject: Printer is\r\n broken\r\n\r\nwords\r\n"
)


def test_trace_fields_do_not_count() -> None:
    assert content_key(b"Received: by mx.example.org\r\nDelivered-To: x@example.org\r\n" + MAIL) == content_key(MAIL)


def test_line_ends_folding_and_empty_lines_at_the_end_do_not_count() -> None:
    assert content_key(MAIL.replace(b"\r\n", b"\n")) == content_key(MAIL)
    assert content_key(MAIL.replace(b"is\r\n broken", b"is broken")) == content_key(MAIL)
    assert content_key(MAIL + b"\r\n\r\n") == content_key(MAIL)


def test_identity_and_body_count() -> None:
    others = [
        MAIL.replace(b"<a@", b"<b@"),
        MAIL.replace(b"jana", b"jane"),
        MAIL.replace(b"Date: x", b"Date: y"),
        MAIL.replace(b"broken", b"whole"),
        MAIL.replace(b"words", b"word"),
    ]
    assert len({content_key(mail) for mail in (MAIL, *others)}) == 6


def test_any_bytes_have_a_key() -> None:
    for raw in (b"", b"\x00", b"\r\n", b"no header at all", b"From: x"):
        assert len(content_key(raw)) == 64
