"""The mails of the benchmark: 55 % new, 35 % replies, 5 % with an attachment, 3 % auto-replies, 2 % bounces.

Six charsets, a median of about 5.5 kB; every one vouched for by the desk's own server. The same seed gives the same
mails.
"""

import base64
import random
import textwrap
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.header import Header
from email.utils import format_datetime

from maildesk.mail.token import subject_token
from tests.bench.place import DESK, DOMAIN, KEY, KNOWN, PREFIX, acknowledgement_id, customer_of

_WORDS = {
    "us-ascii": "the printer in room three prints only half a page and then waits for paper although there is some",
    "utf-8": "le télécopieur du troisième étage refuse chaque numéro composé après la mise à jour d'hier soir — merci",
    "iso-8859-1": "der Drucker im dritten Stock zieht das Papier schräg ein, die Tür läßt sich nicht mehr schließen",
    "gb18030": "打印机 从 昨天 下午 开始 无法 连接 网络 重新 启动 之后 仍然 显示 错误 请 尽快 派 工程师 处理 谢谢",
    "big5": "印表機 從 昨天 下午 開始 無法 連接 網路 重新 啟動 之後 仍然 顯示 錯誤 請 儘快 派 工程師 處理 謝謝",
    "iso-2022-jp": "プリンター が 昨日 の 午後 から ネットワーク に 接続 できません 再起動 しても 同じ エラー です",
}
_TRANSFER = {"us-ascii": "7bit", "iso-2022-jp": "7bit", "gb18030": "8bit", "big5": "base64"}
_MIX = (("new", 55), ("reply", 35), ("attachment", 5), ("auto_reply", 3), ("bounce", 2))


@dataclass(frozen=True, kw_only=True, slots=True)
class Mix:
    """How many mails, of which kinds, and to which tickets the replies go."""

    count: int
    now: datetime
    tickets: tuple[int, ...]  # numbers of open tickets that are there already
    kinds: tuple[tuple[str, int], ...] = _MIX
    seed: int = 1


def make_mails(mix: Mix) -> list[bytes]:
    """Return the mails in the order they are to arrive."""
    chance = random.Random(mix.seed)
    names, weights = zip(*mix.kinds, strict=True)
    kinds = [name for name, weight in mix.kinds for _ in range(round(mix.count * weight / sum(weights)))]
    kinds = (kinds + [names[0]] * mix.count)[: mix.count]
    chance.shuffle(kinds)
    maker = _Maker(mix, chance)
    return [maker.make(kind, number) for number, kind in enumerate(kinds)]


class _Maker:
    def __init__(self, mix: Mix, chance: random.Random) -> None:
        self._mix = mix
        self._chance = chance
        self._tickets = list(mix.tickets)
        chance.shuffle(self._tickets)

    def make(self, kind: str, number: int) -> bytes:
        return getattr(self, f"_{kind}")(number)  # type: ignore[no-any-return]

    def _new(self, number: int) -> bytes:
        charset = self._chance.choice(list(_WORDS))
        subject = f"{' '.join(self._pick(charset, 4))} {number}"
        head = self._head(number, self._stranger_or_known(number), subject, charset)
        if self._chance.random() < 0.3:
            return head + self._alternative(charset, self._text(charset))
        return head + self._plain(charset, self._text(charset))

    def _reply(self, number: int) -> bytes:
        ticket = self._tickets[number % len(self._tickets)]
        charset = self._chance.choice(list(_WORDS))
        token, ours = subject_token(PREFIX, KEY, ticket), acknowledgement_id(ticket)
        head = self._head(number, customer_of(ticket), f"Re: [{token}] Question {ticket}", "utf-8", reply_to=ours)
        quoted = "\n".join(f"> {line}" for line in self._text("us-ascii").splitlines()[:25])
        words = "\n".join(textwrap.wrap(" ".join(self._pick(charset, 60)), 76))
        text = f"{words}\n\nOn Mon, 23 Nov 2026 at 10:00, Support <{DESK}> wrote:\n{quoted}\n> [{token}]\n"
        return head + self._plain(charset, text)

    def _attachment(self, number: int) -> bytes:
        size = int(10_000 * 100 ** self._chance.random())
        data = base64.encodebytes(self._chance.randbytes(size)).replace(b"\n", b"\r\n")
        text = self._plain("utf-8", self._text("utf-8"))
        head = self._head(number, self._stranger_or_known(number), f"Screenshot of the error {number}", "utf-8")
        file = (
            b'Content-Type: image/png; name="error.png"\r\nContent-Transfer-Encoding: base64\r\n'
            b'Content-Disposition: attachment; filename="error.png"\r\n\r\n' + data
        )
        return head + _multipart("mixed", f"m{number}", text, file)

    def _auto_reply(self, number: int) -> bytes:
        extra = "Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n"
        head = self._head(number, customer_of(self._tickets[0]), "Out of office", "us-ascii", extra=extra)
        return head + self._plain("us-ascii", "I am away until Monday.\n")

    def _bounce(self, number: int) -> bytes:
        ticket = self._tickets[-1 - number % len(self._tickets)]
        lost = customer_of(ticket)
        head = (
            f"Return-Path: <>\r\nFrom: Mail Delivery System <mailer-daemon@mx.customer.example.net>\r\nTo: {DESK}\r\n"
            f"Date: {format_datetime(self._mix.now)}\r\n"
            f"Message-ID: <bounce.{number}.{self._mix.seed}@mx.example.net>\r\n"
            f"Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
        ).encode()
        words = self._plain("us-ascii", f"<{lost}>: host mx.example.net said: 550 5.1.1 User unknown\n")
        status = (
            "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n"
            f"Final-Recipient: rfc822; {lost}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n"
        ).encode()
        lines = f"From: {DESK}\r\nTo: {lost}\r\nSubject: Your request\r\nMessage-ID: {acknowledgement_id(ticket)}\r\n"
        original = f"Content-Type: text/rfc822-headers\r\n\r\n{lines}".encode()
        return head + _multipart("report; report-type=delivery-status", f"b{number}", words, status, original)

    def _stranger_or_known(self, number: int) -> str:
        if self._chance.random() < 0.5:
            return customer_of(self._chance.randrange(1, KNOWN + 1))
        return f"new{self._mix.seed}x{number}@fresh{number % 211}.example.org"

    def _pick(self, charset: str, count: int) -> list[str]:
        return self._chance.choices(_WORDS[charset].split(), k=count)

    def _text(self, charset: str) -> str:
        count = max(20, int(self._chance.lognormvariate(6.25, 0.8)))
        words = self._pick(charset, min(count, 4000))
        lines = [" ".join(words[start : start + 12]) for start in range(0, len(words), 12)]
        return "\n".join(lines) + "\n\nBest regards\n-- \nCustomer Service\nTel +1 555 0100\n"

    def _plain(self, charset: str, text: str, subtype: str = "plain") -> bytes:
        data = text.replace("\n", "\r\n").encode(charset)
        how = _TRANSFER.get(charset, "8bit")
        if how == "base64":
            data = base64.encodebytes(data).replace(b"\n", b"\r\n")
        kind = f"Content-Type: text/{subtype}; charset={charset}\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
        return kind.encode() + data

    def _alternative(self, charset: str, text: str) -> bytes:
        lines = "".join(f"<p style='margin:0'>{line}</p>\n" for line in text.splitlines())
        page = self._plain(charset, f"<html><body>{lines}</body></html>\n", "html")
        return _multipart("alternative", "a", self._plain(charset, text), page)

    def _head(
        self, number: int, sender: str, subject: str, charset: str, *, reply_to: str | None = None, extra: str = ""
    ) -> bytes:
        domain = sender.rpartition("@")[2]
        at = format_datetime(self._mix.now - timedelta(seconds=30))
        trace = "".join(
            f"Received: from relay{hop}.{domain} (relay{hop}.{domain} [192.0.2.{hop + 1}])\r\n\tby mx{hop}.example.net "
            f"(Postfix) with ESMTPS id {self._chance.randrange(16**10):010X}\r\n\tfor <{DESK}>; {at}\r\n"
            for hop in range(4)
        )
        signature = "\r\n\t".join(textwrap.wrap(base64.b64encode(self._chance.randbytes(256)).decode(), 72))
        thread = f"In-Reply-To: {reply_to}\r\nReferences: {reply_to}\r\n" if reply_to else ""
        return (
            f"Return-Path: <{sender}>\r\n"
            f"Authentication-Results: mx.{DOMAIN}; dmarc=pass header.from={domain};\r\n"
            f"\tdkim=pass header.d={domain}; spf=pass smtp.mailfrom={domain}\r\n{trace}"
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1;\r\n"
            f"\th=from:to:subject:date:message-id; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;\r\n"
            f"\tb={signature}\r\n"
            f"From: Customer {number} <{sender}>\r\nTo: Support <{DESK}>\r\nDate: {at}\r\n"
            f"Message-ID: <{number}.{self._mix.seed}.{self._chance.randrange(10**9)}@{domain}>\r\n{thread}"
            f"Subject: {Header(subject, charset).encode(linesep=chr(13) + chr(10))}\r\n{extra}"
            f"X-Mailer: Example Mail 1.0\r\nMIME-Version: 1.0\r\n"
        ).encode("ascii")


def _multipart(subtype: str, mark: str, *parts: bytes) -> bytes:
    line = f"=_bench_{mark}"
    kind, _, more = subtype.partition(";")
    head = f'Content-Type: multipart/{kind};{more}{";" if more else ""}\r\n boundary="{line}"\r\n\r\n'.encode()
    body = b"".join(f"--{line}\r\n".encode() + part.rstrip(b"\r\n") + b"\r\n" for part in parts)
    return head + body + f"--{line}--\r\n".encode()
