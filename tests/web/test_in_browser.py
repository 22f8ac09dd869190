"""The pages in a real browser without script: as a customer on a phone fills them in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from maildesk.web.ports import ConfirmForm, PageKind, ReleaseForm, SurveyForm
from tests.web.memory_answers import MemoryAnswers
from tests.web.served import served

LANGUAGES = ("en", "zh-Hans", "zh-Hant")
THUMB = 44
FITS = "() => document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"


@pytest.fixture(scope="module")
def answers() -> MemoryAnswers:
    return MemoryAnswers()


@pytest.fixture(scope="module")
def base(answers: MemoryAnswers) -> Iterator[str]:
    with served(answers) as address:
        yield address


def test_a_customer_rates_on_a_phone_without_script(phone: Page, base: str, answers: MemoryAnswers) -> None:
    token = answers.add(PageKind.SURVEY)

    phone.goto(f"{base}/t/{token}")
    phone.get_by_role("radio", name="4").check()
    phone.get_by_label("What was good").fill("Quick.\nThank you!")
    phone.get_by_role("button", name="Send").click()

    expect(phone.get_by_role("heading", name="Thank you.")).to_be_visible()
    assert answers.carried_out[-1] == (token, SurveyForm(score=4, comment="Quick.\nThank you!"))
    assert token not in phone.url


def test_the_score_pressed_in_the_mail_needs_only_send(phone: Page, base: str, answers: MemoryAnswers) -> None:
    token = answers.add(PageKind.SURVEY, "zh-Hans")

    phone.goto(f"{base}/t/{token}?score=5")
    assert not any(carried == token for carried, _ in answers.carried_out)
    phone.get_by_role("button", name="提交").click()

    expect(phone.get_by_role("heading", name="谢谢！")).to_be_visible()
    assert answers.carried_out[-1] == (token, SurveyForm(score=5))


def test_a_customer_says_that_it_is_not_solved(phone: Page, base: str, answers: MemoryAnswers) -> None:
    token = answers.add(PageKind.CONFIRM, "zh-Hant")

    phone.goto(f"{base}/t/{token}?answer=yes")
    phone.get_by_role("radio", name="還沒有解決").check()
    phone.get_by_role("textbox").fill("還是白紙")
    phone.get_by_role("button", name="送出").click()

    expect(phone.get_by_text("工單已重新開啟")).to_be_visible()
    assert answers.carried_out[-1] == (token, ConfirmForm(solved=False, words="還是白紙"))


def test_an_engineer_disowns_a_held_mail(phone: Page, base: str, answers: MemoryAnswers) -> None:
    token = answers.add(PageKind.RELEASE)

    phone.goto(f"{base}/t/{token}")
    phone.get_by_role("radio", name="No, I did not send it").check()
    phone.get_by_role("button", name="Send").click()

    expect(phone.get_by_text("The mail is discarded.")).to_be_visible()
    assert answers.carried_out[-1] == (token, ReleaseForm(mine=False))


def test_the_keyboard_alone_is_enough(page: Page, base: str, answers: MemoryAnswers) -> None:
    token = answers.add(PageKind.SURVEY)

    page.goto(f"{base}/t/{token}")
    for key in ("Tab", "ArrowRight", "ArrowRight", "Tab", "Tab", "Enter"):
        page.keyboard.press(key)

    expect(page.get_by_role("heading", name="Thank you.")).to_be_visible()
    assert answers.carried_out[-1] == (token, SurveyForm(score=3))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(PageKind))
def test_pages_fit_a_phone_and_everything_to_press_fits_a_thumb(
    page: Page, base: str, answers: MemoryAnswers, kind: PageKind, language: str
) -> None:
    long_subject = "https://very.long.example/" + "path" * 60
    page.goto(f"{base}/t/{answers.add(kind, language, subject=long_subject)}")

    for width in (320, 360, 800):
        page.set_viewport_size({"width": width, "height": 740})
        assert page.evaluate(FITS)
        for part in page.locator("button, textarea, .step, .option").all():
            box = part.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= THUMB


def test_the_style_sheet_is_allowed_by_the_policy(page: Page, base: str, answers: MemoryAnswers) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)

    page.goto(f"{base}/t/{answers.add(PageKind.SURVEY)}")
    grid = page.evaluate("getComputedStyle(document.querySelector('.scale')).display")

    assert grid == "grid"
    assert [text for text in complaints if "favicon" not in text and "404" not in text] == []
