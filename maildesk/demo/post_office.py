"""Takes mails in by SMTP and lays each into the mailboxes of its envelope, as a provider would."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import getaddresses

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from mail_devel.mailbox import TestMailboxDict
from pymap.backend.dict.mailbox import MailboxSet
from pymap.parsing.message import AppendMessage
from pymap.parsing.specials import FetchRequirement

from maildesk.clock import Clock
from maildesk.demo.stamp import Submission, bounce, owned_address, stamped


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrival:
    """One mail that reached one mailbox."""

    at: datetime
    mailbox: str  # addr-spec of its owner
    recipient: str  # of the envelope, with a plus part when it had one
    submission: Submission
    raw: bytes  # as it lies there


class PostOffice:
    """The mailboxes of everybody; an address has one as soon as somebody writes to it, but never `nobody@`."""

    def __init__(self, mailboxes: TestMailboxDict, clock: Clock, tell: Callable[[Arrival], None]) -> None:
        """Deliver into `mailboxes` and `tell` of each arrival, from the world's own thread."""
        self._mailboxes = mailboxes
        self._clock = clock
        self._tell = tell
        self._count = 0

    async def deliver(self, submission: Submission) -> None:
        """Lay a mail into the mailbox of each recipient; an unknown one is reported to the envelope sender."""
        for recipient in dict.fromkeys(submission.recipients):
            if recipient.lower().startswith("nobody@"):
                await self._return(submission, recipient)
            else:
                await self._lay_down(submission, recipient)

    async def contents(self, address: str, folder: str) -> list[bytes]:
        """Return the mails of a folder in the order in which they came; empty when there is no such folder."""
        mailboxes: MailboxSet = await self._mailboxes.get(owned_address(address))
        if folder not in {entry.name for entry in (await mailboxes.list_mailboxes()).list()}:
            return []
        mailbox = await mailboxes.get_mailbox(folder)
        return [
            bytes((await message.load_content(FetchRequirement.CONTENT)).content)
            async for message in mailbox.messages()
        ]

    async def _lay_down(self, submission: Submission, recipient: str) -> None:
        self._count += 1
        now = self._clock.now()
        owner = owned_address(recipient)
        raw = stamped(submission, recipient, at=now, number=self._count)
        mailboxes: MailboxSet = await self._mailboxes.get(owner)
        inbox = await mailboxes.get_mailbox("INBOX")
        await inbox.append(AppendMessage(literal=raw, when=now, flag_set=frozenset()))
        self._tell(Arrival(at=now, mailbox=owner, recipient=recipient, submission=submission, raw=raw))

    async def _return(self, submission: Submission, recipient: str) -> None:
        if not submission.mail_from:
            return  # a bounce is never answered by a bounce (RFC 5321 section 4.5.5)
        self._count += 1
        report = bounce(submission, recipient, at=self._clock.now(), number=self._count)
        back = Submission(login="", mail_from="", recipients=(submission.mail_from,), raw=report)
        await self._lay_down(back, submission.mail_from)


class Counter:
    """The SMTP counter: aiosmtpd asks it who may log in and hands it each mail."""

    def __init__(self, office: PostOffice, password: str) -> None:
        self._office = office
        self._password = password.encode()

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        """Let in whoever knows the password of this world; the login name is whose mails are believed."""
        if isinstance(data, LoginPassword) and data.password == self._password:
            return AuthResult(success=True, auth_data=data.login.decode("utf-8", "replace"))
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Take one mail; the answer means that it lies in every mailbox it was for."""
        raw = envelope.original_content or b""
        login: object = session.auth_data  # what `authenticate` gave it
        await self._office.deliver(
            Submission(
                login=login if isinstance(login, str) else "",
                mail_from=(envelope.mail_from or "").strip("<>"),  # aiosmtpd calls the null sender <>
                recipients=tuple(envelope.rcpt_tos),
                raw=raw,
            )
        )
        return "250 2.0.0 delivered"


def recipients_in_header(raw: bytes) -> tuple[str, ...]:
    """Return the addresses of To, Cc and Bcc, as a mail client makes the envelope from them; may be empty."""
    header = BytesHeaderParser().parsebytes(raw)
    fields = [str(value) for name in ("To", "Cc", "Bcc") for value in header.get_all(name, [])]
    return tuple(dict.fromkeys(address for _, address in getaddresses(fields) if "@" in address))
