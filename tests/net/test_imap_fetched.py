"""What FETCH says is read the same at once and by IMAPClient, whatever the server."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from imapclient.response_parser import parse_fetch_response

from maildesk.net.imap_fetched import MailSize, sizes_in, texts_in

ARRIVED = datetime(2026, 11, 8, 14, 4, 52, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        b'7 (UID 12 FLAGS (\\Seen $Done) INTERNALDATE " 8-Nov-2026 22:04:52 +0800" RFC822.SIZE 5012)',
        b'7 (RFC822.SIZE 5012 INTERNALDATE "08-Nov-2026 07:34:52 -0630" FLAGS (\\Seen $Done) UID 12)',
        b'7 (UID 12 INTERNALDATE "08-NOV-2026 14:04:52 +0000" RFC822.SIZE 5012 FLAGS (\\Seen $Done))',
        b'7 (uid 12 Flags (\\Seen $Done) internaldate "08-Nov-2026 14:04:52 +0000" rfc822.size 5012)',
        b'7 (UID 12 FLAGS (\\Seen $Done) INTERNALDATE "08-Nov-2026 14:04:52 +0000" RFC822.SIZE 5012 MODSEQ (9))',
        b'7 (X-GM-MSGID 99 UID 12 RFC822.SIZE 5012 FLAGS (\\Seen $Done) INTERNALDATE "08-Nov-2026 14:04:52 +0000")',
    ],
)
def test_size_arrival_and_flags_are_read_in_any_order_and_beside_anything(line: bytes) -> None:
    assert sizes_in([line]) == {12: MailSize(size=5012, internal_date=ARRIVED, flags=("\\Seen", "$Done"))}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"7 (UID 12 RFC822.SIZE 0 FLAGS ())", MailSize(size=0, internal_date=None, flags=())),
        (b"7 (FLAGS (UID 99) UID 12 RFC822.SIZE 1)", MailSize(size=1, internal_date=None, flags=("UID", "99"))),
        (
            b"7 (UID 12 FLAGS (RFC822.SIZE 9) RFC822.SIZE 1)",
            MailSize(size=1, internal_date=None, flags=("RFC822.SIZE", "9")),
        ),
    ],
)
def test_the_words_of_a_flag_are_nothing_else(line: bytes, said: MailSize) -> None:
    found = sizes_in([line])
    assert list(found) == [12]
    assert found[12].size == said.size
    assert [str(word) for word in found[12].flags] == list(said.flags)


def test_a_mail_whose_size_is_not_said_is_absent() -> None:
    lines = [b"1 (FLAGS (\\Seen))", b"2 (UID 4 FLAGS ())", b"3 (UID 5 RFC822.SIZE 10)"]
    assert {uid: each.size for uid, each in sizes_in(lines).items()} == {5: 10}
    assert sizes_in([]) == {}


def outcome(read: Callable[[], object]) -> object:
    try:
        return read()
    except Exception as error:
        return type(error)


@pytest.mark.parametrize(
    "date", ["31-Feb-2026 10:00:00 +0000", "08-Nov-2026 25:00:00 +0000", "yesterday in the morning..."]
)
def test_a_date_that_does_not_exist_is_read_as_imapclient_reads_it(date: str) -> None:
    line = f'7 (UID 12 RFC822.SIZE 5012 INTERNALDATE "{date}")'.encode()
    theirs = outcome(lambda: parse_fetch_response([line], False, True)[12][b"INTERNALDATE"])
    assert outcome(lambda: sizes_in([line])[12].internal_date) == theirs


@pytest.mark.parametrize("line", [b"7 (UID 12 RFC822.SIZE", b"x (UID 12)", b"7 nothing", b"7 (UID x RFC822.SIZE 5)"])
def test_what_is_no_answer_raises(line: bytes) -> None:
    with pytest.raises(Exception, match=r"\S"):
        sizes_in([line])


def test_mails_are_given_whole_in_every_form() -> None:
    usual = [(b"1 (UID 5 BODY[] {5}", b"a\r\nb)"), b")", (b"2 (UID 6 BODY[] {1}", b"x"), b")"]
    assert texts_in(usual) == {5: b"a\r\nb)", 6: b"x"}
    with_flags = [(b"1 (UID 5 FLAGS (\\Seen) BODY[] {5}", b"a\r\nb)"), b")", (b"2 (BODY[] {1}", b"x"), b" UID 6)"]
    assert texts_in(with_flags) == {5: b"a\r\nb)", 6: b"x"}
    short = [b'1 (UID 5 BODY[] "abc")', b"2 (UID 6 BODY[] NIL)", b"3 (UID 7)", (b"4 (UID 8 BODY[] {0}", b""), b")"]
    assert texts_in(short) == {5: b"abc"}
    assert texts_in([]) == {}
