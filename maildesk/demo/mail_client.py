"""The web mail of the demo: one page a person, who reads and writes only as himself."""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from email.header import Header
from email.message import Message
from email.utils import format_datetime, formataddr, getaddresses
from hashlib import sha256
from html import escape
from typing import Any

from aiohttp import web
from mail_devel.http import Frontend
from mail_devel.mailbox import TestMailboxDict
from pymap.backend.dict.mailbox import MailboxSet

from maildesk.clock import Clock
from maildesk.demo.post_office import PostOffice, recipients_in_header
from maildesk.demo.stamp import Submission

# Mails of customers are shown in a frame of this page: nothing in them may run or load anything.
_POLICY = (
    "default-src 'self'; script-src 'self'{own}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'self'"
)
_ADDRESS_FIELDS = frozenset({"from", "to", "cc", "bcc", "reply-to"})


class _OwnMailbox:
    """What one person's page may see of all mailboxes, in the shape that the page asks for."""

    def __init__(self, owner: str, everybody: TestMailboxDict, office: PostOffice) -> None:
        self._owner = owner
        self._everybody = everybody
        self._office = office

    def __getitem__(self, user: str) -> MailboxSet:
        if user != self._owner:
            raise KeyError(user)
        mailboxes: MailboxSet = self._everybody[user]
        return mailboxes

    async def get(self, user: str) -> MailboxSet:
        mailboxes: MailboxSet = await self._everybody.get(self._owner)
        return mailboxes

    async def list(self) -> list[str]:
        return [self._owner]

    async def append(self, message: Message, flags: object, mailbox: str = "INBOX") -> None:
        """Send what was written, by the same way as every other mail."""
        raw = message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        recipients = recipients_in_header(raw)
        await self._office.deliver(Submission(login=self._owner, mail_from=self._owner, recipients=recipients, raw=raw))


class MailClient(Frontend):
    """The page of one person."""

    def __init__(self, owner: str, everybody: TestMailboxDict, office: PostOffice, clock: Clock) -> None:
        super().__init__(_OwnMailbox(owner, everybody, office), user=owner, multi_user=True)  # type: ignore[arg-type]
        self._owner = owner
        self._clock = clock
        self._answered: dict[str, Mapping[str, str]] = {}  # subject of a begun reply -> its thread fields

    def pages(self) -> web.Application:
        """Return the page with its parts, to be hung below the person's own path."""
        app = web.Application(client_max_size=32 << 20)
        app.add_routes(
            [
                web.get("/", self._page_index),
                web.get(r"/{static:.*\.(css|js|woff2)}", self._page_static),
                web.get("/websocket", self._websocket),
                web.get(r"/attachment/{mail:.*}/{attachment:.*}", self._download_attachment),
            ]
        )
        return app

    async def on_send_mail(
        self, ws: web.WebSocketResponse, account: str | None, mailbox: str | None, mail: dict[str, Any]
    ) -> None:
        """Send a mail of the editor; From may be forged there, the login stays the owner of the page."""
        header = mail.get("header")
        if isinstance(header, str):
            header = dict(line.partition(":")[::2] for line in header.splitlines() if ":" in line)
        fields = {str(k).strip().lower(): " ".join(str(v).split()) for k, v in (header or {}).items()}
        fields["from"] = fields.get("from") or self._owner
        fields["date"] = fields.get("date") or format_datetime(self._clock.now())
        fields = {**self._answered.pop(fields.get("subject", ""), {}), **fields}
        encoded = {name: _encoded(name, value) for name, value in fields.items() if value}
        await super().on_send_mail(ws, account, mailbox, {**mail, "header": encoded})

    async def on_reply_mail(self, ws: web.WebSocketResponse, account: str, mailbox: str, uid: int) -> None:
        """Open the editor for an answer to whom the mail asks to be answered."""
        box = await self.mailboxes[account].get_mailbox(mailbox)
        async for found in box.messages():
            if found.uid == uid:
                shown = (await self._convert_message(found, account=account, mailbox=mailbox))["header"]
                header = self._reply_header(shown)
                data = {"account": account, "mailbox": mailbox, "uid": uid, "mail": {"header": header}}
                await ws.send_json({"command": "reply_mail", "data": data})

    async def on_random_mail(self, ws: web.WebSocketResponse, account: str, mailbox: str) -> None:
        """Open an empty editor: invented mails of nobody have no place in this world."""
        header = {"from": self._owner, "date": format_datetime(self._clock.now())}
        data = {"account": account, "mailbox": mailbox, "mail": {"header": header, "body_plain": ""}}
        await ws.send_json({"command": "random_mail", "data": data})

    async def _convert_message(self, *arguments: Any, **named: Any) -> dict[str, Any]:
        shown: dict[str, Any] = await super()._convert_message(*arguments, **named)
        for attachment in shown.get("attachments", ()):
            attachment["url"] = f"/{self._owner}{attachment['url']}"
        if shown.get("body_html"):
            shown["body_html"] = _in_new_tabs(shown["body_html"])
        return shown

    async def _message_content(self, msg: Any) -> bytes:
        # The page takes every mail for UTF-8; a mail in raw GBK would otherwise close it.
        raw: bytes = await super()._message_content(msg)
        return raw.decode("utf-8", "backslashreplace").encode()

    def _reply_header(self, answered: Mapping[str, str]) -> dict[str, str]:
        subject = answered.get("subject", "")
        subject = subject if subject.lower().startswith("re:") else f"Re: {subject}"
        message_id = answered.get("message-id", "")
        self._answered[subject] = {
            "in-reply-to": message_id,
            "references": f"{answered.get('references', '')} {message_id}".strip(),
        }
        return {
            "date": format_datetime(self._clock.now()),
            "from": self._owner,
            "to": answered.get("reply-to") or answered.get("from", ""),
            "subject": subject,
            **self._answered[subject],
        }


def site(people: Mapping[str, MailClient]) -> web.Application:
    """Return the whole site: a page that names the people, and each person's mail below `/address/`."""
    links = "".join(f'<li><a href="/{escape(who)}/">{escape(who)}</a></li>' for who in people)
    index = f"<!doctype html><title>maildesk demo</title><h1>Whose mail?</h1><ul>{links}</ul>"

    async def front(request: web.Request) -> web.Response:
        return web.Response(text=index, content_type="text/html")

    app = web.Application(middlewares=[_only_this_page])
    app.router.add_get("/", front)
    for who, client in people.items():
        app.add_subapp(f"/{who}", client.pages())
    return app


@web.middleware
async def _only_this_page(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse other sites that the same browser has open, and forbid scripts inside mails."""
    origin = request.headers.get("Origin")
    if request.host.partition(":")[0] not in ("127.0.0.1", "localhost") or origin not in (
        None,
        f"http://{request.host}",
    ):
        raise web.HTTPForbidden
    response = await handler(request)
    if not response.prepared:
        response.headers["Content-Security-Policy"] = _POLICY.format(own=_starting_line(response))
    return response


def _encoded(name: str, value: str) -> str:
    """Return a field value in ASCII (RFC 2047); addresses stay readable for every server."""
    if value.isascii():
        return value
    if name in _ADDRESS_FIELDS:
        return ", ".join(formataddr(pair, "utf-8") for pair in getaddresses([value]))
    return Header(value, "utf-8", header_name=name).encode()


def _in_new_tabs(html: str) -> str:
    """Have the links of a mail open beside it: the pages of a desk refuse to stand inside another page."""
    head = re.search(r"<head[^>]{0,200}>", html, re.IGNORECASE)
    at = head.end() if head else 0
    return f'{html[:at]}<base target="_blank">{html[at:]}'


def _starting_line(response: web.StreamResponse) -> str:
    """Name the page's own inline scripts by their hash: the mail client starts itself in one line."""
    body = response.body if isinstance(response, web.Response) and response.content_type == "text/html" else b""
    scripts = re.findall(rb"<script[^>]{0,100}>([^<]{1,2000})</script>", body if isinstance(body, bytes) else b"")
    hashes = (b64encode(sha256(script).digest()).decode() for script in scripts)
    return "".join(f" 'sha256-{digest}'" for digest in hashes)
