"""Mails written without a look at the code are read as their writers meant them: hard headers, names, structures."""

import json
from pathlib import Path
from typing import Any

import pytest

from maildesk.cli.inspect import letter_json
from maildesk.mail.read import read
from tests.mail.test_corpus import DESK, compare

EXAM = Path(__file__).parent / "exam_reading"
QUESTIONS = sorted(path.stem for path in EXAM.glob("*.eml"))


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_as_the_writer_meant(question: str) -> None:
    expected: dict[str, Any] = json.loads((EXAM / f"{question}.json").read_text("utf-8"))
    expected.pop("about")
    found = letter_json(read((EXAM / f"{question}.eml").read_bytes(), DESK))
    assert not any("Reading failed" in warning for warning in found["warnings"])
    for key, value in expected.items():
        compare(key, value, found[key])  # type: ignore[literal-required]
