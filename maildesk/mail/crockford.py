"""Keyed digests as short words in Crockford's base 32, which a person can read out and type."""

import hashlib
import hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS = tuple(first + second for first in ALPHABET for second in ALPHABET)
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def base32(digest: bytes, length: int) -> str:
    """Write the first 5 × length bits of a digest as upper-case characters of the alphabet."""
    wanted_bits = 5 * length
    value = int.from_bytes(digest[: (wanted_bits + 7) // 8], "big") >> (-wanted_bits % 8)
    if length % 2:  # written by two characters at once, the last of which is then cut off
        value, wanted_bits = value << 5, wanted_bits + 5
    return "".join([_PAIRS[(value >> shift) & 1023] for shift in range(wanted_bits - 10, -1, -10)])[:length]


def read_as_typed(text: str) -> str:
    """Read O as 0 and I or L as 1, in either case, as Crockford's alphabet asks for."""
    return text.upper().translate(_READ_AS)


def keyed_word(key: bytes, message: bytes, length: int) -> str:
    """Return HMAC-SHA256 of a message, cut to a word of `length` characters (at most 51)."""
    return base32(hmac.digest(key, message, hashlib.sha256), length)


def same_word(left: str, right: str) -> bool:
    """Compare two words in a time that does not tell where they differ."""
    return hmac.compare_digest(left.encode("utf-8", "replace"), right.encode("utf-8", "replace"))
