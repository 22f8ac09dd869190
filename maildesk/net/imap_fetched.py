"""What FETCH says (RFC 9051 section 7.5.2): read at once in the form in which nearly all servers say it.

IMAPClient reads everything else. It takes each answer apart word by word, which for a mail costs as much as storing it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from imapclient.response_parser import parse_fetch_response

from maildesk.net.words import server_words

Said = Sequence[bytes | tuple[bytes, bytes]]  # imaplib makes a literal a pair with what is before it

_ITEM = rb"(?:UID [0-9]{1,10}|RFC822\.SIZE [0-9]{1,19}|FLAGS \([^()\"{}]*\)|INTERNALDATE \"[ 0-9A-Za-z:+-]{26}\")"
_SIZE_LINE = re.compile(rb"[0-9]{1,10} \(" + _ITEM + rb"(?: " + _ITEM + rb"){1,3}\)")
_ITEMS = re.compile(rb'(UID|RFC822\.SIZE) ([0-9]+)|FLAGS \(([^()]*)\)|INTERNALDATE "([^"]*)"')
_ARRIVAL = re.compile(
    rb"([ 0-9][0-9])-([A-Z][a-z]{2})-([0-9]{4}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2})"
)
_MONTHS = {name: number for number, name in enumerate(b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)}
_TEXT_LINE = re.compile(rb"[0-9]{1,10} \(UID ([0-9]{1,10}) BODY\[\] \{[0-9]+\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class MailSize:
    """What is known of a mail before it is fetched; sizes are as announced, some servers are a little wrong."""

    size: int  # bytes
    internal_date: datetime | None  # aware UTC; None when the server gives none that can be read
    flags: tuple[str, ...]


class _Unusual(Exception):
    """An answer that is not in the form read here."""


def sizes_in(said: Said) -> dict[int, MailSize]:
    """Return size, arrival and flags by UID; mails whose size is not said are absent.

    Raises what IMAPClient raises for what is no answer at all.
    """
    try:
        return dict(map(_size_in, said))
    except (_Unusual, ValueError):
        return dict(_sizes(parse_fetch_response(list(said), False, True)))


def texts_in(said: Said) -> dict[int, bytes]:
    """Return whole mails by UID; those whose text is empty, missing or NIL are absent.

    Raises what IMAPClient raises for what is no answer at all.
    """
    try:
        return dict(_usual_texts(said))
    except _Unusual:
        found: Mapping[int, Mapping[bytes, Any]] = parse_fetch_response(list(said), False, True)
        texts = ((uid, each.get(b"BODY[]")) for uid, each in found.items())
        return {uid: text for uid, text in texts if isinstance(text, bytes) and text}


def _size_in(line: bytes | tuple[bytes, bytes]) -> tuple[int, MailSize]:
    if not isinstance(line, bytes) or not _SIZE_LINE.fullmatch(line):
        raise _Unusual
    numbers: dict[bytes, int] = {}
    words: tuple[str, ...] = ()
    moment: datetime | None = None
    for name, number, flags, arrival in _ITEMS.findall(line):
        if name:
            numbers[name] = int(number)
        elif arrival:
            moment = _moment(arrival)
        else:
            words = tuple(server_words(flag) for flag in flags.split())
    if len(numbers) < 2:
        raise _Unusual
    return numbers[b"UID"], MailSize(size=numbers[b"RFC822.SIZE"], internal_date=moment, flags=words)


def _moment(arrival: bytes) -> datetime:
    found = _ARRIVAL.fullmatch(arrival)
    if found is None or found[2] not in _MONTHS:
        raise _Unusual
    day, _, year, hour, minute, second, sign, hours, minutes = found.groups()
    away = timedelta(hours=int(hours), minutes=int(minutes))
    zone = timezone(-away if sign == b"-" else away)
    moment = datetime(int(year), _MONTHS[found[2]], int(day), int(hour), int(minute), int(second), tzinfo=zone)
    return moment.astimezone(UTC)


def _sizes(found: Mapping[int, Mapping[bytes, Any]]) -> Iterator[tuple[int, MailSize]]:
    for uid, each in found.items():
        size, arrived = each.get(b"RFC822.SIZE"), each.get(b"INTERNALDATE")
        if isinstance(size, int):
            moment = arrived.astimezone(UTC) if isinstance(arrived, datetime) else None
            flags = tuple(server_words(flag) for flag in each.get(b"FLAGS") or ())
            yield uid, MailSize(size=size, internal_date=moment, flags=flags)


def _usual_texts(said: Said) -> Iterator[tuple[int, bytes]]:
    if len(said) % 2:
        raise _Unusual
    for opened, closed in zip(said[::2], said[1::2], strict=True):
        if not isinstance(opened, tuple) or closed != b")" or not opened[1]:
            raise _Unusual
        line = _TEXT_LINE.fullmatch(opened[0])
        if line is None:
            raise _Unusual
        yield int(line[1]), opened[1]
