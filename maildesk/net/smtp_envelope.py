"""What goes over the wire for one mail: addresses, parameters and the bytes up to the final dot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from maildesk.mail.wire_form import stuffed, wire_form
from maildesk.net.smtp_reply import Outcome, SendResult, Stage

_LONGEST_ADDRESS = 254  # RFC 5321 section 4.5.3.1.3, with the brackets
_ADDRESS = re.compile(r'[^\s<>\x00-\x1f\x7f@"]{1,64}@[^\s<>\x00-\x1f\x7f@"]{1,190}')


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """The arguments of MAIL and RCPT, and the mail as DATA carries it, without the dot."""

    mail: tuple[bytes, ...]
    rcpt: tuple[bytes, ...]
    body: bytes


def seal(
    extensions: Mapping[str, str],
    sender: str,
    recipient: str,
    message: bytes,
    envelope_id: str | None = None,
    *,
    is_ready: bool = False,
) -> Envelope | SendResult:
    """Return the mail as this server can take it, or the refusal that its extensions make certain.

    `sender` may be empty (bounce address <>). `envelope_id` asks for delivery reports that name it, where the server
    offers them (RFC 3461). `is_ready` says that the mail is known to need nothing, so that it is not looked through.
    """
    if (sender and not _valid(sender)) or not _valid(recipient):
        return _refusal("5.1.3", f"The address {recipient if _valid(sender) or not sender else sender} is not valid.")
    sender, recipient = _ascii_domain(sender), _ascii_domain(recipient)
    mail, rcpt = ["FROM:<" + sender + ">"], ["TO:<" + recipient + ">"]
    if not (sender + recipient).isascii():
        if "smtputf8" not in extensions:
            return _refusal("5.6.7", f"The server cannot send to {recipient}: it does not offer SMTPUTF8 (RFC 6531).")
        mail.append("SMTPUTF8")
    body = message if is_ready else wire_form(message)
    if (limit := _size_limit(extensions)) and len(body) > limit:
        return _refusal("5.3.4", f"The mail has {len(body)} bytes, the server takes at most {limit}.")
    if "size" in extensions:
        mail.append(f"SIZE={len(body)}")
    if not body.isascii():
        if "8bitmime" not in extensions:
            return _refusal("5.6.3", "The mail has 8-bit text and the server does not offer 8BITMIME (RFC 6152).")
        mail.append("BODY=8BITMIME")
    if envelope_id is not None and "dsn" in extensions:
        mail += ["RET=HDRS", "ENVID=" + _xtext(envelope_id)]
        rcpt.append("NOTIFY=FAILURE,DELAY")
    return Envelope(mail=_encoded(mail), rcpt=_encoded(rcpt), body=body if is_ready else stuffed(body))


def _valid(address: str) -> bool:
    return len(address) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(address) is not None


def _ascii_domain(address: str) -> str:
    """Write a domain of other scripts as the DNS does, so that only the local part can need SMTPUTF8."""
    local, at, domain = address.rpartition("@")
    if domain.isascii():
        return address
    try:
        return local + at + domain.encode("idna").decode("ascii")
    except UnicodeError:
        return address


def _size_limit(extensions: Mapping[str, str]) -> int:
    said = extensions.get("size", "").strip()
    return int(said) if said.isdecimal() and len(said) < 20 else 0  # 0: no fixed limit (RFC 1870)


def _xtext(text: str) -> str:
    """Write as RFC 3461 section 4 wants it: printable ASCII, the rest as +XX; at most 100 characters in all."""
    kept = (chr(byte) if 33 <= byte <= 126 and byte not in b"+=" else f"+{byte:02X}" for byte in text.encode("utf-8"))
    encoded = ""
    for piece in kept:
        if len(encoded) + len(piece) > 100:
            break
        encoded += piece
    return encoded


def _encoded(arguments: list[str]) -> tuple[bytes, ...]:
    return tuple(argument.encode("utf-8") for argument in arguments)


def _refusal(enhanced: str, words: str) -> SendResult:
    return SendResult(outcome=Outcome.REFUSED, stage=Stage.CHECK, words=words, enhanced=enhanced)
