"""A supervisor mails one word, presses the link of the answer, and reads the board."""

import asyncio
import re
from collections.abc import Callable

import httpx

from maildesk.app import board_of
from maildesk.shipped import shipped_folder
from maildesk.web import create_app
from maildesk.web.desk_board import DeskBoard
from maildesk.web.form import form_token
from tests.journeys.desk_world import DeskWorld
from tests.web.memory_answers import MemoryAnswers

ANN, LI = "Ann <ann@customer.example.org>", "Li Na <li@desk.example.com>"
WEB = '[web]\nbase_url = "https://desk.example.com"\nboard = true\n'


def link_of(words: str) -> str:
    found = re.search(r"https://desk\.example\.com/t/(b-[0-9a-z-]+)", words)
    assert found is not None, words
    return found[1]


def test_one_word_by_mail_leads_to_the_board(open_desk: Callable[..., DeskWorld]) -> None:
    desk = open_desk(more=WEB)
    desk.writes(ANN, text="=Call 12345 at once")
    desk.writes(LI, "看板", "看板")
    desk.run()
    mail = next(mail for mail in desk.new_mails() if mail.to == "li@desk.example.com")
    token = link_of(mail.text)
    assert token in mail.html
    app = create_app(
        MemoryAnswers(), "Acme Support", (shipped_folder("templates"),), board=DeskBoard(board_of(desk.desktop))
    )

    async def browse() -> tuple[httpx.Response, ...]:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="https://desk.example.com") as browser:
            looked = await browser.get(f"/t/{token}")
            entered = await browser.post(f"/t/{token}", data={"form": form_token(token)})
            board = await browser.get("/board")
            again = await browser.post(f"/t/{token}", data={"form": form_token(token)})
            return looked, entered, board, again

    looked, entered, board, again = asyncio.run(browse())
    assert [each.status_code for each in (looked, entered, board, again)] == [200, 303, 200, 404]
    assert "Printer broken" in board.text
    assert "12345" not in board.text
    assert "ann@" not in board.text


def test_it_is_off_by_default(open_desk: Callable[..., DeskWorld]) -> None:
    desk = open_desk(more='[web]\nbase_url = "https://desk.example.com"\n')
    desk.writes(LI, "board", "board")
    desk.run()
    assert "The board is switched off" in desk.mail_to("li@desk.example.com").text
