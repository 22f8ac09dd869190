"""`inspect` answers for every file, in order, in the shape that scripts rely on."""

import json
from io import StringIO
from pathlib import Path

from maildesk.cli.inspect import inspect
from maildesk.mail.letter import ReadContext

KEYS = [
    "message_id", "from", "to", "cc", "reply_to", "subject", "date", "in_reply_to", "references", "kind", "auto_reason",
    "bounce", "text", "reply", "quoted", "signature", "language", "attachments", "warnings",
]  # fmt: skip
MAIL = "From: Jana Weber <jana@example.com>\r\nSubject: Grüße\r\nDate: Mon, 16 Nov 2026 09:30:00 +0100\r\n\r\nhello\r\n"


def run(*paths: Path, lines: bool) -> tuple[int, str]:
    out = StringIO()
    return inspect(list(paths), ReadContext(), out, lines=lines), out.getvalue()


def test_one_object_a_line_in_the_order_of_the_files(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"{number}.eml")
        paths[-1].write_bytes(MAIL.replace("Grüße", f"Mail {number}").encode())
    code, text = run(*paths, lines=True)
    assert code == 0
    assert [json.loads(line)["subject"] for line in text.splitlines()] == ["Mail 0", "Mail 1", "Mail 2"]


def test_the_keys_are_those_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(MAIL.encode())
    _, text = run(path, lines=False)
    answer = json.loads(text)
    assert list(answer) == KEYS
    assert answer["from"] == {"name": "Jana Weber", "address": "jana@example.com"}
    assert answer["date"] == "2026-11-16T08:30:00Z"
    assert answer["subject"] == "Grüße"


def test_several_files_without_lines_are_one_array(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(MAIL.encode())
    _, text = run(path, path, lines=False)
    assert len(json.loads(text)) == 2


def test_a_missing_file_is_answered_as_unparsable_and_the_exit_code_says_so(tmp_path: Path) -> None:
    there = tmp_path / "a.eml"
    there.write_bytes(MAIL.encode())
    code, text = run(tmp_path / "missing.eml", there, lines=True)
    first, second = (json.loads(line) for line in text.splitlines())
    assert code == 1
    assert first["kind"] == "unparsable"
    assert "cannot be read" in first["warnings"][0]
    assert second["subject"] == "Grüße"


def test_any_bytes_give_valid_utf_8_and_one_line(tmp_path: Path) -> None:
    for number, raw in enumerate(
        (b"", b"\x00\xff" * 400, bytes(range(256)), b"Subject: \xed\xa0\x80\n\n\xed\xb0\x80\xe2\x80\xa8")
    ):
        path = tmp_path / f"{number}.eml"
        path.write_bytes(raw)
        code, text = run(path, lines=True)
        assert code == 0
        assert text.encode("utf-8").count(b"\n") == 1
        json.loads(text)
