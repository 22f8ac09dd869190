"""Charset labels are read byte for byte as their senders mean them, right labels and wrong ones."""

# ruff: noqa: E501 - tables

import pytest

from maildesk.mail.charset import codecs_for, decode_bytes, printable

ZH, TW, JA, KO = "打印机坏了，请帮忙。", "印表機壞了，請幫忙。", "プリンターが壊れました。", "프린터가 고장났습니다."
RU, EL, HE, AR = "Принтер сломался", "Ο εκτυπωτής χάλασε", "המדפסת לא עובדת", "الطابعة معطلة"
WEST, CENTRAL, TURKISH, THAI = "Größe für Señor Ærø", "Zażółć gęślą jaźń", "Yazıcı çalışmıyor, şef", "เครื่องพิมพ์เสีย"
BALTIC, VIETNAMESE, UKRAINIAN = "Ąžuolas ėjo į šalį", "Đây là tiếng", "Ґанок, їжак, єдність"

# label, the Python codec that makes the bytes, a text
LABELS = [
    ("utf-8", "utf-8", ZH), ("UTF8", "utf-8", RU), ("unicode-1-1-utf-8", "utf-8", WEST), ("cp65001", "utf-8", JA),
    ("gb2312", "gb18030", "打印机①镕𠀀"), ("GB_2312-80", "gb18030", ZH), ("gbk", "gbk", ZH), ("x-gbk", "gb18030", ZH),
    ("gb18030", "gb18030", "龍㐀𠀀"), ("cp936", "gbk", ZH), ("ANSI_936", "gbk", ZH), ("chinese", "gb2312", ZH),
    ("euc-cn", "gb2312", ZH), ("hz-gb-2312", "hz", "打印机"), ("big5", "big5", TW), ("x-x-big5", "big5", TW),
    ("Big5-HKSCS", "big5hkscs", "喺度嘅印表機"), ("cn-big5", "big5", TW), ("cp950", "cp950", TW),
    ("shift_jis", "cp932", "①㈱髙" + JA), ("x-sjis", "cp932", JA), ("Windows-31J", "cp932", JA), ("ms_kanji", "cp932", JA),
    ("euc-jp", "euc_jp", JA), ("x-euc-jp", "euc_jp", JA), ("iso-2022-jp", "iso2022_jp", JA), ("csISO2022JP", "iso2022_jp", JA),
    ("ks_c_5601-1987", "cp949", "똠방각하 " + KO), ("euc-kr", "euc_kr", KO), ("ksc5601", "euc_kr", KO), ("uhc", "cp949", KO),
    ("iso-2022-kr", "iso2022_kr", KO), ("johab", "johab", KO),
    ("us-ascii", "ascii", "plain"), ("iso-8859-1", "cp1252", "„Größe“ – 20 €"), ("latin1", "latin-1", WEST),
    ("windows-1252", "cp1252", "“smart” €"), ("iso-8859-2", "iso8859_2", CENTRAL), ("windows-1250", "cp1250", CENTRAL),
    ("iso-8859-3", "iso8859_3", "ĉĝĥĵŝŭ"), ("iso-8859-4", "iso8859_4", "ąėįšųūž"), ("iso-8859-5", "iso8859_5", RU),
    ("iso-8859-6", "iso8859_6", AR), ("iso-8859-7", "iso8859_7", EL), ("greek", "iso8859_7", EL),
    ("iso-8859-8", "iso8859_8", HE), ("iso-8859-8-i", "iso8859_8", HE), ("iso-8859-9", "iso8859_9", TURKISH),
    ("iso-8859-10", "iso8859_10", "ąēģīĩķļ"), ("iso-8859-11", "iso8859_11", THAI), ("iso-8859-13", "iso8859_13", BALTIC),
    ("iso-8859-14", "iso8859_14", "ŵŷẁẃ"), ("iso-8859-15", "iso8859_15", "Œuvre à 20 €"), ("iso-8859-16", "iso8859_16", "șță €"),
    ("windows-1251", "cp1251", UKRAINIAN), ("windows-1253", "cp1253", EL), ("windows-1254", "cp1254", TURKISH),
    ("windows-1255", "cp1255", HE), ("windows-1256", "cp1256", AR), ("windows-1257", "cp1257", BALTIC),
    ("windows-1258", "cp1258", "Đây là"), ("windows-874", "cp874", THAI), ("tis-620", "tis_620", THAI),
    ("koi8-r", "koi8_r", RU), ("koi8-u", "koi8_u", UKRAINIAN), ("macintosh", "mac_roman", WEST),
    ("x-mac-cyrillic", "mac_cyrillic", RU), ("x-mac-greek", "mac_greek", EL), ("x-mac-turkish", "mac_turkish", TURKISH),
    ("x-mac-ce", "mac_latin2", CENTRAL), ("ibm437", "cp437", "Größe"), ("cp850", "cp850", WEST), ("ibm852", "cp852", CENTRAL),
    ("cp866", "cp866", RU), ("cp862", "cp862", HE), ("IBM037", "cp037", "plain words"), ("utf-16", "utf-16", ZH),
    ("utf-16le", "utf-16-le", RU), ("utf-16be", "utf-16-be", RU), ("utf-32", "utf-32", RU), ("utf-7", "utf-7", "Grüße 你好"),
    ("kz-1048", "kz1048", RU), ("koi8-t", "koi8_t", RU), ("ptcp154", "ptcp154", RU),
]  # fmt: skip


@pytest.mark.parametrize(("label", "codec", "text"), LABELS, ids=[label for label, _, _ in LABELS])
def test_a_right_label_is_read_byte_for_byte(label: str, codec: str, text: str) -> None:
    assert decode_bytes(text.encode(codec), label) == (text, "")


@pytest.mark.parametrize("codec", ["gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1251", "koi8_r", "cp1252"])
def test_undeclared_bytes_are_read_by_what_makes_common_words(codec: str) -> None:
    text = {
        "gb18030": "我们公司的网络出现了问题，请问什么时候可以处理？",
        "big5": "我們公司的網路出現了問題，請問什麼時候可以處理？",
        "cp932": "会社のネットワークに問題があります。いつ対応できますか。",
        "euc_jp": "会社のネットワークに問題があります。いつ対応できますか。",
        "cp949": "회사 네트워크에 문제가 있습니다. 언제 처리할 수 있습니까?",
        "cp1251": "В нашей компании не работает сеть, когда вы сможете помочь?",
        "koi8_r": "В нашей компании не работает сеть, когда вы сможете помочь?",
        "cp1252": "Das Netz unserer Firma läuft nicht, wann können Sie prüfen?",
    }[codec]
    assert decode_bytes(text.encode(codec))[0] == text


@pytest.mark.parametrize(
    "text", ["你好", "打印机坏了", "急！网络不通", "附件", "关于发票的问题", "VPN连不上", "报价单.pdf", "谢谢"]
)
def test_short_undeclared_chinese_is_chinese(text: str) -> None:
    assert decode_bytes(text.encode("gb18030"))[0] == text


@pytest.mark.parametrize(
    "text", ["Größe", "Grüße", "für", "déjà vu", "Señor", "Ärger", "Straße 5", "naïve café", "Über", "è"]
)
def test_short_undeclared_western_words_are_western(text: str) -> None:
    assert decode_bytes(text.encode("cp1252"))[0] == text


def test_the_charset_declared_elsewhere_in_the_mail_decides_what_bytes_leave_open() -> None:
    assert decode_bytes("Помощь".encode("iso8859_5"), "", "iso-8859-5")[0] == "Помощь"
    assert decode_bytes("印表機".encode("big5"), "", "big5")[0] == "印表機"


def test_utf_8_under_a_wrong_label_is_utf_8_and_says_so() -> None:
    for label in ("gb2312", "iso-8859-1", "windows-1251", "big5", "koi8-r"):
        text, warning = decode_bytes(ZH.encode(), label)
        assert text == ZH
        assert "UTF-8" in warning


@pytest.mark.parametrize(
    ("label", "page", "text"),
    [
        ("iso-8859-2", "cp1250", "„Žluťoučký kůň” – święta"),
        ("iso-8859-5", "cp1251", "“Принтер” – сломан"),
        ("iso-8859-7", "cp1253", "“Άνοιξη” – όχι"),
        ("iso-8859-8", "cp1255", "“שלום” – כן"),
        ("iso-8859-13", "cp1257", "„ąžuolas“ – ė"),
        ("iso-8859-15", "cp1252", "“Œuvre” – 5 €"),
    ],
)
def test_bytes_that_an_iso_8859_set_has_for_controls_are_the_code_page_of_windows(
    label: str, page: str, text: str
) -> None:
    found, warning = decode_bytes(text.encode(page), label)
    assert found == text
    assert page in warning


def test_short_gbk_that_happens_to_be_valid_utf_8_stays_gbk() -> None:
    data = "模板".encode("gbk")
    assert decode_bytes(data, "gb2312")[0] == "模板"


def test_stateful_charsets_are_never_guessed() -> None:
    assert decode_bytes(b"a +ADw- ~{ b", "")[0] == "a +ADw- ~{ b"


def test_what_nobody_can_read_is_replaced_with_a_warning() -> None:
    text, warning = decode_bytes(b"\xff\xfe\xff plain", "utf-8")
    assert "plain" in text
    assert warning


def test_labels_are_known_without_case_quotes_and_comments() -> None:
    assert codecs_for("'GB_2312-80'") == codecs_for("gb2312")
    assert codecs_for("ISO-8859-1 (Western)") == codecs_for("latin1")
    assert codecs_for("no-such-charset") == ()


def test_codecs_that_are_no_charsets_are_not_reached_by_a_label() -> None:
    for label in ("zlib", "base64", "rot13", "unicode_escape", "idna", "punycode", "undefined", "hex"):
        assert codecs_for(label) == ()


def test_printable_text_has_no_nul_no_controls_no_surrogates_and_lf_only() -> None:
    assert printable("a\x00b\x07\r\nc\rd\ud800\tе\x0cf") == "ab\nc\nd\tе\nf"
