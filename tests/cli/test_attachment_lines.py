"""Attachments as `maildesk show` lists them."""

from typing import Any

from maildesk.cli.attachment_lines import attachment_lines


def item(name: str = "logo.png", kind: str = "image/png", digest: str = "a") -> dict[str, Any]:
    return {"filename": name, "content_type": kind, "size": 12, "sha256": digest, "inline": True}


def test_a_logo_seen_before_is_folded_away() -> None:
    seen: set[str] = set()
    assert attachment_lines([item()], seen) == ["logo.png (image/png, 12 bytes)"]
    assert attachment_lines([item("image001.png"), item("error.png", digest="b")], seen) == [
        "error.png (image/png, 12 bytes)",
        "1 picture seen before",
    ]
    assert attachment_lines([item(), item(digest="b")], seen) == ["2 pictures seen before"]


def test_a_file_that_is_no_picture_is_listed_each_time() -> None:
    seen: set[str] = set()
    log = item("a.log", "text/plain")
    assert attachment_lines([log], seen) == attachment_lines([log], seen) == ["a.log (text/plain, 12 bytes)"]
