"""A person is found in a mail however it is encoded, and so are words that were repeated."""

import base64
import quopri
from email.header import Header

import pytest

from maildesk.mail.mention import mentions, passages_of, repeats

WHO = ("anna@customer.test", "Anna Lind")
TYPE = b"Content-Type: text/plain; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"From: ANNA@Customer.test\r\n\r\nx",
        b"From: x@y.test\r\n\r\nAsk anna@customer.test",
        b"Subject: " + Header("Anna Lind – Ärger", "utf-8").encode().encode() + b"\r\n\r\nx",
        TYPE % (b"utf-8", b"base64") + base64.encodebytes(b"ask anna lind please"),
        TYPE % (b"utf-8", b"quoted-printable") + quopri.encodestring("ä Anna Li".encode()) + b"=\r\nnd",
        TYPE % (b"utf-16-le", b"base64") + base64.encodebytes("Anna Lind".encode("utf-16-le")),
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + TYPE % (b"utf-8", b"base64")
        + base64.encodebytes(b"anna@customer.test") + b"\r\n--b--\r\n",
    ],
)  # fmt: skip
def test_a_person_is_found(raw: bytes) -> None:
    assert mentions(raw, WHO)


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"From: anne@customer.test\r\n\r\nAnna",
        b"Content-Type: text/plain; charset=nonsense\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff\xff==",
        b"Subject: =?nonsense?b?####?=\r\n\r\n",
    ],
)  # fmt: skip
def test_others_are_not_and_broken_mails_do_no_harm(raw: bytes) -> None:
    assert not mentions(raw, WHO)


def test_repeated_words_are_found_through_quotes_wraps_and_markup() -> None:
    passages = passages_of("I see it too, in the purple room.\n\nThanks")
    assert len(passages) == 1
    assert repeats(b"\r\n> I see it too,\r\n> in the purple room.\r\n", passages)
    assert repeats(b"Content-Type: text/html\r\n\r\n<p>I see it too,<br>in the purple&#32;room.</p>", passages)
    assert not repeats(b"\r\nThanks for the purple room.\r\n", passages)
    assert not repeats(b"\r\nanything\r\n", passages_of("Thanks"))
