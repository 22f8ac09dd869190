"""How mails are packed where they are stored."""

import zlib
from collections.abc import Callable

from maildesk.mail.wire_form import is_ready_to_send

# Larger mails are mostly base64 of packed pictures: a fifth smaller for thirty times the processor time.
_PACK_BELOW = 32_768
_ZLIB, _READY = 1, 2  # bits
_LEVEL = 1

_compress: Callable[[bytes, int], bytes] = zlib.compress
_decompress: Callable[[bytes], bytes] = zlib.decompress
try:
    from isal import isal_zlib  # the same format for a third of the processor time; there are machines without it
except ImportError:
    pass
else:
    _compress, _decompress = isal_zlib.compress, isal_zlib.decompress


def packed(data: bytes) -> tuple[int, bytes]:
    """Return how some bytes are stored, and the stored bytes."""
    if len(data) >= _PACK_BELOW:
        return 0, data
    return _ZLIB, _compress(data, _LEVEL)


def packed_to_send(mail: bytes) -> tuple[int, bytes]:
    """Return the same of a mail that is to be sent, and remember whether it needs nothing for the wire."""
    how, stored = packed(mail)
    return how | _READY if is_ready_to_send(mail) else how, stored


def is_marked_ready(how: int) -> bool:
    """Say whether a mail is known to need nothing for the wire."""
    return bool(how & _READY)


def unpacked(how: int, data: bytes) -> bytes:
    """Return the bytes that `packed` was given."""
    return _decompress(data) if how & _ZLIB else bytes(data)
