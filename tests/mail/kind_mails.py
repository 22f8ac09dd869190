"""Builds small mails for the tests of kinds, and reads them as the reader would."""

from email import message_from_bytes

from maildesk.mail.address import parse_sender
from maildesk.mail.classify import classify
from maildesk.mail.decode import decode_header
from maildesk.mail.fields import Fields
from maildesk.mail.letter import Bounce, Kind, Marks, ReadContext

KEY = b"k" * 32
CONTEXT = ReadContext(key=KEY, instance="acme", prefix="ACME", own_addresses=("support@example.com",))


def mail(
    *,
    sender: str = "Lena Fischer <lena@example.org>",
    to: str = "support@example.com",
    subject: str = "Printer",
    headers: tuple[str, ...] = (),
    body: str = "The printer on the third floor is broken.",
    content_type: str = "text/plain; charset=utf-8",
) -> bytes:
    fields = [*headers, f"From: {sender}", f"To: {to}", f"Subject: {subject}", f"Content-Type: {content_type}"]
    return "\n".join([*fields, "", body.lstrip("\n")]).encode("utf-8")


def classified(raw: bytes, context: ReadContext = CONTEXT) -> tuple[Kind, Marks, Bounce | None]:
    text = raw.decode("utf-8", "surrogateescape")
    message = message_from_bytes(raw)
    head = text.partition("\n\n")[0]
    items = [line.partition(": ")[::2] for line in head.replace("\n ", " ").split("\n")]
    fields = Fields((name, decode_header(value)) for name, value in items)
    body = text.partition("\n\n")[2] if not message.is_multipart() else _first_text(message)
    sender = parse_sender(fields.all("from"))[0]
    return classify(
        fields,
        message=lambda: message,
        sender=sender,
        subject=fields.first("subject"),
        body_text=body,
        context=context,
    )


def _first_text(message: object) -> str:
    for part in message.walk():  # type: ignore[attr-defined]
        if part.get_content_type() == "text/plain":
            return str(part.get_payload(decode=True).decode("utf-8", "replace"))
    return ""
