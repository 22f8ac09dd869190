"""What ties a mail to its ticket and to this desk: check codes, signed Message-IDs, marks and reply codes.

A token says which ticket, never who may. Every word here is derived from the desk's secret key with a purpose in
front, so that none of them can stand for another.
"""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from maildesk.mail.crockford import keyed_word, read_as_typed, same_word
from maildesk.mail.letter import OwnIdClue, TokenClue

CHECK_CODE_LENGTH = 5
_ID_CODE_LENGTH = 13  # 65 bits
_MARK_LENGTH = 16  # 80 bits
_REPLY_CODE_LENGTH = 8
_MAX_TEXT = 262_144
_MAX_FOUND = 20
_TICKET_WORD = "ticket"  # stands for the random word in the constant reference of a ticket

_OWN_ID = re.compile(
    r"<?(?:t(?P<number>[0-9]{1,12})|m)\.(?P<unique>[0-9a-z]{1,40})\.(?P<code>[0-9a-z]{13})@[^@\s<>]{1,255}>?"
)
_DASHES = re.compile("[\u2010-\u2015\u2212\uff0d]")
_OPENING_BRACKETS = ("[", "【", "〔", "［")
_ALSO_READ_AS = {"I": "İı"}  # letters that a pattern without case takes for one of ASCII; NFKC leaves no others
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_MAY_HIDE_LETTERS = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)


class InstanceMark(StrEnum):
    """What the X-Maildesk-Instance field of a mail says."""

    OWN = "own"  # written by this desk
    FOREIGN = "foreign"  # another maildesk, or a forgery
    ABSENT = "absent"


def check_code(key: bytes, number: int) -> str:
    """Return the five characters that prove a ticket number was given out by this desk (25 bits)."""
    return keyed_word(key, b"ticket:%d" % number, CHECK_CODE_LENGTH)


def subject_token(prefix: str, key: bytes, number: int) -> str:
    """Return the token of a ticket without brackets, "ACME-1042-7KQX2"."""
    return f"{prefix}-{number}-{check_code(key, number)}"


@lru_cache(maxsize=64)
def _token_pattern(prefix: str) -> re.Pattern[str]:
    number = "(?P<number>[0-9OIL]{1,12})"
    code = "(?P<code>[0-9A-Z]{5})"
    first = f"[{prefix[0]}{prefix[0].lower()}{_ALSO_READ_AS.get(prefix[0], '')}]"
    # Begins with the letters alone: so the search passes over all other characters fast.
    return re.compile(
        rf"{first}(?i:(?<![0-9A-Z-].){re.escape(prefix[1:])} ?- ?{number} ?- ?{code}"
        r"(?![0-9A-Z-])(?P<close> ?[\]】〕］])?)"
    )


def find_tokens(text: str, prefix: str, key: bytes) -> tuple[TokenClue, ...]:
    """Find the tokens of this desk in a subject or body, in the order of the text and each once; at most 20.

    In brackets (`[]`, also 【】) a wrong check code is reported as not valid; without brackets only a right one
    counts. Case does not matter and O, I, L are read as 0, 1, 1.
    """
    if prefix.lower() not in text.lower() and (text.isascii() or not _MAY_HIDE_LETTERS.search(text)):
        return ()
    plain = text[:_MAX_TEXT]
    if not plain.isascii():
        plain = _DASHES.sub("-", unicodedata.normalize("NFKC", _INVISIBLE.sub("", plain)))
    found: dict[str, TokenClue] = {}
    for match in _token_pattern(prefix).finditer(plain):
        clue = _token_clue(match, prefix, key)
        if clue is not None:
            found.setdefault(clue.token, clue)
            if len(found) == _MAX_FOUND:
                break
    return tuple(found.values())


def _token_clue(match: re.Match[str], prefix: str, key: bytes) -> TokenClue | None:
    digits = read_as_typed(match["number"])
    code = read_as_typed(match["code"])
    number = int(digits)
    valid = same_word(code, check_code(key, number))
    if not valid and not (match["close"] and _is_opened(match)):
        return None
    return TokenClue(token=f"{prefix}-{number}-{code}", number=number, valid=valid)


def _is_opened(match: re.Match[str]) -> bool:
    """Say whether a bracket stands before a token, perhaps with a space between."""
    return match.string[max(0, match.start() - 2) : match.start()].removesuffix(" ").endswith(_OPENING_BRACKETS)


def plus_address(address: str, key: bytes, number: int) -> str:
    """Return the Reply-To address of a ticket, support+1042-7kqx2@example.com (RFC 5233 subaddress)."""
    local, _, domain = address.rpartition("@")
    return f"{local}+{number}-{check_code(key, number).lower()}@{domain}"


_PLUS_DETAIL = re.compile(r"(?P<number>[0-9]{1,12})-(?P<code>[0-9a-zA-Z]{5})")


def read_plus_address(address: str, own_addresses: tuple[str, ...], key: bytes) -> TokenClue | None:
    """Read the ticket out of a plus-address of one of our own mailboxes; None when it is none."""
    local, _, domain = address.lower().rpartition("@")
    name, plus, detail = local.rpartition("+")
    match = _PLUS_DETAIL.fullmatch(detail)
    if not plus or match is None or f"{name}@{domain}" not in own_addresses:
        return None
    number, code = int(match["number"]), read_as_typed(match["code"])
    return TokenClue(token=f"{number}-{code}", number=number, valid=same_word(code, check_code(key, number)))


def _id_code(key: bytes, ticket: str, unique: str) -> str:
    return keyed_word(key, f"message-id:{ticket}:{unique}".encode(), _ID_CODE_LENGTH).lower()


def signed_message_id(key: bytes, domain: str, *, number: int | None, unique: str) -> str:
    """Return a Message-ID that only this desk can write, `<t1042.u8f3k2.…@domain>`; 65 bits are signed.

    `unique` is a random word of 1 to 40 ASCII letters and digits given by the caller; ValueError when it is not.
    Relays may rewrite the domain (Amazon SES does), so it is not signed.
    """
    word = unique.lower()
    if not (1 <= len(word) <= 40 and word.isascii() and word.isalnum()):
        raise ValueError("The unique word of a Message-ID must be 1 to 40 ASCII letters and digits.")
    ticket = "m" if number is None else f"t{number}"
    return f"<{ticket}.{word}.{_id_code(key, ticket, word)}@{domain}>"


def read_message_id(key: bytes, message_id: str) -> OwnIdClue | None:
    """Return the ticket of one of our own Message-IDs; None when the signature is not ours."""
    text = message_id.strip()
    match = _OWN_ID.fullmatch(text.lower()) if len(text) <= 400 else None
    if match is None:
        return None
    ticket = "m" if match["number"] is None else f"t{match['number']}"
    if not same_word(match["code"], _id_code(key, ticket, match["unique"])):
        return None
    return OwnIdClue(message_id=text, number=None if match["number"] is None else int(match["number"]))


def ticket_reference(key: bytes, domain: str, number: int) -> str:
    """Return the constant extra References entry that every mail of a ticket carries."""
    return signed_message_id(key, domain, number=number, unique=_TICKET_WORD)


def instance_mark(key: bytes, instance: str, message_id: str) -> str:
    """Return the value of X-Maildesk-Instance for a mail of ours: the desk's id and a code over the Message-ID."""
    return f"{instance}; {_mark_code(key, instance, message_id)}"


def _mark_code(key: bytes, instance: str, message_id: str) -> str:
    return keyed_word(key, f"instance:{instance}:{message_id}".encode(), _MARK_LENGTH).lower()


def check_instance_mark(key: bytes, instance: str, message_id: str, values: tuple[str, ...]) -> InstanceMark:
    """Judge every X-Maildesk-Instance value of a mail: ours only with our id and the right code for this Message-ID."""
    if not values:
        return InstanceMark.ABSENT
    expected = _mark_code(key, instance, message_id)
    for value in values:
        name, _, code = value.partition(";")
        if name.strip() == instance and same_word(code.strip().lower(), expected):
            return InstanceMark.OWN
    return InstanceMark.FOREIGN


def reply_code(key: bytes, purpose: str, *parts: str) -> str:
    """Return a short code such as "7Q2X-M4KD" that a person sends back to release or confirm something (40 bits)."""
    message = "\0".join(("reply-code", purpose, *parts)).encode()
    word = keyed_word(key, message, _REPLY_CODE_LENGTH)
    return f"{word[:4]}-{word[4:]}"


def verify_reply_code(key: bytes, code: str, purpose: str, *parts: str) -> bool:
    """Say whether a typed code is the right one; case, spaces and dashes do not matter, O is read as 0."""
    typed = re.sub(r"[^0-9A-Z]", "", read_as_typed(unicodedata.normalize("NFKC", code[:100])))
    return same_word(typed, reply_code(key, purpose, *parts).replace("-", ""))
