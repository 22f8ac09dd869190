"""Compressed RTF undone (MS-OXRTFCP): a 4 KiB ring of what was written, and references into it."""

_COMPRESSED = 0x75465A4C
_STORED = 0x414C454D
_RING = 4096
_LARGEST = 8 << 20
_PRESET = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)


def decompress_rtf(data: bytes) -> bytes | None:
    """Return the RTF, at most 8 MiB of it; None when the bytes are no compressed RTF."""
    if len(data) < 16:
        return None
    kind = int.from_bytes(data[8:12], "little")
    if kind == _STORED:
        return data[16 : 16 + min(int.from_bytes(data[4:8], "little"), _LARGEST)]
    return _expand(data) if kind == _COMPRESSED else None


def _expand(data: bytes) -> bytes:
    ring = bytearray(_PRESET.ljust(_RING, b"\x00"))
    write = len(_PRESET)
    out = bytearray()
    position = 16
    while position < len(data) and len(out) < _LARGEST:
        control = data[position]
        position += 1
        for bit in range(8):
            if control >> bit & 1:
                token = data[position : position + 2]
                position += 2
                if len(token) < 2:
                    return bytes(out)
                offset, length = token[0] << 4 | token[1] >> 4, (token[1] & 0xF) + 2
                if offset == write:
                    return bytes(out)
            elif position < len(data):
                ring[write], length, offset = data[position], 1, write
                position += 1
            else:
                return bytes(out)
            for step in range(length):
                byte = ring[(offset + step) % _RING]
                ring[write] = byte
                write = (write + 1) % _RING
                out.append(byte)
    return bytes(out)
