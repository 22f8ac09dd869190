"""Draws the picture that a customer attaches: a small PNG, made of nothing but its pixels."""

import struct
import zlib

_WIDTH, _HEIGHT = 96, 64
_PAPER, _CASE, _RED = (245, 245, 240), (70, 78, 90), (205, 40, 40)


def error_photo() -> bytes:
    """Return the photo of a printer with a red light as a PNG file (RFC 2083), a few hundred bytes."""
    rows = b"".join(b"\0" + b"".join(bytes(_pixel(x, y)) for x in range(_WIDTH)) for y in range(_HEIGHT))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)  # 8 bits a channel, true colour
    chunks = (_chunk(b"IHDR", header), _chunk(b"IDAT", zlib.compress(rows, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _pixel(x: int, y: int) -> tuple[int, int, int]:
    if (x - 76) ** 2 + (y - 34) ** 2 <= 16:
        return _RED
    in_case = 12 <= x < 84 and 24 <= y < 52
    in_sheet = 28 <= x < 68 and 8 <= y < 24
    return _CASE if in_case else (255, 255, 255) if in_sheet else _PAPER


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
