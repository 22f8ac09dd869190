"""Reads what a mail server says about a mail of ours: reports by RFC, and the free words of all the others."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.message import Message

from maildesk.mail.bounce_phrases import (
    DELAYED_SUBJECTS,
    DELAYED_WORDS,
    DELIVERED_SUBJECTS,
    FAILED_SUBJECTS,
    FAILED_WORDS,
    READ_SUBJECTS,
    READ_WORDS,
    RELAYED_SUBJECTS,
    STATUS_SUBJECTS,
)
from maildesk.mail.bounce_text import names_a_stranger, read_bounce_text, told_part
from maildesk.mail.bounce_voice import TO_THE_SENDER, YOUR_MAIL, is_asked, opens_as_a_server, speaks_as_a_server
from maildesk.mail.fields import Fields
from maildesk.mail.headers import message_ids
from maildesk.mail.letter import Bounce
from maildesk.mail.person_words import sounds_like_a_person
from maildesk.mail.report_parts import Report, id_in_text, read_report, worst

_DAEMON = re.compile(
    r"(?:mailer-?_?daemon|mail-?daemon|mdaemon|postmaster|postmast|mail\.?delivery|mail-delivery|mailsystem|mail-system|"
    r"maildelivery|microsoftexchange[0-9a-f]{8,40}|smtp-?daemon|delivery-?(?:failure|report|status)|mail-router|"
    r"mailrouter|mailerror|double-bounce)@",
    re.IGNORECASE,
)
# Names of people and firms as well: only with the words of a server.
_PERHAPS_DAEMON = re.compile(
    r"(?:mailer|mta|ndr|dsn|undeliverable|root|system|posta-certificata|post_?master|webshield|interscan|imss|mss|"
    r"mimesweeper|mailsweeper|mailmarshal|mailgateway|mailgate|smtpgw|[a-z0-9]{0,12}_?smtp_?(?:mail_?)?service)@",
    re.IGNORECASE,
)
_DAEMON_NAME = re.compile(
    r"mail delivery|mailer-? ?daemon|mail deliver|delivery (?:system|subsystem|service|agent)|mail administrator|"
    r"system administrator|systemadministrator|postmaster|mail router|mail system|internet mail|mail gateway|"
    r"mailsystem|administrador del sistema|administrateur syst|邮件系统|郵件系統|系统管理员|系統管理員|退信|"
    r"システム管理者|配信システム|메일 시스템|mdaemon|messaging server|mail server|microsoft outlook",
    re.IGNORECASE,
)
_DAEMON_NAME_IN_LOWER_CASE = re.compile(_DAEMON_NAME.pattern)  # found much faster
_BRACKETS = re.compile(r"^(?:\s*[\[【(*!<{]+[^\]】)*!>}]{0,40}[\]】)*!>}]+\s*)")
_MARKS = " *-_\"'“”[【(（<!"
_REJECTED = re.compile(
    r"automatically rejected|was rejected|was refused|rejected by the recipient|quota exceeded", re.I
)
_MAX_BODY = 65_536
_LONGEST_RECEIPT = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class _Signs:
    daemon: bool
    perhaps_daemon: bool  # by the display name, or a local part that people have as well
    null_path: bool
    subject: str  # failed, delayed, delivered, relayed, status, read, or ""
    about: str  # the subject behind its first colon, lower case
    failed_recipients: str


def read_bounce(message: Callable[[], Message], fields: Fields, body_text: str) -> Bounce | None:
    """Return what a report says of one recipient, the worst off; None when the mail is no report at all.

    `action` is empty for read receipts and feedback reports. A person who forwards a bounce is no mail server.
    """
    signs = _signs(fields)
    content_type = fields.first("content-type").lower()
    # Only a sign or a report type makes the look into the parts worth while.
    marked = (
        signs.daemon or signs.perhaps_daemon or signs.null_path or bool(signs.subject) or bool(signs.failed_recipients)
    )
    reports = "multipart/report" in content_type
    if not reports and not marked and not opens_as_a_server(body_text):
        return None
    report = read_report(message()) if "multipart/" in content_type or "message/" in content_type else Report()
    found = _structured(report, content_type, signs, body_text)
    if found is None and (_is_free_form(signs, fields, body_text) or (reports and "delivery-status" in content_type)):
        found = _free_form(fields, signs, body_text)
        if not found.recipient and report.inner_text:
            found = _free_form(fields, signs, report.inner_text)
    if found is None or found.original_message_id is not None:
        return found
    return replace(found, original_message_id=_original_id(report, fields, body_text))


def _rejection(receipt: Bounce, body: str) -> Bounce:
    """Return a bounce when a filter (Sieve, RFC 5429) rejects by a receipt, the receipt itself otherwise."""
    if _REJECTED.search(body[:1_000]) is None:
        return receipt
    return replace(receipt, action="failed", permanent=True)


def _structured(report: Report, content_type: str, signs: _Signs, body: str) -> Bounce | None:
    named = signs.daemon or signs.perhaps_daemon or bool(signs.subject)
    if not (named or signs.null_path or "multipart/report" in content_type):
        return None
    deliveries = report.deliveries
    if not deliveries and (signs.daemon or signs.null_path):
        deliveries = report.inner_deliveries
    if deliveries:
        one = worst(deliveries)
        return replace(one, original_message_id=report.original_message_id)
    if report.read_receipt is not None:
        found = _rejection(report.read_receipt, body)
        return replace(found, original_message_id=found.original_message_id or report.original_message_id)
    if report.feedback is not None:
        found = report.feedback
        return replace(found, original_message_id=found.original_message_id or report.original_message_id)
    return None


def _signs(fields: Fields) -> _Signs:
    sender = fields.first("from")
    address = re.search(r"[^\s<>\"@]{1,100}@", sender)
    local = address[0].replace("\\", "") if address else ""
    daemon = bool(_DAEMON.fullmatch(local))
    perhaps = bool(_PERHAPS_DAEMON.fullmatch(local)) or _is_daemon_name(sender[:300])
    bare = re.match(
        r"\s*(?:\"[^\"]{0,200}\"\s*)?<?\s*(?:mailer-daemon|postmaster|@)?\s*>?\s*(?:\(|$)", sender[:300], re.IGNORECASE
    )
    return _Signs(
        daemon=daemon or (bare is not None and fields.has("from")),
        perhaps_daemon=perhaps,
        null_path=any(value.strip() in {"<>", ""} for value in fields.all("return-path")),
        subject=subject_says(fields.first("subject")),
        about=_about(fields.first("subject")),
        failed_recipients=fields.first("x-failed-recipients"),
    )


def _is_daemon_name(sender: str) -> bool:
    if sender.isascii():
        return _DAEMON_NAME_IN_LOWER_CASE.search(sender.lower()) is not None
    return _DAEMON_NAME.search(sender) is not None


def _about(subject: str) -> str:
    rest = re.split(r"[:：]", subject[:300], maxsplit=1)[1:]
    about = rest[0].strip().lower() if rest else ""
    return about if len(about) > 2 else ""


def subject_says(subject: str) -> str:
    """Return what a subject begins to say of a delivery, "status" when only that there is one; else empty."""
    text = subject.strip().lower()[:300]
    # Most subjects have but one form.
    for form in dict.fromkeys((text, text.lstrip(_MARKS), _BRACKETS.sub("", text, count=1).strip(_MARKS))):
        for word, phrases in _SUBJECTS:
            if form.startswith(phrases):
                return word
    return ""


_SUBJECTS = (
    ("read", READ_SUBJECTS),
    ("relayed", RELAYED_SUBJECTS),
    ("delivered", DELIVERED_SUBJECTS),
    ("delayed", DELAYED_SUBJECTS),
    ("status", STATUS_SUBJECTS),
    ("failed", FAILED_SUBJECTS),
)


def _is_free_form(signs: _Signs, fields: Fields, body: str) -> bool:
    if signs.failed_recipients:
        return True
    beginning = body[:3_000].lower()
    in_body = any(word in beginning for word in FAILED_WORDS)
    if signs.daemon or signs.null_path:
        # Our own read receipts and vacations have no sender path either: the words decide.
        return bool(signs.subject) or (
            signs.daemon
            and (
                in_body
                or any(word in beginning for word in DELAYED_WORDS)
                or speaks_as_a_server(beginning)
                # In no language known here: a mail server writes to us of somebody else.
                or (names_a_stranger(fields, told_part(body)) and (signs.null_path or not is_asked(body)))
            )
        )
    if signs.subject == "read":
        return len(body) < _LONGEST_RECEIPT and _is_receipt(signs, beginning)
    if signs.subject or signs.perhaps_daemon:
        late = signs.subject == "delayed" and any(word in beginning for word in DELAYED_WORDS)
        told = (in_body or late) and TO_THE_SENDER.search(beginning) is not None
        return told and speaks_as_a_server(beginning) and not is_asked(body)
    return opens_as_a_server(body) and not is_asked(body)


def _is_receipt(signs: _Signs, beginning: str) -> bool:
    """Tell a receipt in words: it names the mail that was read, on a line of its own or as "your message"."""
    if signs.about and re.search(r"[:：][ \t]*" + re.escape(signs.about) + r"[ \t]*$", beginning, re.MULTILINE):
        return True
    read = any(word in beginning for word in READ_WORDS)
    return read and (YOUR_MAIL.search(beginning) is not None) and not sounds_like_a_person(beginning)


def _free_form(fields: Fields, signs: _Signs, body: str) -> Bounce:
    if signs.subject == "read":
        return Bounce(recipient="", action="", status="", permanent=False)
    return read_bounce_text(fields, body[:_MAX_BODY], subject=signs.subject, failed_recipients=signs.failed_recipients)


def _original_id(report: Report, fields: Fields, body: str) -> str | None:
    if report.original_message_id is not None:
        return report.original_message_id
    written = id_in_text(body)
    if written is not None:
        return written
    for name in ("x-original-message-id", "original-message-id", "in-reply-to", "references"):
        ids = [one for value in fields.all(name) for one in message_ids(value)]
        if ids:
            return ids[-1]
    return None
