"""Sets the stage: the mail world, a real configuration, a real worker and the pages, all in this process."""

import socket
import threading
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from maildesk.app import Desktop, Running, answering_of, build, open_settings, start_worker
from maildesk.demo.cast import WITH_MAIL, ZONE
from maildesk.demo.desk_files import RULES, write_desk
from maildesk.demo.log_file import logs_in
from maildesk.demo.post_office import Arrival
from maildesk.demo.story_clock import StoryClock
from maildesk.demo.world import HOST, World
from maildesk.errors import UsageError
from maildesk.shipped import search_path

LOG = "demo.log"


class Stage:
    """Everything that runs during the demo; leave the `with` block and it has ended."""

    def __init__(self, folder: Path, *, rules: str = RULES, tell: Callable[[Arrival], None] | None = None) -> None:
        """Prepare a stage whose files lie in `folder`; `tell` is called for each mail that reaches a mailbox.

        Raises UsageError when a desk lies in the folder already.
        """
        if (folder / "maildesk.toml").exists():
            raise UsageError(f"{folder} holds a desk already; name an empty folder, or leave --folder out.")
        self.folder = folder
        self.clock = StoryClock(ZONE)
        self.world = World(tuple(person.address for person in WITH_MAIL), clock=self.clock, tell=tell)
        self._rules = rules
        self._stop = threading.Event()
        self._open = ExitStack()
        self._desktop: Desktop | None = None

    @property
    def desktop(self) -> Desktop:
        """What the desk works with; only inside the `with` block."""
        if self._desktop is None:
            raise RuntimeError("The stage has not been entered.")
        return self._desktop

    @property
    def base_url(self) -> str:
        """Where the pages are, without a slash at the end."""
        web = self.desktop.settings.conf.web
        return (web.base_url if web else None) or ""

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as opening:
            opening.enter_context(logs_in(self.folder / LOG))
            opening.enter_context(self.world)
            self._start_desk(opening)
            self._open = opening.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def _start_desk(self, opening: ExitStack) -> None:
        from maildesk.web.serve import listen

        listener = listen(HOST, 0)
        opening.callback(listener.close)
        config = write_desk(self.folder, self.world, listener.getsockname()[1], rules=self._rules)
        self._desktop = desktop = build(open_settings(config), self.clock)
        running = start_worker(desktop, self._stop)
        opening.callback(self._end, running)
        self._start_pages(running, listener, opening)

    def _start_pages(self, running: Running, listener: socket.socket, opening: ExitStack) -> None:
        from maildesk.web.answers import DeskAnswers
        from maildesk.web.app import create_app
        from maildesk.web.serve import serve_on

        desk = running.desktop.settings.desk
        answers = DeskAnswers(answering_of(running.desktop, running.wake), desk.name)
        app = create_app(answers, desk.name, search_path("templates", None), language=desk.language)
        thread = threading.Thread(target=serve_on, args=(app, listener, self._stop), name="pages", daemon=True)
        thread.start()
        opening.callback(thread.join, 10)
        opening.callback(self._stop.set)

    def _end(self, running: Running) -> None:
        self._stop.set()
        running.finish()
