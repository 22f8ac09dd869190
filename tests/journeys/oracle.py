"""What must hold for every mail that ever leaves a desk; asked at the end of each journey (SECURITY 5)."""

import email
import email.policy
import re
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from html.parser import HTMLParser

from maildesk.store.reading import ListedOutgoing
from maildesk.store.showing import ShownMessage
from tests.world.smtp_sink import TakenMail

_ONCE = ("From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "Content-Type", "X-Maildesk-Instance")
_FIELDS = frozenset(
    name.casefold()
    for name in (
        *_ONCE,
        *("In-Reply-To", "References", "Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress", "Precedence"),
        *("Content-Language", "Content-Transfer-Encoding"),
    )
)
_TAGS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td", "th", "div", "p", "span", "a"}
    | {"br", "h1", "h2", "h3", "ul", "ol", "li", "strong", "b", "em", "i", "pre", "img", "blockquote", "hr", "code"}
)
_NOTICES = frozenset({"assignment", "customer_answered", "approval_request", "review_request"})
_PIECE = 16  # characters of a note that may not stand in a customer's mail
_BARE = re.compile(rb"(?<!\r)\n|\r(?!\n)")


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.foreign.append(tag)
        for name, value in attrs:
            wrong = name.startswith("on") or name in ("srcdoc", "action", "formaction")
            if name in ("href", "src", "background"):
                wrong = not (value or "").startswith(("https://", "mailto:", "cid:", "#"))
            if wrong:
                self.foreign.append(f"{tag} {name}={value}")


def check_form(mail: TakenMail) -> EmailMessage:
    """Parse a mail strictly; fails on every field, line ending or tag that is not ours."""
    assert _BARE.search(mail.content) is None, "a bare CR or LF"
    parsed = email.message_from_bytes(mail.content, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    for name in _ONCE:
        assert len(parsed.get_all(name, [])) == 1, (name, parsed.get_all(name))
    foreign = {name.casefold() for name in parsed} - _FIELDS
    assert not foreign, foreign
    assert max(len(line) for line in mail.content.split(b"\r\n")) <= 998
    for part in parsed.walk():
        assert not part.defects, (part.get_content_type(), part.defects)
        if part.get_content_type() == "text/html" and part.get_content_disposition() != "attachment":
            html = _Html()
            html.feed(part.get_content())
            assert not html.foreign, html.foreign
    assert len(mail.recipients) == 1
    assert [to.addr_spec for to in parsed["To"].addresses] == list(mail.recipients)
    return parsed


def check_mark(parsed: EmailMessage, row: ListedOutgoing) -> None:
    """Say who speaks: automatic mail is marked so, an engineer's words are marked as a person's."""
    mark = parsed["Auto-Submitted"]
    if row.kind in _NOTICES:
        assert mark is None, row.kind
    elif row.kind == "answer":
        assert mark == "no", (row.kind, mark)
    elif row.kind in ("acknowledgement", "transcript", "command_error"):
        assert mark == "auto-replied", (row.kind, mark)
    else:
        assert mark in ("no", "auto-replied", "auto-generated"), (row.kind, mark)
    assert (parsed["Precedence"] == "bulk") is (row.kind in ("digest", "report"))


def check_secrets(mail: TakenMail, parsed: EmailMessage, kept: Sequence[ShownMessage]) -> None:
    """No words of a note, and none that await approval, stand in a mail to a customer."""
    parts = [part for part in parsed.walk() if part.get_content_maintype() == "text"]
    shown = " ".join(" ".join(str(part.get_content()).split()) for part in parts) + str(parsed["Subject"])
    for message in kept:
        if message.visibility == "public" or message.machine:
            continue
        for line in message.text.splitlines():
            plain = " ".join(line.split())
            assert len(plain) < _PIECE or plain not in shown, (mail.recipients, plain)


def check_all(
    mails: Sequence[TakenMail],
    *,
    staff: frozenset[str],
    known: frozenset[str],
    rows: Mapping[str, ListedOutgoing],
    kept: Sequence[ShownMessage],
) -> None:
    """Ask everything of every mail; `known` are who wrote and whom staff or a proven requester named."""
    for mail in mails:
        parsed = check_form(mail)
        (to,) = mail.recipients
        assert to.casefold() in staff | known, f"{to} never wrote and was never named"
        row = rows[str(parsed["Message-ID"])]
        assert row.to == (to,)
        check_mark(parsed, row)
        if to.casefold() not in staff:
            assert row.kind in _TO_CUSTOMERS, (to, row.kind)
            check_secrets(mail, parsed, kept)


_TO_CUSTOMERS = frozenset(
    {
        "acknowledgement",
        "answer",
        "progress",
        "information_request",
        "resolution",
        "closed",
        "survey",
        "complaint",
        "followup",
    }
)
