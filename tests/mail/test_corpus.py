"""Every mail of the corpus is understood as its twin says; only what the twin names is compared."""

import json
from pathlib import Path
from typing import Any

import pytest

from maildesk.cli.inspect import letter_json
from maildesk.mail.letter import ReadContext
from maildesk.mail.read import read

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path.stem for path in CORPUS.glob("*.eml"))
DESK = ReadContext(
    key=b"corpus key",
    instance="corpus",
    prefix="DESK",
    domain="desk.example.org",
    own_addresses=("support@example.org",),
)


@pytest.mark.parametrize("case", CASES)
def test_reads_as_the_twin_says(case: str) -> None:
    expected: dict[str, Any] = json.loads((CORPUS / f"{case}.json").read_text("utf-8"))
    expected.pop("about", None)
    found = letter_json(read((CORPUS / f"{case}.eml").read_bytes(), DESK))
    for key, value in expected.items():
        compare(key, value, found[key])  # type: ignore[literal-required]


def test_every_mail_has_a_twin_and_every_twin_a_mail() -> None:
    assert sorted(path.stem for path in CORPUS.glob("*.json")) == CASES


def compare(key: str, expected: Any, found: Any) -> None:
    if key == "warnings" and expected:
        for piece in expected:
            assert any(piece.lower() in warning.lower() for warning in found), (piece, found)
    elif key == "attachments":
        assert len(found) == len(expected), found
        for want, item in zip(expected, found, strict=True):
            assert {name: item[name] for name in want} == want
    elif isinstance(expected, dict) and isinstance(found, dict):
        assert {name: found[name] for name in expected} == expected
    else:
        assert found == expected, key
