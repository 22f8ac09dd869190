"""What mail servers say of our mails, each in its own words: who, what, how badly, and about which mail."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from maildesk.mail.letter import Bounce, Kind
from tests.mail.kind_mails import classified, mail

CASES = tomllib.loads(Path(__file__).with_name("kinds").joinpath("bounces.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_bounce_in_free_words_is_read(case: dict[str, Any]) -> None:
    raw = mail(
        sender=case["from"],
        subject=case["subject"],
        headers=tuple(case.get("headers", ())) + (("Return-Path: <>",) if case.get("null_path", True) else ()),
        body=case["body"],
    )
    kind, marks, bounce = classified(raw)

    assert kind == Kind(case.get("kind", "bounce"))
    assert bounce is not None
    assert bounce == Bounce(
        recipient="lena@example.org",
        action=case.get("action", "failed"),
        status=bounce.status if case.get("any_status") else case["status"],
        permanent=case.get("permanent", True),
        original_message_id=case.get("id"),
    )
    assert not marks.may_acknowledge
    assert not marks.may_open
