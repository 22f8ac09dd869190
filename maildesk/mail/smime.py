"""S/MIME wrappers taken off (RFC 8551): opaque-signed and compressed; nothing is verified, nothing decrypted."""

import zlib

_LARGEST = 32 << 20  # bytes out of a compressed part; a bomb gives no more
SIGNED, COMPRESSED = "signed", "compressed"


def wrapped_content(data: bytes) -> tuple[str, bytes] | None:
    """Return how a CMS structure wraps its content and the MIME entity inside; None when it is anything else.

    SignedData (RFC 5652 section 5) and CompressedData (RFC 3274) are opened. Never raises. The signature is not
    checked: what is shown is what the sender wrote, as with any mail.
    """
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(data)
        kind = info["content_type"].native
        if kind not in ("signed_data", "compressed_data"):
            return None
        content = info["content"]["encap_content_info"]["content"]
        inner = content.native if content is not None else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return None
    if not isinstance(inner, bytes) or not inner:
        return None
    if kind == "signed_data":
        return SIGNED, inner
    plain = _inflated(inner)
    return (COMPRESSED, plain) if plain else None


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _LARGEST)
    except zlib.error:
        return b""
