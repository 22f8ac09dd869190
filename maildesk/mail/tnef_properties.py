"""MAPI properties as they lie in a winmail.dat (MS-OXTNEF section 2.1.3.4), read within bounds."""

import struct
from contextlib import suppress
from dataclasses import dataclass, field

from maildesk.mail.charset import decode_bytes

_MOST_PROPERTIES = 5000
_MOST_VALUES = 5000
_FIXED = {0x2: 4, 0x3: 4, 0x4: 4, 0x5: 8, 0x6: 8, 0x7: 8, 0xA: 4, 0xB: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_STRING, _UNICODE, _OBJECT, _BINARY = 0x1E, 0x1F, 0xD, 0x102
_MULTIPLE = 0x1000
_NAMED = 0x8000


@dataclass(frozen=True, slots=True)
class Properties:
    """Values by property id; of several values the first."""

    values: dict[int, tuple[int, bytes]] = field(default_factory=dict)  # id -> type, bytes

    def text(self, number: int, code_page: str) -> str:
        """Return a string property; empty when it is missing or no text."""
        kind, value = self.values.get(number, (0, b""))
        if kind == _UNICODE:
            return value.decode("utf-16-le", "replace").rstrip("\x00")
        if kind in (_STRING, _BINARY):
            return decode_bytes(value.rstrip(b"\x00"), code_page)[0]
        return ""

    def binary(self, number: int) -> bytes:
        """Return the bytes of a property; empty when it is missing."""
        return self.values.get(number, (0, b""))[1]

    def number(self, number: int) -> int:
        """Return an integer property; 0 when it is missing."""
        kind, value = self.values.get(number, (0, b""))
        return int.from_bytes(value[:4], "little") if kind == 0x3 else 0


def read_properties(data: bytes) -> Properties:
    """Return the properties; a damaged list gives those before the damage."""
    found = Properties()
    with suppress(struct.error, IndexError):
        _read_all(data, found.values)
    return found


def _read_all(data: bytes, values: dict[int, tuple[int, bytes]]) -> None:
    count, position = _number(data, 0), 4
    for _ in range(min(count, _MOST_PROPERTIES)):
        kind, number = struct.unpack_from("<HH", data, position)
        position += 4
        if number >= _NAMED:
            position = _behind_name(data, position)
        base = kind & ~_MULTIPLE
        if base in _FIXED:
            amount = 1
            if kind & _MULTIPLE:
                amount, position = _number(data, position), position + 4
            value = data[position : position + _FIXED[base]]
            position += _FIXED[base] * amount
        elif base in (_STRING, _UNICODE, _OBJECT, _BINARY):
            value, position = _first_of_several(data, position)
        else:
            return
        values.setdefault(number, (base, value))


def _behind_name(data: bytes, position: int) -> int:
    """Return where the value of a named property begins: behind GUID, kind, and id or name."""
    if _number(data, position + 16) == 0:
        return position + 24
    length = _number(data, position + 20)
    return position + 24 + length + (-length % 4)


def _first_of_several(data: bytes, position: int) -> tuple[bytes, int]:
    amount, position = _number(data, position), position + 4
    first = b""
    for index in range(min(amount, _MOST_VALUES)):
        length = _number(data, position)
        position += 4
        if position + length > len(data):
            raise IndexError
        if index == 0:
            first = data[position : position + length]
        position += length + (-length % 4)
    return first, position


def _number(data: bytes, position: int) -> int:
    value: int = struct.unpack_from("<I", data, position)[0]
    return value
