"""The tree as objects of the standard library, for those who look at report parts and header fields."""

from email.message import Message

from maildesk.mail.decode import decode_raw_value
from maildesk.mail.header_block import clip, read_header_block
from maildesk.mail.part import Part
from maildesk.mail.transfer import undo_transfer_encoding

_LONGEST_PAYLOAD = 1 << 18
_MOST_BLOCKS = 200
_REPORTS = ("message/delivery-status", "message/global-delivery-status")
_ENCODED = ("base64", "quoted-printable")


def message_tree(raw: bytes, root: Part) -> Message:
    """Return the mail as an `email.message.Message`; only texts up to 256 KiB have a payload.

    Built from the outline and not parsed a second time: no recursion, however the mail is nested.
    """
    top = _message(raw, root)
    waiting = [(root, top)]
    while waiting:
        part, message = waiting.pop()
        for child in part.children:
            below = _message(raw, child)
            message.attach(below)
            waiting.append((child, below))
    return top


def _message(raw: bytes, part: Part) -> Message:
    message = Message()
    for name, value in part.values:
        message.set_raw(name, value)
    message.set_default_type(part.default_type)
    if part.children:
        return message
    if part.content_type in _REPORTS:
        for block in _blocks(*_undone(raw, part)):
            message.attach(block)
    elif part.content_type.startswith("message/"):
        message.attach(_inner(*_undone(raw, part)))
    elif part.content_type.startswith("text/") or part.is_multipart:
        message.set_payload(_payload(raw[part.start : min(part.end, part.start + _LONGEST_PAYLOAD)]))
    else:
        message.set_payload("")
    return message


def _payload(data: bytes) -> str:
    return data.decode("ascii", "surrogateescape")


def _inner(raw: bytes, start: int, end: int) -> Message:
    """Read what follows as a header and a text."""
    block = read_header_block(raw, start, end, 1000)
    message = Message()
    for name, value in block.fields:
        message.set_raw(name.decode("ascii"), decode_raw_value(clip(value)))
    message.set_payload(_payload(raw[block.body_start : min(end, block.body_start + _LONGEST_PAYLOAD)]))
    return message


def _undone(raw: bytes, part: Part) -> tuple[bytes, int, int]:
    """Return where the part stands in plain; RFC 3464 forbids to encode a report, and some gateways do so."""
    if part.encoding not in _ENCODED:
        return raw, part.start, part.end
    data, _ = undo_transfer_encoding(raw[part.start : min(part.end, part.start + _LONGEST_PAYLOAD)], part.encoding)
    return data, 0, len(data)


def _blocks(raw: bytes, start: int, end: int) -> list[Message]:
    """Read the groups of fields of a delivery report (RFC 3464 section 2.1), at most 200."""
    blocks: list[Message] = []
    while start < end and len(blocks) < _MOST_BLOCKS:
        block = read_header_block(raw, start, end, 1000)
        if block.fields:
            blocks.append(_inner(raw, start, block.body_start))
        elif block.body_start <= start:
            break
        start = block.body_start
    return blocks
