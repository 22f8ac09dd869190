"""What the structured parts of a report say: DSN (RFC 3464), MDN (RFC 8098), ARF (RFC 5965)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from maildesk.mail.address_grammar import read_entries
from maildesk.mail.letter import Bounce
from maildesk.mail.transfer import undo_transfer_encoding

_MAX_PARTS = 200
_MAX_BLOCKS = 200
_MAX_TEXT = 65_536
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
_MESSAGE_ID = re.compile(r"^\s*(?:original-)?message-id\s*:\s*(<[^<>\s]{1,996}>)", re.IGNORECASE | re.MULTILINE)
_CODE_POINT = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")  # RFC 6533 section 3
_WORST_FIRST = ("failed", "delayed", "delivered", "relayed", "expanded", "")
_DELIVERY = frozenset({"message/delivery-status", "message/global-delivery-status"})
_READ = frozenset({"message/disposition-notification", "message/global-disposition-notification"})
_HEADERS = frozenset({"text/rfc822-headers", "message/rfc822-headers", "message/global-headers"})
_WHOLE = frozenset({"message/rfc822", "message/global"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Report:
    """The parts of a report that machines read."""

    deliveries: tuple[Bounce, ...] = ()  # one for each recipient
    read_receipt: Bounce | None = None
    feedback: Bounce | None = None
    original_message_id: str | None = None
    inner_text: str = ""  # of an attached mail, which a gateway may have made of the report
    inner_deliveries: tuple[Bounce, ...] = ()  # of a report inside it


def read_report(message: Message) -> Report:
    """Collect the report parts of a mail; attached mails are not looked into, but for their Message-ID."""
    deliveries: list[Bounce] = []
    read_receipt = feedback = original = None
    inner_text = ""
    inner_deliveries: list[Bounce] = []
    for part in _parts(message):
        sort = part.get_content_type()
        if sort in _DELIVERY:
            deliveries.extend(_deliveries(part))
        elif sort in _READ and read_receipt is None:
            read_receipt = _receipt(part)
        elif sort == "message/feedback-report" and feedback is None:
            feedback = _feedback(part)
        elif original is None and (sort in _HEADERS or sort in _WHOLE):
            original = _original_id(part)
        if sort in _WHOLE and not inner_text:
            inner_text = next((_first_text(child) for child in _children(part)), "")
            below = [one for child in _children(part) for one in _parts(child)]
            inner_deliveries += [
                one for each in below if each.get_content_type() in _DELIVERY for one in _deliveries(each)
            ]
    return Report(
        deliveries=tuple(deliveries),
        read_receipt=read_receipt,
        feedback=feedback,
        original_message_id=original,
        inner_text=inner_text,
        inner_deliveries=tuple(inner_deliveries),
    )


def worst(deliveries: tuple[Bounce, ...]) -> Bounce:
    """Return the one a desk must know of: failed before delayed before delivered."""
    return min(deliveries, key=lambda one: _WORST_FIRST.index(one.action) if one.action in _WORST_FIRST else 5)


def _parts(message: Message) -> Iterator[Message]:
    waiting, seen = [message], 0
    while waiting and seen < _MAX_PARTS:
        part = waiting.pop()
        seen += 1
        yield part
        if part.get_content_maintype() == "multipart":
            waiting.extend(reversed(_children(part)))


def _first_text(message: Message) -> str:
    texts = (part for part in _parts(message) if part.get_content_maintype() == "text" and not part.is_multipart())
    return next((text for part in texts if (text := _payload_text(part))), "")


def _children(part: Message) -> list[Message]:
    # Asked of a leaf, it would decode by whatever the mail declares: "punycode" is a codec of Python.
    payload = part.get_payload() if part.is_multipart() else None
    if not isinstance(payload, list):
        return []
    return [child for child in payload[:_MAX_BLOCKS] if isinstance(child, Message)]


def _blocks(part: Message) -> list[dict[str, str]]:
    children = _children(part)
    if children:
        blocks = [{name.lower(): str(value).strip() for name, value in child.items()} for child in children]
    else:
        blocks = list(field_blocks(_payload_text(part)))
    return [block for block in blocks if block]


def field_blocks(text: str) -> Iterator[dict[str, str]]:
    """Read groups of `Name: value` lines that blank lines divide; other lines continue the one before."""
    block: dict[str, str] = {}
    last = ""
    for line in text[:_MAX_TEXT].splitlines():
        name, colon, value = line.partition(":")
        if not line.strip():
            if block:
                yield block
            block, last = {}, ""
        elif line[0] in " \t" and last:
            block[last] += " " + line.strip()
        elif colon and name.strip() and " " not in name.strip():
            last = name.strip().lower()
            block.setdefault(last, value.strip())
    if block:
        yield block


def _payload_text(part: Message) -> str:
    if part.is_multipart():
        return ""
    payload = part._payload  # type: ignore[attr-defined]  # get_payload() decodes by a charset the mail may invent
    if not isinstance(payload, str):
        return ""
    words = str(part.get("Content-Transfer-Encoding", "")).lower().split()
    body, _ = undo_transfer_encoding(payload.encode("utf-8", "surrogateescape"), words[0] if words else "")
    return body[:_MAX_TEXT].decode("utf-8", "replace")


def _deliveries(part: Message) -> Iterator[Bounce]:
    for block in _blocks(part):
        one = delivery(block)
        if one is not None:
            yield one


def delivery(block: dict[str, str]) -> Bounce | None:
    """Read the fields about one recipient (RFC 3464 section 2.3); None when they name none."""
    if not ({"final-recipient", "original-recipient", "action", "status"} & block.keys()):
        return None
    if "reporting-mta" in block and "final-recipient" not in block and "action" not in block:
        return None
    status = _status(block.get("status", "")) or _status(block.get("diagnostic-code", ""))
    action = re.split(r"[\s(;,]", block.get("action", "").strip().lower(), maxsplit=1)[0]
    if action not in _WORST_FIRST or not action:
        action = {"5": "failed", "4": "delayed", "2": "delivered"}.get(status[:1], "failed")
    return Bounce(
        recipient=_recipient(block),
        action=action,
        status=status,
        permanent=action == "failed" and not status.startswith("4"),
    )


def _status(text: str) -> str:
    match = _STATUS.search(text)
    return match[1] if match else ""


def _recipient(block: dict[str, str]) -> str:
    names = ("final-recipient", "original-recipient", "x-actual-recipient", "x-original-recipient")
    values = [block[name].partition(";")[2] or block[name] for name in names if name in block]
    hosts_only = ""
    for value in values:
        if re.search(r"imceaex|/o=", value, re.IGNORECASE):
            continue
        found = mailbox(_CODE_POINT.sub(_character, value))
        if found and "." in found.rpartition("@")[2]:
            return found
        hosts_only = hosts_only or found  # a name inside the other system; the address we wrote to says more
    return hosts_only or next((value.strip().strip("<>") for value in values if value.strip()), "")


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if 0x20 < code < 0xD800 or 0xDFFF < code < 0x110000 else match[0]


def mailbox(text: str) -> str:
    """Return the first addr-spec of an address list; empty when there is none."""
    return next((entry.address for entry in read_entries(text[:2_000]) if entry.address), "")


def _receipt(part: Message) -> Bounce:
    block = {name: value for one in _blocks(part) for name, value in one.items()}
    return Bounce(recipient=_recipient(block), action="", status="", permanent=False, original_message_id=_id_in(block))


def _feedback(part: Message) -> Bounce:
    block = {name: value for one in _blocks(part) for name, value in one.items()}
    recipient = mailbox(block.get("original-rcpt-to", "") or block.get("removal-recipient", ""))
    return Bounce(recipient=recipient, action="", status="", permanent=False, original_message_id=_id_in(block))


def _id_in(block: dict[str, str]) -> str | None:
    match = re.search(r"<[^<>\s]{1,996}>", block.get("original-message-id", ""))
    return match[0] if match else None


def _original_id(part: Message) -> str | None:
    for child in _children(part):
        match = re.search(r"<[^<>\s]{1,996}>", str(child.get("Message-ID", "")))
        if match:
            return match[0]
    return id_in_text(_payload_text(part))


def id_in_text(text: str) -> str | None:
    """Return the Message-ID that stands as a field in a text; None when there is none."""
    match = _MESSAGE_ID.search(text[: 4 * _MAX_TEXT])
    return match[1] if match else None
