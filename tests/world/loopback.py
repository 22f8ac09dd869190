"""Ports on this machine and waiting for a server to listen on them."""

import socket
import time
from collections.abc import Callable

PATIENCE = 15.0  # seconds until a server that does not start is an error


def free_port() -> int:
    """Return a port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def await_listener(port: int, still_alive: Callable[[], bool]) -> None:
    """Return as soon as somebody accepts on `port`; raises RuntimeError when it never happens."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if not still_alive():
            raise RuntimeError(f"the server for port {port} ended while starting")
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError(f"nothing listens on port {port} after {PATIENCE:.0f} s")
