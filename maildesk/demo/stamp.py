"""What a mail server writes into a mail that passes through it: trace fields, a verdict on the sender, a bounce."""

from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesHeaderParser
from email.utils import format_datetime, getaddresses

SERVER = "demo.maildesk.test"  # its name, and the authserv-id of its verdicts (RFC 8601 section 2.5)

# A server removes verdicts that it did not write itself (RFC 8601 section 5), and Bcc before anyone reads it.
_NOT_FROM_OUTSIDE = (b"authentication-results", b"return-path", b"delivered-to", b"bcc")

_FOLD = "\r\n\t"


@dataclass(frozen=True, kw_only=True, slots=True)
class Submission:
    """One mail as it was handed in, with what the connection knows about who did it."""

    login: str  # the address that proved itself by a password, "" when nobody did
    mail_from: str  # envelope sender, "" for a bounce
    recipients: tuple[str, ...]  # of the envelope; the header fields do not decide where a mail goes
    raw: bytes


def stamped(submission: Submission, recipient: str, *, at: datetime, number: int) -> bytes:
    """Return the bytes as they lie in the recipient's mailbox; body and all other fields are untouched."""
    received = (
        "from client.example.net (client.example.net [192.0.2.25])",
        f"by {SERVER} with ESMTP{'A' if submission.login else ''} id D{number:06d}",
        f"for <{recipient}>; {format_datetime(at)}",
    )
    fields = (
        f"Return-Path: <{submission.mail_from}>",
        f"Delivered-To: {recipient}",
        f"Authentication-Results: {_verdict(submission)}",
        f"Received: {_FOLD.join(received)}",
    )
    return "\r\n".join((*fields, "")).encode() + _without_foreign_fields(submission.raw)


def author_is_proven(submission: Submission) -> bool:
    """Say whether whoever logged in owns every address of the From field; a missing From is never proven."""
    authors = _authors(submission.raw)
    return bool(submission.login) and authors == {owned_address(submission.login)}


def owned_address(address: str) -> str:
    """Return the mailbox behind an address in lower case: `support+7@x` belongs to `support@x` (RFC 5233)."""
    local, _, domain = address.strip().lower().rpartition("@")
    return f"{local.split('+', 1)[0]}@{domain}"


def bounce(submission: Submission, recipient: str, *, at: datetime, number: int) -> bytes:
    """Return the report that a mailbox does not exist, to the envelope sender (RFC 3464)."""
    report = MIMEMultipart("report", report_type="delivery-status")
    report["From"] = f"Mail Delivery System <MAILER-DAEMON@{SERVER}>"
    report["To"] = submission.mail_from
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Date"] = format_datetime(at)
    report["Message-ID"] = f"<bounce.{number}@{SERVER}>"
    report["Auto-Submitted"] = "auto-replied"
    report.attach(
        MIMEText(
            f"This is the mail system at {SERVER}.\n\nYour message could not be delivered to\n\n"
            f"  <{recipient}>: there is no such mailbox here\n"
        )
    )
    report.attach(_delivery_status(recipient, at))
    original = submission.raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
    report.attach(MIMEText(original, "rfc822-headers"))
    return report.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _delivery_status(recipient: str, at: datetime) -> Message:
    """The machine-readable part: one block about the server, one about the recipient (RFC 3464 section 2)."""
    server, failed, status = Message(), Message(), Message()
    server["Reporting-MTA"] = f"dns; {SERVER}"
    server["Arrival-Date"] = format_datetime(at)
    failed["Final-Recipient"] = f"rfc822; {recipient}"
    failed["Action"] = "failed"
    failed["Status"] = "5.1.1"
    failed["Diagnostic-Code"] = "smtp; 550 5.1.1 no such mailbox"
    status["Content-Type"] = "message/delivery-status"
    status.set_payload([server, failed])
    return status


def _verdict(submission: Submission) -> str:
    """The server's opinion as RFC 8601 writes it: who logged in, and whether From is that person."""
    authors = _authors(submission.raw)
    domain = next(iter(authors), "@unknown.invalid").rpartition("@")[2]
    dmarc = "permerror" if len(authors) != 1 else "pass" if author_is_proven(submission) else "fail"
    auth = f"auth=pass smtp.auth={submission.login}" if submission.login else "auth=none"
    return _FOLD.join((f"{SERVER};", f"{auth};", f"dmarc={dmarc} header.from={domain}"))


def _authors(raw: bytes) -> set[str]:
    fields = BytesHeaderParser().parsebytes(raw).get_all("From", [])
    return {owned_address(address) for _, address in getaddresses([str(field) for field in fields]) if address}


def _without_foreign_fields(raw: bytes) -> bytes:
    kept: list[bytes] = []
    dropping = False
    lines = raw.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if not line.strip(b"\r\n"):
            return b"".join((*kept, *lines[index:]))
        if line[:1] not in (b" ", b"\t"):
            dropping = line.partition(b":")[0].strip().lower() in _NOT_FROM_OUTSIDE
        if not dropping:
            kept.append(line)
    return b"".join(kept)
