"""A newcomer reads and answers in the browser as one person, and his mails are proven like all others."""

from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header

import httpx
import pytest
from playwright.sync_api import expect

from maildesk.demo.world import World
from tests.world.chromium import Chromium

SUPPORT = "support@acme.example"
ANNA = "anna@customer.example"


@pytest.fixture
def world() -> Iterator[World]:
    with World((SUPPORT, ANNA)) as world:
        yield world


def arrived(world: World, person: str) -> str:
    raw = world.await_mail(person, bool)
    return raw.decode()


def test_a_person_answers_a_mail_in_the_browser(world: World, chromium: Chromium) -> None:
    raw = (
        f"From: Acme <{SUPPORT}>\r\nTo: {ANNA}\r\nReply-To: support+1042@acme.example\r\n"
        "Subject: [ACME-1042-7KQX2] =?utf-8?b?5omT5Y2w5py6?=\r\nMessage-ID: <first@acme.example>\r\n\r\nSolved?\r\n"
    )
    world.send(SUPPORT, raw.encode())
    page = chromium.page()
    page.goto(world.web_url(ANNA))

    page.get_by_text("[ACME-1042-7KQX2] 打印机").click()
    page.locator("#btn-reply").click()
    page.locator("#editor textarea").last.fill("是的，已解决")
    page.locator("#btn-send").click()
    answer = message_from_bytes(world.await_mail(SUPPORT, lambda raw: b"In-Reply-To" in raw))

    assert str(make_header(decode_header(answer["Subject"]))) == "Re: [ACME-1042-7KQX2] 打印机"
    assert answer["From"] == ANNA
    assert answer["Delivered-To"] == "support+1042@acme.example"
    assert answer["In-Reply-To"] == "<first@acme.example>"
    assert answer["References"] == "<first@acme.example>"
    assert "dmarc=pass" in answer["Authentication-Results"]
    assert answer.get_payload()[0].get_payload(decode=True).decode() == "是的，已解决"  # type: ignore[index, union-attr]


def test_a_new_mail_without_a_from_is_the_owners(world: World, chromium: Chromium) -> None:
    page = chromium.page()
    page.goto(world.web_url(ANNA))

    page.locator("#btn-new").click()
    page.locator("#editor-to").fill(SUPPORT)
    page.locator("#editor-subject").fill("Printer")
    page.locator("#editor textarea").last.fill("It is broken.")
    page.locator("#btn-send").click()

    assert f"From: {ANNA}" in arrived(world, SUPPORT)


def test_a_page_shows_only_its_owners_mailbox(world: World, chromium: Chromium) -> None:
    world.send(ANNA, f"From: {ANNA}\r\nTo: {SUPPORT}\r\nSubject: For support only\r\n\r\nx\r\n".encode())
    page = chromium.page()
    page.goto(world.web_url(ANNA))

    expect(page.locator("#accounts option")).to_have_text([ANNA])
    expect(page.get_by_text("For support only")).to_have_count(0)


def test_a_script_in_a_mail_does_not_run(world: World, chromium: Chromium) -> None:
    html = "<p>Hello</p><script>parent.document.title = 'taken'</script>"
    world.send(
        SUPPORT,
        f"From: {SUPPORT}\r\nTo: {ANNA}\r\nSubject: Script\r\nContent-Type: text/html\r\n\r\n{html}\r\n".encode(),
    )
    page = chromium.page()
    page.goto(world.web_url(ANNA))

    page.get_by_text("Script").click()
    expect(page.frame_locator("iframe#html").get_by_text("Hello")).to_have_count(1)

    assert page.title() != "taken"


def test_a_link_of_a_mail_opens_beside_it(world: World, chromium: Chromium) -> None:
    html = f"<html><head></head><body><a href='http://{world.host}:{world.web_port}/'>Solved</a></body></html>"
    world.send(
        SUPPORT,
        f"From: {SUPPORT}\r\nTo: {ANNA}\r\nSubject: Link\r\nContent-Type: text/html\r\n\r\n{html}\r\n".encode(),
    )
    page = chromium.page()
    page.goto(world.web_url(ANNA))
    page.get_by_text("Link").click()

    with page.context.expect_page() as opened:
        page.frame_locator("iframe#html").get_by_text("Solved").click()

    expect(opened.value.get_by_text("Whose mail?")).to_be_visible()


def test_other_sites_in_the_same_browser_are_refused(world: World) -> None:
    url = world.web_url(ANNA)

    assert httpx.get(url).status_code == 200
    assert httpx.get(url, headers={"Origin": "https://elsewhere.example"}).status_code == 403
    assert httpx.get(url, headers={"Host": "rebound.example"}).status_code == 403


def test_the_front_page_leads_to_each_person(world: World) -> None:
    front = httpx.get(world.web_url(ANNA).replace(f"{ANNA}/", "")).text

    assert f'href="/{ANNA}/"' in front
    assert f'href="/{SUPPORT}/"' in front
