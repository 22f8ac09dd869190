"""Traditional characters are read as simplified ones, each for itself."""

from maildesk.desk import script_fold
from maildesk.desk.script_fold import simplified


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert simplified("印表機 無法連接網路, error 5") == "印表机 无法连接网路, error 5"


def test_what_is_not_traditional_stays_as_it_is() -> None:
    assert simplified("打印机无法连接网络 – déjà vu 5") == "打印机无法连接网络 – déjà vu 5"


def test_no_character_is_replaced_twice_whatever_the_order() -> None:
    assert not set(script_fold._TABLE.values()) & script_fold._TABLE.keys()
