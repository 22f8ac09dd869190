"""The board of a real desk: the port of the pages on the flow that lets supervisors in."""

from maildesk.flows.board import BoardRoom
from maildesk.web.ports import BoardPage, Entry


class DeskBoard:
    """Fulfils `Board` on a real desk; may be called from several threads."""

    def __init__(self, room: BoardRoom) -> None:
        """Keep the flow."""
        self._room = room

    def offered(self, token: str) -> str | None:
        """Return the language of a link that would let somebody in; None for every other."""
        return self._room.offered(token)

    def enter(self, token: str) -> Entry | None:
        """Use a link up; None when it does not let in."""
        entered = self._room.enter(token)
        if entered is None:
            return None
        return Entry(cookie=entered.cookie, seconds=entered.seconds, language=entered.language)

    def show(self, cookie: str) -> BoardPage | None:
        """Return what the session of a cookie shows; None for every cookie that has none."""
        shown = self._room.show(cookie)
        return BoardPage(view=shown.view, language=shown.language) if shown else None

    def leave(self, cookie: str) -> None:
        """End a session, if it is one."""
        self._room.leave(cookie)
