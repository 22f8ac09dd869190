"""A TCP proxy between client and server that can cut, freeze or slow the line."""

import selectors
import socket
import threading
from contextlib import suppress

from tests.world.loopback import free_port


class Proxy:
    """Forwards bytes between loopback ports; faults take effect at once and on every connection."""

    def __init__(self, target_port: int) -> None:
        self.host, self.port = "localhost", free_port()
        self._target_port = target_port
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._lock = threading.Lock()
        self._running = True
        self._flowing = threading.Event()
        self._flowing.set()
        self._cut_after: int | None = None  # bytes from the server still let through, then cut
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def freeze(self) -> None:
        """Let nothing through any more, but keep the connections open, as a dead firewall does."""
        self._flowing.clear()

    def thaw(self) -> None:
        """Let everything through again, what was held first."""
        self._flowing.set()

    def cut(self) -> None:
        """Reset all connections now; new ones are welcome."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for side in pair:
                _reset(side)

    def cut_after(self, size: int) -> None:
        """Reset the connection that has brought `size` more bytes from the server, in the middle of whatever it is."""
        self._cut_after = size

    def stop(self) -> None:
        """Close everything."""
        self._running = False
        self._flowing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(timeout=5)

    def _accept(self) -> None:
        while self._running:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._target_port), timeout=5)
            except OSError:
                _reset(client)
                continue
            for side in (client, server):
                side.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                side.settimeout(None)
            with self._lock:
                self._pairs.append((client, server))
            thread = threading.Thread(target=self._forward, args=(client, server), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _forward(self, client: socket.socket, server: socket.socket) -> None:
        with selectors.DefaultSelector() as selector, suppress(OSError, ValueError):
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while self._running:
                for key, _ in selector.select(timeout=0.5):
                    data = key.fileobj.recv(65536)  # type: ignore[union-attr]
                    self._flowing.wait()
                    if not data:
                        return self._end(client, server)
                    if not self._let_through(data, key.data, from_server=key.fileobj is server):
                        return self._end(client, server)
        self._end(client, server)
        return None

    def _let_through(self, data: bytes, to: socket.socket, *, from_server: bool) -> bool:
        """Forward; False when this was the byte to cut at."""
        if not from_server or self._cut_after is None:
            to.sendall(data)
            return True
        passed = data[: self._cut_after]
        self._cut_after -= len(passed)
        to.sendall(passed)
        if self._cut_after > 0:
            return True
        self._cut_after = None
        return False

    def _end(self, *sides: socket.socket) -> None:
        for side in sides:
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)
            side.close()


def _reset(side: socket.socket) -> None:
    """Close with RST instead of FIN; the forwarding thread notices by itself."""
    with suppress(OSError):
        side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        side.shutdown(socket.SHUT_RDWR)
    side.close()
