"""Every kind of mail in every language: complete, tidy, and made of our own tags only."""

import re

import pytest

from maildesk.desk.canary import holds_canary
from maildesk.desk.outgoing import TO_CUSTOMERS, MessageKind, OutgoingMessage
from maildesk.shipped import shipped_folder
from maildesk.templates import Rendered, Templates, problems
from maildesk.templates.problems import languages
from maildesk.templates.samples import KINDS, WITHOUT_VIEW, samples
from tests.templates.outline import ATTRIBUTES, TAGS, Outline

SHIPPED = shipped_folder("templates")
TEMPLATES = Templates((SHIPPED,))
LANGUAGES = ("en", "zh-Hans", "zh-Hant")
CASES = [
    pytest.param(message, id=f"{message.kind}-{message.language}-{index}")
    for language in LANGUAGES
    for kind in KINDS
    for index, message in enumerate(samples(kind, language))
]


@pytest.fixture(params=CASES)
def message(request: pytest.FixtureRequest) -> OutgoingMessage:
    sample: OutgoingMessage = request.param
    return sample


@pytest.fixture
def rendered(message: OutgoingMessage) -> Rendered:
    return TEMPLATES.render(message)


def test_every_kind_with_a_view_has_three_templates_in_three_languages() -> None:
    wanted = {
        f"{language}/{kind}/{part}"
        for language in LANGUAGES
        for kind in set(MessageKind) - WITHOUT_VIEW
        for part in ("subject.txt", "body.txt", "body.html")
    }
    there = {str(path.relative_to(SHIPPED)) for path in SHIPPED.glob("*/*/*")}

    assert wanted - there == set()
    assert languages((SHIPPED,)) == LANGUAGES


def test_the_shipped_templates_have_no_problem() -> None:
    assert problems((SHIPPED,)) == ()


def test_a_subject_is_one_line_and_begins_with_the_token(message: OutgoingMessage, rendered: Rendered) -> None:
    token = getattr(message.view, "token", "")

    assert "\n" not in rendered.subject
    assert rendered.subject.startswith(f"[{token}] ") == bool(token)
    assert rendered.subject.removeprefix(f"[{token}] ").strip(" ·|")


def test_a_text_has_no_holes_and_no_words_of_the_machine(rendered: Rendered) -> None:
    for line in rendered.text.split("\n"):
        assert line == line.rstrip()
        assert "  " not in line.removeprefix(">").strip().replace("  #", " #")
    assert "\n\n\n" not in rendered.text
    assert not re.search(r"None|Undefined|\{\{|\{%|&[a-z]+;|⟦(?!/?internal⟧)", rendered.text)
    assert not re.search(r"None|Undefined|\{\{|\{%", rendered.html + rendered.subject)


def test_chinese_sentences_hold_no_latin_comma_and_no_space_before_a_full_stop(rendered: Rendered) -> None:
    for text in (rendered.text, "".join(Outline(rendered.html).words)):
        assert not re.findall(
            r"[\u4e00-\u9fff][,;!?]|[^\S\n][，。；：！？、）」]|[（「]\s|。。|）[^\S\n][\u4e00-\u9fff]", text
        )


def test_the_page_is_well_nested_and_made_of_known_tags_only(rendered: Rendered) -> None:
    page = Outline(rendered.html)

    assert page.open == []
    assert page.tags - TAGS == set()
    assert page.attributes - ATTRIBUTES == set()


def test_the_page_names_its_language_and_fetches_nothing(message: OutgoingMessage, rendered: Rendered) -> None:
    page = Outline(rendered.html)

    assert f'<html lang="{message.language}">' in rendered.html
    assert not re.search(r"url\s*\(|@import|src=|background=", rendered.html)
    assert all(link.startswith("https://desk.example.com/t/") for link in page.links)


def test_text_and_page_say_the_same_figures(message: OutgoingMessage, rendered: Rendered) -> None:
    words = " ".join(" ".join(Outline(rendered.html).words).split())

    for said in re.findall(r"\[ACME-[^\]]+\]|\d{4}-\d\d-\d\d|\d+月\d+日", rendered.text):
        assert said in words


def test_a_customers_mail_carries_marker_and_token_line_and_nothing_internal(
    message: OutgoingMessage, rendered: Rendered
) -> None:
    if message.kind in TO_CUSTOMERS:
        assert rendered.text.startswith("## ")
        assert re.search(r"^(Ticket|工单|工單) \[ACME-1042-7KQX2\]$", rendered.text, re.MULTILINE)
        assert not holds_canary(rendered.text + rendered.html)


def test_a_mail_below_the_size_at_which_gmail_cuts_it_off(rendered: Rendered) -> None:
    assert len(rendered.html.encode()) < 60_000
