"""The grammar of one addr-spec (RFC 5322 section 3.4.1, RFC 6531), and what two of them have in common."""

import re

_ATEXT = r"A-Za-z0-9!#$%&'*+/=?^_`{|}~\-\u00a1-\u1fff\u2070-\ud7ff\uf900-\ufefe\uff01-\uffef\U00010000-\U0003ffff"
# Two dots in a row are no addr-spec, but Japanese carriers gave such addresses to millions.
_DOT_ATOM = re.compile(rf"[{_ATEXT}]+(?:\.+[{_ATEXT}]+)*\.?")
_QUOTED = re.compile(r'"(?:[ !#-\[\]-~]|\\[ -~])+"')
_LETTER = r"A-Za-z0-9_\u00a1-\u1fff\u2c00-\ud7ff\uf900-\ufefe\uff01-\uffef"
_LABEL = rf"[{_LETTER}](?:[{_LETTER}\-]{{0,61}}[{_LETTER}])?"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL}){{0,20}}")
_LITERAL = re.compile(r"\[[0-9A-Za-z:.]{3,60}\]")
MAX_ADDR_SPEC = 254  # octets, RFC 5321 section 4.5.3.1.3 without the angle brackets


def is_addr_spec(address: str) -> bool:
    """Say whether a text is exactly one mail address, safe to stand in a header and in an SMTP command."""
    local, at, domain = address.rpartition("@")
    if not at or len(address.encode("utf-8", "replace")) > MAX_ADDR_SPEC or len(local.encode("utf-8", "replace")) > 64:
        return False
    return is_local_part(local) and is_domain(domain)


def is_local_part(local: str) -> bool:
    """Say whether a text is a dot-atom or a quoted-string."""
    return bool(_DOT_ATOM.fullmatch(local) or _QUOTED.fullmatch(local))


def is_domain(domain: str) -> bool:
    """Say whether a text is a host name or an address literal; a final dot is none."""
    return bool(_DOMAIN.fullmatch(domain) or _LITERAL.fullmatch(domain))


def checked_addr_spec(address: str) -> str:
    """Return the address unchanged; ValueError with a sentence when it is none."""
    if not is_addr_spec(address):
        shown = address[:80].encode("unicode_escape").decode("ascii")
        raise ValueError(f"'{shown}' is not a mail address: write it as name@example.com.")
    return address
