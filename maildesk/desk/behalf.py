"""A mail that staff write for a customer: `#new for ann@example.com`, or a customer's mail that is forwarded."""

import re
from dataclasses import dataclass, replace

from maildesk.desk.command_lines import INTERNAL, Fault, Order, Orders, read_orders
from maildesk.desk.command_words import Command
from maildesk.desk.desk import Desk
from maildesk.desk.order_arguments import addresses_in
from maildesk.mail.language import detect_language
from maildesk.mail.letter import Address, Letter, Marks, Proof, ThreadClues, Trust

_FOR = re.compile(r"^(?:for|from|为|為|给|給|代)[\s:：]*(?=[^@\s]*[\s<@])", re.IGNORECASE)
_FORWARDED = re.compile(
    r"^\s*(?:fwd?|forward(?:ed)?|wg|weitergeleitet|tr|rv|enc|doorst|vb|vs|转发|自动转发|转寄|轉寄|轉發|轉送|轉傳|転送)\s*[:：]",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Behalf:
    """The mail as if the customer had written it, and the words that staff added for themselves."""

    letter: Letter
    note: str = ""
    orders: Orders  # other orders of the mail


def new_fault(desk: Desk, order: Order) -> str | None:
    """Return what is wrong with a `#new for` line and what to write instead; None when it can be carried out."""
    people = addresses_in(_FOR.sub("", order.argument))
    if len(people) != 1:
        return "#new needs one address of a customer, for example #new for ann@example.com."
    return _not_a_customer(desk, people[0])


def _not_a_customer(desk: Desk, person: Address) -> str | None:
    if person.address.casefold() in desk.read.own_addresses:
        return f"{person.address} is an address of the desk itself; name the person's own address."
    if desk.people.by_address(person.address):
        return f"{person.address} is one of the staff; they write to the desk themselves."
    return None


def behalf_of(desk: Desk, letter: Letter) -> Behalf | None:
    """Return the mail as the customer's for whom a member of staff wrote or forwarded it; None for any other mail."""
    forwarded = _forwarded_words(letter)
    own = _own_words(letter, forwarded)
    orders = read_orders(own)
    line = next((order for order in orders.orders if order.command is Command.NEW), None)
    if line is not None:
        if new_fault(desk, line):
            return None
        customer: Address | None = addresses_in(_FOR.sub("", line.argument))[0]
    else:
        customer = letter.forwarded_from if forwarded else None
    if customer is None or _not_a_customer(desk, customer):
        return None
    words, note = (forwarded, orders.words) if forwarded else _apart(orders)
    rest = tuple(order for order in orders.orders if order.command is not Command.NEW)
    return Behalf(
        letter=_as_written_by(customer, letter, words),
        note=note,
        orders=Orders(orders=rest, faults=orders.faults, words=note if orders.internal else ""),
    )


def _apart(orders: Orders) -> tuple[str, str]:
    """Return what the customer said, and what stands on the lines of #note and #escalate and is for staff only."""
    notes = [order.argument for order in orders.orders if order.command in INTERNAL and order.argument]
    said = orders.words.split("\n")
    for note in notes:
        said.remove(note)
    return "\n".join(said).strip(), "\n".join(notes)


def note_fault(behalf: Behalf, *, forwarded: bool) -> Fault | None:
    """Return what is wrong with a #note line that holds no words: the words below it are the customer's."""
    bare = next((each for each in behalf.orders.orders if each.command is Command.NOTE and not each.argument), None)
    if bare is None or forwarded:
        return None
    sentence = "The words below #new are the customer's; write your own on the line of #note."
    return Fault(line=bare.line, written=bare.written, sentence=sentence)


def _forwarded_words(letter: Letter) -> str:
    """Return the words of a forwarded mail; the empty string where the subject says that it is no forward."""
    attached = any(file.content_type == "message/rfc822" for file in letter.attachments)
    if letter.forwarded_from is None or not (attached or _FORWARDED.match(letter.subject)):
        return ""
    return letter.forwarded_text.strip()


def _own_words(letter: Letter, forwarded: str) -> str:
    """Return what the member of staff wrote; a forward without own words has the forwarded mail as its new words."""
    first = forwarded.split("\n", 1)[0].strip()
    return "" if first and first in letter.reply else letter.reply


def _as_written_by(customer: Address, letter: Letter, words: str) -> Letter:
    return replace(
        letter,
        message_id=None,  # it names the mail of staff, which the customer has never seen
        sender=customer,
        cc=(),
        reply_to=(),
        in_reply_to=(),
        references=(),
        marks=Marks(),
        proof=Proof(customer=Trust.PROVEN, said=True, reason="a proven member of staff names the customer"),
        text=words,
        reply=words,
        quoted="",
        language=detect_language(words, letter.subject),
        clues=ThreadClues(),
    )
