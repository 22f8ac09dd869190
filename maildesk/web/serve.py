"""Runs the application on a socket of its own, with limits against slow and greedy senders (SECURITY A61)."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Generator
from typing import Any

import h11
import uvicorn
from starlette.applications import Starlette
from uvicorn.protocols.http.h11_impl import H11Protocol

from maildesk.errors import MaildeskError
from maildesk.web.app import READ_SECONDS

MOST_CONNECTIONS = 100
_WHOLE_SECONDS = 30.0  # for a request, its answer and the sending of it
_END_SECONDS = 5


class _Patient(H11Protocol):
    """A connection that must send its header in time, and be over in time."""

    header_seconds = READ_SECONDS
    _timers: tuple[asyncio.TimerHandle, ...] = ()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._timers = (
            self.loop.call_later(self.header_seconds, self._give_up_waiting),
            self.loop.call_later(_WHOLE_SECONDS, transport.abort),
        )

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in self._timers:
            timer.cancel()
        super().connection_lost(exc)

    def _give_up_waiting(self) -> None:
        if self.conn.their_state is h11.IDLE:
            self.transport.abort()


class _Server(uvicorn.Server):
    """A server that leaves the signals to whoever runs the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def listen(host: str, port: int) -> socket.socket:
    """Open the socket the pages are served on; port 0 takes a free one. Raises MaildeskError when it is taken."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        # With protocol 0 asyncio would not set TCP_NODELAY, and every answer would wait 40 ms for an acknowledgement.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    except OSError as fault:
        raise MaildeskError(f"The pages cannot be served on {host}: {fault}. Write another [web] host.") from fault
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(MOST_CONNECTIONS)
    except OSError as fault:
        listener.close()
        raise MaildeskError(
            f"The pages cannot be served on {host} port {port}: {fault}. Write another [web] host or port."
        ) from fault
    return listener


def serve(app: Starlette, host: str, port: int, stop_event: threading.Event) -> None:
    """Serve until the event is set; returns when the last answers are out.

    Raises MaildeskError when it cannot listen, or when the server ends by itself.
    """
    serve_on(app, listen(host, port), stop_event)


def serve_on(
    app: Starlette, listener: socket.socket, stop_event: threading.Event, *, header_seconds: float = READ_SECONDS
) -> None:
    """Serve on a socket that listens already, and close it at the end; a header may take `header_seconds`."""
    server = _Server(_config(app, header_seconds))
    ended = threading.Event()

    def run() -> None:
        try:
            server.run(sockets=[listener])
        finally:
            ended.set()

    thread = threading.Thread(target=run, name="web", daemon=True)
    thread.start()
    try:
        while not stop_event.wait(0.1) and not ended.is_set():
            pass
    finally:
        server.should_exit = True
        thread.join(_END_SECONDS + 1)
        listener.close()
    if not stop_event.is_set():
        raise MaildeskError("The server of the pages has ended by itself; its log line above says why.")


def _config(app: Starlette, header_seconds: float) -> uvicorn.Config:
    patient = type("_PatientFor", (_Patient,), {"header_seconds": header_seconds})
    options: dict[str, Any] = {
        "http": patient,
        "ws": "none",
        "lifespan": "off",
        "log_config": None,
        "access_log": False,  # its lines would hold the tokens
        "server_header": False,
        "proxy_headers": False,
        "limit_concurrency": MOST_CONNECTIONS,
        "h11_max_incomplete_event_size": 16 * 1024,
        "timeout_keep_alive": 5,
        "timeout_graceful_shutdown": _END_SECONDS,
    }
    return uvicorn.Config(app, **options)
