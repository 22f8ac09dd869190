"""The form in which SMTP carries a mail: CRLF for every line end, and a dot more where a line begins with one."""

import re

_LONE_ENDINGS = re.compile(rb"\r(?!\n)|(?<!\r)\n")


def wire_form(message: bytes) -> bytes:
    """Return the mail with CRLF for every line end, the last included (RFC 5321 section 2.3.8)."""
    if not _has_crlf_only(message):
        message = _LONE_ENDINGS.sub(b"\r\n", message)
    return message if message.endswith(b"\r\n") else message + b"\r\n"


def stuffed(message: bytes) -> bytes:
    """Double the dot at the start of each line of a mail in wire form (RFC 5321 section 4.5.2)."""
    if b"\r\n." in message:  # much cheaper than replacing nothing
        message = message.replace(b"\r\n.", b"\r\n..")
    return b"." + message if message.startswith(b".") else message


def is_ready_to_send(message: bytes) -> bool:
    """Say whether a mail can go over the wire as it is: in wire form, and no line of it begins with a dot."""
    return (
        message.endswith(b"\r\n")
        and not message.startswith(b".")
        and b"\r\n." not in message
        and _has_crlf_only(message)
    )


def _has_crlf_only(message: bytes) -> bool:
    return message.count(b"\r\n") == message.count(b"\n") == message.count(b"\r")  # much cheaper than a pattern
