"""Content that wrappers hide: compressed S/MIME, mails inside winmail.dat, their names and types."""

import struct
import zlib
from base64 import encodebytes

from asn1crypto import cms

from maildesk.mail.letter import ReadContext
from maildesk.mail.read import attachment_bytes, read

DESK = ReadContext(domain="desk.example.org")
HEAD = b"From: Jana <jana@example.com>\r\nSubject: Printer\r\nMIME-Version: 1.0\r\n"
ENTITY = b"Content-Type: text/plain; charset=utf-8\r\n\r\nThe printer is broken.\r\n"


def compressed(entity: bytes) -> bytes:
    structure = cms.ContentInfo(
        {
            "content_type": "compressed_data",
            "content": {
                "version": "v0",
                "compression_algorithm": {"algorithm": "1.2.840.113549.1.9.16.3.8"},
                "encap_content_info": {"content_type": "data", "content": zlib.compress(entity)},
            },
        }
    )
    return bytes(structure.dump())


def smime(data: bytes) -> bytes:
    fields = b"Content-Type: application/pkcs7-mime; smime-type=compressed-data; name=smime.p7z\r\n"
    return HEAD + fields + b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(data)


def attribute(level: int, number: int, value: bytes) -> bytes:
    return struct.pack("<BHHI", level, number, 6, len(value)) + value + b"\x00\x00"


def properties(*items: tuple[int, int, bytes]) -> bytes:
    out = struct.pack("<I", len(items))
    for kind, number, value in items:
        out += struct.pack("<HH", kind, number)
        out += value if kind == 3 else struct.pack("<II", 1, len(value)) + value + b"\x00" * (-len(value) % 4)
    return out


def winmail(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


def mail_with(data: bytes) -> bytes:
    fields = b'Content-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return HEAD + fields + encodebytes(data)


def test_words_that_were_compressed_are_read() -> None:
    letter = read(smime(compressed(ENTITY)), DESK)
    assert letter.text == "The printer is broken."
    assert letter.attachments == ()


def test_what_only_says_that_it_is_compressed_stays_a_file() -> None:
    letter = read(smime(b"nothing of the kind"), DESK)
    assert [item.filename for item in letter.attachments] == ["smime.p7z"]
    assert any("could not be opened" in warning for warning in letter.warnings)


def test_a_mail_inside_a_winmail_dat_is_kept_whole_and_opened() -> None:
    inner = winmail(
        attribute(1, 0x800C, b"It smokes.\x00"),
        attribute(2, 0x9002, bytes(14)),
        attribute(2, 0x8010, b"smoke.png\x00"),
        attribute(2, 0x800F, b"pixels"),
    )
    embedded = properties(
        (0x3, 0x3705, struct.pack("<I", 5)), (0x1E, 0x3001, b"Old mail"), (0xD, 0x3701, bytes(16) + inner)
    )
    raw = mail_with(winmail(attribute(2, 0x9002, bytes(14)), attribute(2, 0x9005, embedded)))
    letter = read(raw, DESK)
    assert [item.filename for item in letter.attachments] == ["Old mail.dat", "Old mail.txt", "smoke.png"]
    assert [attachment_bytes(raw, item.part) for item in letter.attachments] == [inner, b"It smokes.", b"pixels"]


def test_a_type_in_a_winmail_dat_that_is_none_gives_way_to_that_of_the_name() -> None:
    lying = properties((0x1E, 0x370E, b"applica\n\x00\x01/x"), (0x1E, 0x3707, b"photo.png"))
    raw = mail_with(winmail(attribute(2, 0x9002, bytes(14)), attribute(2, 0x800F, b"x"), attribute(2, 0x9005, lying)))
    (item,) = read(raw, DESK).attachments
    assert (item.filename, item.content_type) == ("photo.png", "image/png")
