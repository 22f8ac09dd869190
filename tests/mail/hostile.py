"""Hostile mails by the sort, each read in a process of its own: `python -m tests.mail.hostile` prints the costly ones.

`--write DIR` only writes the mails; words after the options pick the sorts whose names hold one of them.
"""

# ruff: noqa: E501 - tables

import argparse
import base64
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20
SECONDS, MEMORY = 1.0, 256
HEAD = b"From: Jana <jana@example.com>\r\nTo: desk@example.org\r\nSubject: Printer\r\nMessage-ID: <h@example.com>\r\n"
Sort = Callable[[], bytes]
SORTS: dict[str, Sort] = {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What one mail took; `wall` and `cpu` in seconds with the start of the process, `memory` in MiB."""

    wall: float
    cpu: float
    memory: float
    valid: bool


def _text(body: bytes, charset: bytes = b"utf-8", kind: bytes = b"plain", encoding: bytes = b"8bit") -> bytes:
    return HEAD + b"Content-Type: text/%s; charset=%s\r\nContent-Transfer-Encoding: %s\r\n\r\n%s" % (
        kind, charset, encoding, body)  # fmt: skip


def _parts(count: int, part: bytes) -> bytes:
    lines = b"".join(b"\r\n--b\r\n" + part for _ in range(count))
    return HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n" + lines + b"\r\n--b--\r\n"


def _fill(pattern: bytes, size: float) -> bytes:
    return pattern * (int(size * MIB) // len(pattern))


def _nested(depth: int, body: bytes, kind: bytes = b"mixed") -> bytes:
    levels = b"".join(b"Content-Type: multipart/%s; boundary=b%d\r\n\r\n--b%d\r\n" % (kind, n, n) for n in range(depth))
    return HEAD + levels + b"Content-Type: text/plain\r\n\r\n" + body


def _add(name: str, sort: Sort) -> None:
    SORTS[name] = sort


# What stands 20 to 30 MiB long in a text of each kind.
_PATTERNS: dict[str, bytes] = {
    "a": b"a",
    "words": b"the printer is broken again ",
    "lines": b"the printer is broken again\r\n",
    "short lines": b"a\r\n",
    "empty lines": b"\r\n",
    "lone CR": b"\r",
    "NUL": b"\0",
    "high bytes": b"\xe4\xf6\xfc",
    "GBK": "打印机坏了".encode("gbk"),
    "GBK lines": "打印机坏了\r\n".encode("gbk"),
    "UTF-8 Chinese": "打印机坏了，".encode(),
    "UTF-8 and Latin lines": "ä打印\r\n".encode() + b"\xe4\xf6 Gr\xfc\xdfe\r\n",
    "broken UTF-8": b"\xe6\x89\x80\xe6\r\n",
    "Shift_JIS": "プリンタ\r\n".encode("cp932"),
    "escapes": b"\x1b$B",
    "escaped characters": b"\x1b$B%W%j\x1b(B ",
    "quotes": b"> " * 20 + b"text\r\n",
    "quote marks": b">",
    "headers in text": b"From: a@example.com\r\nSent: Monday\r\nTo: b@example.com\r\nSubject: x\r\n\r\nwords\r\n",
    "wrote lines": b"On Mon, 1 Nov 2026 at 09:00, A <a@example.com> wrote:\r\n> x\r\n",
    "dashes": b"-----Original Message-----\r\n",
    "addresses": b"<a@example.com> ",
    "brackets": b"[",
    "open tags": b"<",
    "comments": b"<!--",
    "comment ends": b"-->",
    "div": b"<div>",
    "b b": b"<b><i>",
    "tables": b"<table><tr><td>",
    "entities": b"&amp;",
    "numeric entities": b"&#20320;",
    "broken entities": b"&#x",
    "long entities": b"&" + b"a" * 30,
    "attributes": b'<p style="color:red" class=x>y</p>',
    "open quotes": b'<a href="',
    "single quotes": b"<a title='x",
    "style": b"<style>a{}</style>",
    "script": b"<script>x</script>",
    "blockquotes": b"<blockquote type=cite>x",
    "closing": b"</div>",
    "images": b'<img src="cid:a@b">',
    "begin uu": b"begin 644 x\r\n",
    "uu blocks": b"begin 644 x\r\n#0V%T\r\n`\r\nend\r\n",
    "yenc": b"=ybegin line=128 size=1 name=x\r\nabc\r\n=yend size=1\r\n",
    "PGP": b"-----BEGIN PGP MESSAGE-----\r\n",
    "PGP signed": b"-----BEGIN PGP SIGNED MESSAGE-----\r\n\r\nx\r\n-----BEGIN PGP SIGNATURE-----\r\n",
    "urls": b"https://example.com/" + b"a" * 60 + b" ",
    "combining": "e\u0301\u0302".encode(),
    "rtl": "\u202eשלום ".encode(),
    "zero width": "\u200b".encode(),
    "tokens": b"[ACME-1042-7KQX2] ",
    "flowed": b"word \r\n",
    "bounce words": b"550 5.1.1 <a@example.com>: user unknown\r\n",
    "colons": b"a:\r\n",
    "hash": b"#resolve ",
    "tabs": b"\t",
}
for _name, _pattern in _PATTERNS.items():
    _add(f"30 MiB text of {_name}", lambda p=_pattern: _text(_fill(p, 30)))
for _name in (
    "div", "b b", "tables", "entities", "numeric entities", "broken entities", "long entities", "attributes", "open tags",
    "comments", "comment ends", "open quotes", "single quotes", "style", "script", "blockquotes", "closing", "images",
    "a", "words", "high bytes", "GBK", "NUL",
):  # fmt: skip
    _add(f"20 MiB HTML of {_name}", lambda p=_PATTERNS[_name]: _text(_fill(p, 20), kind=b"html"))
    _add(f"1 MiB HTML of {_name}", lambda p=_PATTERNS[_name]: _text(_fill(p, 1), kind=b"html"))
for _charset in (
    "gb2312",
    "utf-7",
    "hz-gb-2312",
    "iso-2022-jp",
    "iso-2022-kr",
    "utf-16",
    "x-unknown",
    "big5",
    "shift_jis",
    "euc-tw",
    "iso-2022-cn",
):
    for _name in ("words", "high bytes", "UTF-8 Chinese", "escapes", "broken UTF-8", "GBK lines"):
        _add(f"25 MiB {_name} as {_charset}", lambda p=_PATTERNS[_name], c=_charset: _text(_fill(p, 25), c.encode()))
for _charset in ("utf-8", "none", "gb2312"):
    for _name in ("GBK lines", "UTF-8 Chinese", "UTF-8 and Latin lines", "broken UTF-8", "Shift_JIS", "high bytes"):
        _add(
            f"30 MiB in 990 texts of {_name}, charset {_charset}",
            lambda p=_PATTERNS[_name], c=_charset: _parts(
                990,
                (b"Content-Type: text/plain; charset=%s" % c.encode() if c != "none" else b"Content-Type: text/plain")
                + b"\r\n\r\n"
                + _fill(p, 30 / 990),
            ),
        )
_NAMES = {
    "GBK": "打印机".encode("gbk"), "high bytes": b"\xe4\xf6", "quotes": b'"', "words": b"=?utf-8?B?5omT?= ",
    "broken words": b"=?utf-8?", "backslashes": b"\\", "semicolons": b";a=b", "percent": b"%E4", "UTF-8": "打".encode(),
    "dots": b"../", "combining": "e\u0301".encode(), "rtl": "\u202e".encode(),
}  # fmt: skip
for _name, _pattern in _NAMES.items():
    _add(
        f"990 files named by 20 kB of {_name}",
        lambda p=_pattern: _parts(
            990,
            b'Content-Type: application/pdf; name="%s"\r\nContent-Disposition: attachment; filename="%s"\r\n\r\nx'
            % (_fill(p, 0.01), _fill(p, 0.01)),
        ),
    )
    _add(
        f"a field of 900 kB of {_name}",
        lambda p=_pattern: b"Subject: " + _fill(p, 0.9) + b"\r\nTo: " + _fill(p, 0.06) + b"\r\n" + HEAD + b"\r\nx",
    )
    _add(
        f"900 fields of 1 kB of {_name}",
        lambda p=_pattern: HEAD + b"".join(b"X-%d: %s\r\n" % (n, _fill(p, 0.001)) for n in range(900)) + b"\r\nx",
    )
for _field in ("From", "To", "References", "Date", "Content-Type", "Received", "Authentication-Results", "Reply-To"):
    for _pattern in (
        b"<",
        b"(",
        b'"',
        b",",
        b"a@b.example,",
        b"<a@b.example>",
        b"=?",
        b"@",
        b";a=b",
        b"\xe4",
        b":",
        b"a ",
    ):
        _add(
            f"{_field} of 60 kB of {_pattern!r}",
            lambda f=_field, p=_pattern: f.encode() + b": " + _fill(p, 0.06) + b"\r\n" + HEAD + b"\r\nx",
        )
_add("50,000 parts", lambda: _parts(50_000, b"\r\nx"))
_add("999 parts of nothing", lambda: _parts(999, b"\r\n"))
_add("999 mails attached", lambda: _parts(480, b"Content-Type: message/rfc822\r\n\r\nSubject: x\r\n\r\nwords"))
_add("50,000 fields", lambda: HEAD + b"X-A: b\r\n" * 50_000 + b"\r\nx")
_add("20,000 levels", lambda: _nested(20_000, b"x"))
_add("30 MiB below 48 multiparts", lambda: _nested(48, _fill(b"words\r\n", 30)))
_add("30 MiB of base64 below 48 multiparts", lambda: _nested(48, _fill(b"d29yZHMgb2Y=\r\n", 30)))
_add("30 MiB of delimiters below 48 multiparts", lambda: _nested(48, _fill(b"--b0x\r\n", 30)))
_add("30 MiB of false delimiters", lambda: _parts(1, b"\r\n" + _fill(b"--bx\r\n", 30)))
_add("30 MiB below 48 mails", lambda: HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 48 + _fill(b"words\r\n", 30))
_add("30 MiB of a header without end", lambda: HEAD + _fill(b"X: y\r\n z\r\n", 30))
_add("30 MiB on one header line", lambda: HEAD + b"X: " + _fill(b"y", 30))
_add("30 MiB of NUL", lambda: _fill(b"\0", 30))
_add("30 MiB of line ends", lambda: _fill(b"\n", 30))
_add("30 MiB of random bytes", lambda: os.urandom(30 * MIB))
_add("30 MiB of lone CR", lambda: HEAD.replace(b"\n", b"") + _fill(b"words\r", 30))
for _encoding in ("base64", "quoted-printable", "x-uuencode", "x-yencode"):
    for _name, _pattern in {
        "noise": b"\xff!=", "equals": b"=", "padding": b"YQ==", "lines": b"YWJj\r\n", "soft breaks": b"=\r\n",
        "blanks": b"= \t", "begin": b"begin 644 x\r\n",
    }.items():  # fmt: skip
        _add(
            f"30 MiB {_encoding} of {_name}",
            lambda p=_pattern, e=_encoding: _text(_fill(p, 30), encoding=e.encode()),
        )
        _add(
            f"30 MiB {_encoding} file of {_name}",
            lambda p=_pattern, e=_encoding: _parts(
                1,
                b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: "
                + e.encode()
                + b"\r\n\r\n"
                + _fill(p, 30),
            ),
        )
_add(
    "30 MiB of a file in base64",
    lambda: _parts(
        1,
        b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(os.urandom(22 * MIB)),
    ),
)
_add(
    "30 MiB of S/MIME noise",
    lambda: _text(_fill(b"\x30\x80", 30), kind=b"plain").replace(b"text/plain", b"application/pkcs7-mime"),
)
_add(
    "30 MiB of winmail.dat noise",
    lambda: (
        HEAD
        + b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22\x01\x00"
        + _fill(b"\x01\x00\x80\x01\x00\x00\x00\x00\x00\x00\x00", 30)
    ),
)
_add(
    "30 MiB of winmail.dat files",
    lambda: (
        HEAD
        + b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22\x01\x00"
        + _fill(b"\x02\x02\x90\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00", 30)
    ),
)
_add("30 MiB of a calendar", lambda: _text(_fill(b"BEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT\r\n", 30), kind=b"calendar"))
_add("30 MiB of enriched text", lambda: _text(_fill(b"<bold>x", 30), kind=b"enriched"))
_add("30 MiB flowed", lambda: _text(_fill(b"word \r\n", 30), b"utf-8; format=flowed; delsp=yes"))
_add(
    "30 MiB of a delivery report",
    lambda: (
        HEAD + b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: message/delivery-status\r\n\r\n"
        + _fill(b"Final-Recipient: rfc822; a@example.com\r\nAction: failed\r\n\r\n", 30)
    ),
)
_add(
    "990 pictures by Content-ID",
    lambda: (
        _parts(1, b"Content-Type: text/html\r\n\r\n" + _fill(b'<img src="cid:x">', 1)).replace(b"\r\n--b--\r\n", b"")
        + b"".join(
            b"\r\n--b\r\nContent-Type: image/png\r\nContent-ID: <%d>\r\nContent-Location: loc%d\r\n\r\nx" % (n, n)
            for n in range(980)
        )
    ),
)
_add("980 HTML parts", lambda: _parts(980, b"Content-Type: text/html\r\n\r\n" + _fill(b"<div><p>x</p></div>", 0.02)))
_add(
    "980 alternatives",
    lambda: _parts(
        490, b"Content-Type: text/plain\r\n\r\nx\r\n--b\r\nContent-Type: text/html\r\n\r\n" + _fill(b"<p>x</p>", 0.04)
    ),
)


def cost_of(mail: Path) -> Cost:
    """Read the mail in a new process, as `maildesk inspect` does, and return what that took."""
    with tempfile.TemporaryFile() as out:
        begun = time.perf_counter()
        command = (sys.executable, "-m", "maildesk", "inspect", str(mail), "--json-lines")
        child = os.posix_spawn(
            sys.executable, command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        )
        _, status, used = os.wait4(child, 0)
        wall = time.perf_counter() - begun
        out.seek(0)
        try:
            valid = isinstance(json.loads(out.read().decode("utf-8")), dict) and status == 0
        except ValueError:
            valid = False
    return Cost(wall=wall, cpu=used.ru_utime + used.ru_stime, memory=used.ru_maxrss / 1024, valid=valid)


def main() -> int:
    """Read every sort and print those that took too much."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--write", type=Path, default=None)
    words.add_argument("--all", action="store_true", help="print the cheap ones too")
    words.add_argument("sorts", nargs="*")
    chosen = words.parse_args()
    costly = 0
    names = [name for name in SORTS if not chosen.sorts or any(word in name for word in chosen.sorts)]
    slowest = largest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate(names):
            mail = (chosen.write or Path(folder)) / f"{number:03}.eml"
            mail.write_bytes(SORTS[name]())
            if chosen.write:
                continue
            cost = cost_of(mail)
            mail.unlink()
            slowest, largest = max(slowest, cost.cpu), max(largest, cost.memory)
            over = not cost.valid or cost.cpu > SECONDS or cost.memory > MEMORY
            costly += over
            if over or chosen.all:
                said = "" if cost.valid else "NO VALID ANSWER"
                print(f"{name:60} {cost.wall:6.2f} s {cost.cpu:6.2f} s CPU {cost.memory:6.0f} MiB {said}", flush=True)
    print(
        f"{len(names)} sorts, {costly} over {SECONDS:.0f} s or {MEMORY} MiB, most {slowest:.2f} s CPU, {largest:.0f} MiB"
    )
    return 1 if costly else 0


if __name__ == "__main__":
    sys.exit(main())
