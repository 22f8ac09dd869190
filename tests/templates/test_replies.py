"""What comes back when somebody answers one of our mails: their words, and nothing of ours."""

import re

import pytest

from maildesk.desk.canary import holds_canary
from maildesk.desk.outgoing import TO_CUSTOMERS, MessageKind, OutgoingMessage
from maildesk.mail.body import split_body
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.samples import KINDS, samples

TEMPLATES = Templates((shipped_folder("templates"),))
MESSAGES = [
    pytest.param(samples(kind, language)[0], id=f"{kind}-{language}")
    for language in ("en", "zh-Hans", "zh-Hant")
    for kind in KINDS
]
ANSWERS = {
    "en": "Still blank.\nPlease come by.",
    "zh-Hans": "还是白纸。\n麻烦过来看一下。",
    "zh-Hant": "還是白紙。\n麻煩過來看一下。",
}


@pytest.mark.parametrize("message", MESSAGES)
@pytest.mark.parametrize("quoting", ["bare", "marked", "page"])
def test_an_answer_above_our_mail_is_read_without_a_word_of_ours(message: OutgoingMessage, quoting: str) -> None:
    rendered = TEMPLATES.render(message)
    answer = ANSWERS[message.language]
    quoted = "\n".join(f"> {line}" for line in rendered.text.split("\n"))
    page = f"<div>{answer.replace(chr(10), '<br>')}</div><br>" + re.sub(
        r"(?s).*<body[^>]*>|</body>.*", "", rendered.html
    )

    split = {
        "bare": lambda: split_body(f"{answer}\n\n{rendered.text}", None),
        "marked": lambda: split_body(f"{answer}\n\n{quoted}", None),
        "page": lambda: split_body("", page),
    }[quoting]()

    assert split.reply.strip() == answer
    assert not holds_canary(split.reply)


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_a_notice_marks_its_reasons_and_notes_as_internal(language: str) -> None:
    message = samples(MessageKind.ASSIGNMENT, language)[0]
    rendered = TEMPLATES.render(message)

    for part in (rendered.text, re.sub(r"<[^>]+>", "\n", rendered.html)):
        inside = "".join(re.findall(r"(?s)⟦internal⟧(.*?)⟦/internal⟧", part))
        outside = re.sub(r"(?s)⟦internal⟧.*?⟦/internal⟧", "", part)
        for secret in (message.view.because[0], message.view.history[1].text):  # type: ignore[union-attr]
            assert secret in inside
            assert secret not in outside


def test_only_staff_mails_hold_canaries() -> None:
    marked = {kind for kind in KINDS for message in samples(kind, "en") if holds_canary(TEMPLATES.render(message).html)}

    assert marked & TO_CUSTOMERS == set()
    assert MessageKind.ASSIGNMENT in marked
