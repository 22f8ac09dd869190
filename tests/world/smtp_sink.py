"""SMTP servers that take mail: Postfix's smtp-sink for speed, and one that remembers every mail it took."""
# ruff: noqa: ARG002 - aiosmtpd passes more than a handler wants

import asyncio
import os
import signal
import ssl
import subprocess
import threading
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.world.certificate import Certificate
from tests.world.loopback import await_listener, free_port
from tests.world.parts import Part, find


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenMail:
    """One mail as it came over the wire; `moment` is time.monotonic() when the final dot was read."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes  # CRLF, dots unstuffed
    moment: float
    mail_options: tuple[str, ...] = ()
    rcpt_options: tuple[str, ...] = ()


def smtp_sink_program() -> str:
    """Return the path of smtp-sink, or raise RuntimeError saying what is missing."""
    program = find(Part.SMTP_SINK)
    if program is None:
        raise RuntimeError(f"missing: {Part.SMTP_SINK.value}")
    return str(program)


class PostfixSink:
    """A running smtp-sink: takes everything, keeps nothing unless `dump` names a file prefix."""

    def __init__(self, *options: str, backlog: int = 100) -> None:
        self.host, self.port = "localhost", free_port()
        account = ["-u", "nobody"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen(
            [smtp_sink_program(), *account, *options, f"inet:127.0.0.1:{self.port}", str(backlog)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        await_listener(self.port, lambda: self._process.poll() is None)

    @property
    def pid(self) -> int:
        """The process, for measuring what it costs."""
        return self._process.pid

    def stop(self) -> None:
        """End the process."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)


@dataclass
class Recorder:
    """The aiosmtpd handler that keeps what it takes, in order."""

    mails: list[TakenMail] = field(default_factory=list)
    groups: bool = True  # offers to take commands in groups (RFC 2920), as nearly every server does
    _changed: threading.Condition = field(default_factory=threading.Condition)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the mail."""
        return self.take(envelope)

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer more than aiosmtpd does of itself."""
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", *(["250-PIPELINING"] if self.groups else []), responses[-1]]

    def take(self, envelope: Envelope) -> str:
        """Keep the mail and return the reply that says so."""
        content = envelope.original_content or b""
        mail = TakenMail(
            sender=envelope.mail_from or "",
            recipients=tuple(envelope.rcpt_tos),
            content=content,
            moment=time.monotonic(),
            mail_options=tuple(envelope.mail_options),
            rcpt_options=tuple(str(option) for option in envelope.rcpt_options),
        )
        with self._changed:
            self.mails.append(mail)
            self._changed.notify_all()
        return f"250 2.0.0 Ok: queued as {len(self.mails)}"

    def await_mails(self, number: int, seconds: float = 20.0) -> list[TakenMail]:
        """Return all mails as soon as there are `number` of them; raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.mails) >= number, seconds):
                raise TimeoutError(f"{len(self.mails)} of {number} mails came within {seconds:.0f} s")
            return list(self.mails)


class DsnSmtp(SMTP):
    """aiosmtpd that knows the parameters of delivery reports (RFC 3461), which it refuses of itself."""

    _REPORT_WORDS = ("RET=", "ENVID=", "NOTIFY=", "ORCPT=")

    def _split(self, arg: str | None) -> tuple[str | None, list[str]]:
        words = (arg or "").split(" ")
        ours = [word for word in words if word.upper().startswith(self._REPORT_WORDS)]
        return (" ".join(word for word in words if word not in ours) if arg else arg), ours

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """Take MAIL with RET and ENVID."""
        plain, ours = self._split(arg)
        await super().smtp_MAIL(plain)
        self.envelope.mail_options.extend(ours)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802
        """Take RCPT with NOTIFY and ORCPT."""
        plain, ours = self._split(arg)
        await super().smtp_RCPT(plain)
        self.envelope.rcpt_options.extend(ours)


class SmtpServer:
    """A handler on a free loopback port, in its own thread; `mails` are those of the handler."""

    def __init__(
        self,
        handler: Recorder | None = None,
        *,
        smtp_class: Callable[..., SMTP] = DsnSmtp,
        certificate: Certificate | None = None,
        tls_from_start: bool = False,
        users: dict[str, str] | None = None,
        **options: object,
    ) -> None:
        self.host, self.port = "localhost", free_port()
        self.handler = handler if handler is not None else Recorder()
        self.login_attempts: list[str] = []
        self._users = users
        context = _server_context(certificate)
        if context is not None and not tls_from_start:
            options |= {"tls_context": context, "require_starttls": False}
        if users is not None:
            options |= {"authenticator": self._authenticate, "auth_required": True, "auth_require_tls": False}
        self._context = context if tls_from_start else None
        self._make = lambda loop: smtp_class(self.handler, loop=loop, **{"enable_SMTPUTF8": True} | options)
        self._sessions: list[SMTP] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def mails(self) -> list[TakenMail]:
        """What was taken so far."""
        return self.handler.mails

    def start(self) -> None:
        """Listen from now on."""
        loop = self._loop = asyncio.new_event_loop()
        listening = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(loop, listening), daemon=True)
        self._thread.start()
        if not listening.wait(15):
            raise RuntimeError("the SMTP server did not start")

    def stop(self) -> None:
        """Cut all connections and listen no more; what was taken stays, and it may be started again."""
        thread, self._thread = self._thread, None
        if thread is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(timeout=15)

    def _serve(self, loop: asyncio.AbstractEventLoop, listening: threading.Event) -> None:
        """Own loop and end of all sessions, because aiosmtpd's Controller leaves open what is open when it stops."""
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(
            loop.create_server(lambda: self._session(loop), "127.0.0.1", self.port, ssl=self._context)
        )
        listening.set()
        loop.run_forever()
        server.close()
        for session in self._sessions:
            if session.transport is not None:
                session.transport.abort()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        for _ in range(5):  # rounds until TLS connections have closed too
            loop.run_until_complete(asyncio.sleep(0))
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))
        self._sessions.clear()
        loop.close()

    def _session(self, loop: asyncio.AbstractEventLoop) -> SMTP:
        with warnings.catch_warnings(action="ignore"):  # that a login without TLS is not safe
            self._sessions.append(self._make(loop))
        return self._sessions[-1]

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        self.login_attempts.append(mechanism)
        assert isinstance(data, LoginPassword)
        assert self._users is not None
        right = self._users.get(data.login.decode()) == data.password.decode()
        return AuthResult(success=right, handled=right)


def _server_context(certificate: Certificate | None) -> ssl.SSLContext | None:
    if certificate is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate.cert, certificate.key)
    return context
