"""What is said and answered on an SMTP connection after the login: commands in groups, replies in their order."""

import asyncio
import re
from collections import deque
from dataclasses import dataclass

_LONGEST_LINE = 8192  # bytes; RFC 5321 section 4.5.3.1.5 allows 512
_LONGEST_REPLY = 4 * _LONGEST_LINE
_REPLY_LINE = re.compile(rb"([2-5][0-9]{2})(-| |\Z)(.*)", re.DOTALL)


class TalkBroken(ConnectionError):
    """The connection was lost, or the server said what nobody can make sense of: nothing more is to be said on it."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply of the server; its lines are parted by line feeds (RFC 5321 section 4.2.1)."""

    code: int
    message: str


class Talk(asyncio.Protocol):
    """The conversation on a transport; for one task.

    Each reply belongs to the command that was said longest ago. One that nobody asked for breaks the talk: counted for
    the next command, it could make a mail look sent that is not.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        """Take the transport over from whoever read from it; nothing may be on its way."""
        self._transport = transport
        self._owed = 0  # replies
        self._replies: deque[Reply] = deque()
        self._read = bytearray()
        self._lines: list[bytes] = []
        self._waiter: asyncio.Future[None] | None = None
        self._broken: str | None = None
        self._ended = asyncio.Event()
        transport.set_protocol(self)

    @property
    def is_open(self) -> bool:
        """Whether something can be said, as far as one can know without asking."""
        return self._broken is None and not self._transport.is_closing()

    def say(self, data: bytes, replies: int = 1) -> None:
        """Send commands or a text, to which so many replies are due; TalkBroken when nobody hears it any more."""
        if not self.is_open:
            raise TalkBroken(self._broken or "Connection lost")
        self._owed += replies
        self._transport.write(data)

    async def given_over(self) -> None:
        """Wait until the system has taken everything that was said; TalkBroken when the connection is lost."""
        # Asked again and again: below TLS no transport tells when its last byte has gone.
        while self.is_open and self._transport.get_write_buffer_size():  # noqa: ASYNC110
            await asyncio.sleep(0.001)
        if not self.is_open:
            raise TalkBroken(self._broken or "Connection lost")

    async def reply(self) -> Reply:
        """Return the next reply; TalkBroken when none can come."""
        while not self._replies:
            if self._broken is not None:
                raise TalkBroken(self._broken)
            await self._wait()
        return self._replies.popleft()

    @property
    def has_reply(self) -> bool:
        """Whether `reply` would not wait."""
        return bool(self._replies)

    def abort(self) -> None:
        """Close the connection at once; what was said and not sent yet is not sent."""
        self._break("the connection was closed")

    async def close(self, seconds: float) -> None:
        """Close the connection in good order, or at once where that takes longer than so many seconds."""
        self._transport.close()
        try:
            async with asyncio.timeout(seconds):
                await self._ended.wait()
        except TimeoutError:
            self.abort()

    async def _wait(self) -> None:
        self._waiter = asyncio.get_running_loop().create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _break(self, why: str) -> None:
        if self._broken is None:
            self._broken = why
        self._transport.abort()
        self._wake()

    def data_received(self, data: bytes) -> None:
        """Take what the server says (asyncio)."""
        self._read += data
        while self._broken is None and (end := self._read.find(b"\n")) >= 0:
            line = bytes(self._read[:end]).rstrip(b"\r ")
            del self._read[: end + 1]
            self._take_line(line)
        if len(self._read) > _LONGEST_LINE:
            self._break("the server sent a line without end")
        self._wake()

    def _take_line(self, line: bytes) -> None:
        found = _REPLY_LINE.match(line)
        if found is None or sum(map(len, self._lines)) + len(line) > _LONGEST_REPLY:
            self._break(f"the server sent no reply: {line[:200].decode('utf-8', 'replace')}")
            return
        self._lines.append(found[3].strip())
        if found[2] == b"-":
            return
        message = b"\n".join(self._lines).decode("utf-8", "surrogateescape")
        self._lines.clear()
        if not self._owed:
            self._break(f"the server answered out of turn: {found[1].decode()} {message}")
            return
        self._owed -= 1
        self._replies.append(Reply(int(found[1]), message))

    def eof_received(self) -> bool:
        """Let the transport close itself (asyncio)."""
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more can come (asyncio)."""
        self._ended.set()
        self._break(f"Connection lost: {exc}" if exc else "Connection lost")
