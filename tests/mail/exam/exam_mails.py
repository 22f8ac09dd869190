"""Builds the mails of the exams from their rows: what MTAs, mail programs and services write, with invented people."""

import base64
import quopri
import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
DESK = "Support <support@example.com>"
HEAD = """\
Received: from desk.example.com by mx.example.net; Fri, 20 Nov 2026 09:12:44 +0000
Message-ID: <20261120091244.77.desk@example.com>
Date: Fri, 20 Nov 2026 09:12:44 +0000
From: Support <support@example.com>
To: {r}
Subject: [ACME-1042-7KQX2] Printer on the third floor
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8"""
BODY = "\n\nHello,\n\nan engineer looks at your printer today.\n\nYour service desk\n"

Case = dict[str, Any]


def cases(exam: str) -> list[Case]:
    """Return every row of an exam, its class being the name of its file."""
    found: list[Case] = []
    for file in sorted((FOLDER / exam).glob("*.toml")):
        found.extend({**case, "class": file.stem} for case in tomllib.loads(file.read_text("utf-8"))["case"])
    return found


def written(case: Case) -> bytes:
    """Return the mail of a row with CRLF, as it comes from the wire."""
    if "hex" in case:
        text = bytes.fromhex(case["hex"])
    elif "raw" in case:
        text = _filled(case["raw"], case).encode(case.get("charset", "utf-8"))
    else:
        text = _head(case) + _content(case)
    return text.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _filled(text: str, case: Case) -> str:
    recipient = case.get("recipient", "ana@example.org")
    return text.replace("{o}", HEAD + BODY).replace("{h}", HEAD).replace("{r}", recipient)


def _head(case: Case) -> bytes:
    charset = case.get("charset", "utf-8")
    lines = ["Return-Path: <>"] if case.get("null") else []
    lines += ["Received: from mx.example.net by mail.example.com; Sun, 22 Nov 2026 08:05:00 +0000"]
    lines += ["Date: Sun, 22 Nov 2026 08:05:00 +0000"]
    if not any(line.lower().startswith("message-id:") for line in case.get("headers", ())):
        lines.append(f"Message-ID: <{abs(hash_of(case['name'])):x}@mx.example.net>")
    lines += [_field("From", case["from"], charset), _field("To", case.get("to", DESK), charset)]
    lines += [_field("Subject", case["subject"], charset)] if "subject" in case else []
    lines += [_filled(line, case) for line in case.get("headers", ())]
    lines += ["MIME-Version: 1.0"] if not case.get("bare") else []
    return "\n".join(lines).encode("utf-8") + b"\n"


def hash_of(name: str) -> int:
    """Return a number of the name that is the same in every run."""
    return int.from_bytes(name.encode("utf-8")[-12:], "big")


def _field(name: str, value: str, charset: str) -> str:
    if value.isascii():
        return f"{name}: {value}"
    phrase, mark, address = value.partition(" <")
    word = phrase.strip('"').encode(charset)
    return f"{name}: =?{charset}?B?{base64.b64encode(word).decode()}?={mark}{address}"


def _leaf(content_type: str, data: bytes, encoding: str, *more: str) -> bytes:
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    head = [f"Content-Type: {content_type}", f"Content-Transfer-Encoding: {encoding}", *more]
    return "\n".join(head).encode("utf-8") + b"\n\n" + data


def _text(case: Case, name: str, subtype: str) -> bytes:
    charset = case.get("charset", "utf-8")
    data = _filled(case[name].lstrip("\n"), case).encode(charset)
    return _leaf(f"text/{subtype}; charset={charset}", data, case.get("encoding", "8bit"))


def _many(subtype: str, parts: list[bytes], mark: str) -> bytes:
    body = b"".join(b"--" + mark.encode() + b"\n" + part.rstrip(b"\n") + b"\n" for part in parts)
    return f'Content-Type: multipart/{subtype}; boundary="{mark}"\n\n'.encode() + body + f"--{mark}--\n".encode()


def _words(case: Case) -> list[bytes]:
    found = [_text(case, name, kind) for name, kind in (("body", "plain"), ("html", "html")) if name in case]
    return found if len(found) < 2 else [_many("alternative", found, "=_alt")]


def _content(case: Case) -> bytes:
    parts = _words(case)
    if "report" in case:
        parts.append(_report(case))
        if case.get("original", "head") == "head":
            parts.append(_leaf("text/rfc822-headers", _filled("{h}\n", case).encode(), "7bit"))
        elif case["original"] == "full":
            parts.append(_leaf("message/rfc822", _filled("{o}", case).encode(), "7bit"))
        kind = case.get("report_type", "delivery-status")
        return _many("mixed" if case.get("mixed") else f"report; report-type={kind}", parts, "=_report")
    for file in case.get("attach", ()):
        parts.append(_attached(file, case))
    if len(parts) == 1:
        return b"\n" + parts[0].partition(b"\n\n")[2] if case.get("bare") else parts[0]
    return _many(case.get("multipart", "mixed"), parts, "=_mixed")


def _report(case: Case) -> bytes:
    kind = case.get("report_subtype", case.get("report_type", "delivery-status"))
    data = _filled(case["report"].strip("\n") + "\n", case).encode(case.get("report_charset", "utf-8"))
    return _leaf(f"message/{kind}", data, case.get("report_encoding", "7bit"))


def _attached(file: dict[str, Any], case: Case) -> bytes:
    data = file["text"].encode(file.get("charset", "utf-8")) if "text" in file else bytes(file["size"])
    if file["type"] == "message/rfc822":
        data = _filled(file["text"], case).encode()
    extra = [f"Content-Disposition: {file['disposition']}"] if "disposition" in file else []
    extra += [f"Content-ID: <{file['id']}>"] if "id" in file else []
    return _leaf(file["type"], data, file.get("encoding", "base64"), *extra)
