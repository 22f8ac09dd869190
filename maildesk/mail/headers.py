"""The fields at the top of a mail as values: identity, date, subject, ids."""

import re
from datetime import datetime

from maildesk.mail.charset import codecs_for
from maildesk.mail.dates import read_date
from maildesk.mail.decode import decode_header, one_line
from maildesk.mail.fields import Fields
from maildesk.mail.guess import guess_codec
from maildesk.mail.header_block import clip
from maildesk.mail.part import Part, decoded_values

_MESSAGE_ID = re.compile(r"<[^<>\s]{1,996}>")
_BROKEN_ID = re.compile(r"<([^<>]{1,996})>")
_MOST_WORDS = 3000
_SAYS_LITTLE = ("", "ascii", "utf-8")
_MOST_IDS = 100
_MOST_KEPT = 200


def raw_values(root: Part, hint: str = "") -> tuple[tuple[str, str], ...]:
    """Return every field as (name, value): unfolded, raw 8-bit bytes decoded, encoded-words still encoded."""
    strange = [clip(value) for _, value in root.fields if not value.isascii()]
    if not strange:
        return root.values
    if (codecs_for(hint) or ("",))[0] in _SAYS_LITTLE:
        hint = _common_charset(strange) or hint
    return decoded_values(root.fields, hint)


def _common_charset(values: list[bytes]) -> str:
    """Return the charset that reads all values that are no UTF-8 together: a name alone is often too short to tell."""
    foreign = [value for value in values if not _is_utf8(value)]
    return guess_codec(b"\n".join(foreign)) if len(foreign) > 1 else ""


def _is_utf8(value: bytes) -> bool:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decoded_fields(raw: tuple[tuple[str, str], ...], hint: str = "") -> Fields:
    """Return the fields with their encoded-words decoded; of too many fields of words the rest stays encoded."""
    items: list[tuple[str, str]] = []
    words = 0
    for name, value in raw:
        if "=?" in value:
            words += value.count("=?")
            value = decode_header(value, hint) if words < _MOST_WORDS or name.lower() == "subject" else value  # noqa: PLW2901
        items.append((name, value))
    return Fields(items)


def kept_headers(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the fields that rules may look at: the first 200."""
    return fields.items[:_MOST_KEPT]


def message_id(fields: Fields) -> str | None:
    """Return the Message-ID with angle brackets, or None when the mail has none that could be one."""
    for value in fields.all("Message-ID"):
        found = message_ids(value)
        if found:
            return found[0]
        bare = value.strip().strip("<>")
        if bare and not any(char.isspace() for char in bare):
            return f"<{bare}>"
    return None


def message_ids(value: str) -> tuple[str, ...]:
    """Return the ids of a References or In-Reply-To value, each once, in order; of too many the newest 100."""
    found = _MESSAGE_ID.findall(value)
    if value.count("<") > len(found):
        inside = ("".join(inner.split()) for inner in _BROKEN_ID.findall(value))
        found = [f"<{inner}>" for inner in inside if inner]
    elif not found:
        found = [f"<{word}>" for word in value.split() if "@" in word and not set(word) & set('"(),;<>')]
    return tuple(dict.fromkeys(found))[-_MOST_IDS:]


def sent_at(fields: Fields) -> tuple[datetime | None, str]:
    """Return the Date in UTC and a warning; None when it is missing or is no date (RFC 5322 section 3.3)."""
    value = fields.first("Date")
    if not value:
        return None, ""
    moment = read_date(value)
    return moment, "" if moment else "the Date is no date"


def subject(fields: Fields) -> str:
    """Return the subject on one line; of several the first that says anything."""
    return next((one_line(value) for value in fields.all("Subject") if value.strip()), "")
