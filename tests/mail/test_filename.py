"""File names are names and nothing more, whatever the sender wrote."""

# ruff: noqa: E501 - a table

import random

import pytest

from maildesk.mail.filename import safe_filename

PIECES = (
    "../", "..\\", "/", "\\", "C:", "con", "nul.txt", "\u200b", "\u202e", "\u2066", "\x00", "\r\n", ".", "..", " ", "\t",
    "report", ".pdf", ".exe", "报价单", "Ü", "e\u0301", "<", ">", ":", '"', "|", "?", "*", "\ud800", "\ufeff", "％", "／", "\u2215",
    "x" * 200, "报" * 100, "😀", "\u2028", "~", "$(id)", "`id`", ";", "'", "-", "_", "\x7f", "\u0085", "com1", "aux.", "%2e%2e%2f",
)  # fmt: skip


def test_five_thousand_names_are_safe() -> None:
    chance = random.Random(5)
    for number in range(1, 5001):
        claimed = "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 8)))
        name = safe_filename(claimed, "application/pdf", number)
        assert name, repr(claimed)
        assert len(name.encode("utf-8")) <= 150
        assert not set(name) & set('/\\\0\r\n<>:"|?*\u200b\u202e\u2066\ufeff')
        assert name[0] not in ". "
        assert name[-1] not in ". "
        assert name.split(".")[0].strip().lower() not in {"con", "nul", "aux", "com1", "prn"}
        assert len(name.splitlines()) == 1


@pytest.mark.parametrize("claimed", ["", "...", "/", "\u200b", "\u200b.\u200b", " . ", "../..", "\x00"])
def test_a_name_of_nothing_is_replaced_by_number_and_type(claimed: str) -> None:
    assert safe_filename(claimed, "image/png", 3) == "attachment-3.png"


def test_controls_are_removed_before_dots_are_looked_at() -> None:
    assert safe_filename("\u200b.htaccess", "text/plain", 1) == "htaccess"
    assert safe_filename(".\u200b./\u200b.profile", "text/plain", 1) == "profile"


@pytest.mark.parametrize(
    "name", ["Angebot Nr. 5 (final).pdf", "报价单（终稿）.xlsx", "Jana's file.txt", "a+b=c.csv", "見積書_v2.docx"]
)
def test_ordinary_names_stay_as_they_are(name: str) -> None:
    assert safe_filename(name, "application/octet-stream", 1) == name


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert safe_filename("U\u0308bersicht.pdf", "application/pdf", 1) == "Übersicht.pdf"


def test_long_names_are_cut_at_a_character_and_keep_their_extension() -> None:
    name = safe_filename("报" * 300 + ".docx", "application/octet-stream", 1)
    assert name.endswith("报.docx")
    assert len(name.encode()) <= 150
