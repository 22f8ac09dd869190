"""Keeps a complaint away from whom it may be about: who that is, and who works on it instead (S10)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maildesk.desk.customer_phrases import TITLES
from maildesk.desk.people import People, Role, Staff
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Ticket, TicketType

_READ = 20_000  # characters of a mail that are searched for names
_HAN = re.compile("[\u3400-\u9fff]")
_SHORTEST_NAME = 3  # letters; "Li" alone is too many other words


@dataclass(frozen=True, kw_only=True, slots=True)
class Concerned:
    """Whom a complaint may be about, and the sentences that say how that is known."""

    ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


def came_by_complaints_address(situation: Situation) -> bool:
    """Say whether a mail came by, or was also written to, an address that takes complaints."""
    mailbox = situation.desk.mailbox(situation.mailbox)
    if mailbox and mailbox.complaints:
        return True
    own = {
        address.casefold()
        for each in situation.desk.mailboxes
        if each.complaints
        for address in (each.address, *each.aliases)
    }
    return any(person.address.casefold() in own for person in (*situation.letter.to, *situation.letter.cc))


def complains_apart(situation: Situation, ticket: Ticket) -> bool:
    """Say whether a mail on a ticket is a complaint of its own: written to the complaints address, no reply from it.

    The ticket it names stays with its engineer, who must not read what is written about him.
    """
    if ticket.concerned or not came_by_complaints_address(situation):
        return False
    mailbox = situation.desk.mailbox(ticket.mailbox)
    return ticket.type is not TicketType.COMPLAINT and not (mailbox and mailbox.complaints)


def concerned_of(situation: Situation, linked: Ticket | None) -> Concerned:
    """Return whom a new complaint may be about.

    That is the owner of the ticket it is linked to, else the customer's last engineer, and whoever of the staff is
    named in it. Rather one too many than one too few: who is concerned only hears nothing of it. But when nobody else
    could work on it, nobody is.
    """
    people, letter = situation.desk.people, situation.letter
    found: dict[str, str] = {}
    owner = people.by_id(linked.owner) if linked else None
    last = people.by_id(situation.person.last_engineer) if situation.person else None
    if owner is not None and linked is not None:
        found[owner.id] = f"{owner.name} owns ticket {linked.number}, from which the complaint came."
    elif last is not None:
        found[last.id] = f"{last.name} was this customer's last engineer."
    own = (letter.sender.name if letter.sender else "", letter.sender.address if letter.sender else "")
    for person in named_in(people.staff, f"{letter.subject}\n{letter.reply or letter.text}", own):
        found.setdefault(person.id, f"{person.name} is named in the mail.")
    return apart(people, found.keys(), tuple(found.values()))


def apart(people: People, ids: Iterable[str], reasons: tuple[str, ...]) -> Concerned:
    """Return these people as concerned, unless nobody would be left to work on the complaint."""
    wanted = tuple(ids)
    if not wanted:
        return Concerned(reasons=("Nobody is known whom the complaint is about.",))
    if not independent(people, wanted):
        return Concerned(reasons=("Nobody else could work on the complaint, so nobody is kept away from it.",))
    return Concerned(ids=wanted, reasons=(*reasons, "Who is concerned hears nothing of the complaint (#concerned)."))


def independent(people: People, concerned: Sequence[str]) -> tuple[Staff, ...]:
    """Return who works on a complaint: the supervisors, or else the leads of teams; never whom it is about."""
    supervisors = tuple(person for person in people.supervisors() if person.id not in concerned)
    if supervisors:
        return supervisors
    leads = (people.by_id(team.lead) for team in people.teams)
    return tuple(dict.fromkeys(lead for lead in leads if lead and not lead.suspended and lead.id not in concerned))


def keeper_of(people: People, concerned: Sequence[str]) -> str | None:
    """Return the team lead who owns a complaint because no supervisor may; None when supervisors take it."""
    able = independent(people, concerned)
    return able[0].id if able and able[0].role is not Role.SUPERVISOR else None


def may_hear(person: Staff, ticket: Ticket) -> bool:
    """Say whether somebody may be told of a ticket at all: nobody of a complaint but supervisors and its owner."""
    if person.id in ticket.concerned:
        return False
    apart = ticket.type is TicketType.COMPLAINT or bool(ticket.concerned)
    return not apart or person.role is Role.SUPERVISOR or person.id == ticket.owner


def named_in(staff: Iterable[Staff], text: str, own: Sequence[str] = ()) -> tuple[Staff, ...]:
    """Return the staff whom a text names: by address or full name; engineers also by a part of it, 王 also as 王工.

    Words of the writer's `own` name are no names of staff.
    """
    plain = unicodedata.normalize("NFKC", text[:_READ])
    folded = plain.casefold()
    words = frozenset(re.findall(r"[^\W\d_]+", plain))
    mine = frozenset(word.casefold() for name in own for word in re.findall(r"[^\W\d_]+", name))
    return tuple(person for person in staff if not person.suspended and _names(person, folded, words, mine))


def _names(person: Staff, text: str, words: frozenset[str], mine: frozenset[str]) -> bool:
    name = unicodedata.normalize("NFKC", person.name).casefold()
    parts = name.split()
    if any(address.casefold() in text for address in (person.address, *person.aliases) if "@" in address):
        return True
    if _HAN.search(name):
        short = [alias for alias in person.aliases if _HAN.search(alias)]
        return _names_han(name.replace(" ", ""), short, text)
    whole = {" ".join(parts), " ".join(reversed(parts))} if len(parts) > 1 else set()
    if any(re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text) for each in whole):
        return True
    if _names_han("", [alias for alias in person.aliases if _HAN.search(alias)], text):
        return True
    if person.role is Role.SUPERVISOR:
        return False
    known = {part.capitalize() for part in parts if len(part) >= _SHORTEST_NAME and part not in mine}
    return bool(known & words)


def _names_han(name: str, aliases: Sequence[str], text: str) -> bool:
    if len(name) > 1 and name in text:
        return True
    if any(len(alias) > 1 and alias in text for alias in aliases):
        return True
    surnames = {alias for alias in aliases if len(alias) == 1} | ({name[0]} if name else set())
    return any(f"{surname}{title}" in text for surname in surnames for title in TITLES)
