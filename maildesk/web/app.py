"""The web application: a page for each link, which only a sent form changes anything with."""

import asyncio
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from maildesk.web import respond
from maildesk.web.board_rooms import PREFIX, BoardRooms
from maildesk.web.form import MOST_BYTES, is_ours, read_fields, read_form, read_score
from maildesk.web.pages import Pages
from maildesk.web.ports import Answers, Board, Outcome, Page

READ_SECONDS = 10.0
_LONGEST_TOKEN = 200
_THANKED = frozenset(Outcome) - {Outcome.GONE}


def create_app(
    answers: Answers,
    desk_name: str,
    folders: tuple[Path, ...],
    *,
    language: str = "en",
    read_seconds: float = READ_SECONDS,
    board: Board | None = None,
    secure: bool = True,
) -> Starlette:
    """Build the application of one desk; `folders` are those of the templates, the operator's first.

    Without a `board` there is none; `secure` keeps its cookie from plain connections.

    Raises ConfigurationError or jinja2's errors when the pages cannot be drawn.
    """
    pages = Pages(folders, desk_name, language)
    of_board = BoardRooms(board, pages, secure=secure) if board else None
    rooms = _Rooms(answers, pages, read_seconds, of_board)
    app = Starlette(
        routes=[
            Route("/t/{token}", rooms.look, methods=["GET"]),
            Route("/t/{token}", rooms.answer, methods=["POST"]),
            Route("/done/{outcome}/{language}", rooms.thanks, methods=["GET"]),
            Route("/board", rooms.board, methods=["GET"]),
            Route("/board/leave", rooms.leave_board, methods=["POST"]),
            Route("/style.css", rooms.style, methods=["GET"]),
            Route("/healthz", rooms.health, methods=["GET"]),
        ],
        exception_handlers={404: rooms.gone, 405: rooms.refused, 500: rooms.broken},
    )
    # A redirect to the path with or without its last slash would be built from the Host field.
    app.router.redirect_slashes = False
    return app


class _Rooms:
    def __init__(self, answers: Answers, pages: Pages, read_seconds: float, board: BoardRooms | None) -> None:
        self._board = board
        self._answers = answers
        self._pages = pages
        self._read_seconds = read_seconds

    async def look(self, request: Request) -> Response:
        token = request.path_params["token"]
        if self._board and _is_of_board(token):
            return await self._board.offer(token)
        page = await self._page_of(token)
        if page is None:
            return self._gone()
        wished = request.query_params
        answer = wished.get("answer")
        html = self._pages.ask(
            page,
            token,
            score=read_score(wished.get("score", "")),
            answer=answer if answer in {"yes", "no"} else None,
        )
        return respond.page(html)

    async def answer(self, request: Request) -> Response:
        token = request.path_params["token"]
        body = await self._body_of(request)
        if isinstance(body, Response):
            return body
        fields = read_fields(request.headers.get("content-type", ""), body)
        if not is_ours(fields, token):
            return await self.refused(request)
        if self._board and _is_of_board(token):
            return await self._board.enter(token)
        page = await self._page_of(token)
        if page is None:
            return self._gone()
        form = read_form(page.kind, fields)
        if form is None:
            return respond.page(self._pages.ask(page, token, missing=True), 400)
        outcome = await run_sync(self._answers.answer, token, form)
        if outcome is Outcome.GONE:
            return self._gone()
        return respond.see_other(f"../done/{outcome}/{self._pages.language(page.language)}")

    async def thanks(self, request: Request) -> Response:
        outcome = request.path_params["outcome"]
        language = request.path_params["language"]
        if outcome not in _THANKED or language not in self._pages.languages:
            return self._gone()
        return respond.page(self._pages.thanks(Outcome(outcome), language))

    async def board(self, request: Request) -> Response:
        return await self._board.show(request) if self._board else self._gone()

    async def leave_board(self, request: Request) -> Response:
        if self._board is None:
            return self._gone()
        body = await self._body_of(request)
        if isinstance(body, Response):
            return body
        left = await self._board.leave(request, read_fields(request.headers.get("content-type", ""), body))
        return await self.refused(request) if left is None else left

    async def style(self, _request: Request) -> Response:
        return respond.style_sheet(self._pages.style)

    async def health(self, _request: Request) -> Response:
        return respond.plain("ok\n")

    async def gone(self, _request: Request, _fault: Exception) -> Response:
        return self._gone()

    async def refused(self, _request: Request, _fault: Exception | None = None) -> Response:
        return respond.plain("This page takes only its own form.\n", 405)

    async def broken(self, _request: Request, _fault: Exception) -> Response:
        return respond.plain("Something went wrong here. Please try again in a few minutes.\n", 500)

    def _gone(self) -> Response:
        return respond.page(self._pages.gone, 404)

    async def _page_of(self, token: str) -> Page | None:
        return await run_sync(self._answers.look, token) if len(token) <= _LONGEST_TOKEN else None

    async def _body_of(self, request: Request) -> bytes | Response:
        body = bytearray()
        try:
            async with asyncio.timeout(self._read_seconds):
                async for piece in request.stream():
                    body += piece
                    if len(body) > MOST_BYTES:
                        return respond.plain("This is too much for one answer.\n", 413)
        except TimeoutError:
            return respond.plain("This took too long.\n", 408)
        except ClientDisconnect:
            return respond.plain("", 400)
        return bytes(body)


def _is_of_board(token: str) -> bool:
    return token.startswith(PREFIX) and len(token) <= _LONGEST_TOKEN
