"""S/MIME opaque-signed mails: the signed content taken out (RFC 8551); nothing is verified, nothing decrypted."""


def signed_content(data: bytes) -> bytes | None:
    """Return the MIME entity inside a CMS SignedData; None when the bytes are anything else.

    Never raises. The signature is not checked: what is shown is what the sender wrote, as with any mail.
    """
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(data)
        kind = info["content_type"].native
        if kind == "compressed_data" or kind != "signed_data":
            return None
        content = info["content"]["encap_content_info"]["content"]
        inner = content.native if content is not None else None
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        return None
    return inner if isinstance(inner, bytes) and inner else None
