"""Who of the people copied on a customer's mail takes part, and who is only shown to the engineer (SECURITY 3).

A Reply-To is treated like a copied address (SECURITY A13): answers go to From, and to a Reply-To of the requester's own
organisation as well; one of another organisation is only shown.
"""

from dataclasses import dataclass

from maildesk.desk.desk import CcPolicy
from maildesk.desk.draft import Draft
from maildesk.desk.situation import Situation
from maildesk.mail.address import PUBLIC_MAIL_DOMAINS, domain_of, organisational_domain
from maildesk.mail.letter import Address, Trust

_MOST = 5  # people that requesters may add to a ticket by copying them
_MOST_SHOWN = 10
_READ = 100  # addresses looked at in one mail


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """The copied people that do not take part, ready for the notice to the engineer."""

    noted: tuple[Address, ...] = ()

    def cautions(self) -> tuple[str, ...]:
        """Return the sentence that names them; none when there is nobody."""
        if not self.noted:
            return ()
        names = ", ".join(person.address for person in self.noted[:_MOST_SHOWN])
        more = f" and {len(self.noted) - _MOST_SHOWN} more" if len(self.noted) > _MOST_SHOWN else ""
        return (f"Copied, but taking no part: {names}{more}.",)

    def suggestions(self) -> tuple[str, ...]:
        """Return the line that would let them take part; none when there is nobody."""
        names = ", ".join(person.address for person in self.noted[:_MOST_SHOWN])
        return (f"#cc {names}",) if names else ()


def add_copied(situation: Situation, draft: Draft) -> Copied:
    """Let copied people of the requester's own domain take part when the requester is proven; note all others."""
    noted: list[Address] = []
    for person in _others(situation, draft):
        if _may_add(situation, draft) and _fits(situation, person):
            draft.add_participant(person, "customer", "copied by the proven requester, same domain")
        else:
            noted.append(person)
    return Copied(noted=tuple(noted))


def _others(situation: Situation, draft: Draft) -> tuple[Address, ...]:
    """Return who stands in To, Cc and Reply-To and is neither the desk nor staff nor taking part already."""
    letter, desk = situation.letter, situation.desk
    found: dict[str, Address] = {}
    for person in (*letter.to, *letter.cc, *letter.reply_to)[:_READ]:
        key = person.address.casefold()
        if "@" not in key or is_own_address(situation, key) or desk.people.by_address(key):
            continue
        if not draft.ticket.takes_part(key):
            found.setdefault(key, person)
    return tuple(found.values())


def is_own_address(situation: Situation, address: str) -> bool:
    """Say whether an address is the desk's own, with or without a plus part; no mail must ever go there."""
    local, _, domain = address.casefold().rpartition("@")
    own = situation.desk.read.own_addresses
    return address.casefold() in own or f"{local.partition('+')[0]}@{domain}" in own


def _may_add(situation: Situation, draft: Draft) -> bool:
    sender = situation.letter.sender
    requester = draft.ticket.requester.address.casefold()
    proven = situation.letter.proof.customer is Trust.PROVEN and situation.desk.cc is not CcPolicy.OFF
    room = len(draft.ticket.participants) <= _MOST
    return proven and room and sender is not None and sender.address.casefold() == requester


def _fits(situation: Situation, person: Address) -> bool:
    if situation.desk.cc is CcPolicy.ANY:
        return True
    sender = situation.letter.sender
    theirs = domain_of(sender.address) if sender else ""
    if not theirs or theirs in PUBLIC_MAIL_DOMAINS:
        return False
    domain = domain_of(person.address)
    answered = any(each.address.casefold() == person.address.casefold() for each in situation.letter.reply_to)
    return domain == theirs or (answered and organisational_domain(domain) == organisational_domain(theirs))
