"""An SMTP server that misbehaves by chance, cuts connections around the final dot, and knows who has read its 250."""
# ruff: noqa: ARG002 - aiosmtpd passes more than a handler wants

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.world.smtp_sink import Recorder


@dataclass(kw_only=True)
class Taken:
    """One copy of a mail that was stored."""

    message_id: str
    recipient: str
    content: bytes
    dot_at: float  # time.monotonic()
    cut: bool = False  # the connection was cut instead of the 250
    went_on: bool = False  # the client said another command afterwards: it has read the 250


@dataclass
class HarshHandler(Recorder):
    """Takes mail, except where `chance` and `faults` will otherwise; `at_event` hears "dot" and "250"."""

    chance: random.Random = field(default_factory=random.Random)
    faults: bool = True
    at_event: Callable[[str], None] = lambda _event: None
    taken: list[Taken] = field(default_factory=list)
    fired: list[str] = field(default_factory=list)
    _known: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        self._goes_on(session)
        if self._fires("421", 0.02):
            server.loop.call_later(0.05, server.transport.close)
            return "421 4.3.2 closing"
        envelope.mail_from = address
        envelope.mail_options.extend(mail_options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        if address not in self._known and self._fires("grey", 0.1):
            self._known.add(address)
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 2.1.5 Ok"

    async def handle_RSET(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._goes_on(session)
        return "250 Ok"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self._goes_on(session)
        return "221 Bye"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        at = time.monotonic()
        self.at_event("dot")
        if self._fires("cut_lost", 0.05):
            server.transport.abort()
            return "250 nobody hears this"
        if self._fires("data4", 0.02):
            return "451 4.3.0 try again"
        content = envelope.original_content or b""
        copy = Taken(message_id=_message_id(content), recipient=envelope.rcpt_tos[0], content=content, dot_at=at)
        self.take(envelope)
        with self._lock:
            self.taken.append(copy)
        if self._fires("cut_kept", 0.05):
            copy.cut = True
            server.transport.abort()
            return "250 nobody hears this"
        session.last_copy = copy  # type: ignore[attr-defined]
        server.loop.call_soon(server.loop.call_later, self.chance.uniform(0.0, 0.004), self.at_event, "250")
        return "250 2.0.0 Ok"

    def _goes_on(self, session: Session) -> None:
        copy = getattr(session, "last_copy", None)
        if copy is not None:
            copy.went_on = True

    def _fires(self, name: str, share: float) -> bool:
        if not self.faults or self.chance.random() >= share:
            return False
        self.fired.append(name)
        return True


def _message_id(content: bytes) -> str:
    head = content.partition(b"\r\n\r\n")[0].replace(b"\r\n ", b" ")
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"message-id:"):
            return line.partition(b":")[2].strip().decode()
    return ""
