"""Domains: how they are written, which part belongs to one organisation, which look like another, which are public."""

import contextlib
import re
import unicodedata
from functools import lru_cache

# Not the Public Suffix List: the second levels under which countries register names, and the hosts that matter in
# mail. A country's own special rules (city.kawasaki.jp, sch.uk ...) are read as one organisation too many.
_SECOND_LEVELS_TEXT = """
    ac co com edu gov mil net org ne or go gr lg ad ed re pe gob gouv gub nom ltd plc me id in web firm gen nic sch
    asso tm priv k12 idv game ebiz club school health nhs police mod govt maori iwi cri geek kiwi asn csiro law biz
    info name pro aero coop museum tv art eng adv med ind inf
"""
_SECOND_LEVELS = frozenset(_SECOND_LEVELS_TEXT.split())
_SHARED_HOSTS_TEXT = """
    onmicrosoft.com mail.onmicrosoft.com github.io gitlab.io herokuapp.com appspot.com azurewebsites.net
    cloudfront.net amazonaws.com blogspot.com wordpress.com netlify.app vercel.app pages.dev workers.dev
    firebaseapp.com web.app myshopify.com zendesk.com freshdesk.com atlassian.net uk.com us.com eu.com de.com cn.com
    jp.net gb.net co.com eu.org
"""
_SHARED_HOSTS = frozenset(_SHARED_HOSTS_TEXT.split())
_NOT_SECOND_LEVEL = frozenset({"me.de", "in.de", "co.de", "com.de", "me.eu", "co.eu", "tv.de", "info.de", "go.fr"})


# Letters of other scripts that look like Latin ones in the usual fonts; UTS 39 has the whole list.
_LOOKS_LIKE = str.maketrans(
    dict(zip("аәвсԁеԍһіјкӏмոорԛгѕтՍυνѵԝхуʏ", "aabcdeghijklmnopqrstuuvvwxyy", strict=True))
    | {"ο": "o", "α": "a", "ρ": "p", "τ": "t", "ι": "i", "κ": "k", "χ": "x", "γ": "y", "ε": "e", "η": "n", "ω": "w"}
    | {"ı": "i", "ɡ": "g", "ɑ": "a", "ℓ": "l", "0": "o", "1": "l", "|": "l", "5": "s", "3": "e", "օ": "o", "ս": "u"}
)


@lru_cache(maxsize=4096)
def domain_of(address: str) -> str:
    """Return the domain of an addr-spec in lower case, international ones as A-labels; empty when there is none."""
    domain = address.rpartition("@")[2].strip().rstrip(".").lower() if "@" in address else ""
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return unicodedata.normalize("NFKC", domain).lower()


@lru_cache(maxsize=4096)
def organisational_domain(domain: str) -> str:
    """Return the part of a domain that one organisation registers, "mail.example.co.uk" -> "example.co.uk".

    By a short built-in table, not by the whole Public Suffix List: where the table errs, it says that two domains
    belong together only below one registered name of a country that has levels of its own.
    """
    labels = domain.lower().strip(".").split(".")
    if len(labels) <= 2 or domain.startswith("[") or labels[-1].isdigit():
        return domain.lower()
    last_two = ".".join(labels[-2:])
    country = len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVELS and last_two not in _NOT_SECOND_LEVEL
    shared = last_two in _SHARED_HOSTS
    return ".".join(labels[-3:]) if country or shared else last_two


@lru_cache(maxsize=4096)
def skeleton(domain: str) -> str:
    """Return what a domain looks like: two domains with one skeleton are hard to tell apart (after UTS 39)."""
    shown = domain.replace("I", "l")
    if "xn--" in shown.lower():
        with contextlib.suppress(UnicodeError):
            shown = shown.lower().encode("ascii").decode("idna")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", shown).casefold())
    text = "".join(character for character in text if not unicodedata.combining(character))
    return re.sub("vv", "w", re.sub("rn", "m", text.translate(_LOOKS_LIKE)))


def lookalike(address: str, known_domains: tuple[str, ...]) -> str | None:
    """Return the known domain that this address only looks like; None when it is known itself or looks like none."""
    raw = address.rpartition("@")[2]
    own = organisational_domain(domain_of(address))
    known = {organisational_domain(domain.lower()) for domain in known_domains if domain}
    if own in known:
        return None
    seen = {skeleton(raw), skeleton(organisational_domain(raw))}
    return next((domain for domain in sorted(known) if skeleton(domain) in seen), None)
