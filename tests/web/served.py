"""The pages on a real socket, for tests that need a real server."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from maildesk.shipped import shipped_folder
from maildesk.web import create_app
from maildesk.web.ports import Answers, Board
from maildesk.web.serve import listen, serve_on


@contextmanager
def served(answers: Answers, *, header_seconds: float = 10.0, board: Board | None = None) -> Iterator[str]:
    """Serve in a thread and give the base address; the server has ended when the block has."""
    app = create_app(answers, "Acme Support", (shipped_folder("templates"),), board=board, secure=False)
    listener = listen("127.0.0.1", 0)
    stop = threading.Event()
    thread = threading.Thread(target=serve_on, args=(app, listener, stop), kwargs={"header_seconds": header_seconds})
    port = listener.getsockname()[1]
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        thread.join(15)
    assert not thread.is_alive()


def connect(base: str) -> socket.socket:
    """Open a bare connection to the server."""
    host, port = base.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=10)
