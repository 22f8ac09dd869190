"""One connection to a relay: sends one mail to one recipient at a time and says truthfully what became of it."""

import asyncio
from collections.abc import Awaitable, Callable

import aiosmtplib
from aiosmtplib.protocol import SMTPProtocol

from maildesk.errors import LoginRefused, Unreachable
from maildesk.net.accounts import Auth, RelayAccount, Security
from maildesk.net.smtp_envelope import Envelope, seal
from maildesk.net.smtp_login import open_client
from maildesk.net.smtp_reply import Outcome, SendResult, Stage, judge
from maildesk.net.words import server_words

__all__ = ["Auth", "Outcome", "RelayAccount", "RelayConnection", "Security", "SendResult", "Stage"]

_ONE_WRITE = 48 * 1024  # bytes that a socket takes at once; more is sent up to the dot first
_OK, _WILL_FORWARD, _START_INPUT, _CLOSING = 250, 251, 354, 421


class RelayConnection:
    """A kept connection for one task; opens itself when needed, closes itself when it cannot be trusted any more."""

    def __init__(self, account: RelayAccount) -> None:
        self.account = account
        self._client: aiosmtplib.SMTP | None = None
        self._used = False  # this connection has carried a mail, or tried to
        self._dirty = False  # a transaction was begun and not finished

    @property
    def is_open(self) -> bool:
        """Whether the connection stands, as far as one can know without asking."""
        return self._client is not None and self._client.is_connected

    async def open(self) -> None:
        """Connect and log in unless that is done; raises Unreachable or LoginRefused."""
        if self.is_open:
            return
        self._drop()
        self._client = await open_client(self.account)
        self._used = self._dirty = False

    async def close(self) -> None:
        """Say QUIT and close; never raises, never takes long."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            async with asyncio.timeout(2.0):
                await client.quit(timeout=None)
        except (OSError, aiosmtplib.SMTPException):
            pass
        finally:
            client.close()

    async def send(
        self,
        envelope_from: str,
        recipient: str,
        message: bytes,
        *,
        before_data: Callable[[], Awaitable[None]],
        envelope_id: str | None = None,
    ) -> SendResult:
        """Offer one mail to the relay; `before_data` is awaited when only the text is left to send.

        Never raises for what a server does; what `before_data` raises passes through after the connection was closed,
        as does cancellation.
        """
        try:
            began = await self._begin(envelope_from, recipient, message, envelope_id)
            if isinstance(began, SendResult):
                return began
            await before_data()
            return await self._send_text(began)
        except BaseException:
            self._drop()  # the conversation is out of step now
            raise

    async def _begin(
        self, envelope_from: str, recipient: str, message: bytes, envelope_id: str | None
    ) -> Envelope | SendResult:
        """MAIL and RCPT; a kept connection that turns out to be dead or closing is opened anew, once."""
        while True:
            try:
                await self.open()
            except (Unreachable, LoginRefused) as closed_door:
                return SendResult(outcome=Outcome.ACCOUNT_TROUBLE, stage=Stage.CONNECT, words=str(closed_door))
            client = self._require_client()
            envelope = seal(client.esmtp_extensions, envelope_from, recipient, message, envelope_id)
            if isinstance(envelope, SendResult):
                return envelope
            was_used, self._used = self._used, True
            trouble = await self._offer(client, envelope)
            if trouble is None:
                return envelope
            if trouble.outcome is Outcome.ACCOUNT_TROUBLE:
                self._drop()
            if not (was_used and trouble.stage is Stage.MAIL and trouble.code in (None, _CLOSING)):
                return trouble

    async def _offer(self, client: aiosmtplib.SMTP, envelope: Envelope) -> SendResult | None:
        """Return None when the relay wants the text, else why not."""
        stage = Stage.MAIL
        try:
            async with asyncio.timeout(self.account.command_timeout) as limit:
                if self._dirty:
                    await self._command(client, limit, b"RSET")
                self._dirty = True
                reply = await self._command(client, limit, b"MAIL", *envelope.mail)
                if reply.code == _OK:
                    stage = Stage.RCPT
                    reply = await self._command(client, limit, b"RCPT", *envelope.rcpt)
        except (OSError, aiosmtplib.SMTPException) as trouble:
            return self._lost(stage, trouble)
        if stage is Stage.RCPT and reply.code in (_OK, _WILL_FORWARD):
            return None
        return judge(stage, reply.code, reply.message)

    async def _send_text(self, envelope: Envelope) -> SendResult:
        stage = Stage.DATA
        client = self._require_client()
        try:
            async with asyncio.timeout(None) as limit:
                reply = await self._command(client, limit, b"DATA")
                if reply.code == _START_INPUT and client.protocol is not None:
                    limit.reschedule(asyncio.get_running_loop().time() + self.account.final_dot_timeout)
                    await _write_text(client.protocol, envelope.body)
                    stage = Stage.ANSWER
                    reply = await client.protocol.read_response()
        except (OSError, aiosmtplib.SMTPException) as trouble:
            return self._lost(stage, trouble)
        result = judge(stage, reply.code, reply.message)
        self._dirty = stage is Stage.DATA
        if result.outcome in (Outcome.ACCOUNT_TROUBLE, Outcome.UNCERTAIN):
            self._drop()
        return result

    async def _command(self, client: aiosmtplib.SMTP, limit: asyncio.Timeout, *words: bytes) -> aiosmtplib.SMTPResponse:
        """Say one command and return its answer; the limit covers this command alone."""
        limit.reschedule(asyncio.get_running_loop().time() + self.account.command_timeout)
        reply = await client.execute_command(*words, timeout=None)
        if client.protocol is not None and client.protocol._buffer:
            # More was said than was asked for: the next answer could be taken for another command's.
            raise aiosmtplib.SMTPServerDisconnected("the server answered out of turn")
        return reply

    def _lost(self, stage: Stage, trouble: Exception) -> SendResult:
        """The connection is of no more use; whether the mail may have arrived depends on the final dot alone."""
        self._drop()
        slow = isinstance(trouble, TimeoutError)
        what = "The server did not answer in time at" if slow else "The connection was lost at"
        detail = server_words(trouble)
        return SendResult(
            outcome=Outcome.UNCERTAIN if stage is Stage.ANSWER else Outcome.DEFERRED,
            stage=stage,
            words=f"{what} {stage.upper()}" + (f": {detail}" if detail else "."),
        )

    def _require_client(self) -> aiosmtplib.SMTP:
        if self._client is None:
            raise RuntimeError("the connection is not open")
        return self._client

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()


async def _write_text(protocol: SMTPProtocol, body: bytes) -> None:
    """Send the text and, as the last thing, the final dot.

    A long text is given to the system before the dot is, so that a loss in the middle is known as one.
    """
    if len(body) <= _ONE_WRITE:
        protocol.write(body + b".\r\n")
        return
    transport = protocol.transport
    protocol.write(body)
    while isinstance(transport, asyncio.WriteTransport) and transport.get_write_buffer_size():
        if transport.is_closing():
            break
        await asyncio.sleep(0.001)
    protocol.write(b".\r\n")  # raises when the connection was lost meanwhile
