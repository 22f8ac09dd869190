"""Writes mails as people's mail programs do: new ones, answers above or between quoted lines, vacation notes."""

import email.policy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import format_datetime, formataddr

from maildesk.demo.cast import SUPPORT, Person

_POLICY = email.policy.SMTP.clone(max_line_length=998)
_LINK = re.compile(r"http://[^\s<>\"]{1,300}/t/[^\s<>\"?]{1,200}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """A mail as somebody finds it in a mailbox."""

    message: EmailMessage

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return str(self.message["Subject"] or "")

    @property
    def message_id(self) -> str:
        """The Message-ID with its angle brackets."""
        return str(self.message["Message-ID"] or "").strip()

    @property
    def text(self) -> str:
        """The plain text, with bare line feeds; empty when there is none."""
        part = self.message.get_body(("plain",))
        return "" if part is None else str(part.get_content()).replace("\r\n", "\n")

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all attachments."""
        return tuple(part.get_filename() or "" for part in self.message.iter_attachments())

    @property
    def link(self) -> str:
        """The link to the page, without a query; empty when the text holds none."""
        found = _LINK.search(self.text)
        return found[0] if found else ""


def received(raw: bytes) -> Received:
    """Read a mail."""
    message: Message = BytesParser(policy=email.policy.default).parsebytes(raw)
    if not isinstance(message, EmailMessage):
        raise TypeError("The default policy makes EmailMessage objects.")
    return Received(message=message)


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A mail that is about to be written; `answers` gives it subject, thread and quote."""

    author: Person
    text: str
    subject: str = ""
    answers: Received | None = None
    quoting: bool = True
    cc: Person | None = None
    attachment: tuple[str, bytes] | None = None  # name and PNG
    vacation: bool = False


def raw_letter(letter: Letter, number: int, at: datetime) -> bytes:
    """Return the bytes of a letter to the desk; `number` makes its Message-ID unique."""
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = formataddr(letter.author.header)
    mail["To"] = SUPPORT
    if letter.cc:
        mail["Cc"] = formataddr(letter.cc.header)
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = f"<demo.{number}.{at:%H%M%S}@{letter.author.address.partition('@')[2]}>"
    mail["Subject"] = _subject(letter)
    if letter.answers:
        mail["In-Reply-To"] = letter.answers.message_id
        earlier = " ".join(str(letter.answers.message["References"] or "").split())
        mail["References"] = f"{earlier} {letter.answers.message_id}".strip()
    if letter.vacation:
        mail["Auto-Submitted"] = "auto-replied"
        mail["Precedence"] = "bulk"
    mail.set_content(_body(letter), cte="8bit" if letter.text.isascii() else "base64")
    if letter.attachment:
        name, data = letter.attachment
        mail.add_attachment(data, maintype="image", subtype="png", filename=name)
    return mail.as_bytes()


def between(answers: Received, pairs: Sequence[tuple[str, str]], *, before: str = "", after: str = "") -> str:
    """Return an answer between the quoted lines: each pair is a line of the mail and what is said below it."""
    lines = [f"{_attribution(answers)}"]
    said = dict(pairs)
    for line in answers.text.splitlines():
        lines.append(f"> {line}".rstrip())
        if line in said:
            lines += ["", said.pop(line), ""]
    if said:
        raise ValueError(f"The mail does not hold the line {next(iter(said))!r}.")
    return "\n".join([*([before, ""] if before else []), *lines, *(["", after] if after else [])])


def _subject(letter: Letter) -> str:
    if letter.vacation and letter.answers:
        return f"Automatic reply: {letter.answers.subject}"
    if letter.answers:
        return letter.answers.subject if letter.answers.subject.startswith("Re:") else f"Re: {letter.answers.subject}"
    return letter.subject


def _body(letter: Letter) -> str:
    if letter.answers is None or letter.vacation or not letter.quoting:
        return f"{letter.text}\n"
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.answers.text.splitlines())
    return f"{letter.text}\n\n{_attribution(letter.answers)}\n{quoted}\n"


def _attribution(answers: Received) -> str:
    date = answers.message["Date"].datetime
    return f"On {date:%a, %d %b %Y at %H:%M}, Acme Support <{SUPPORT}> wrote:"
