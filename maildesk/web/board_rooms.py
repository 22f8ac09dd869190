"""The pages of the board: a link of a mail shows a button, the button lets in once, a cookie keeps the session.

A GET of the link changes nothing, so that programs which look links up beforehand do not use it up.
"""

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from maildesk.web import respond
from maildesk.web.form import form_token, is_ours
from maildesk.web.pages import Pages
from maildesk.web.ports import Board

PREFIX = "b-"  # of the tokens in links to the board
COOKIE = "maildesk_board"
_LONGEST_COOKIE = 100


class BoardRooms:
    """Answers the requests of the board; every link and cookie that is not good gets the one page for all of them."""

    def __init__(self, board: Board, pages: Pages, *, secure: bool) -> None:
        """Keep the tools; `secure` keeps the cookie from plain connections."""
        self._board = board
        self._pages = pages
        self._secure = secure

    async def offer(self, token: str) -> Response:
        """Show the button of a link."""
        language = await run_sync(self._board.offered, token)
        return self.gone() if language is None else respond.page(self._pages.enter(token, language))

    async def enter(self, token: str) -> Response:
        """Let in whoever pressed the button, once."""
        entry = await run_sync(self._board.enter, token)
        if entry is None:
            return self.gone()
        response = respond.see_other("../board")
        response.set_cookie(
            COOKIE, entry.cookie, max_age=entry.seconds, path="/", secure=self._secure, httponly=True, samesite="strict"
        )
        return response

    async def show(self, request: Request) -> Response:
        """Show the board to a session."""
        cookie = _cookie_of(request)
        page = await run_sync(self._board.show, cookie) if cookie else None
        if page is None:
            return self.gone()
        return respond.page(self._pages.board(page, form_token(cookie)))

    async def leave(self, request: Request, fields: dict[str, str]) -> Response | None:
        """End a session; None for a form that is not of its page."""
        cookie = _cookie_of(request)
        if not cookie or not is_ours(fields, cookie):
            return None
        page = await run_sync(self._board.show, cookie)
        await run_sync(self._board.leave, cookie)
        response = respond.page(self._pages.left(page.language if page else "en"))
        response.delete_cookie(COOKIE, path="/", secure=self._secure, httponly=True, samesite="strict")
        return response

    def gone(self) -> Response:
        """Return the page for every link and cookie that is not good."""
        return respond.page(self._pages.gone, 404)


def _cookie_of(request: Request) -> str:
    cookie = request.cookies.get(COOKIE, "")
    return cookie if len(cookie) <= _LONGEST_COOKIE else ""
