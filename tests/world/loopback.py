"""Ports on this machine and waiting for a server to listen on them."""

import random
import socket
import time
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 15.0  # seconds until a server that does not start is an error

# Below the range from which the kernel takes the near end of connections: a server that is stopped for a moment
# must find its port free when it comes back.
_PORTS = range(20_000, 32_000)
_given: set[int] = set()


def free_port() -> int:
    """Return a port nobody listens on just now, and never the same one twice in a process."""
    for port in random.Random().sample(_PORTS, len(_PORTS)):
        if port in _given:
            continue
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            _given.add(port)
            return port
    raise RuntimeError("no port is free")


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
