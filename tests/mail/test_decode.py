"""Header values become one line of text; marks inside encoded-words stay words."""

import pytest

from maildesk.mail.decode import decode_header, decode_raw_value, shield_words


@pytest.mark.parametrize(
    "value", ["=?utf-8?Q?a=0D=0Ab?=", "a\r\n b", "a\x00b", "=?utf-8?B?YeKAqGI=?=", "a\x85b", "a\nb", "a\x0bb"]
)
def test_the_result_is_one_line(value: str) -> None:
    assert decode_header(value).split() == ["a", "b"]
    assert len(decode_header(value).splitlines()) == 1


def test_plain_values_stay_as_they_are() -> None:
    assert decode_header("Re: [ACME-1042-7KQX2] =? and ?= stay") == "Re: [ACME-1042-7KQX2] =? and ?= stay"


def test_a_hundred_thousand_word_starts_take_no_time_worth_naming() -> None:
    for piece in ("=?", "=?x?q?", "=?utf-8?B?", "?=", "=?utf-8?Q?a?= "):
        decode_header(piece * 20_000)


def test_marks_inside_an_encoded_name_never_look_like_structure() -> None:
    shielded = shield_words("=?utf-8?Q?Wang, Wu <x@example.net>?= <wang@example.com>")
    assert shielded.count("@") == 1
    assert shielded.count(",") == 0
    assert decode_header(shielded) == "Wang, Wu <x@example.net> <wang@example.com>"


def test_raw_bytes_in_a_field_are_read_by_the_charset_of_the_mail() -> None:
    assert decode_raw_value("印表機".encode("big5"), "big5") == "印表機"
    assert decode_raw_value("打印机坏了".encode("gb18030")) == "打印机坏了"


def test_encoded_words_in_raw_values_stay_encoded() -> None:
    assert decode_raw_value(b"=?utf-8?Q?a?= x") == "=?utf-8?Q?a?= x"
