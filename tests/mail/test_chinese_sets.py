"""Chinese in the sets that Python has no codec for: EUC-TW and ISO-2022-CN."""

import pytest

from maildesk.mail.charset import decode_bytes
from maildesk.mail.cns11643 import character


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("euc-tw", b"\xd7\xc5\xdf\xca", character(1, 0x57, 0x45) + character(1, 0x5F, 0x4A)),
        ("euc-tw", b"\xc4\xa1 ok", "一 ok"),
        ("euc-tw", b"\x8e\xa1\xc4\xa1\x8e\xa2\xa1\xa1", "一乂"),
        ("iso-2022-cn", b"\x1b$)A\x0eDc:C\x0f ok\n\x0e;X\x0f", "你好 ok\n回"),
        ("iso-2022-cn", b"\x1b$)G\x0eD!\x0f \x1b$*H\x1bN!! .", "一 乂 ."),
    ],
)
def test_what_the_standard_says_is_read(label: str, data: bytes, text: str) -> None:
    assert decode_bytes(data, label) == (text, "")


def test_a_character_beyond_the_second_plane_is_told_and_not_invented() -> None:
    text, warning = decode_bytes(b"\xc4\xa1\x8e\xa4\xa1\xa1", "euc-tw")
    assert text == "一\ufffd"
    assert "CNS 11643" in warning


@pytest.mark.parametrize("label", ["euc-tw", "iso-2022-cn"])
def test_bytes_that_are_something_else_are_read_as_what_they_are(label: str) -> None:
    assert decode_bytes("打印机坏了，谢谢".encode(), label)[0] == "打印机坏了，谢谢"


def test_all_of_both_planes_that_big5_holds_has_a_character() -> None:
    first = sum(character(1, row, cell) != "\ufffd" for row in range(0x44, 0x7E) for cell in range(0x21, 0x7F))
    second = sum(character(2, row, cell) != "\ufffd" for row in range(0x21, 0x73) for cell in range(0x21, 0x7F))
    assert (first, second) == (5401, 7650)
