"""Other libraries that tell new words from history, each behind the same call; those not installed are left out."""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from maildesk.mail.body import html_to_text

Reader = Callable[[str, str], str]  # text part, HTML part -> new words


def other_readers() -> dict[str, Reader]:
    """Return every reader that can be tried here."""
    found: dict[str, Reader] = {}
    for name, module, build in (
        ("mail-parser-reply", "mailparser_reply", _mail_parser_reply),
        ("quotequail", "quotequail", _quotequail),
        ("email-reply-parser", "email_reply_parser", _email_reply_parser),
        ("talon", "talon", _talon),
    ):
        try:
            found[name] = build(import_module(module))
        except ImportError:
            continue
    return found


def _plain(text: str, html: str) -> str:
    return text if text.strip() else html_to_text(html)


def _mail_parser_reply(library: ModuleType) -> Reader:
    languages = tuple(import_module("mailparser_reply.constants").MAIL_LANGUAGES)

    def read(text: str, html: str) -> str:
        replies = library.EmailReplyParser(languages=languages).read(_plain(text, html)).replies
        return str(replies[0].body) if replies else ""

    return read


def _quotequail(library: ModuleType) -> Reader:
    def read(text: str, html: str) -> str:
        if text.strip():
            return _around(library.unwrap(text), "text_top", "text_bottom") or text
        return html_to_text(_around(library.unwrap_html(html), "html_top", "html_bottom") or html)

    return read


def _around(parts: dict[str, Any] | None, top: str, bottom: str) -> str:
    return "\n".join(filter(None, (parts.get(top), parts.get(bottom)))) if parts else ""


def _email_reply_parser(library: ModuleType) -> Reader:
    return lambda text, html: str(library.EmailReplyParser.parse_reply(_plain(text, html)))


def _talon(library: ModuleType) -> Reader:
    library.init()
    quotations = import_module("talon.quotations")

    def read(text: str, html: str) -> str:
        if text.strip():
            return str(quotations.extract_from(text, "text/plain"))
        new = quotations.extract_from(html, "text/html")
        return html_to_text(new.decode("utf-8") if isinstance(new, bytes) else new)

    return read
