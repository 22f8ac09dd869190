"""Who wrote a forwarded mail, and what."""

import json
from pathlib import Path

import pytest

from maildesk.mail.forward import original_of_forward
from maildesk.mail.letter import Address

BLOCK = "From: {sender}\nDate: Mon, Feb 3, 2025 at 10:00 AM\nSubject: Login\nTo: support@desk.example.org\n\nHelp me\n"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Li Lei <li.lei@example.com>", "Li Lei"),
        ('"Lei, Li" <li.lei@example.com>', "Lei, Li"),
        ("li.lei@example.com", ""),
        ("<li.lei@example.com>", ""),
        ("Li Lei [mailto:li.lei@example.com]", "Li Lei"),
        ("Li Lei (li.lei@example.com)", "Li Lei"),
        ('"李雷"<li.lei@example.com>;', "李雷"),
        ("李雷 &lt;li.lei@example.com&gt;", "李雷"),
        ("li.lei@example.com <li.lei@example.com>", ""),
        ("Li Lei <mailto:li.lei@example.com>", "Li Lei"),
    ],
)
def test_the_sender_is_read_as_clients_copy_it(written: str, name: str) -> None:
    text = "FYI\n\n---------- Forwarded message ---------\n" + BLOCK.format(sender=written)

    assert original_of_forward(text) == (Address(name=name, address="li.lei@example.com"), "Help me")


def test_a_mail_that_forwards_nothing_has_no_original() -> None:
    assert original_of_forward("Hello,\n\nthe printer is broken.\n\nAnna") == (None, "")


def test_a_forward_without_an_address_still_gives_the_words() -> None:
    text = "---------- Forwarded message ---------\nFrom: Li Lei\nDate: Monday 10:00\nSubject: Login\n\nHelp me"

    assert original_of_forward(text) == (None, "Help me")


def test_the_outermost_forward_is_the_one() -> None:
    inner = "---------- Forwarded message ---------\n" + BLOCK.format(sender="Inner <inner@example.com>")
    text = "---------- Forwarded message ---------\n" + BLOCK.format(sender="Outer <outer@example.com>") + "\n" + inner

    sender, words = original_of_forward(text)

    assert sender == Address(name="Outer", address="outer@example.com")
    assert words.startswith("Help me")
    assert "inner@example.com" in words


def test_quote_marks_of_the_forwarded_words_are_taken_off_once() -> None:
    text = (
        "Begin forwarded message:\n\n> From: Li Lei <li.lei@example.com>\n> Subject: Login\n"
        "> Date: 3 February 2025 at 10:00\n> To: x@desk.example.org\n> \n> Help me\n> > older\n"
    )

    assert original_of_forward(text)[1] == "Help me\n> older"


def test_a_forward_that_names_its_author_in_one_line_is_read() -> None:
    text = "-------- Weitergeleitete Nachricht --------\nAm 03.02.2025 um 10:00 schrieb Li <li@example.com>:\n\nHilfe"

    assert original_of_forward(text) == (Address(name="", address="li@example.com"), "Hilfe")


EXAM = [json.loads(line) for line in (Path(__file__).parent / "exam_forwards.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", EXAM, ids=lambda row: row["name"])
def test_the_forwards_of_the_blind_exam_give_their_sender_and_words(row) -> None:
    sender, words = original_of_forward(row["text"])

    assert sender is not None
    assert sender.address == row["sender"]
    assert row["sender_name"] in (None, sender.name)
    assert [line.strip() for line in words.split("\n") if line.strip()] == [
        line.strip() for line in row["words"].split("\n") if line.strip()
    ]


@pytest.mark.parametrize("colon", [":", "：", "\ufe55", "\ufe30"])
def test_copied_header_lines_are_read_with_any_colon(colon: str) -> None:
    lines = ("发件人{} 李 <li@example.com>", "发送时间{} 2026-11-20 09:12", "主题{} 打印机")
    text = "\n".join(line.format(colon) for line in lines)

    assert original_of_forward(f"{text}\n\n坏了".replace("09:12", "2026年")) == (
        Address(name="李", address="li@example.com"),
        "坏了",
    )


def test_copied_header_lines_are_read_from_a_table() -> None:
    text = "| From | Li <li@example.com> |\n| Sent | 2026-11-20 |\n| Subject | Printer |\n\nbroken"

    assert original_of_forward(text) == (Address(name="Li", address="li@example.com"), "broken")
