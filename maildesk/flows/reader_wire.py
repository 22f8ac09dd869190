"""How a reader process and its worker talk: length-prefixed frames, JSON for values, raw bytes for mails."""

import struct
from dataclasses import dataclass

from pydantic import TypeAdapter

from maildesk.desk.study import Study
from maildesk.mail.letter import Letter, ReadContext

_LENGTH = struct.Struct(">Q")


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A letter, and what was worked out from it."""

    letter: Letter
    study: Study | None


ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
_CONTEXTS: TypeAdapter[dict[str, object]] = TypeAdapter(dict[str, object])


def context_to_json(context: ReadContext) -> bytes:
    """Return the reading context as JSON; the key stands in it in hexadecimal and goes over the pipe only."""
    values = {name: getattr(context, name) for name in ReadContext.__slots__}
    return _CONTEXTS.dump_json(values | {"key": context.key.hex()})


def context_from_json(data: bytes) -> ReadContext:
    """Return the reading context that `context_to_json` wrote."""
    values = _CONTEXTS.validate_json(data)
    key = bytes.fromhex(str(values.pop("key")))
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return ReadContext(key=key, **plain)  # type: ignore[arg-type]


def framed(data: bytes) -> bytes:
    """Return one frame."""
    return _LENGTH.pack(len(data)) + data


def take_frames(buffer: bytearray) -> list[bytes]:
    """Take the whole frames out of what has been read; empty while the first is not whole."""
    found: list[bytes] = []
    at = 0
    while len(buffer) - at >= _LENGTH.size:
        (length,) = _LENGTH.unpack_from(buffer, at)
        end = at + _LENGTH.size + length
        if len(buffer) < end:
            break
        found.append(bytes(memoryview(buffer)[at + _LENGTH.size : end]))
        at = end
    del buffer[:at]
    return found
