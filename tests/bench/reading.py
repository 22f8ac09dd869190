"""Ordinary mails of 6 kB read a second on one core, beside mail-parser alone: `python -m tests.bench.reading`."""

import json
import statistics
import time
from base64 import encodebytes
from collections.abc import Callable
from dataclasses import dataclass
from quopri import encodestring

import mailparser

from maildesk.cli.inspect import letter_json
from maildesk.mail.letter import ReadContext
from maildesk.mail.read import read

ROUNDS = 7
MAILS = 120
DESK = ReadContext(key=b"bench", instance="bench", domain="desk.example.org", own_addresses=("support@example.org",))
ENGLISH = (
    "Hello,\n\nsince this morning the printer in room {n} does not answer any more. It shows error 50.{n} and blinks.\n"
    "We have switched it off and on twice. Could you please send somebody before noon?\n\nKind regards\nJana Weber"
)
CHINESE = (
    "您好，\n\n从今天早上开始，{n}号房间的打印机没有反应，屏幕显示错误50.{n}，指示灯一直闪烁。\n"
    "我们已经重启了两次，问题依旧。请问能否在中午之前派人来看一下？\n\n谢谢！\n王小明"
)
HISTORY = "\n\nOn Mon, 16 Nov 2026 at 09:30, Support <support@example.org> wrote:\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """Mails a second, each the median of the rounds, in processor time of one core."""

    sort: str
    ours: float
    mail_parser: float


def _mail(number: int, content_type: str, body: bytes) -> bytes:
    trace = b"".join(
        b"Received: from mx%d.example.net (mx%d.example.net [192.0.2.%d])\r\n\tby mail.example.org with ESMTPS"
        b" id %dabc\r\n"
        b"\tfor <support@example.org>; Mon, 16 Nov 2026 09:3%d:00 +0100\r\n" % (hop, hop, hop, number, hop)
        for hop in range(4)
    )
    head = (
        f"Return-Path: <jana@example.com>\r\n"
        f"Authentication-Results: mail.example.org; dkim=pass header.d=example.com;\r\n"
        f"\tspf=pass smtp.mailfrom=jana@example.com\r\nFrom: =?utf-8?Q?J=C3=A1na_Weber?= <jana{number}@example.com>\r\n"
        f"To: Support <support@example.org>\r\nSubject: =?utf-8?B?5omT5Y2w5py6?= Printer in room {number}\r\n"
        f"Date: Mon, 16 Nov 2026 09:30:00 +0100\r\nMessage-ID: <bench{number}@example.com>\r\n"
        f"In-Reply-To: <a{number}@example.org>\r\nReferences: <a{number}@example.org> <b{number}@example.org>\r\n"
        f"MIME-Version: 1.0\r\nX-Mailer: Example Mail 16.0\r\n{content_type}\r\n\r\n"
    )
    return trace + head.encode() + body


def _words(number: int, template: str, size: int) -> str:
    words = template.format(n=number) + HISTORY
    while len(words.encode()) < size:
        words += "".join(f"> {line}\n" for line in template.format(n=number + len(words)).split("\n"))
    return words


def _html(words: str) -> str:
    lines = "".join(
        f'<p class="MsoNormal"><span style="font-size:11pt">{line}</span></p>\r\n' for line in words.split("\n")
    )
    return f'<html><head><meta charset="utf-8"></head><body lang="EN">\r\n{lines}</body></html>'


def _text_mail(number: int, template: str) -> bytes:
    encoding, encode, size = (
        ("quoted-printable", encodestring, 3_900) if template.isascii() else ("base64", encodebytes, 2_900)
    )
    body = encode(_words(number, template, size).encode()).replace(b"\n", b"\r\n")
    return _mail(number, f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}", body)


def _alternative(number: int, template: str) -> bytes:
    words = _words(number, template, 500)
    plain = b"--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    html = b"\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return plain + encodebytes(words.encode()) + html + encodebytes(_html(words).encode()) + b"\r\n--b1--\r\n"


def _html_mail(number: int, template: str) -> bytes:
    return _mail(number, 'Content-Type: multipart/alternative; boundary="b1"', _alternative(number, template))


def _attachment_mail(number: int, template: str) -> bytes:
    inner = b'--b2\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n' + _alternative(number, template)
    file = b'\r\n--b2\r\nContent-Type: image/png; name="a.png"\r\nContent-Disposition: attachment; filename="a.png"\r\n'
    data = b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(bytes(range(256)) * 2) + b"\r\n--b2--\r\n"
    return _mail(number, 'Content-Type: multipart/mixed; boundary="b2"', inner + file + data)


SORTS: dict[str, Callable[[int, str], bytes]] = {
    "text": _text_mail,
    "text and HTML": _html_mail,
    "with an attachment": _attachment_mail,
}


def ordinary_mails(sort: str, count: int = MAILS) -> list[bytes]:
    """Return mails of about 6 kB, English and Chinese in turn."""
    return [SORTS[sort](number, (ENGLISH, CHINESE)[number % 2]) for number in range(count)]


def _per_second(work: Callable[[bytes], object], mails: list[bytes]) -> float:
    for raw in mails[:20]:
        work(raw)
    rounds: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for raw in mails:
            work(raw)
        rounds.append(len(mails) / (time.process_time() - begun))
    return statistics.median(rounds)


def _inspect(raw: bytes) -> str:
    return json.dumps(letter_json(read(raw, DESK)), ensure_ascii=False)


def _mail_parser(raw: bytes) -> object:
    parsed = mailparser.parse_from_bytes(raw)
    return parsed.subject, parsed.from_, parsed.date, parsed.body, parsed.attachments


def reading_rates() -> list[Rate]:
    """Measure each sort of mail and all of them mixed."""
    mails = {sort: ordinary_mails(sort) for sort in SORTS}
    mails["mixed"] = [raw for group in zip(*mails.values(), strict=True) for raw in group]
    return [
        Rate(sort=sort, ours=_per_second(_inspect, some), mail_parser=_per_second(_mail_parser, some))
        for sort, some in mails.items()
    ]


def reading_table() -> str:
    """Return the rates as a table, a line for each sort of mail."""
    lines = [f"{'ordinary 6 kB mails':24}{'inspect/s':>12}{'mail-parser/s':>16}{'ratio':>8}"]
    for rate in reading_rates():
        ratio = rate.ours / rate.mail_parser
        lines.append(f"{rate.sort:24}{rate.ours:>12.0f}{rate.mail_parser:>16.0f}{ratio:>8.2f}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(reading_table())
