"""Header values as safe 7-bit text: the only way by which any text gets into a header of ours."""

import re
import unicodedata
from binascii import b2a_base64
from collections.abc import Iterable
from urllib.parse import quote

from maildesk.mail.addr_spec import checked_addr_spec
from maildesk.mail.letter import Address

LINE = 76  # characters, RFC 2047 section 2
_MAX_WORD = 75
_MAX_ID = 984  # a line of 998 with the field's name, RFC 5322 section 2.1.1
_MAX_IDS = 50
_MAX_NAME = 64
_B_BYTES = 42  # 56 characters of base64; leaves room for "Subject: "
_Q_LENGTH = 60
_UNSAFE = re.compile("[\x00-\x20\x7f-\xa0\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]+")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL_RUN = re.compile("[\x00-\x20\x7f-\xa0\u2028\u2029]+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_MESSAGE_ID = re.compile(r"<[!-;=?-~]+>")
_Q_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
_Q_TABLE = tuple(chr(byte) if byte in _Q_SAFE else "_" if byte == 32 else f"={byte:02X}" for byte in range(256))


def header_text(value: str, limit: int = 400) -> str:
    """Return a text as one line without control or direction characters, in NFC, at most `limit` characters long."""
    if value.isascii() and value.isprintable() and len(value) <= limit and "  " not in value:
        return value.strip()
    text = value[: limit * 4]
    if _UNSAFE.search(text):
        text = _SURROGATE.sub("\ufffd", _BIDI.sub("", text))
        text = _CONTROL_RUN.sub(" ", text)
    return unicodedata.normalize("NFC", text).strip()[:limit].rstrip()


def unstructured(name: str, value: str) -> str:
    """Return a whole field with a free text; ASCII words stay readable beside encoded-words (RFC 2047)."""
    text = header_text(value)
    if text.isascii() and len(name) + 2 + len(text) <= LINE and "=?" not in text:
        return f"{name}: {text}\r\n"
    return _folded(name, _words(text))


def _words(text: str) -> list[str]:
    words: list[str] = []
    run: list[str] = []
    for word in text.split(" "):
        if word.isascii() and "=?" not in word and len(word) < LINE - 12:
            if run:
                words.extend(_encoded_words(" ".join(run)))
                run.clear()
            words.append(word)
        else:
            run.append(word)
    if run:
        words.extend(_encoded_words(" ".join(run)))
    return words


def _encoded_words(text: str) -> list[str]:
    mostly_ascii = len(text.encode("ascii", "ignore")) * 3 > len(text) * 2
    return _q_words(text) if mostly_ascii else _b_words(text)


def _b_words(text: str) -> list[str]:
    words, chunk = [], b""
    for character in text:
        encoded = character.encode("utf-8", "replace")
        if len(chunk) + len(encoded) > _B_BYTES:
            words.append(_b_word(chunk))
            chunk = b""
        chunk += encoded
    words.append(_b_word(chunk))
    return words


def _b_word(chunk: bytes) -> str:
    return f"=?utf-8?b?{b2a_base64(chunk, newline=False).decode('ascii')}?="


def _q_words(text: str) -> list[str]:
    words, chunk = [], ""
    for character in text:
        encoded = "".join([_Q_TABLE[byte] for byte in character.encode("utf-8", "replace")])
        if len(chunk) + len(encoded) > _Q_LENGTH:
            words.append(f"=?utf-8?q?{chunk}?=")
            chunk = ""
        chunk += encoded
    words.append(f"=?utf-8?q?{chunk}?=")
    return words


def _folded(name: str, words: Iterable[str], separator: str = "") -> str:
    lines, line = [], f"{name}:"
    bare = len(line)
    items = list(words)
    for position, word in enumerate(items):
        piece = word + separator if position < len(items) - 1 else word
        if len(line) + 1 + len(piece) > LINE and len(line) > bare:
            lines.append(line)
            line, bare = "", 0
        line += " " + piece
    lines.append(line)
    return "\r\n".join(lines) + "\r\n"


def addresses(name: str, people: tuple[Address, ...]) -> str:
    """Return a whole field of addresses; ValueError when one of them is no mail address."""
    return _folded(name, [_mailbox(person) for person in people], ",")


def _mailbox(person: Address) -> str:
    address = checked_addr_spec(person.address)
    name = header_text(person.name, _MAX_NAME)
    if not name:
        return address
    return f"{_phrase(name)} <{address}>"


def _phrase(name: str) -> str:
    if name.isascii() and "=?" not in name:
        if _ATOMS.fullmatch(name):
            return name
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    # In a phrase quoted-printable may hold fewer characters (RFC 2047 section 5, rule 3); base64 never has them.
    return "\r\n ".join(_b_words(name))


def is_message_id(text: str) -> bool:
    """Say whether a text is one id in angle brackets that fits a line unfolded and unencoded."""
    return len(text) <= _MAX_ID and _MESSAGE_ID.fullmatch(text) is not None


def message_ids(name: str, ids: Iterable[str]) -> str:
    """Return a whole field of Message-IDs, folded between them and never encoded; empty when none is left.

    What is no id, or is longer than a line may be, is left out; of more than 50 the first and the last 49 stay.
    """
    good = list(dict.fromkeys(one for one in ids if is_message_id(one)))
    if len(good) > _MAX_IDS:
        good = [good[0], *good[1 - _MAX_IDS :]]
    return _folded(name, good) if good else ""


def file_name(value: str) -> str:
    """Return an attachment's name as one line of at most 150 bytes, without any path in it; never empty."""
    text = re.sub(r'[/\\:*?"<>|]', "_", header_text(value, 1000)).lstrip(". ") or "attachment"
    while len(text.encode("utf-8", "replace")) > 150:
        stem, dot, ending = text.rpartition(".")
        text = stem[:-1] + dot + ending if dot and len(ending) <= 10 and len(stem) > 1 else text[:-1]
    return text


def name_parameters(value: str) -> tuple[str, str]:
    """Return the folded name= and filename= parameters of an attachment (RFC 2231; encoded-words for old clients)."""
    name = file_name(value)
    if name.isascii():
        plain = name.replace("=?", "__")
        if len(plain) <= 60:
            return f';\r\n name="{plain}"', f';\r\n filename="{plain}"'
    words = "\r\n ".join(_b_words(name))
    return f';\r\n name="{words}"', _rfc2231(name)


def _rfc2231(name: str) -> str:
    rest, pieces = quote(name, safe=""), []
    while len(rest) > 54:
        # A percent sign and its two digits stay together.
        cut = 53 if rest[53] == "%" else 52 if rest[52] == "%" else 54
        pieces.append(rest[:cut])
        rest = rest[cut:]
    if not pieces:
        return f";\r\n filename*=utf-8''{rest}"
    first, *others = [*pieces, rest]
    numbered = "".join(f";\r\n filename*{number}*={piece}" for number, piece in enumerate(others, 1))
    return f";\r\n filename*0*=utf-8''{first}{numbered}"
