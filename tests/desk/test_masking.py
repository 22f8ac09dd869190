"""What tells of a person is masked in words that others will read; what tells of the trouble stays."""

import pytest

from maildesk.desk.masking import mask_personal

NAMES = ("Ann Smith", "Printer Support", "王小明", "Bob", "山田 太郎", "Zoë Müller")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Ask Ann Smith, ann  smith or ANN.", "Ask [name], [name] or [name]."),
        ("It jams.\nThanks\nann", "It jams.\nThanks\n[name]"),
        ("The printer of Printer Support jams", "The printer of [name] jams"),
        ("smithy and Annex stay", "smithy and Annex stay"),
        ("Zoë Müller wrote", "[name] wrote"),
        ("Write to ann.smith@example.org now", "Write to [address] now"),
        ("Call +44 (20) 7946-0958 or 021-6123 4567", "Call [number] or [number]"),
        ("She lives at 12 Baker Street.", "She lives at [address]"),
        ("192.168.10.20 version 10.0.19045.3803 on 2026-11-22", "192.168.10.20 version 10.0.19045.3803 on 2026-11-22"),
        ("error 0x80070005 after 691 tries", "error 0x80070005 after 691 tries"),
        ("", ""),
    ],
)
def test_english(text: str, masked: str) -> None:
    assert mask_personal(text, NAMES).text == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("王小明报修，王先生很急", "[姓名]报修，[姓名]很急"),
        ("请打 13812345678 找我", "请打 [号码] 找我"),
        ("地址：浦东新区世纪大道100号8楼，打印机卡纸", "地址：[地址]，打印机卡纸"),
        ("打印机在三楼，IP 10.1.2.3", "打印机在三楼，IP 10.1.2.3"),
    ],
)
def test_chinese(text: str, masked: str) -> None:
    assert mask_personal(text, NAMES, "zh-Hans").text == masked


def test_what_was_found_is_counted_and_a_name_of_one_letter_masks_nothing() -> None:
    assert mask_personal("Bob, 13812345678, x@y.zz", ("Bob", "A", "", "李")).found == 3
    assert mask_personal("A plan by 李", ("A", "李")).found == 0
