"""What the arguments of orders name: priorities, people and addresses in every form that is understood."""

import re

from maildesk.desk.people import People, Staff
from maildesk.desk.ticket import Priority
from maildesk.mail.address import parse_addresses
from maildesk.mail.letter import Address

PRIORITIES = {
    "urgent": Priority.URGENT, "high": Priority.URGENT, "紧急": Priority.URGENT, "緊急": Priority.URGENT,
    "高": Priority.URGENT, "normal": Priority.NORMAL, "medium": Priority.NORMAL, "普通": Priority.NORMAL,
    "一般": Priority.NORMAL, "正常": Priority.NORMAL, "中": Priority.NORMAL, "low": Priority.LOW, "低": Priority.LOW,
    "critical": Priority.URGENT, "加急": Priority.URGENT,
}  # fmt: skip
ME = frozenset({"me", "myself", "我", "自己", "本人"})
NOBODY = frozenset({"nobody", "none", "无", "無", "无人", "無人"})
_TO = re.compile(r"^(?:to\s+|@|[给給予]\s*)", re.IGNORECASE)


def name_in(argument: str) -> str:
    """Return the name in the argument of #assign, without "to", 给 or "@" before it."""
    return _TO.sub("", argument.strip())


def staff_named(people: People, argument: str) -> Staff | None:
    """Return whom an id, a short name, an address or a whole name means; None when it means nobody or several."""
    name = name_in(argument)
    found = people.by_id(argument) or people.by_id(name)
    if found:
        return found
    wanted = " ".join(name.casefold().split())
    alike = [person for person in people.staff if " ".join(person.name.casefold().split()) == wanted]
    return alike[0] if len(alike) == 1 else None


def addresses_in(argument: str) -> tuple[Address, ...]:
    """Return the addresses of a #cc line, with commas, semicolons or blanks between them; empty when it holds none."""
    words = re.sub("[;；，、]", ",", argument)
    if all("@" in word for word in words.split()):
        words = ",".join(words.split())
    return tuple(person for person in parse_addresses(words) if "@" in person.address)
