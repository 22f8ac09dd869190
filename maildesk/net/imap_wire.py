"""The bytes under IMAP: bounded reads, no endless silence, no trace of what passes."""

import imaplib
import select
import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum, auto
from typing import Any

import imapclient

from maildesk.clock import SystemClock
from maildesk.net.accounts import MIB, MailboxAccount, Security

LINE_LIMIT = MIB  # a longer line is an attack or a broken server
LITERAL_SLACK = MIB  # servers announce sizes that are a little wrong
_CHUNK = 8 * 1024  # little more than lines: literals are read straight to where they stay
_KEEPALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))  # seconds, seconds, probes


class Gathered(Enum):
    """What came of listening for a while."""

    LINE = auto()
    SILENCE = auto()
    CLOSED = auto()


class WireReader:
    """Reads lines and literals from one socket, each within its limits of size and time."""

    def __init__(
        self,
        sock: socket.socket,
        *,
        literal_limit: int,
        total_timeout: float,
        monotonic: Callable[[], float],
    ) -> None:
        self._sock = sock
        self._literal_limit = literal_limit
        self._total_timeout = total_timeout
        self._monotonic = monotonic
        self._buffer = bytearray()

    def readline(self) -> bytes:
        """Return the next line with its end, or what was left of it when the peer closed; raises imaplib's abort."""
        began = self._monotonic()
        scanned = 0
        while (end := self._buffer.find(b"\n", scanned)) < 0:
            scanned = len(self._buffer)
            if scanned > LINE_LIMIT:
                raise imaplib.IMAP4.abort(f"the server sent a line of more than {LINE_LIMIT} bytes")
            if not self._fill(began):
                return self._take(scanned)
        return self._take(end + 1)

    def read(self, size: int) -> bytes:
        """Return a literal of `size` bytes, whole; raises imaplib's abort when it is too big, too slow or cut."""
        if size > self._literal_limit:
            raise imaplib.IMAP4.abort(f"the server announced {size} bytes where {self._literal_limit} is the limit")
        if size <= len(self._buffer):
            return self._take(size)
        literal = bytearray(size)
        filled = len(self._buffer)
        literal[:filled] = self._buffer
        self._buffer.clear()
        began = self._monotonic()
        with memoryview(literal) as view:
            while filled < size:
                got = self._sock.recv_into(view[filled:])
                if not got:
                    raise imaplib.IMAP4.abort("socket error: EOF inside a literal")
                filled += got
                self._check_total(began)
        return bytes(literal)

    def gather(self, seconds: float) -> Gathered:
        """Listen up to `seconds` for a whole line, without ever blocking on half of one."""
        ends = self._monotonic() + seconds
        poller = select.poll()
        poller.register(self._sock.fileno(), select.POLLIN)
        while b"\n" not in self._buffer:
            left = ends - self._monotonic()
            if left <= 0:
                return Gathered.SILENCE
            if len(self._buffer) > LINE_LIMIT:
                return Gathered.CLOSED
            poller.poll(left * 1000)
            if not self._fill_at_once():
                return Gathered.CLOSED
        return Gathered.LINE

    def _fill(self, began: float) -> bool:
        got = self._sock.recv(_CHUNK)
        self._buffer += got
        self._check_total(began)
        return bool(got)

    def _fill_at_once(self) -> bool:
        """Take what lies there; False when the peer has closed."""
        timeout = self._sock.gettimeout()
        self._sock.setblocking(False)
        try:
            got = self._sock.recv(_CHUNK)
            self._buffer += got
            return bool(got)
        except (BlockingIOError, ssl.SSLWantReadError):
            return True
        finally:
            self._sock.settimeout(timeout)

    def _check_total(self, began: float) -> None:
        if self._monotonic() - began > self._total_timeout:
            raise imaplib.IMAP4.abort(f"the server took more than {self._total_timeout:.0f} s for one answer")

    def _take(self, size: int) -> bytes:
        with memoryview(self._buffer) as view:
            taken = bytes(view[:size])
        del self._buffer[:size]
        return taken


class WireClient(imaplib.IMAP4):
    """imaplib's commands on our own reader; remembers how many mails the server says there are."""

    def __init__(self, account: MailboxAccount, context: ssl.SSLContext | None) -> None:
        self._account = account
        self._context = context
        self.announced = False  # more mails than we knew of
        self.exists = 0
        super().__init__(account.host, account.port, timeout=account.connect_timeout)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        """Connect, with TLS from the first byte where the account says so."""
        self.host, self.port = host, port
        sock = socket.create_connection((host, port), timeout)
        try:
            _tune(sock)
            if self._account.security is Security.TLS and self._context is not None:
                sock = self._context.wrap_socket(sock, server_hostname=host)
        except BaseException:
            sock.close()
            raise
        self._listen_on(sock)

    def starttls(self, ssl_context: ssl.SSLContext | None = None) -> Any:
        """Switch to TLS; what the peer sent before the handshake is thrown away with the old reader (RFC 9051 11.1)."""
        if ssl_context is None:
            raise self.error("a verifying TLS context is needed")
        typ, data = self._simple_command("STARTTLS")
        if typ == "OK":
            self._listen_on(ssl_context.wrap_socket(self.sock, server_hostname=self.host))
            self._tls_established = True
            self.untagged_responses.clear()
            self._get_capabilities()
        return typ, data

    def read(self, size: int) -> bytes:
        """Read a literal."""
        return self._reader.read(size)

    def readline(self) -> bytes:
        """Read a line."""
        return self._reader.readline()

    def gather(self, seconds: float) -> Gathered:
        """Listen for a line the server sends of itself."""
        return self._reader.gather(seconds)

    def shutdown(self) -> None:
        """Close the socket; a peer that is gone already is no error."""
        self.interrupt()
        self.sock.close()

    def interrupt(self) -> None:
        """End whatever another thread is doing on this connection, at once."""
        with suppress(OSError):
            socket.socket.shutdown(self.sock, socket.SHUT_RDWR)

    def _listen_on(self, sock: socket.socket) -> None:
        self.sock = sock
        self._reader = WireReader(
            sock,
            literal_limit=self._account.max_mail_size + LITERAL_SLACK,
            total_timeout=self._account.literal_timeout,
            monotonic=SystemClock().monotonic,
        )

    def _append_untagged(self, typ: str, dat: Any) -> None:
        if typ == "EXISTS" and dat.isdigit():
            self.announced = self.announced or int(dat) > self.exists
            self.exists = int(dat)
        elif typ == "EXPUNGE":
            self.exists = max(0, self.exists - 1)
        super()._append_untagged(typ, dat)  # type: ignore[misc]

    def _log(self, line: str) -> None:
        """Keep nothing: imaplib would hold the last ten lines, the login among them."""


def _tune(sock: socket.socket) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _KEEPALIVE:
        if hasattr(socket, name):  # not on every system
            sock.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


class ImapClient(imapclient.IMAPClient):  # type: ignore[misc]
    """IMAPClient on the wire above, aware times, and with imaplib's trace switched off."""

    _imap: WireClient

    def __init__(self, account: MailboxAccount, context: ssl.SSLContext | None) -> None:
        self._account = account
        self._own_context = context
        super().__init__(
            account.host,
            account.port,
            ssl=account.security is Security.TLS,
            ssl_context=context,
            timeout=imapclient.SocketTimeout(account.connect_timeout, account.read_timeout),
        )
        self._imap.debug = 0  # it would format the repr of every mail for a trace nobody reads
        self._imap._mesg = _say_nothing  # type: ignore[attr-defined]
        self.normalise_times = False

    def _create_IMAP4(self) -> WireClient:  # noqa: N802 - the library calls it so
        return WireClient(self._account, self._own_context)

    def fetched(self, uids: Sequence[int], *items: str) -> list[Any]:
        """Return what the server says when asked for items of mails, as imaplib gives it; empty for nothing.

        Raises as `fetch` does.
        """
        kind, said = self._imap.uid("FETCH", ",".join(map(str, uids)), f"({' '.join(items)})")
        self._checkok("fetch", kind, said)
        return [each for each in said if each is not None]

    @property
    def wire(self) -> WireClient:
        """The connection underneath."""
        return self._imap


def _say_nothing(*_: object) -> None:
    pass
