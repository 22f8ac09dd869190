"""The bytes of an outgoing mail, written from a skeleton: the same values always give the same bytes.

The standard library's generator is not used: it costs a hundred times as much and encodes long Message-IDs, which
Outlook then drops (python/cpython#79986).
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from enum import Enum

from maildesk.mail.body_encoding import base64_lines, encode_body
from maildesk.mail.header_value import addresses, header_text, is_message_id, message_ids, name_parameters, unstructured
from maildesk.mail.letter import Address
from maildesk.mail.subject_line import acknowledgement_subject, clean_subject

__all__ = ["AutoMark", "Composition", "OutgoingFile", "acknowledgement_subject", "clean_subject", "compose"]

_CONTENT_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}")
_CONTENT_ID = re.compile(r"[!-;=?-~]{1,200}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


class AutoMark(Enum):
    """Who is speaking; the value is the pair Auto-Submitted and X-Auto-Response-Suppress (RFC 3834, MS-OXCMAIL)."""

    AUTO_REPLIED = ("auto-replied", "All")  # the desk answers a mail by itself
    AUTO_GENERATED = ("auto-generated", "All")  # digest, warning, survey, reminder
    PERSON = ("no", "OOF, AutoReply")  # an engineer's words
    NOTICE = ("", "DR, RN, NRN")  # passes on a person's words to staff: an absence shall be learned from the answer


@dataclass(frozen=True, kw_only=True, slots=True)
class OutgoingFile:
    """A file to send along; with a Content-ID (no angle brackets) it is a picture shown inside the HTML."""

    filename: str
    content_type: str
    content: bytes
    content_id: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Composition:
    """Everything that decides the bytes of one outgoing mail."""

    sender: Address
    to: tuple[Address, ...]
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str
    message_id: str  # with angle brackets
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    date: datetime
    text: str
    html: str | None = None
    attachments: tuple[OutgoingFile, ...] = ()
    automatic: AutoMark = AutoMark.AUTO_GENERATED
    bulk: bool = False  # digests and reports only
    instance_mark: str = ""
    language: str = ""  # BCP 47, or empty


def compose(composition: Composition) -> bytes:
    """Return the mail as bytes with CRLF line ends; ValueError with a sentence when an address or id is none."""
    boundary = "=_" + hashlib.sha256(composition.message_id.encode()).hexdigest()[:30]
    # Joined once at the end: a file of megabytes would otherwise be copied for every layer around it.
    return b"".join([_head(composition).encode("utf-8"), *_content(composition, boundary)])


def _head(mail: Composition) -> str:
    if not is_message_id(mail.message_id):
        raise ValueError("The Message-ID of an outgoing mail must be one id in angle brackets.")
    if mail.date.tzinfo is None:
        raise ValueError("The date of an outgoing mail must have a time zone.")
    parts = [
        f"Date: {format_datetime(mail.date)}\r\n",
        addresses("From", (mail.sender,)),
        addresses("To", mail.to) if mail.to else "To: undisclosed-recipients:;\r\n",
    ]
    if mail.cc:
        parts.append(addresses("Cc", mail.cc))
    if mail.reply_to:
        parts.append(addresses("Reply-To", mail.reply_to))
    parts.append(unstructured("Subject", mail.subject))
    parts.append(f"Message-ID: {mail.message_id}\r\n")
    parts.append(message_ids("In-Reply-To", (mail.in_reply_to,) if mail.in_reply_to else ()))
    parts.append(message_ids("References", mail.references))
    parts.append(_marks(mail))
    parts.append("MIME-Version: 1.0\r\n")
    return "".join(parts)


def _marks(mail: Composition) -> str:
    submitted, suppressed = mail.automatic.value
    marks = f"Auto-Submitted: {submitted}\r\n" if submitted else ""
    marks += f"X-Auto-Response-Suppress: {suppressed}\r\n"
    if mail.bulk:
        marks += "Precedence: bulk\r\n"
    if mail.instance_mark:
        marks += f"X-Maildesk-Instance: {header_text(mail.instance_mark, 150).encode('ascii', 'replace').decode()}\r\n"
    if _LANGUAGE.fullmatch(mail.language):
        marks += f"Content-Language: {mail.language}\r\n"
    return marks


def _content(mail: Composition, boundary: str) -> list[bytes]:
    pictures = tuple(file for file in mail.attachments if mail.html is not None and _has_id(file))
    files = tuple(file for file in mail.attachments if file not in pictures)
    body = _readable("plain", mail.text)
    if mail.html is not None:
        shown = _readable("html", mail.html)
        if pictures:
            shown = _multipart("related", boundary + "r", [shown, *(_file(one, "inline") for one in pictures)])
        body = _multipart("alternative", boundary + "a", [body, shown])
    if files:
        body = _multipart("mixed", boundary + "m", [body, *(_file(one, "attachment") for one in files)])
    return body


def _has_id(file: OutgoingFile) -> bool:
    return file.content_id is not None and _CONTENT_ID.fullmatch(file.content_id) is not None


def _readable(subtype: str, text: str) -> list[bytes]:
    encoding, data = encode_body(text)
    charset = "us-ascii" if encoding == "7bit" else "utf-8"
    head = f"Content-Type: text/{subtype}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    return [head.encode("ascii"), data]


def _file(file: OutgoingFile, disposition: str) -> list[bytes]:
    name, filename = name_parameters(file.filename)
    content_type = file.content_type.lower()
    # message/* may not be base64 (RFC 2046 section 5.2.1), and nothing else of a stranger is passed on raw.
    if not _CONTENT_TYPE.fullmatch(content_type) or content_type.startswith(("multipart/", "message/")):
        content_type = "application/octet-stream"
    content_id = f"Content-ID: <{file.content_id}>\r\n" if _has_id(file) else ""
    head = (
        f"Content-Type: {content_type}{name}\r\nContent-Transfer-Encoding: base64\r\n"
        f"Content-Disposition: {disposition}{filename}\r\n{content_id}\r\n"
    )
    return [head.encode("ascii"), base64_lines(file.content)]


def _multipart(subtype: str, boundary: str, parts: list[list[bytes]]) -> list[bytes]:
    related = '; type="text/html"' if subtype == "related" else ""
    head = f'Content-Type: multipart/{subtype}{related};\r\n boundary="{boundary}"\r\n\r\n'.encode("ascii")
    line = f"--{boundary}\r\n".encode("ascii")
    inside = [piece for part in parts for piece in (line, *part)]
    return [head, *inside, f"--{boundary}--\r\n".encode("ascii")]
