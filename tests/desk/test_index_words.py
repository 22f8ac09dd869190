"""The words by which articles are found: forms of a word meet, both scripts of Chinese meet, chatter is left out."""

import pytest

from maildesk.desk.index_regional_words import REGIONAL
from maildesk.desk.index_words import index_words, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("printer", "printing"), ("prints", "printed"), ("batteries", "battery"), ("connection", "connecting"),
        ("installation", "installed"), ("configure", "configuration"), ("activate", "activation"),
        ("replacement", "replaced"), ("mapping", "mapped"), ("boxes", "box"), ("updates", "updating"),
        ("crashes", "crashed"), ("synchronise", "synchronisation"), ("freezes", "freezing"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("wifi", "wif"), ("sap", "saps1")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def test_traditional_and_full_width_words_meet_simplified_ones() -> None:
    assert index_words("印表機ＶＰＮ連線") == index_words("打印机vpn连接")
    assert set(index_words("打印机卡纸")) == {"打印", "印机", "机卡", "卡纸"}


def test_what_finds_nothing_is_left_out() -> None:
    assert not index_words("Hello, please help me with this problem, thank you! ann@x.org https://x.org/a 13812345678")
    assert set(index_words("您好，请问打印机怎么又卡纸了？谢谢")) == {"打印", "印机", "卡纸"}


def test_single_characters_count_only_when_asked_for() -> None:
    assert "纸" not in index_words("卡纸")
    assert index_words("卡纸", single=True)["纸"] == 1


def test_a_long_text_is_read_only_so_far() -> None:
    assert sum(index_words("printer " * 100_000).values()) == 2_500
    assert index_words("") == {}


def test_words_of_one_region_are_written_without_case() -> None:
    assert [word for word in REGIONAL.values() if word != word.casefold()] == []


def test_plain_letters_are_told_from_other_signs_as_in_every_script() -> None:
    signs = "".join(map(chr, range(128)))
    between = signs.replace("", "Ab9")

    assert [*index_words(between)] == [word for word in index_words(f"{between} é") if word != "é"]
