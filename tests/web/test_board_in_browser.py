"""The board in a real browser without script, on a phone and on a screen, light and dark."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.web.memory_answers import MemoryAnswers
from tests.web.memory_board import SUBJECTS, MemoryBoard
from tests.web.served import served

FITS = "() => document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"


@pytest.fixture
def base() -> Iterator[str]:
    with served(MemoryAnswers(), board=MemoryBoard()) as address:
        yield address


@pytest.mark.parametrize(
    ("language", "enter", "heading", "leave", "left"),
    [
        ("en", "Open the board", "Board", "Leave", "You have left the board."),
        ("zh-Hans", "打开看板", "看板", "退出", "您已退出看板。"),
        ("zh-Hant", "開啟看板", "看板", "離開", "您已離開看板。"),
    ],
)
def test_a_supervisor_enters_looks_and_leaves_without_script(
    phone: Page, base: str, language: str, enter: str, heading: str, leave: str, left: str
) -> None:
    phone.goto(f"{base}/t/b-{language}")
    phone.get_by_role("button", name=enter).click()
    expect(phone).to_have_url(f"{base}/board")
    expect(phone.get_by_role("heading", name=heading).first).to_be_visible()
    expect(phone.get_by_text(SUBJECTS[language]).first).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name=heading).first).to_be_visible()
    phone.get_by_role("button", name=leave).click()
    expect(phone.get_by_text(left)).to_be_visible()
    phone.goto(f"{base}/board")
    expect(phone.get_by_text("This link is not valid any more.")).to_be_visible()


def test_it_fits_a_phone_and_a_window_and_breaks_no_rule_of_the_policy(page: Page, base: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{base}/t/b-zh-Hant")
    page.get_by_role("button").click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (320, 360, 800, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate(FITS), (scheme, width)
        bar = page.locator("svg.bar").first.bounding_box()
        assert bar is not None
        assert bar["width"] > 40
        box = page.get_by_role("button").bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert complaints == []
