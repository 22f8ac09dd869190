"""An IMAP server that says exactly what its script says, for servers no sane person would run."""

import re
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import suppress

from tests.world.certificate import Certificate

CUT = b"<<cut>>"  # at the end of a reply: close the connection without a word
DRIP = b"<<drip>>"  # at the start of a reply: send it byte by byte, ten a second
_AUTH = re.compile(rb"AUTHENTICATE (\S+)", re.IGNORECASE)

_DEFAULTS: dict[str, bytes] = {
    "LOGIN": b"TAG OK [CAPABILITY CAPABILITIES] in\r\n",
    "AUTHENTICATE": b"TAG OK [CAPABILITY CAPABILITIES] in\r\n",
    "CAPABILITY": b"* CAPABILITY CAPABILITIES\r\nTAG OK done\r\n",
    "ID": b"* ID NIL\r\nTAG OK done\r\n",
    "SELECT": b"* 3 EXISTS\r\n* OK [UIDVALIDITY 7] v\r\n* OK [UIDNEXT 4] n\r\n"
    b"* OK [PERMANENTFLAGS (\\Deleted \\*)] f\r\nTAG OK [READ-WRITE] selected\r\n",
    "LOGOUT": b"* BYE bye\r\nTAG OK done\r\n",
    "STARTTLS": b"TAG OK go on\r\n",
    "IDLE": b"+ idling\r\n",
}


class ScriptedImap:
    """Answers each command with the reply whose key it begins with, else with OK; `heard` is all that was said to it.

    In replies TAG and CAPABILITIES are filled in. A list is used up reply by reply, its last one stays.
    """

    def __init__(
        self,
        replies: dict[str, bytes | Sequence[bytes]] | None = None,
        *,
        greeting: bytes = b"* OK ready\r\n",
        capabilities: str = "IMAP4rev1 UIDPLUS MOVE IDLE ID",
        certificate: Certificate | None = None,
    ) -> None:
        self.heard: list[str] = []
        self._replies = {
            key: [value] if isinstance(value, bytes) else list(value)
            for key, value in (_DEFAULTS | (replies or {})).items()
        }
        self._greeting = greeting
        self._capabilities = capabilities.encode()
        self._certificate = certificate
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._open: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def stop(self) -> None:
        """Close everything."""
        for sock in (self._listener, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(timeout=5)

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            self._open.append(client)
            thread = threading.Thread(target=self._serve, args=(client,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, client: socket.socket) -> None:
        with suppress(OSError, ValueError, ssl.SSLError):
            client.sendall(self._greeting)
            lines = client.makefile("rb")
            idle_tag = b""
            while line := lines.readline():
                self.heard.append(line.decode("utf-8", "replace").rstrip("\r\n"))
                tag, _, command = line.strip().partition(b" ")
                if tag.upper() == b"DONE":
                    client.sendall(idle_tag + b" OK done\r\n")
                    continue
                idle_tag = tag if command.upper() == b"IDLE" else idle_tag
                if _AUTH.match(command):
                    client.sendall(b"+ \r\n")
                    self.heard.append(lines.readline().decode().strip())
                if not self._answer(client, tag, command):
                    break
                if command.upper() == b"STARTTLS":
                    lines.close()
                    client = self._wear_tls(client)
                    lines = client.makefile("rb")
            lines.close()
        client.close()

    def _answer(self, client: socket.socket, tag: bytes, command: bytes) -> bool:
        said = command.decode("utf-8", "replace").upper()
        keys = [key for key in self._replies if said.startswith(key)]
        script = self._replies[max(keys, key=len)] if keys else [b"TAG OK done\r\n"]
        reply = script.pop(0) if len(script) > 1 else script[0]
        reply = reply.replace(b"TAG", tag).replace(b"CAPABILITIES", self._capabilities)
        text = reply.removesuffix(CUT)
        if text.startswith(DRIP):
            for byte in text.removeprefix(DRIP):
                client.sendall(bytes([byte]))
                time.sleep(0.1)
        else:
            client.sendall(text)
        return not reply.endswith(CUT)

    def _wear_tls(self, client: socket.socket) -> socket.socket:
        assert self._certificate is not None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self._certificate.cert, self._certificate.key)
        worn = context.wrap_socket(client, server_side=True)
        self._open.append(worn)
        return worn
