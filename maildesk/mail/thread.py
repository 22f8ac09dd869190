"""Finds every carrier of a ticket in a mail; who judges them together with the sender is the desk."""

import re
import unicodedata

from maildesk.mail.address_grammar import read_entries
from maildesk.mail.fields import Fields
from maildesk.mail.headers import message_ids
from maildesk.mail.letter import OwnIdClue, ReadContext, ThreadClues, TokenClue
from maildesk.mail.token import find_tokens, read_message_id, read_plus_address

_MAX_REFERENCES = 100
_BARE_NUMBER = re.compile(r"[\[【［]\s?#\s?([0-9]{1,12})\s?[\]】］]")
_RECIPIENT_FIELDS = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")


def find_clues(fields: Fields, subject: str, quoted: str, text: str, context: ReadContext) -> ThreadClues:
    """Collect the clues of one mail: signed ids, plus-addresses, tokens in subject and body, foreign references."""
    own, foreign = _references(fields, context.key)
    in_body = find_tokens(quoted, context.prefix, context.key) or find_tokens(text, context.prefix, context.key)
    return ThreadClues(
        own_ids=own,
        plus=_plus_addresses(fields, context) if context.plus_addressing else (),
        subject=find_tokens(subject, context.prefix, context.key),
        body=in_body,
        bare=_bare_numbers(subject),
        references=foreign,
    )


def _references(fields: Fields, key: bytes) -> tuple[tuple[OwnIdClue, ...], tuple[str, ...]]:
    answered = [one for value in fields.all("in-reply-to") for one in message_ids(value)]
    referred = [one for value in fields.all("references") for one in message_ids(value)]
    newest_first = list(dict.fromkeys((*answered, *reversed(referred))))[:_MAX_REFERENCES]
    own: list[OwnIdClue] = []
    foreign: list[str] = []
    for one in newest_first:
        clue = read_message_id(key, one)
        if clue is None:
            foreign.append(one)
        else:
            own.append(clue)
    return tuple(own), tuple(foreign)


def _plus_addresses(fields: Fields, context: ReadContext) -> tuple[TokenClue, ...]:
    found: dict[str, TokenClue] = {}
    for name in _RECIPIENT_FIELDS:
        for value in fields.all(name):
            for entry in read_entries(value) if "+" in value else ():
                clue = read_plus_address(entry.address, context.own_addresses, context.key)
                if clue is not None:
                    found.setdefault(clue.token, clue)
    return tuple(found.values())


def _bare_numbers(subject: str) -> tuple[int, ...]:
    plain = unicodedata.normalize("NFKC", subject[:1_000])
    return tuple(dict.fromkeys(int(digits) for digits in _BARE_NUMBER.findall(plain)))
