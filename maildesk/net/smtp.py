"""One connection to a relay: sends one mail to one recipient at a time and says truthfully what became of it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from maildesk.errors import LoginRefused, Unreachable
from maildesk.net.accounts import Auth, RelayAccount, Security
from maildesk.net.smtp_envelope import Envelope, seal
from maildesk.net.smtp_login import Greeted, log_in
from maildesk.net.smtp_reply import Outcome, SendResult, Stage, judge
from maildesk.net.smtp_talk import Reply, Talk
from maildesk.net.words import server_words

__all__ = ["Auth", "Outcome", "RelayAccount", "RelayConnection", "Security", "SendResult", "Stage"]

_ONE_WRITE = 48 * 1024  # bytes that a socket takes at once; more is sent up to the dot first
_OK, _WILL_FORWARD, _START_INPUT, _CLOSING = 250, 251, 354, 421


class RelayConnection:
    """A kept connection for one task; opens itself when needed, closes itself when it cannot be trusted any more.

    Where the relay takes commands in groups (RFC 2920), MAIL, RCPT and DATA are said at once, which makes two round
    trips of four.
    """

    def __init__(self, account: RelayAccount) -> None:
        self.account = account
        self._greeted: Greeted | None = None
        self._used = False  # this connection has carried a mail, or tried to
        self._dirty = False  # a transaction was begun and not finished

    @property
    def is_open(self) -> bool:
        """Whether the connection stands, as far as one can know without asking."""
        return self._greeted is not None and self._greeted.talk.is_open

    async def open(self) -> None:
        """Connect and log in unless that is done; raises Unreachable or LoginRefused."""
        if self.is_open:
            return
        self._drop()
        self._greeted = await log_in(self.account)
        self._used = self._dirty = False

    async def close(self) -> None:
        """Say QUIT and close; never raises, never takes long."""
        greeted, self._greeted = self._greeted, None
        if greeted is None:
            return
        try:
            async with asyncio.timeout(2.0):
                greeted.talk.say(b"QUIT\r\n")
                await greeted.talk.reply()
        except OSError:
            pass
        finally:
            await greeted.talk.close(1.0)

    async def send(
        self,
        envelope_from: str,
        recipient: str,
        message: bytes,
        *,
        before_data: Callable[[], Awaitable[None]],
        envelope_id: str | None = None,
        is_ready: bool = False,
    ) -> SendResult:
        """Offer one mail to the relay; `before_data` is awaited when only the text is left to send.

        `is_ready` says that the mail is known to need nothing for the wire (see `mail.wire_form`). Never raises for
        what a server does; what `before_data` raises passes through after the connection was closed, as does
        cancellation.
        """
        try:
            began = await self._begin(
                lambda extensions: seal(extensions, envelope_from, recipient, message, envelope_id, is_ready=is_ready)
            )
            if isinstance(began, SendResult):
                return began
            await before_data()
            return await self._send_text(began)
        except BaseException:
            self._drop()  # the conversation is out of step now
            raise

    async def _begin(self, sealed: Callable[[Mapping[str, str]], Envelope | SendResult]) -> Envelope | SendResult:
        """MAIL, RCPT and DATA; a kept connection that turns out to be dead or closing is opened anew, once."""
        while True:
            try:
                await self.open()
            except (Unreachable, LoginRefused) as closed_door:
                return SendResult(outcome=Outcome.ACCOUNT_TROUBLE, stage=Stage.CONNECT, words=str(closed_door))
            greeted = self._require_greeted()
            envelope = sealed(greeted.extensions)
            if isinstance(envelope, SendResult):
                return envelope
            was_used, self._used = self._used, True
            trouble = await self._offer(greeted, envelope)
            if trouble is None:
                return envelope
            if trouble.outcome is Outcome.ACCOUNT_TROUBLE:
                self._drop()
            if not (was_used and trouble.stage is Stage.MAIL and trouble.code in (None, _CLOSING)):
                return trouble

    async def _offer(self, greeted: Greeted, envelope: Envelope) -> SendResult | None:
        """Return None when the relay waits for the text, else why not."""
        talk, stage = greeted.talk, Stage.MAIL
        in_one = "pipelining" in greeted.extensions
        commands = {
            Stage.MAIL: b" ".join((b"MAIL", *envelope.mail)) + b"\r\n",
            Stage.RCPT: b" ".join((b"RCPT", *envelope.rcpt)) + b"\r\n",
            Stage.DATA: b"DATA\r\n",
        }
        refusal: SendResult | None = None
        try:
            async with asyncio.timeout(self.account.command_timeout) as limit:
                if self._dirty:
                    talk.say(b"RSET\r\n")
                    await self._reply(talk, limit)
                self._dirty = True
                if in_one:
                    talk.say(b"".join(commands.values()), len(commands))
                for asked, command in commands.items():
                    if not in_one:
                        talk.say(command)
                    stage = asked
                    reply = await self._reply(talk, limit)
                    refusal = refusal or _refusal(stage, reply)
                    if refusal is not None and not in_one:
                        break
        except OSError as trouble:
            lost = self._lost(stage, trouble)
            return refusal or lost  # who closes after a refusal has said why
        if refusal is not None and reply.code == _START_INPUT:
            # It waits for a text after all. Nothing but the end of the connection takes that back.
            self._drop()
        elif refusal is not None and refusal.outcome is Outcome.ACCOUNT_TROUBLE:
            self._drop()
        return refusal

    async def _send_text(self, envelope: Envelope) -> SendResult:
        stage = Stage.DATA
        talk = self._require_greeted().talk
        try:
            async with asyncio.timeout(self.account.final_dot_timeout):
                await _say_text(talk, envelope.body)
                stage = Stage.ANSWER
                reply = await talk.reply()
        except OSError as trouble:
            return self._lost(stage, trouble)
        result = judge(stage, reply.code, reply.message)
        self._dirty = False
        if result.outcome in (Outcome.ACCOUNT_TROUBLE, Outcome.UNCERTAIN):
            self._drop()
        return result

    async def _reply(self, talk: Talk, limit: asyncio.Timeout) -> Reply:
        """Return the next reply; each may take its own time."""
        if not talk.has_reply:
            limit.reschedule(asyncio.get_running_loop().time() + self.account.command_timeout)
        return await talk.reply()

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

    def _require_greeted(self) -> Greeted:
        if self._greeted is None:
            raise RuntimeError("the connection is not open")
        return self._greeted

    def _drop(self) -> None:
        greeted, self._greeted = self._greeted, None
        if greeted is not None:
            greeted.talk.abort()


def _refusal(stage: Stage, reply: Reply) -> SendResult | None:
    """Return what a reply means for the mail; None when the next command may follow."""
    wanted = {Stage.MAIL: (_OK,), Stage.RCPT: (_OK, _WILL_FORWARD), Stage.DATA: (_START_INPUT,)}[stage]
    return None if reply.code in wanted else judge(stage, reply.code, reply.message)


async def _say_text(talk: Talk, body: bytes) -> None:
    """Send the text and, as the last thing, the final dot.

    A long text is given to the system before the dot is, so that a loss in the middle is known as one.
    """
    if len(body) <= _ONE_WRITE:
        talk.say(body + b".\r\n")
        return
    talk.say(body, 0)
    await talk.given_over()
    talk.say(b".\r\n")
