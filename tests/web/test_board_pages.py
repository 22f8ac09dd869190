"""The board over HTTP: only the pressed button lets in, the cookie is guarded, everything else is one page."""

import asyncio

import httpx
import pytest

from maildesk.shipped import shipped_folder
from maildesk.web import create_app
from maildesk.web.board_rooms import COOKIE
from maildesk.web.form import form_token
from tests.web.memory_answers import MemoryAnswers
from tests.web.memory_board import SUBJECTS, MemoryBoard

LINK, COOKIE_EN = "b-en", "cookie-en"


class Client:
    def __init__(self, board: MemoryBoard | None, *, secure: bool = True) -> None:
        self.board = board
        folders = (shipped_folder("templates"),)
        self._app = create_app(MemoryAnswers(), "Acme Support", folders, board=board, secure=secure)

    def request(self, method: str, path: str, **options: object) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://desk.example") as client:
                return await client.request(method, path, **options)  # type: ignore[arg-type]

        return asyncio.run(ask())

    def press(self, token: str) -> httpx.Response:
        return self.request("POST", f"/t/{token}", data={"form": form_token(token)})

    def board_with(self, cookie: str) -> httpx.Response:
        return self.request("GET", "/board", headers={"Cookie": f"{COOKIE}={cookie}"})


@pytest.fixture
def client() -> Client:
    return Client(MemoryBoard())


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_scanners_that_look_at_the_link_do_not_use_it_up(client: Client, method: str) -> None:
    for _ in range(3):
        assert client.request(method, f"/t/{LINK}").status_code == 200
    for data in ({}, {"form": "x"}, {"List-Unsubscribe": "One-Click"}):
        assert client.request("POST", f"/t/{LINK}", data=data).status_code == 405
    assert client.press(LINK).status_code == 303


def test_the_button_gives_a_cookie_no_script_and_no_other_site_can_use(client: Client) -> None:
    entered = client.press(LINK)
    assert entered.headers["location"] == "../board"
    words = {part.strip().casefold() for part in entered.headers["set-cookie"].split(";")}
    assert {f"{COOKIE}={COOKIE_EN}", "httponly", "secure", "samesite=strict", "max-age=28800", "path=/"} <= words
    plain = Client(MemoryBoard(), secure=False).press(LINK).headers["set-cookie"]
    assert "secure" not in plain.casefold()
    assert client.press(LINK).status_code == 404


def test_the_board_shows_figures_renews_itself_and_says_no_word_of_a_customer(client: Client) -> None:
    client.press(LINK)
    page = client.board_with(COOKIE_EN)
    assert page.status_code == 200
    assert '<meta http-equiv="refresh" content="60">' in page.text
    assert "<script" not in page.text
    assert "style=" not in page.text  # the policy would refuse it
    assert SUBJECTS["en"] in page.text
    assert "@" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_all_that_is_not_good_gets_the_same_page_byte_for_byte(client: Client) -> None:
    gone = client.request("GET", "/t/nothing")
    used = MemoryBoard()
    answers = [
        client.request("GET", "/board"),
        client.board_with("cookie-made-up"),
        client.board_with("x" * 5000),
        client.request("GET", "/t/b-wrong"),
        client.press("b-wrong"),
        Client(None).request("GET", f"/t/{LINK}"),
        Client(None).request("GET", "/board"),
        Client(None).request("POST", "/board/leave"),
    ]
    used.links.clear()
    answers.append(Client(used).request("GET", f"/t/{LINK}"))
    for answer in answers:
        assert (answer.status_code, answer.content) == (404, gone.content)
        assert answer.headers["content-security-policy"] == gone.headers["content-security-policy"]


def test_leaving_needs_the_form_of_the_page_and_ends_the_session(client: Client) -> None:
    client.press(LINK)
    headers = {"Cookie": f"{COOKIE}={COOKIE_EN}"}
    assert client.request("POST", "/board/leave", headers=headers, data={"form": "x"}).status_code == 405
    assert client.board_with(COOKIE_EN).status_code == 200
    left = client.request("POST", "/board/leave", headers=headers, data={"form": form_token(COOKIE_EN)})
    assert left.status_code == 200
    assert "max-age=0" in left.headers["set-cookie"].casefold()
    assert client.board_with(COOKIE_EN).status_code == 404
