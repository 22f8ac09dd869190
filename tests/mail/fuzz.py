"""Mutated mails by the thousand: `python -m tests.mail.fuzz --count 300000` prints what failed and the slowest."""

# ruff: noqa: E501, SIM905 - tables

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from maildesk.cli.inspect import letter_json
from maildesk.mail.letter import ReadContext
from maildesk.mail.read import attachment_bytes, read

CORPUS = Path(__file__).parent / "corpus"
LARGEST_SEED = 20_000
DESK = ReadContext(key=b"fuzz", instance="fuzz", domain="desk.example.org", own_addresses=("support@example.org",))
CHARSETS = (
    "utf-8 utf-7 utf-16 gb2312 gb18030 hz-gb-2312 big5 shift_jis iso-2022-jp iso-2022-kr euc-kr koi8-r windows-1252 "
    "iso-8859-8-i ibm037 punycode idna unicode_escape raw_unicode_escape zlib rot13 base64 hex bz2 undefined mbcs "
    "utf-32 utf-8-sig cp65001 x-user-defined johab viscii"
).split()
TYPES = (
    "text/plain text/html text/enriched text/calendar message/rfc822 message/delivery-status message/partial "
    "multipart/mixed multipart/alternative multipart/related multipart/signed multipart/encrypted multipart/report "
    "multipart/digest application/ms-tnef application/pkcs7-mime application/octet-stream image/png x /"
).split()
ENCODINGS = "7bit 8bit binary base64 quoted-printable x-uuencode x-yencode nonsense".split()
BOMBS = (b"=?", b"=?utf-8?B?", b"=?gb2312?Q?=?=", b"<!--", b"<div>", b'"', b"(", b"<", b",", b"\r", b"\n", b"\x00", b">",
         b"-", b"--=_b1\r\n", b"=\r\n", b"begin 644 x\r\n", b"=ybegin line=1 size=1 name=x\r\n", b"\x1b$B", b"~{", b"+AA-",
         b"Re: ", b"> ", b"a;", b"*0*=", b"\\", b"\xe4", b"{\\rtf", b"&#x", b"cid:", b"-----BEGIN PGP MESSAGE-----\r\n")  # fmt: skip

Mutator = Callable[[random.Random, bytes], bytes]


def flip_bytes(chance: random.Random, raw: bytes) -> bytes:
    changed = bytearray(raw)
    for _ in range(chance.randint(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, raw: bytes) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def cut_out(chance: random.Random, raw: bytes) -> bytes:
    start, end = sorted((chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)))
    return raw[:start] + raw[end:]


def repeat_piece(chance: random.Random, raw: bytes) -> bytes:
    start = chance.randrange(len(raw) + 1)
    piece = raw[start : start + chance.randint(1, 400)]
    return raw[:start] + piece * chance.randint(2, 20) + raw[start:]


def swap_lines(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 6)):
        left, right = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[left], lines[right] = lines[right], lines[left]
    return b"\n".join(lines)


def change_words(chance: random.Random, raw: bytes) -> bytes:
    for words in (CHARSETS, TYPES, ENCODINGS):
        present = [word.encode() for word in words if word.encode() in raw]
        if present:
            raw = raw.replace(chance.choice(present), chance.choice(words).encode(), chance.randint(1, 3))
    return raw


def nest(chance: random.Random, raw: bytes) -> bytes:
    for level in range(chance.choice((1, 2, 5, 30, 70))):
        kind = chance.choice(TYPES).encode()
        raw = b'Content-Type: %s; boundary="n%d"\r\n\r\n--n%d\r\n' % (kind, level, level) + raw
    return b"From: a@example.com\r\n" + raw


def bomb(chance: random.Random, raw: bytes) -> bytes:
    start = chance.randrange(len(raw) + 1)
    return raw[:start] + chance.choice(BOMBS) * chance.choice((1, 2, 50, 2000)) + raw[start:]


def bomb_in_header(chance: random.Random, raw: bytes) -> bytes:
    name = chance.choice((b"Subject", b"From", b"To", b"References", b"Content-Type", b"Date", b"Content-Disposition",
                          b"Authentication-Results", b"Received", b"Auto-Submitted"))  # fmt: skip
    return name + b": " + chance.choice(BOMBS) * chance.choice((1, 30, 1500)) + b"\r\n" + raw


def splice(chance: random.Random, raw: bytes) -> bytes:
    other = chance.choice(_seeds())
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


MUTATORS: tuple[Mutator, ...] = (
    flip_bytes, cut, cut_out, repeat_piece, swap_lines, change_words, nest, bomb, bomb_in_header, splice,
)  # fmt: skip
_SEEDS: list[bytes] = []


def _seeds() -> list[bytes]:
    if not _SEEDS:
        mails = (path.read_bytes() for path in sorted(CORPUS.glob("*.eml")))
        _SEEDS.extend(mail for mail in mails if len(mail) <= LARGEST_SEED)
    return _SEEDS


def mutated(seed: int, count: int) -> Iterator[bytes]:
    """Yield `count` mails; the same seed gives the same mails."""
    chance = random.Random(seed)
    for _ in range(count):
        raw = chance.choice(_seeds())
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            raw = chance.choice(MUTATORS)(chance, raw)
        yield raw


def fault_of(raw: bytes) -> str:
    """Return what reading got wrong, in words; empty when it kept its promises."""
    letter = read(raw, DESK)
    for warning in letter.warnings:
        if "Reading failed" in warning:
            return warning
    text = json.dumps(letter_json(letter), ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return f"not valid UTF-8: {error}"
    if "\\u0000" in text or "\x00" in text:
        return "NUL in the answer"
    lines = [letter.subject, *(item.filename for item in letter.attachments), *(item.name for item in letter.to)]
    if any(len(line.splitlines()) > 1 for line in lines):
        return "a header value of more than one line"
    names = [item.filename for item in letter.attachments]
    if any(not name or len(name.encode()) > 150 or set(name) & set('/\\\0<>:"|?*') or name[0] == "." for name in names):
        return "an unsafe file name"
    for item in letter.attachments[:3]:
        if len(attachment_bytes(raw, item.part)) != item.size:
            return f"attachment {item.part} has another size when fetched again"
    return ""


def main() -> int:
    words = argparse.ArgumentParser(description="Read mutated mails and report every broken promise.")
    words.add_argument("--count", type=int, default=20_000)
    words.add_argument("--seed", type=int, default=1)
    chosen = words.parse_args()
    faults, slowest, slow_mail = 0, 0.0, b""
    for number, raw in enumerate(mutated(chosen.seed, chosen.count)):
        begun = time.perf_counter()
        fault = fault_of(raw)
        took = time.perf_counter() - begun
        if took > slowest:
            slowest, slow_mail = took, raw
        if fault:
            faults += 1
            print(f"mail {number} of seed {chosen.seed}: {fault}\n{raw[:300]!r}")
        if number and number % 50_000 == 0:
            print(f"{number} mails, {faults} faults so far", flush=True)
    print(f"{chosen.count} mails, {faults} faults, slowest {slowest:.3f} s ({len(slow_mail)} bytes)")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
