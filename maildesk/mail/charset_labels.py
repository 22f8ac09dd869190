"""Which Python codecs serve a charset label found in mail, best first: always the superset that senders really use."""

# Senders write the name of the standard but the bytes of their system's extension of it:
# "gb2312" carries GB18030, "iso-8859-1" carries Windows-1252, "shift_jis" carries Windows-31J.
GB = ("gb18030",)
BIG5 = ("big5hkscs", "cp950")
KOREAN = ("cp949",)
JAPANESE_SHIFT = ("cp932", "shift_jis_2004")
JAPANESE_EUC = ("euc_jp", "euc_jis_2004")
JAPANESE_ISO = ("iso2022-jp-windows", "iso2022_jp_ext", "iso2022_jp_2004")
WESTERN = ("cp1252", "latin-1")
THAI = ("cp874", "iso8859_11")
TURKISH = ("cp1254", "iso8859_9")
UTF8 = ("utf-8",)

_FAMILIES: tuple[tuple[tuple[str, ...], str], ...] = (
    (UTF8, "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 unicode11utf8 cp65001 x-utf-8 utf-8n csutf8 utf-8-sig"),
    (
        UTF8,
        "us-ascii ascii ansi-x3.4-1968 iso-ir-6 646 iso646-us csascii unknown-8bit x-unknown unknown 8bit",
    ),
    (
        GB,
        (
            "gb2312 gb-2312-80 gb2312-80 gbk gb18030 x-gbk cp936 ms936 windows-936 ansi-936 936 chinese csgb2312 "
            "csiso58gb231280 iso-ir-58 euc-cn euccn gb-18030 gb-18030-2000 gb2312.1980-0 x-euc-cn csgbk gbk2312 zh-cn"
        ),
    ),
    (BIG5, "big5 big-5 x-x-big5 big5-hkscs big5hkscs cn-big5 csbig5 big5-eten x-big5 big5-tw zh-tw"),
    (("cp950", "big5hkscs"), "cp950 windows-950 ms950 ansi-950 950"),
    (("euc-tw", "big5hkscs"), "euc-tw x-euc-tw cseuctw cns11643 cns-11643-1986"),
    (("iso2022-cn",), "iso-2022-cn iso-2022-cn-ext csiso2022cn x-iso-2022-cn iso2022-cn"),
    (
        KOREAN,
        (
            "ks-c-5601-1987 ks-c-5601-1989 ks-c-5601 ksc5601 ksc-5601 euc-kr euckr cseuckr korean cp949 uhc ms949 "
            "windows-949 iso-ir-149 csksc56011987 x-windows-949 949 ks-x-1001"
        ),
    ),
    (("johab",), "johab cp1361 ms1361"),
    (
        JAPANESE_SHIFT,
        (
            "shift-jis shiftjis x-sjis sjis ms-kanji csshiftjis windows-31j cswindows31j cp932 ms932 windows-932 "
            "x-ms-cp932 932 shift-jis-2004"
        ),
    ),
    (JAPANESE_EUC, "euc-jp eucjp x-euc-jp x-euc ujis cseucpkdfmtjapanese eucjp-ms cp51932 euc-jp-ms"),
    (
        JAPANESE_ISO,
        (
            "iso-2022-jp csiso2022jp jis iso-2022-jp-1 iso-2022-jp-2 iso-2022-jp-3 iso-2022-jp-ms cp50220 "
            "cp50221 cp50222 x-windows-iso2022jp iso2022-jp iso2022jp"
        ),
    ),
    (("iso2022_kr",), "iso-2022-kr csiso2022kr iso2022-kr"),
    (("hz",), "hz-gb-2312 hz hz-gb2312"),
    (("utf-7",), "utf-7 unicode-1-1-utf-7 x-unicode20utf7 csunicode11utf7 unicode-2-0-utf-7"),
    (("utf-16",), "utf-16 utf16 csutf16 unicode iso-10646-ucs-2 ucs-2 unicodefffe-bom"),
    (("utf-16-le",), "utf-16le utf-16-le unicode-le unicodelittle"),
    (("utf-16-be",), "utf-16be utf-16-be unicodefffe"),
    (("utf-32",), "utf-32 utf32 ucs-4 iso-10646-ucs-4"),
    (("utf-32-le",), "utf-32le"),
    (("utf-32-be",), "utf-32be"),
    (
        WESTERN,
        (
            "iso-8859-1 iso8859-1 iso88591 latin1 latin-1 l1 iso-ir-100 csisolatin1 cp819 ibm819 iso-8859-1:1987 "
            "windows-1252 cp1252 x-cp1252 1252 ansi western x-ansi iso8859-1-windows-3.0-latin-1 iso-8859 8859-1"
        ),
    ),
    (("cp1250",), "windows-1250 cp1250 x-cp1250 1250"),
    (("iso8859_2",), "iso-8859-2 iso8859-2 iso88592 latin2 latin-2 l2 iso-ir-101 csisolatin2 8859-2"),
    (("iso8859_3",), "iso-8859-3 iso8859-3 latin3 l3 iso-ir-109 csisolatin3"),
    (("iso8859_4",), "iso-8859-4 iso8859-4 latin4 l4 iso-ir-110 csisolatin4"),
    (("iso8859_5",), "iso-8859-5 iso8859-5 cyrillic iso-ir-144 csisolatincyrillic 8859-5"),
    (
        ("iso8859_6", "cp1256"),
        "iso-8859-6 iso8859-6 arabic iso-ir-127 ecma-114 asmo-708 csisolatinarabic iso-8859-6-e iso-8859-6-i",
    ),
    (("iso8859_7", "cp1253"), "iso-8859-7 iso8859-7 greek greek8 iso-ir-126 ecma-118 elot-928 csisolatingreek"),
    (
        ("iso8859_8", "cp1255"),
        "iso-8859-8 iso8859-8 hebrew iso-ir-138 iso-8859-8-i iso-8859-8-e csisolatinhebrew logical visual",
    ),
    (TURKISH, "iso-8859-9 iso8859-9 latin5 l5 iso-ir-148 csisolatin5 windows-1254 cp1254 x-cp1254 1254"),
    (("iso8859_10",), "iso-8859-10 iso8859-10 latin6 l6 iso-ir-157 csisolatin6"),
    (
        THAI,
        "iso-8859-11 iso8859-11 tis-620 tis620 windows-874 cp874 dos-874 x-cp874 tis-620-2533 cstis620 thai 874",
    ),
    (("iso8859_13",), "iso-8859-13 iso8859-13 latin7 l7 csiso885913"),
    (("iso8859_14",), "iso-8859-14 iso8859-14 latin8 l8 iso-celtic"),
    (("iso8859_15",), "iso-8859-15 iso8859-15 latin9 latin-9 l9 csiso885915 latin0"),
    (("iso8859_16",), "iso-8859-16 iso8859-16 latin10 l10"),
    (("cp1251",), "windows-1251 cp1251 x-cp1251 1251 win-1251 win1251 ansi-1251"),
    (("cp1253",), "windows-1253 cp1253 x-cp1253 1253"),
    (("cp1255",), "windows-1255 cp1255 x-cp1255 1255"),
    (("cp1256",), "windows-1256 cp1256 x-cp1256 1256"),
    (("cp1257",), "windows-1257 cp1257 x-cp1257 1257"),
    (("cp1258",), "windows-1258 cp1258 x-cp1258 1258"),
    (("koi8_r",), "koi8-r koi8 koi cskoi8r koi-8 koi8r"),
    (("koi8_u",), "koi8-u koi8-ru"),
    (("koi8_t",), "koi8-t"),
    (("kz1048",), "kz-1048 strk1048-2002 rk1048"),
    (("ptcp154",), "ptcp154 csptcp154 pt154 cp154"),
    (("mac_roman",), "macintosh mac x-mac-roman csmacintosh macroman mac-roman"),
    (("mac_cyrillic",), "x-mac-cyrillic x-mac-ukrainian mac-cyrillic"),
    (("mac_greek",), "x-mac-greek mac-greek"),
    (("mac_turkish",), "x-mac-turkish mac-turkish"),
    (("mac_latin2",), "x-mac-ce x-mac-centraleurroman mac-centraleurope x-mac-latin2"),
    (("mac_iceland",), "x-mac-icelandic mac-iceland"),
    (("mac_romanian",), "x-mac-romanian"),
    (("mac_croatian",), "x-mac-croatian"),
    (("mac_arabic",), "x-mac-arabic"),
    (("shift_jis",), "x-mac-japanese"),
    (("gb18030",), "x-mac-chinesesimp"),
    (("big5hkscs",), "x-mac-chinesetrad"),
    (("cp949",), "x-mac-korean"),
    (("viscii_absent", "cp1258"), "viscii"),
)

# Code pages that Python knows under "cpNNN" and mail calls "ibmNNN", "cpNNN" or "dos-NNN".
_CODE_PAGES = "037 437 500 720 737 775 850 852 855 857 858 860 861 862 863 864 865 866 869 1006 1026 1125 1140"


def _table() -> dict[str, tuple[str, ...]]:
    table = {label: codecs for codecs, labels in _FAMILIES for label in labels.split()}
    for page in _CODE_PAGES.split():
        for label in (f"cp{page}", f"ibm{page}", f"cp-{page}", f"ibm-{page}", f"dos-{page}", f"csibm{page}"):
            table[label] = (f"cp{page}",)
    return table


CODECS: dict[str, tuple[str, ...]] = _table()

# The code page of Windows that is meant when bytes labelled as an ISO 8859 set hold 0x80 to 0x9F, which that has for
# control characters alone. No superset: the letters differ too, so the set itself is right where those are absent.
WINDOWS_PAGES: dict[str, str] = {
    "iso8859_2": "cp1250",
    "iso8859_4": "cp1257",
    "iso8859_5": "cp1251",
    "iso8859_6": "cp1256",
    "iso8859_7": "cp1253",
    "iso8859_8": "cp1255",
    "iso8859_13": "cp1257",
    "iso8859_15": "cp1252",
}
