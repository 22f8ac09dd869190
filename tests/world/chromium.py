"""A real browser: pages are opened, filled, pressed and looked at as a person would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.world.parts import CACHE, Part, require

PHONE = 360  # CSS pixels
DESK = 800
_HEIGHT = 800
_FLAGS = [
    "--no-sandbox",  # the sandbox refuses to start under root; only our own pages are opened
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Chromium:
    """One headless browser; every page has its own cookies and its own storage."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    def page(self, *, width: int = DESK, script: bool = True) -> Page:
        """Open an empty page of `width` CSS pixels; without `script` nothing in it may run."""
        context = self._browser.new_context(
            viewport={"width": width, "height": _HEIGHT},
            java_script_enabled=script,
            is_mobile=width < 600,
            locale="en-GB",
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    def screenshot(self, source: str, *, width: int, name: str) -> Path:
        """Draw HTML, or the page of an address, in full and return the PNG file `name` in the test cache."""
        page = self.page(width=width)
        if source.lstrip().startswith("<"):
            page.set_content(source, wait_until="load")
        else:
            page.goto(source, wait_until="load")
        picture = CACHE / "pictures" / f"{name}-{width}.png"
        picture.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=picture, full_page=True)
        page.context.close()
        return picture

    def overflow(self, html: str, *, width: int) -> int:
        """Return by how many CSS pixels the drawn HTML is wider than the window; 0 when it fits."""
        page = self.page(width=width)
        page.set_content(html, wait_until="load")
        wider = int(page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth"))
        page.context.close()
        return max(0, wider)


@pytest.fixture(scope="module")  # its event loop must not outlive the module: asyncio.run elsewhere would refuse
def chromium() -> Iterator[Chromium]:
    """The browser of one test module."""
    program = require(Part.CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield Chromium(browser)
        browser.close()


@pytest.fixture
def page(chromium: Chromium) -> Iterator[Page]:
    """An empty page as wide as a mail window."""
    page = chromium.page()
    yield page
    page.context.close()


@pytest.fixture
def phone(chromium: Chromium) -> Iterator[Page]:
    """An empty page as wide as a phone, where no script may run."""
    page = chromium.page(width=PHONE, script=False)
    yield page
    page.context.close()
