"""Reading a mail: any bytes in, a `Letter` out, whatever the bytes are."""

from dataclasses import replace
from functools import partial

from maildesk.mail import headers
from maildesk.mail.address import parse_addresses, parse_sender
from maildesk.mail.authenticate import prove
from maildesk.mail.body import split_body
from maildesk.mail.classify import classify
from maildesk.mail.content import Content
from maildesk.mail.decode import shield_words
from maildesk.mail.fields import Fields
from maildesk.mail.forward import original_of_forward
from maildesk.mail.inline_images import mark_inline
from maildesk.mail.language import detect_language
from maildesk.mail.letter import Address, Kind, Letter, ReadContext
from maildesk.mail.message_tree import message_tree
from maildesk.mail.outline import Limits, Outline, outline
from maildesk.mail.readable import readable_body
from maildesk.mail.second_opinion import second_opinion
from maildesk.mail.structure import Walk
from maildesk.mail.thread import find_clues

__all__ = ["attachment_bytes", "read", "readable_size"]

_MOST_WARNINGS = 30
_LONGEST_SPLIT = 1 << 18
_ENOUGH_FOR_LANGUAGE = 2000
_REPORT = "multipart/report"


def read(raw: bytes, context: ReadContext) -> Letter:
    """Return what the mail says; never raises.

    A mail beyond the limits of `context` gives what its header says, kind `unparsable` and a warning.
    """
    try:
        return _read(raw, context)
    except Exception as error:  # noqa: BLE001 - the promise: one strange mail never stops the next one
        return _failed(raw, f"Reading failed ({type(error).__name__})")


def _failed(raw: bytes, warning: str) -> Letter:
    """Return what the header says of a mail that our own code could not read on."""
    letter = Letter(size=len(raw))
    try:
        raw_fields = outline(raw, Limits()).root.values
        fields = headers.decoded_fields(raw_fields)
        letter = _from_header(raw_fields, fields, Content(), size=letter.size)
    except Exception:  # noqa: BLE001 - then not even the header can be read
        warning += ", even of its header"
    warning += "."
    return replace(letter, kind=Kind.UNPARSABLE, warnings=(warning, *letter.warnings)[:_MOST_WARNINGS])


def _read(raw: bytes, context: ReadContext) -> Letter:
    limits = Limits(parts=context.max_part_count, fields=context.max_field_count, depth=context.max_depth)
    tree = outline(raw, limits)
    content = Content()
    if not tree.beyond:
        content.pieces = Walk(tree, content).pieces(tree.root)
    hint = next((charset for charset in content.charsets if charset), "")
    raw_fields = headers.raw_values(tree.root, hint)
    fields = headers.decoded_fields(raw_fields, hint)
    letter = _from_header(raw_fields, fields, content, size=len(raw))
    if tree.beyond:
        warning = f"The mail has {tree.beyond}: only its header was read."
        return replace(letter, kind=Kind.UNPARSABLE, warnings=(warning, *letter.warnings)[:_MOST_WARNINGS])
    return _with_body(letter, tree, content, fields, context)


def _from_header(raw_fields: tuple[tuple[str, str], ...], fields: Fields, content: Content, *, size: int) -> Letter:
    """Return what the fields at the top say."""
    date, date_warning = headers.sent_at(fields)
    content.warn(date_warning)
    sender, sender_warnings = parse_sender(_values(raw_fields, "from"))
    for warning in sender_warnings:
        content.warn(warning)
    return Letter(
        size=size,
        message_id=headers.message_id(fields),
        sender=sender,
        to=_addresses(raw_fields, "to"),
        cc=_addresses(raw_fields, "cc"),
        reply_to=_addresses(raw_fields, "reply-to"),
        subject=headers.subject(fields),
        date=date,
        in_reply_to=headers.message_ids(" ".join(fields.all("In-Reply-To"))),
        references=headers.message_ids(" ".join(fields.all("References"))),
        headers=headers.kept_headers(fields),
        warnings=tuple(content.warnings),
    )


def _with_body(letter: Letter, tree: Outline, content: Content, fields: Fields, context: ReadContext) -> Letter:
    """Return the letter with everything that needs the body."""
    readable = readable_body(content)
    for warning in second_opinion(tree):
        content.warn(warning)
    body = split_body(readable.text[:_LONGEST_SPLIT], readable.html)
    kind, marks, bounce = classify(
        fields,
        message=partial(message_tree, tree.raw, tree.root),
        sender=letter.sender,
        subject=letter.subject,
        body_text=body.text,
        context=context,
    )
    forwarded_from, forwarded_text = _forwarded(body.text, tree, content)
    language = detect_language((body.reply or body.text)[:_ENOUGH_FOR_LANGUAGE], letter.subject)
    whole, quoted = body.text, body.quoted
    if len(readable.text) > _LONGEST_SPLIT:
        whole, quoted = readable.text, quoted + readable.text[_LONGEST_SPLIT:]
        content.warn("the text is very long: what follows its first 256 KiB counts as quoted")
    if content.encrypted:
        content.warn(f"the mail is encrypted ({content.encrypted}) and was not opened")
        whole = whole or f"[This mail is encrypted ({content.encrypted}) and was not opened.]"
    return replace(
        letter,
        kind=kind,
        marks=marks,
        bounce=bounce,
        proof=prove(fields, letter.sender, context),
        text=whole,
        reply=body.reply,
        quoted=quoted,
        signature=body.signature,
        language=language,
        attachments=mark_inline(content),
        clues=find_clues(fields, letter.subject, body.quoted, body.text, context),
        forwarded_from=forwarded_from,
        forwarded_text=forwarded_text,
        warnings=tuple(content.warnings),
    )


def _values(raw_fields: tuple[tuple[str, str], ...], name: str) -> tuple[str, ...]:
    size = len(name)
    return tuple([shield_words(value) for key, value in raw_fields if len(key) == size and key.lower() == name])


def _addresses(raw_fields: tuple[tuple[str, str], ...], name: str) -> tuple[Address, ...]:
    return tuple(address for value in _values(raw_fields, name) for address in parse_addresses(value))


def _forwarded(text: str, tree: Outline, content: Content) -> tuple[Address | None, str]:
    """Return the original sender and words of a forward: written into the text, or an attached mail."""
    sender, words = original_of_forward(text)
    if sender is not None or content.attached_mail is None or tree.root.content_type == _REPORT:
        return sender, words
    inner = outline(content.attached_mail, Limits())
    if inner.beyond:
        return None, ""
    held = Content()
    held.pieces = Walk(inner, held).pieces(inner.root)
    raw_fields = headers.raw_values(inner.root, next(filter(None, held.charsets), ""))
    readable = readable_body(held)
    return parse_sender(_values(raw_fields, "from"))[0], split_body(readable.text[:_LONGEST_SPLIT], readable.html).text


def attachment_bytes(raw: bytes, part: str) -> bytes:
    """Return the decoded bytes of an attachment by the number that `Attachment.part` holds.

    Raises KeyError when the mail has no such attachment.
    """
    tree = outline(raw, Limits())
    content = Content(wanted=part)
    if not tree.beyond:
        Walk(tree, content).pieces(tree.root)
    if content.found is None:
        raise KeyError(part)
    return content.found


def readable_size(size: int) -> str:
    """Return a size in bytes as people write it: "0 B", "812 B", "3.4 kB", "25 MB"."""
    amount, unit = float(size), "B"
    for larger in ("kB", "MB", "GB"):
        if amount < 999.5:
            break
        amount, unit = amount / 1000, larger
    if unit == "B":
        return f"{size} B"
    return f"{amount:.1f} {unit}" if amount < 9.95 else f"{amount:.0f} {unit}"
