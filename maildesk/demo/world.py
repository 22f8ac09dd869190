"""The mail world of the demo: IMAP, SMTP and web mail on free loopback ports, in a thread of this process."""

import asyncio
import logging
import smtplib
import threading
import time
from argparse import Namespace
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AsyncExitStack
from functools import partial
from types import TracebackType
from typing import Self
from urllib.parse import quote

from aiohttp import web
from aiosmtpd.smtp import SMTP
from mail_devel.auth import IMAPAuthenticator
from mail_devel.mailbox import TestMailboxDict
from proxyprotocol.reader import ProxyProtocolReader
from proxyprotocol.version import ProxyProtocolVersion
from pymap.backend.dict import Config, DictBackend
from pymap.backend.dict.filter import FilterSet
from pymap.imap import IMAPServer

from maildesk.clock import Clock, SystemClock
from maildesk.demo.mail_client import MailClient, site
from maildesk.demo.post_office import Arrival, Counter, PostOffice, recipients_in_header
from maildesk.demo.stamp import SERVER, owned_address
from maildesk.errors import Unreachable

HOST = "127.0.0.1"
PASSWORD = "demo"  # noqa: S105 - everybody's, in a world that only this machine can reach
_STARTS_WITHIN = 30.0  # seconds


class World:
    """A provider with a mailbox for everybody; leave the `with` block and it is gone."""

    authserv_id = SERVER

    def __init__(
        self, people: tuple[str, ...], *, clock: Clock | None = None, tell: Callable[[Arrival], None] | None = None
    ) -> None:
        """Prepare a world with a web page for each of `people` (addresses); everybody else can be written to as well.

        `tell` is called in the world's own thread for each mail that reached a mailbox.
        """
        self.people = people
        self.host = HOST
        self.password = PASSWORD
        self.imap_port = self.smtp_port = self.web_port = 0
        self._clock = clock or SystemClock()
        self._tell = tell
        self._arrived = threading.Condition()
        self._arrivals: list[Arrival] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="mail-world", daemon=True)
        self._ready: Future[None] = Future()
        self._over: asyncio.Event | None = None
        self._office: PostOffice | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.result(_STARTS_WITHIN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._over is not None and self._loop is not None:
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join(_STARTS_WITHIN)

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """Every mail that reached a mailbox so far, oldest first."""
        with self._arrived:
            return tuple(self._arrivals)

    def send(self, person: str, raw: bytes, *, mail_from: str | None = None, to: tuple[str, ...] = ()) -> None:
        """Hand a mail in by SMTP, logged in as `person`; the From field may claim somebody else.

        The envelope is `person` and the addresses of To, Cc and Bcc, unless said otherwise; `mail_from=""` is
        the null sender of automatic mails. Raises `smtplib.SMTPException` when the server refuses.
        """
        with smtplib.SMTP(self.host, self.smtp_port, timeout=30) as smtp:
            smtp.login(person, self.password)
            smtp.sendmail(person if mail_from is None else mail_from, to or recipients_in_header(raw), raw)

    def mailbox(self, person: str, folder: str = "INBOX") -> list[bytes]:
        """Return the raw mails of a person's folder, oldest first; empty when there are none."""
        if self._office is None or self._loop is None:
            raise Unreachable("The mail world has not been started: use it as a `with` block.")
        question = self._office.contents(person, folder)
        return asyncio.run_coroutine_threadsafe(question, self._loop).result(_STARTS_WITHIN)

    def await_mail(self, person: str, wanted: Callable[[bytes], bool], *, seconds: float = 30.0) -> bytes:
        """Return the first mail that ever reached `person` and is `wanted`, waiting until it comes.

        Raises `Unreachable` when none came within `seconds`.
        """
        owner = owned_address(person)
        end = time.monotonic() + seconds
        looked_at = 0
        with self._arrived:
            while True:
                for arrival in self._arrivals[looked_at:]:
                    if arrival.mailbox == owner and wanted(arrival.raw):
                        return arrival.raw
                looked_at = len(self._arrivals)
                if not self._arrived.wait(max(0.0, end - time.monotonic())):
                    raise Unreachable(f"No such mail reached {person} within {seconds:.0f} seconds.")

    def web_url(self, person: str) -> str:
        """Return the address of a person's web mail."""
        return f"http://{self.host}:{self.web_port}/{quote(person, safe='@')}/"

    def _run(self) -> None:
        try:
            asyncio.run(self._live())
        except BaseException as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)  # whoever entered the world is told, in his own thread

    async def _live(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._over = asyncio.Event()
        async with AsyncExitStack() as stack:
            everybody = await self._open_mailboxes(stack)
            self._office = PostOffice(everybody, self._clock, self._note)
            self.smtp_port = await self._open_counter(stack, self._office)
            self.web_port = await self._open_pages(stack, everybody, self._office)
            for person in self.people:
                await everybody.get(person)
            self._ready.set_result(None)
            await self._over.wait()

    async def _open_mailboxes(self, stack: AsyncExitStack) -> TestMailboxDict:
        settings = Namespace(
            demo_data=False, demo_user=f"postmaster@{SERVER}", demo_password=PASSWORD, host=HOST, port=0, debug=False,
            cert=None, key=None, passlib_cfg=None, tls=False, proxy_protocol=None, inherited_sockets=None,
        )  # fmt: skip
        config = Config.from_args(settings)
        login = IMAPAuthenticator(config, multi_user=True)
        await DictBackend._add_demo_user(config, login)
        await DictBackend(login, config).start(stack)
        serve = ProxyProtocolReader(ProxyProtocolVersion.get(None)).get_callback(IMAPServer(login, config))
        server = await asyncio.start_server(serve, HOST, 0)
        stack.push_async_callback(_closed, server)
        self.imap_port = server.sockets[0].getsockname()[1]
        return TestMailboxDict(config, FilterSet(), multi_user=True)

    async def _open_counter(self, stack: AsyncExitStack, office: PostOffice) -> int:
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of its own old names at each login
        counter = Counter(office, self.password)
        make = partial(
            SMTP, counter, hostname=SERVER, enable_SMTPUTF8=True, authenticator=counter.authenticate,
            auth_require_tls=False, loop=asyncio.get_running_loop(),
        )  # fmt: skip
        server = await asyncio.get_running_loop().create_server(make, HOST, 0)
        stack.push_async_callback(_closed, server)
        return int(server.sockets[0].getsockname()[1])

    async def _open_pages(self, stack: AsyncExitStack, everybody: TestMailboxDict, office: PostOffice) -> int:
        clients = {person: MailClient(person, everybody, office, self._clock) for person in self.people}
        runner = web.AppRunner(site(clients), access_log=None, shutdown_timeout=1)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, HOST, 0).start()
        return int(runner.addresses[0][1])

    def _note(self, arrival: Arrival) -> None:
        with self._arrived:
            self._arrivals.append(arrival)
            self._arrived.notify_all()
        if self._tell is not None:
            self._tell(arrival)


async def _closed(server: asyncio.Server) -> None:
    server.close()
