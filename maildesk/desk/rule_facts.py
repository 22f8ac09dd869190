"""What rules may look at: the facts of one mail, its sender and the moment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from maildesk.desk.calendar import Calendar
from maildesk.desk.people import Organisation
from maildesk.mail.letter import Kind, Letter, Trust


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """Everything a condition can ask; texts as they are in the mail."""

    sender: str = ""  # addr-spec
    organisation: str | None = None
    vip: bool = False
    mailbox: str = ""  # name of the [[mailbox]]
    to: tuple[str, ...] = ()  # addr-specs of To and Cc
    subject: str = ""
    body: str = ""  # the new words, and those of a forward
    language: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    attachments: tuple[tuple[str, str], ...] = ()  # (file name, content type)
    at: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    zone: str = "UTC"
    calendar: str = "default"
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    first_time: bool = False
    open_tickets: int = 0
    trust: Trust = Trust.UNKNOWN
    kind: Kind = Kind.REQUEST


def facts_of(
    letter: Letter,
    *,
    at: datetime,
    mailbox: str = "",
    organisation: Organisation | None = None,
    first_time: bool = False,
    open_tickets: int = 0,
    language: str | None = None,
    zone: str = "UTC",
    calendar: str = "default",
    calendars: Mapping[str, Calendar] | None = None,
) -> Facts:
    """Return the facts of a letter that came to a mailbox `at` a moment; `language` wins over the letter's own."""
    return Facts(
        sender=letter.sender.address if letter.sender else "",
        organisation=organisation.name if organisation else None,
        vip=organisation.vip if organisation else False,
        mailbox=mailbox,
        to=tuple(person.address for person in (*letter.to, *letter.cc)),
        subject=letter.subject,
        body=body_of(letter),
        language=language or letter.language,
        headers=letter.headers,
        attachments=tuple((file.filename, file.content_type) for file in letter.attachments),
        at=at,
        zone=zone,
        calendar=calendar,
        calendars=calendars or {},
        first_time=first_time,
        open_tickets=open_tickets,
        trust=letter.proof.customer,
        kind=letter.kind,
    )


def body_of(letter: Letter) -> str:
    """Return what rules look for words in: the new words, and those of a forward."""
    return "\n".join(text for text in (letter.reply or letter.text, letter.forwarded_text) if text)
