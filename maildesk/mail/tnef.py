"""winmail.dat opened: attachments and body of Microsoft's TNEF (MS-OXTNEF), read within bounds."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from maildesk.mail.charset import decode_bytes, printable
from maildesk.mail.rtf import rtf_body
from maildesk.mail.rtf_compressed import decompress_rtf
from maildesk.mail.tnef_properties import Properties, read_properties

_SIGNATURE = 0x223E9F78
_HEAD = struct.Struct("<BHHI")
_LEVEL_ATTACHMENT = 2
_MOST_ATTRIBUTES = 5000
_MOST_FILES = 500
_MESSAGE_BODY, _MESSAGE_PROPERTIES, _CODE_PAGE = 0x800C, 0x9003, 0x9007
_FILE_BEGINS, _FILE_TITLE, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_BODY, _BODY_HTML, _BODY_RTF, _INTERNET_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_DATA, _SHORT_NAME, _METHOD, _LONG_NAME, _TYPE, _CONTENT_ID = 0x3701, 0x3704, 0x3705, 0x3707, 0x370E, 0x3712
_DISPLAY_NAME = 0x3001
_METHOD_EMBEDDED = 5
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_INTERFACE_ID = 16  # bytes before the data of an object


@dataclass(frozen=True, kw_only=True, slots=True)
class TnefFile:
    """One attachment inside."""

    name: str
    content_type: str
    data: bytes
    content_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Tnef:
    """What a winmail.dat holds; `text` and `html` are empty when it has no such body."""

    files: tuple[TnefFile, ...] = ()
    text: str = ""
    html: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class _File:
    title: bytes = b""
    data: bytes = b""
    properties: Properties = field(default_factory=Properties)


@dataclass(slots=True)
class _Gathered:
    code_page: str = ""
    body: bytes = b""
    properties: Properties = field(default_factory=Properties)
    files: list[_File] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_tnef(data: bytes) -> Tnef | None:
    """Return what the bytes hold, or None when they are no TNEF; never raises.

    A cut or damaged file gives what stands before the damage, with a warning.
    """
    if len(data) < 6 or int.from_bytes(data[:4], "little") != _SIGNATURE:
        return None
    gathered = _Gathered()
    for level, number, value in _attributes(data, gathered.warnings):
        if level == _LEVEL_ATTACHMENT:
            _take_of_file(gathered, number, value)
        else:
            _take_of_message(gathered, number, value)
    text, html = _body_of(gathered)
    files = tuple(_file(item, index, gathered.code_page) for index, item in enumerate(gathered.files, 1))
    return Tnef(files=files, text=text, html=html, warnings=tuple(gathered.warnings))


def _attributes(data: bytes, warnings: list[str]) -> Iterator[tuple[int, int, bytes]]:
    position = 6
    for _ in range(_MOST_ATTRIBUTES):
        if position + _HEAD.size > len(data):
            return
        level, number, _, length = _HEAD.unpack_from(data, position)
        start = position + _HEAD.size
        if level not in (1, _LEVEL_ATTACHMENT) or start + length > len(data):
            warnings.append("a winmail.dat is damaged or cut off")
            if level in (1, _LEVEL_ATTACHMENT):
                yield level, number, data[start:]
            return
        yield level, number, data[start : start + length]
        position = start + length + 2  # behind the checksum
    warnings.append("a winmail.dat holds too much")


def _take_of_message(gathered: _Gathered, number: int, value: bytes) -> None:
    if number == _CODE_PAGE and len(value) >= 4:
        gathered.code_page = f"cp{int.from_bytes(value[:4], 'little')}"
    elif number == _MESSAGE_BODY:
        gathered.body = value
    elif number == _MESSAGE_PROPERTIES:
        gathered.properties = read_properties(value)


def _take_of_file(gathered: _Gathered, number: int, value: bytes) -> None:
    if number == _FILE_BEGINS and len(gathered.files) < _MOST_FILES:
        gathered.files.append(_File())
    if not gathered.files:
        return
    if number == _FILE_TITLE:
        gathered.files[-1].title = value
    elif number == _FILE_DATA:
        gathered.files[-1].data = value
    elif number == _FILE_PROPERTIES:
        gathered.files[-1].properties = read_properties(value)


def _file(item: _File, index: int, code_page: str) -> TnefFile:
    properties = item.properties
    name = (
        properties.text(_LONG_NAME, code_page)
        or decode_bytes(item.title.rstrip(b"\x00"), code_page)[0]
        or properties.text(_SHORT_NAME, code_page)
        or properties.text(_DISPLAY_NAME, code_page)
    )
    data, kind = item.data, properties.text(_TYPE, code_page).lower()
    embedded = properties.number(_METHOD) == _METHOD_EMBEDDED
    if embedded:
        data = properties.binary(_DATA)[_INTERFACE_ID:]
        kind, name = "application/ms-tnef", (name or f"attached-mail-{index}") + ".dat"
    elif not data:
        data = properties.binary(_DATA)
    content_id = properties.text(_CONTENT_ID, code_page).strip("<>")
    kind = kind if _MEDIA_TYPE.fullmatch(kind) else _type_by_name(name)
    return TnefFile(name=name, content_type=kind, data=data, content_id=content_id)


_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "pdf": "application/pdf",
    "txt": "text/plain",
    "zip": "application/zip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _type_by_name(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")


def _body_of(gathered: _Gathered) -> tuple[str, str]:
    """Return the plain text and the HTML; of an RTF body whichever it encapsulates (MS-OXRTFEX)."""
    properties, code_page = gathered.properties, gathered.code_page
    page = properties.number(_INTERNET_CODE_PAGE)
    html = properties.text(_BODY_HTML, f"cp{page}" if page else code_page)
    text = properties.text(_BODY, code_page) or decode_bytes(gathered.body.rstrip(b"\x00"), code_page)[0]
    if not text.strip() and not html.strip() and (compressed := properties.binary(_BODY_RTF)):
        rtf = decompress_rtf(compressed)
        if rtf is None:
            gathered.warnings.append("the body of a winmail.dat is damaged")
        else:
            text, html = rtf_body(rtf)
    return printable(text), printable(html)
