"""Every mail of the blind exams: the right new words, and no line lost."""

from collections import Counter

import pytest

from maildesk.mail.letter import ReadContext
from maildesk.mail.read import read
from tests.mail.exam_mails import ExamMail, exam_mails, lines_of

MAILS = [
    pytest.param(mail, id=str(mail), marks=[pytest.mark.xfail(reason=mail.cannot, strict=True)] if mail.cannot else [])
    for mail in exam_mails()
]


@pytest.mark.parametrize("mail", MAILS)
def test_the_new_words_of_a_mail_nobody_here_tuned_for_are_found(mail: ExamMail) -> None:
    letter = read(mail.raw, ReadContext())

    assert lines_of(letter.reply) == lines_of(mail.reply)
    parts = [line.strip() for part in (letter.reply, letter.quoted, letter.signature) for line in part.split("\n")]
    assert Counter(line for line in parts if line) == Counter(
        line.strip() for line in letter.text.split("\n") if line.strip()
    )


def test_the_exams_are_large_enough_to_promise_something() -> None:
    mails = list(exam_mails())

    assert sum(mail.exam == "first" for mail in mails) >= 350
    assert sum(mail.exam == "second" for mail in mails) >= 150
    assert sum(mail.client == "trap" for mail in mails) >= 60
    assert {mail.language for mail in mails} >= {"en", "zh-Hans", "zh-Hant", "ja", "ko", "he", "ar", "vi", "tr", "uk"}
    assert sum(not mail.right_at_first for mail in mails) < len(mails) * 0.15
