"""Mails as a real browser draws them: nothing is wider than the window, and a thumb can press what is to be pressed."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from maildesk.desk.outgoing import OutgoingMessage
from maildesk.shipped import shipped_folder
from maildesk.templates import Templates
from maildesk.templates.samples import KINDS, samples
from tests.world.chromium import DESK, PHONE, Chromium

TEMPLATES = Templates((shipped_folder("templates"),))
THUMB = 44  # CSS pixels
MESSAGES = [
    pytest.param(samples(kind, language)[0], id=f"{kind}-{language}")
    for language in ("en", "zh-Hans", "zh-Hant")
    for kind in KINDS
]
# Wider than the window: the page itself, or a part whose words reach over the edge of their own box.
SPILLS = """() => {
  const spills = [...document.querySelectorAll('td,p,a,span')].filter(part => part.scrollWidth > part.clientWidth + 1
    && getComputedStyle(part).display !== 'inline' && getComputedStyle(part).overflow !== 'hidden');
  const page = document.scrollingElement;
  return [page.scrollWidth <= page.clientWidth, spills.map(part => part.textContent.trim().slice(0, 40))];
}"""


@pytest.fixture(scope="module")
def page(chromium: Chromium) -> Iterator[Page]:
    """One page for all mails: opening one costs more than drawing one."""
    shared = chromium.page(width=PHONE)
    yield shared
    shared.context.close()


@pytest.mark.parametrize("message", MESSAGES)
def test_nothing_is_wider_than_a_phone_or_a_window_and_links_fit_a_thumb(page: Page, message: OutgoingMessage) -> None:
    page.set_content(TEMPLATES.render(message).html)

    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        fits, spills = page.evaluate(SPILLS)
        links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.getBoundingClientRect().toJSON())")

        assert (fits, spills) == (True, [])
        assert all(link["height"] >= THUMB and link["width"] >= THUMB for link in links)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground_on_light_and_dark_screens(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    poor: list[str] = []
    for kind in KINDS:
        page.set_content(TEMPLATES.render(samples(kind, "en")[0]).html)
        poor += [f"{kind}: {words}" for words in page.evaluate(CONTRAST)]

    assert poor == []


# WCAG 2.2, 1.4.3: 4.5 to 1; the reply marker and canary lines are there for programs and may be fainter.
CONTRAST = """() => {
  const parse = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = part => {
    for (let at = part; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll('p,a,span,td,b')].filter(part =>
    [...part.childNodes].some(node => node.nodeType === 3 && node.textContent.trim().replace(/\\u00a0/g, ''))
    && !part.closest('.marker,.canary,.hidden'))
    .filter(part => {
      const [a, b] = [light(parse(getComputedStyle(part).color)), light(ground(part))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
    }).map(part => part.textContent.trim().slice(0, 40) + ' ' + getComputedStyle(part).color);
}"""
