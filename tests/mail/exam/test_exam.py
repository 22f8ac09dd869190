"""Mails written from knowledge of how servers and people write; README.md says which were blind, and first scores."""

from typing import Any

import pytest

from maildesk.cli.inspect import letter_json
from maildesk.mail.letter import ReadContext
from maildesk.mail.read import read
from tests.mail.exam.exam_mails import Case, cases, written

CONTEXT = ReadContext()
MAILS = [(exam, case) for exam in ("first", "second", "third", "fourth") for case in cases(exam)]


def differences(case: Case) -> list[str]:
    """Return one line for each thing that is understood otherwise than the row says."""
    seen: dict[str, Any] = dict(letter_json(read(written(case), CONTEXT)))
    bounce = seen["bounce"] or {}
    got = {name: bounce.get(name) for name in ("recipient", "action", "status", "permanent")}
    got |= {"kind": seen["kind"], "auto": seen["auto_reason"] is not None, "want_subject": seen["subject"]}
    got |= {"want_from": [seen["from"]["name"], seen["from"]["address"]] if seen["from"] else []}
    got |= {"want_to": [item["address"] for item in seen["to"]], "references": seen["references"]}
    got |= {"files": [[item["filename"], item["size"]] for item in seen["attachments"]], "text": seen["text"].strip()}
    lines = []
    for name in got.keys() & case.keys():
        wanted = case[name] if name != "text" else case[name].strip()
        allowed = wanted if name == "kind" and isinstance(wanted, list) else [wanted]
        if got[name] not in allowed:
            lines.append(f"{name}: wanted {wanted!r}, got {got[name]!r}")
    return sorted(lines)


@pytest.mark.parametrize("case", [case for _, case in MAILS], ids=[f"{exam}-{case['name']}" for exam, case in MAILS])
def test_a_mail_of_the_exam_is_understood(case: Case) -> None:
    assert differences(case) == []
