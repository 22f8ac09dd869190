"""Who a mail is from and to: addr-specs are identity, names are only words beside them."""

import re
import unicodedata
from email.utils import getaddresses
from functools import lru_cache

from maildesk.mail.address_grammar import Entry, read_entries
from maildesk.mail.decode import decode_header
from maildesk.mail.domains import domain_of, organisational_domain
from maildesk.mail.header_value import header_text
from maildesk.mail.letter import Address
from maildesk.mail.public_mail_domains import PUBLIC_MAIL_DOMAINS

__all__ = [
    "PUBLIC_MAIL_DOMAINS",
    "domain_of",
    "named_address",
    "organisational_domain",
    "parse_addresses",
    "parse_sender",
    "same_mailbox",
]

_MAX_SENDER = 2_000
_ADDRESS_IN_NAME = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,253}\.[\w-]{2,63}")


@lru_cache(maxsize=32)
def parse_addresses(raw_value: str) -> tuple[Address, ...]:
    """Return the addresses of a To, Cc or Reply-To value as it stands in the mail (names still encoded).

    Groups are opened, entries without a well-formed address are left out; at most 100, in their order.
    """
    return tuple(_address(entry) for entry in read_entries(raw_value) if entry.address)


def parse_sender(from_values: tuple[str, ...]) -> tuple[Address | None, tuple[str, ...]]:
    """Return the one author of a mail and what was odd about From; None when there is no single certain one.

    Two parsers that know nothing of each other must find the same single addr-spec (CVE-2023-27043).
    """
    if len(from_values) != 1:
        return None, ("The mail has no From field." if not from_values else "The mail has several From fields.",)
    value = from_values[0].strip()
    if len(value) > _MAX_SENDER:
        return None, ("The From field is too long.",)
    entries = read_entries(value)
    fault = _fault(entries)
    if fault:
        return None, (fault,)
    (entry,) = (one for one in entries if one.address)
    if _addresses_of_the_standard_library(value) != [entry.address.lower()]:
        return None, ("Two ways of reading the From field find different addresses.",)
    sender = _address(entry)
    return sender, _oddities(sender, entries)


def _fault(entries: list[Entry]) -> str:
    if any(entry.in_group for entry in entries):
        return "The From field holds a group, not an address."
    for entry in entries:
        if entry.defect:
            return f"The From field cannot be read: {entry.defect}."
    count = sum(bool(entry.address) for entry in entries)
    if count == 1:
        return "" if entries[-1].address else "The From field holds something after the address."
    return "The From field holds several addresses." if count else "The From field holds no address."


def _addresses_of_the_standard_library(value: str) -> list[str]:
    found = [address.lower() for _, address in getaddresses([value]) if "@" in address]
    # A name that repeats the address is read as a second address.
    return found[-1:] if len(set(found)) == 1 else found


def _address(entry: Entry) -> Address:
    return Address(name=header_text(decode_header(entry.name), 200), address=entry.address)


def _oddities(sender: Address, entries: list[Entry]) -> tuple[str, ...]:
    odd = []
    if len(entries) > 1:
        odd.append("The name in From holds a comma without quotes.")
    if named_address(sender) is not None:
        odd.append("The name in From holds another address.")
    if sender.name and any(unicodedata.category(character) == "Cf" for character in sender.name):
        odd.append("The name in From holds invisible characters.")
    return tuple(odd)


def named_address(sender: Address) -> str | None:
    """Return an address that stands in the display name and is another one than the real; None when there is none."""
    name = unicodedata.normalize("NFKC", sender.name).replace("＠", "@")
    for match in _ADDRESS_IN_NAME.finditer(name[:500]):
        if not same_mailbox(match[0], sender.address):
            return match[0]
    return None


def same_mailbox(a: str, b: str) -> bool:
    """Say whether two addr-specs name one mailbox: case never matters, nor how an international domain is written."""
    return _local(a) == _local(b) and domain_of(a) == domain_of(b)


def _local(address: str) -> str:
    return unicodedata.normalize("NFC", address.rpartition("@")[0]).casefold()
