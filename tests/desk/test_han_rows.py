"""Rows sorted by their first characters find exactly what one pattern of all rows finds."""

import re

import pytest

from maildesk.desk import intake_words_zh as chinese
from maildesk.desk.han_rows import HanRows
from maildesk.desk.row_beginnings import beginnings
from tests.desk.test_intake_record import labelled

TABLES = (chinese.LATER, chinese.WHEN, chinese.WHO, chinese.HOW_MANY, chinese.WHERE, chinese.TROUBLE)
STRANGE = ("ı楼 İ楼 ſ楼 \u212a楼 k楼", "١楼，٣点，๓台", "3天前3天前", "我的电脑我的電腦", "起三点起", "")


@pytest.mark.parametrize("rows", TABLES)
def test_rows_find_what_one_pattern_of_all_finds(rows: tuple[str, ...]) -> None:
    whole = re.compile("|".join(f"(?:{row})" for row in rows), re.IGNORECASE)
    sentences = [sentence for _, _, sentence in labelled()]
    texts = (*STRANGE, "".join(sentences), *("".join(re.findall(r"\w+", row)) for row in rows))
    assert any(whole.search(text) for text in texts)
    for text in texts:
        assert list(HanRows(rows).spans(text)) == [match.span() for match in whole.finditer(text)]


@pytest.mark.parametrize(
    ("row", "characters"),
    [
        ("(?:前|后)?天", "前后天"), (r"\d{1,2}月", "0123456789"), ("(?<=点)起", "起"), ("[A-Ca]x", "abc"),
        ("[\u4e00-\u9fff]先生", None), ("[^天]月", None), (".月", None), ("天?", None), (r"\w月", None),
    ],
)  # fmt: skip
def test_the_characters_a_row_begins_with(row: str, characters: str | None) -> None:
    assert beginnings(row) == (None if characters is None else frozenset(characters))
