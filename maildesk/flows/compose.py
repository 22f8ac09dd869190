"""Makes final bytes of what the desk wants to say: rendered, composed, under a Message-ID that never changes."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import (
    AttachedFile,
    Automatic,
    CustomerView,
    MadeFile,
    MessageKind,
    OutgoingMessage,
    StaffView,
    TranscriptView,
)
from maildesk.desk.ticket import Ticket
from maildesk.flows.writing import Original, Words, Writing, Written, finish
from maildesk.mail.compose import AutoMark, Composition, OutgoingFile
from maildesk.mail.letter import Address
from maildesk.mail.token import instance_mark, plus_address, signed_message_id, ticket_reference
from maildesk.store.outbox import PRIORITY_LATER, PRIORITY_NORMAL, PRIORITY_URGENT, NewMail
from maildesk.store.raw import raw_of
from maildesk.store.transaction import Transaction
from maildesk.templates import Templates

_AUTO = {
    Automatic.REPLIED: AutoMark.AUTO_REPLIED,
    Automatic.GENERATED: AutoMark.AUTO_GENERATED,
    Automatic.PERSON: AutoMark.PERSON,
    Automatic.NOTICE: AutoMark.NOTICE,
}
_BULK = frozenset({MessageKind.DIGEST, MessageKind.REPORT})
_PRIORITY = {
    Automatic.PERSON: PRIORITY_URGENT,
    Automatic.REPLIED: PRIORITY_NORMAL,
    Automatic.NOTICE: PRIORITY_NORMAL,
    Automatic.GENERATED: PRIORITY_LATER,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sending:
    """From where we write; `envelope_from` None means the address of the ticket's mailbox."""

    from_address: str | None = None
    envelope_from: str | None = None


class Writes(Protocol):
    """What `commit` asks for mails: all at once, or with words that come before the commit."""

    def write(
        self,
        tx: Transaction,
        message: OutgoingMessage,
        cause: str,
        now: datetime,
        *,
        ticket: Ticket | None = None,
        answering: str | None = None,
    ) -> NewMail:
        """Return the mail for the outbox."""


class Writer:
    """Renders and composes; it reads attachments from the store and writes nothing."""

    def __init__(self, desk: Desk, templates: Templates, sending: Sending) -> None:
        """Keep the desk, its templates and its addresses."""
        self._desk = desk
        self.templates = templates
        self._sending = sending

    def write(
        self,
        tx: Transaction,
        message: OutgoingMessage,
        cause: str,
        now: datetime,
        *,
        ticket: Ticket | None = None,
        answering: str | None = None,
    ) -> NewMail:
        """Return the finished mail; `answering` is the Message-ID its thread hangs on when the message names none.

        The key (cause, kind, recipient) makes a repeat harmless.
        """
        writing = self.prepare(tx, message, now, ticket=ticket, answering=answering)
        written = finish(self.templates, writing)
        return self.mail(message, writing, cause, ticket=ticket, written=written)

    def prepare(
        self,
        tx: Transaction,
        message: OutgoingMessage,
        now: datetime,
        *,
        ticket: Ticket | None = None,
        answering: str | None = None,
    ) -> Writing:
        """Return everything but the words."""
        desk, read = self._desk, self._desk.read
        if ticket is not None:
            message = _with_ticket(message, ticket)
        number = ticket.number if ticket else None
        message_id = signed_message_id(read.key, read.domain, number=number, unique=secrets.token_hex(8))
        own = self._own_address(ticket)
        in_reply_to = message.in_reply_to or answering
        composition = Composition(
            sender=Address(name=message.sender_name or desk.name, address=own),
            to=(message.to,),
            reply_to=self._reply_to(own, number),
            subject="",
            message_id=message_id,
            in_reply_to=in_reply_to,
            references=_references(
                message, in_reply_to, ticket_reference(read.key, read.domain, number) if number else None
            ),
            date=now,
            text="",
            attachments=_made(message.made),
            automatic=_AUTO[message.automatic],
            bulk=message.kind in _BULK,
            instance_mark=instance_mark(read.key, read.instance, message_id),
            language=message.language,
        )
        words = Words(kind=message.kind, language=message.language, variant=message.variant, view=message.view)
        return Writing(words=words, composition=composition, originals=_originals(tx, message.files))

    def mail(
        self, message: OutgoingMessage, writing: Writing, cause: str, *, ticket: Ticket | None, written: Written
    ) -> NewMail:
        """Return what goes into the outbox."""
        return NewMail(
            key=f"{cause}:{message.kind.value}:{message.to.address.casefold()}:{message.part_of}",
            message_id=writing.composition.message_id,
            ticket=ticket.number if ticket else None,
            kind=message.kind,
            recipient=message.to.address,
            subject=written.subject,
            automatic=message.automatic in (Automatic.REPLIED, Automatic.GENERATED),
            envelope_from=self._sending.envelope_from or self._own_address(ticket),
            body=written.body,
            priority=PRIORITY_URGENT if message.urgent else _PRIORITY[message.automatic],
        )

    def _own_address(self, ticket: Ticket | None) -> str:
        if self._sending.from_address:
            return self._sending.from_address
        mailbox = self._desk.mailbox(ticket.mailbox) if ticket else None
        if mailbox is None and self._desk.mailboxes:
            mailbox = self._desk.mailboxes[0]
        return mailbox.address if mailbox else f"support@{self._desk.read.domain}"

    def _reply_to(self, own: str, number: int | None) -> tuple[Address, ...]:
        if not self._desk.read.plus_addressing or number is None:
            return ()
        return (Address(address=plus_address(own, self._desk.read.key, number)),)


def _with_ticket(message: OutgoingMessage, ticket: Ticket) -> OutgoingMessage:
    """Fill number and token in where the ticket had none when the decision was made."""
    view = message.view
    if isinstance(view, CustomerView | StaffView | TranscriptView) and not view.token:
        return replace(message, view=replace(view, number=ticket.number, token=ticket.token))
    return message


def _references(message: OutgoingMessage, in_reply_to: str | None, root: str | None) -> tuple[str, ...]:
    chain = [*message.references, *([root] if root else []), *([in_reply_to] if in_reply_to else [])]
    return tuple(dict.fromkeys(chain))[-20:]


def _made(files: tuple[MadeFile, ...]) -> tuple[OutgoingFile, ...]:
    return tuple(
        OutgoingFile(filename=file.filename, content_type=file.content_type, content=file.content) for file in files
    )


def _originals(tx: Transaction, files: tuple[AttachedFile, ...]) -> tuple[Original, ...]:
    """Return the mails out of which files travel along; those whose bytes are not kept any more are left out."""
    found: list[Original] = []
    for ledger_id, of_it in groupby(files, key=attrgetter("ledger_id")):
        raw = raw_of(tx, ledger_id)
        if raw is not None:
            found.append(Original(raw=raw, files=tuple(of_it)))
    return tuple(found)
