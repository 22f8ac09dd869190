"""A codec of Python that a mail names as its charset is never used, wherever the name stands."""

import pytest

from maildesk.mail.letter import ReadContext
from maildesk.mail.read import read

CODECS = (
    "punycode",
    "idna",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "zlib",
    "rot13",
    "hex",
    "base64",
    "uu",
)
TYPES = (
    "text/plain",
    "text/html",
    "multipart/report",
    "multipart/mixed",
    "message/delivery-status",
    "text/rfc822-headers",
)


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("content_type", TYPES)
def test_reading_never_fails_on_a_codec_that_is_no_charset(content_type: str, codec: str) -> None:
    part = f"Content-Type: {content_type}; charset={codec}\r\n\r\n".encode() + "grüße 您好".encode()
    report = b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n" + part + b"\r\n--b--\r\n"
    for raw in (part, report):
        letter = read(b"From: a@example.com\r\n" + raw, ReadContext())
        assert not [warning for warning in letter.warnings if "failed" in warning]


def test_open_quotes_in_parameters_are_split_in_one_pass() -> None:
    for piece in ('"\\', '\\"', '"a;', '";', "'", '"'):
        read(b"Content-Type: text/plain; name=" + piece.encode() * 30_000 + b"\r\n\r\nwords", ReadContext())


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit", "x-uuencode"])
def test_a_report_with_bytes_that_its_encoding_cannot_hold_is_read(encoding: str) -> None:
    part = f"Content-Type: message/delivery-status; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    body = "Final-Recipient: rfc822; grüße@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n".encode()
    head = b"From: a@example.com\r\nContent-Type: multipart/report; boundary=b; report-type=delivery-status\r\n\r\n"
    letter = read(head + b"--b\r\n" + part.encode() + body + b"\r\n--b--\r\n", ReadContext())
    assert not [warning for warning in letter.warnings if "failed" in warning]
