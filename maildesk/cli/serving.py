"""The pages behind the links, served by `maildesk run` in a thread of their own."""

import importlib.util
import socket
import threading
from collections.abc import Callable
from typing import Self

import structlog

from maildesk.app import Desktop, answering_of, board_of
from maildesk.errors import ConfigurationError, MaildeskError
from maildesk.settings.load import Settings
from maildesk.shipped import search_path

_log = structlog.get_logger("web")
_AGAIN = 15.0  # seconds until a taken port is asked for again


def require_web(settings: Settings) -> None:
    """Raise ConfigurationError when the settings have no [web] table."""
    if settings.conf.web is None:
        raise ConfigurationError(
            (f"{settings.file.name}: there is no [web] table; write [web] with base_url, listen and port.",)
        )


class PageServer:
    """Serves the pages until the stop; waits for the port when another worker of this machine has it."""

    def __init__(self, desktop: Desktop, stop: threading.Event, listener: socket.socket | None) -> None:
        """Keep the tools; nothing is served yet."""
        self._desktop = desktop
        self._stop = stop
        self._listener = listener
        self.trouble: str | None = None
        self._owed: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._run, name="pages", daemon=True)

    @classmethod
    def of(cls, desktop: Desktop, stop: threading.Event, *, alone: bool) -> Self | None:
        """Return a server when [web] is set; `alone` means that a taken port is an error and not waited for.

        Raises MaildeskError when the extra is not installed or, alone, when the port is taken.
        """
        web = desktop.settings.conf.web
        if web is None:
            return None
        if any(importlib.util.find_spec(name) is None for name in ("starlette", "uvicorn", "python_multipart")):
            raise MaildeskError('The pages need the extra "web": pip install "maildesk[web]", or remove [web].')
        from maildesk.web.serve import listen

        return cls(desktop, stop, listen(web.listen, web.port) if alone else None)

    def start(self, owed: Callable[[], None] = lambda: None) -> None:
        """Begin to serve; `owed` is called when an answer may have owed somebody a mail."""
        self._owed = owed
        self._thread.start()

    def join(self) -> None:
        """Wait until the last answers are out."""
        self._thread.join(7)

    def _run(self) -> None:
        alone = self._listener is not None
        while not self._stop.is_set():
            try:
                self._serve(self._listener)
            except MaildeskError as error:
                self._listener = None
                _log.warning("the pages are not served by this worker", why=str(error))
                if alone:
                    self.trouble = str(error)
                    self._stop.set()
                self._stop.wait(_AGAIN)

    def _serve(self, listener: socket.socket | None) -> None:
        from maildesk.web.answers import DeskAnswers
        from maildesk.web.app import create_app
        from maildesk.web.desk_board import DeskBoard
        from maildesk.web.serve import listen, serve_on

        desktop = self._desktop
        web, desk = desktop.settings.conf.web, desktop.settings.desk
        if web is None:
            return
        answers = DeskAnswers(answering_of(desktop, self._owed), desk.name)
        app = create_app(
            answers,
            desk.name,
            search_path("templates", desktop.settings.templates),
            language=desk.language,
            board=DeskBoard(board_of(desktop)) if desk.board else None,
            secure=(desk.base_url or "").startswith("https://"),
        )
        listener = listener or listen(web.listen, web.port)
        host, port = listener.getsockname()[:2]
        _log.info("serving the pages", host=host, port=port)
        serve_on(app, listener, self._stop)
