"""Every case of the reply corpus: the right new words, and no line lost."""

from collections import Counter
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from maildesk.mail.body import split_body
from maildesk.mail.forward import original_of_forward

_SPEC = spec_from_file_location("replies_corpus", Path(__file__).parent / "replies_corpus.py")
assert _SPEC
assert _SPEC.loader
_CORPUS = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_CORPUS)
CASES = list(_CORPUS.cases())


def without_blanks_at_line_ends(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_new_words_are_told_from_history_and_signature(case) -> None:
    body = split_body(case.text, case.html)

    assert without_blanks_at_line_ends(body.reply) == without_blanks_at_line_ends(case.reply)
    if case.quoted is not None:
        assert without_blanks_at_line_ends(body.quoted) == without_blanks_at_line_ends(case.quoted)
    if case.signature is not None:
        assert without_blanks_at_line_ends(body.signature) == without_blanks_at_line_ends(case.signature)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_line_is_lost_or_doubled(case) -> None:
    body = split_body(case.text, case.html)

    parts = [line.strip() for part in (body.reply, body.quoted, body.signature) for line in part.split("\n")]
    assert Counter(line for line in parts if line) == Counter(
        line.strip() for line in body.text.split("\n") if line.strip()
    )


@pytest.mark.parametrize("case", [case for case in CASES if case.sender is not None], ids=str)
def test_the_original_sender_and_words_of_a_forward_are_found(case) -> None:
    sender, words = original_of_forward(case.text)

    assert sender is not None
    assert sender.address == case.sender
    assert without_blanks_at_line_ends(words) == without_blanks_at_line_ends(case.words or "")


def test_the_corpus_is_large_enough_to_promise_something() -> None:
    assert len(CASES) >= 250
    assert len({case.language for case in CASES}) >= 26
