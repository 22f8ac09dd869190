"""The tokens in the few links a mail of ours may hold; nothing is stored for them.

`s-1042-1-20261201-<seal>-<code>`: the seal keeps made-up tokens away from the database, the code also binds the
address the mail went to, which does not stand in the link.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maildesk.mail.crockford import keyed_word, same_word

_SEAL_LENGTH = 8  # 40 bits: only saves look-ups
_CODE_LENGTH = 26  # 130 bits
_SHAPE = re.compile(
    r"(?P<fields>(?P<purpose>[csrb])-(?P<number>[0-9]{1,12})-(?P<round>[0-9]{1,6})-(?P<expires>[0-9]{8}))"
    r"-(?P<seal>[0-9a-z]{8})-(?P<code>[0-9a-z]{26})"
)


class LinkPurpose(StrEnum):
    """What a link is for; a token of one purpose is worth nothing for another."""

    CONFIRM = "confirm"  # the solution holds, or does not
    SURVEY = "survey"
    RELEASE = "release"  # a staff member frees a held mail
    BOARD = "board"


_LETTERS = {LinkPurpose.CONFIRM: "c", LinkPurpose.SURVEY: "s", LinkPurpose.RELEASE: "r", LinkPurpose.BOARD: "b"}
_PURPOSES = {letter: purpose for purpose, letter in _LETTERS.items()}


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkClaim:
    """What a token says before the address has been compared."""

    purpose: LinkPurpose
    number: int  # ticket, or whatever the purpose counts
    round_: int  # which closing, so that a reopened ticket makes a new link
    expires: date  # the last day on which it is good
    code: str


def make_link_token(key: bytes, purpose: LinkPurpose, number: int, round_: int, address: str, expires: date) -> str:
    """Return a URL-path-safe token for one person and purpose, good until the end of `expires`."""
    fields = f"{_LETTERS[purpose]}-{number}-{round_}-{expires:%Y%m%d}"
    return f"{fields}-{_seal(key, fields)}-{_code(key, fields, address)}"


def read_link_token(key: bytes, token: str) -> LinkClaim | None:
    """Return what a token claims; None when it was not made with this key. The address is still to be verified."""
    match = _SHAPE.fullmatch(token) if len(token) <= 100 else None
    if match is None or not same_word(match["seal"], _seal(key, match["fields"])):
        return None
    written = match["expires"]
    return LinkClaim(
        purpose=_PURPOSES[match["purpose"]],
        number=int(match["number"]),
        round_=int(match["round"]),
        expires=date(int(written[:4]), int(written[4:6]), int(written[6:])),
        code=match["code"],
    )


def verify_link(key: bytes, claim: LinkClaim, address: str, today: date) -> bool:
    """Say whether the link was made for this address and is still good today."""
    fields = f"{_LETTERS[claim.purpose]}-{claim.number}-{claim.round_}-{claim.expires:%Y%m%d}"
    right = same_word(claim.code, _code(key, fields, address))
    return right and today <= claim.expires


def _seal(key: bytes, fields: str) -> str:
    return keyed_word(key, f"link-seal:{fields}".encode(), _SEAL_LENGTH).lower()


def _code(key: bytes, fields: str, address: str) -> str:
    return keyed_word(key, f"link:{fields}:{address.strip().lower()}".encode(), _CODE_LENGTH).lower()
