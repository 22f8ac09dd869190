"""How the worker and its composing process talk: numbered frames, JSON for values, raw bytes for files and mails."""

import struct
from dataclasses import dataclass, replace
from typing import IO, Any, get_args

from pydantic import TypeAdapter

from maildesk.desk.outgoing import AttachedFile, MessageKind, View
from maildesk.flows.writing import Original, Words, Writing
from maildesk.mail.compose import AutoMark, Composition, OutgoingFile

READY, FINISHED, FAILED = 0, 1, 2
_FRAME = struct.Struct(">QQ")  # number, length
_ANSWER = struct.Struct(">QBBQQ")  # number, what, how it is packed, length of the subject, length of the body


_LENGTHS = struct.Struct(">QQ")  # of the two JSON documents; the files follow them
_VIEWS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(View)}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sheet:
    """A `Writing` without its view, the contents of its files and the bytes of its originals."""

    view: str  # name of the view's class
    kind: MessageKind
    language: str
    variant: str
    automatic: str  # name of the mark
    composition: Composition
    files: tuple[tuple[str, str, int, str | None], ...]  # name, type, size, Content-ID
    originals: tuple[tuple[int, tuple[AttachedFile, ...]], ...]  # size, files


_SHEETS: TypeAdapter[_Sheet] = TypeAdapter(_Sheet)
_MARK = AutoMark.AUTO_GENERATED  # stands where the mark is told by its name


def writing_to_bytes(writing: Writing) -> bytes:
    """Return a `Writing` as bytes; ValueError when a text of it cannot be written as UTF-8."""
    words, mail, files = writing.words, writing.composition, writing.composition.attachments
    view = type(words.view).__name__
    sheet = _SHEETS.dump_json(
        _Sheet(
            view=view,
            kind=words.kind,
            language=words.language,
            variant=words.variant,
            automatic=mail.automatic.name,
            composition=replace(mail, attachments=(), automatic=_MARK),
            files=tuple(
                (each.filename, each.content_type, len(each.content), each.content_id) for each in mail.attachments
            ),
            originals=tuple((len(each.raw), each.files) for each in writing.originals),
        ),
        exclude={"composition": {"automatic"}},
    )
    shown = _VIEWS[view].dump_json(words.view)
    raws = (original.raw for original in writing.originals)
    return b"".join((_LENGTHS.pack(len(sheet), len(shown)), sheet, shown, *(file.content for file in files), *raws))


def writing_from_bytes(data: bytes) -> Writing:
    """Return the `Writing` that `writing_to_bytes` wrote."""
    first, second = _LENGTHS.unpack_from(data)
    at = _LENGTHS.size
    sheet = _SHEETS.validate_json(data[at : at + first])
    view = _VIEWS[sheet.view].validate_json(data[at + first : at + first + second])
    at += first + second
    files = []
    for filename, content_type, size, content_id in sheet.files:
        content = data[at : at + size]
        files.append(OutgoingFile(filename=filename, content_type=content_type, content=content, content_id=content_id))
        at += size
    originals = []
    for size, wanted in sheet.originals:
        originals.append(Original(raw=data[at : at + size], files=wanted))
        at += size
    return Writing(
        words=Words(kind=sheet.kind, language=sheet.language, variant=sheet.variant, view=view),
        composition=replace(sheet.composition, attachments=tuple(files), automatic=AutoMark[sheet.automatic]),
        originals=tuple(originals),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What the composing process says of one mail; with FAILED the subject tells why."""

    number: int
    what: int
    how: int
    subject: str
    stored: bytes


def pack_frame(number: int, data: bytes) -> bytes:
    """Return a frame for the child."""
    return _FRAME.pack(number, len(data)) + data


def read_frame(stream: IO[bytes]) -> tuple[int, bytes] | None:
    """Read a frame; None when the worker has gone."""
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        return None
    number, length = _FRAME.unpack(head)
    data = stream.read(length)
    return (number, data) if len(data) == length else None


def pack_answer(number: int, what: int, *, how: int = 0, subject: str = "", stored: bytes = b"") -> bytes:
    """Return an answer for the worker."""
    words = subject.encode("utf-8", "surrogatepass")
    return _ANSWER.pack(number, what, how, len(words), len(stored)) + words + stored


def take_answer(buffer: bytearray) -> Answer | None:
    """Take the first whole answer out of what has been read; None while it is not whole."""
    if len(buffer) < _ANSWER.size:
        return None
    number, what, how, words, stored = _ANSWER.unpack_from(buffer)
    end = _ANSWER.size + words + stored
    if len(buffer) < end:
        return None
    middle = _ANSWER.size + words
    subject = bytes(buffer[_ANSWER.size : middle]).decode("utf-8", "surrogatepass")
    answer = Answer(number, what, how, subject, bytes(buffer[middle:end]))
    del buffer[:end]
    return answer
