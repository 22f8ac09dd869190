"""An SMTP server that misbehaves as its script says: greylisting, refusals, cuts and silence."""
# ruff: noqa: ARG002 - aiosmtpd passes more than a handler wants

import asyncio
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.world.smtp_sink import Recorder


@dataclass
class FlakyHandler(Recorder):
    """Takes mail except where told otherwise; every attribute may be changed while it runs.

    `mail_replies`, `data_replies` and `dot_replies` are used up one by one, then all is well again.
    """

    greylist: bool = False  # 451 the first time a (sender, recipient) comes
    rcpt_replies: dict[str, str] = field(default_factory=dict)  # recipient -> reply, every time
    mail_replies: list[str] = field(default_factory=list)
    dot_replies: list[str] = field(default_factory=list)  # instead of storing the mail
    drops_at_dot: list[str] = field(default_factory=list)  # "lost" forgets the mail, "kept" stores it, then cuts
    slow_dot: float = 0.0  # seconds before the final answer
    frozen: asyncio.Event | None = None
    seen: list[str] = field(default_factory=list)  # every command's outcome, "MAIL 421 …"
    _known: set[tuple[str, str]] = field(default_factory=set)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, mail_options: list[str]
    ) -> str:
        """Answer MAIL by the script."""
        reply = self.mail_replies.pop(0) if self.mail_replies else "250 2.1.0 Ok"
        if reply.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(mail_options)
        return self._say(server, "MAIL", reply)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Answer RCPT by the script."""
        pair = (envelope.mail_from or "", address)
        reply = self.rcpt_replies.get(address, "250 2.1.5 Ok")
        if self.greylist and pair not in self._known:
            self._known.add(pair)
            reply = "451 4.7.1 Greylisted, try again later"
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(rcpt_options)
        return self._say(server, "RCPT", reply)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer the final dot by the script."""
        if self.slow_dot:
            await asyncio.sleep(self.slow_dot)
        if self.drops_at_dot:
            if self.drops_at_dot.pop(0) == "kept":
                self.take(envelope)
            self.seen.append("DATA cut")
            server.transport.abort()
            return "250 nobody hears this"
        if self.dot_replies:
            return self._say(server, "DATA", self.dot_replies.pop(0))
        return self._say(server, "DATA", self.take(envelope))

    def _say(self, server: SMTP, command: str, reply: str) -> str:
        """Note the answer; a 421 also ends the connection, as RFC 5321 section 3.8 has it."""
        self.seen.append(f"{command} {reply}")
        if reply.startswith("421"):
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
        return reply
