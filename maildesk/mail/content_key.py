"""The key by which the same mail is known again, whichever way and however often it arrives."""

import hashlib

from maildesk.mail.header_block import HeaderBlock, read_header_block, skip_leading

_IDENTITY = (b"message-id", b"from", b"date", b"subject")
_MOST_FIELDS = 5000


def content_key(raw: bytes) -> str:
    """Return the hex SHA-256 over Message-ID, From, Date, Subject and the body; trace fields do not count.

    Line ends count as LF, folding and empty lines at the end do not count. Never raises.
    """
    return key_of(header_of(raw), raw)


def header_of(raw: bytes) -> HeaderBlock:
    """Return the header of a raw mail, at most 5000 fields of it, and where the body begins."""
    return read_header_block(raw, skip_leading(raw), len(raw), _MOST_FIELDS)


def key_of(header: HeaderBlock, raw: bytes) -> str:
    """Return the key of a mail whose header has been read already."""
    digest = hashlib.sha256()
    for wanted in _IDENTITY:
        for name, value in header.fields:
            if len(name) == len(wanted) and name.lower() == wanted:
                digest.update(wanted + b":" + b" ".join(value.split()) + b"\n")
    body = raw[header.body_start :]
    if b"\r" in body:
        body = body.replace(b"\r\n", b"\n")
    digest.update(b"\n")
    digest.update(body.rstrip(b"\n"))
    return digest.hexdigest()
