"""Finds the command lines in an engineer's new words and keeps the rest as words."""

from dataclasses import dataclass

from maildesk.desk.command_spelling import (
    bare_line,
    begins_with_hash,
    glued_line,
    hash_line,
    is_comment,
    nearest,
    plain_line,
    second_command,
)
from maildesk.desk.command_words import Command, command_of
from maildesk.desk.durations import business_days, in_figures
from maildesk.desk.list_words import list_kind

_TAKE_WORDS = frozenset(
    {
        Command.RESOLVE,
        Command.UPDATE,
        Command.NOTE,
        Command.CLOSE,
        Command.HOLD,
        Command.REOPEN,
        Command.PENDING,
        Command.ESCALATE,
    }
)
_NEED_ARGUMENT = frozenset(
    {
        *(Command.ASSIGN, Command.PRIORITY, Command.TAG, Command.TYPE, Command.CC, Command.SPENT, Command.CHECK),
        *(Command.DUE, Command.ASSET, Command.CAUSE, Command.CONCERNED, Command.MERGE, Command.NEW),
        Command.SEARCH,
    }
)
INTERNAL = (Command.NOTE, Command.ESCALATE)  # they keep the words of their mail away from customers
_ASKING = " ?？!！.。"  # "why?" asks the desk, not the customer
_NEVER_BARE = frozenset({Command.ASSET, Command.NEW, Command.KB, Command.SEARCH})  # "device broken" is a sentence
_ENDS = " .。!！,，;；"
_STRIPPED = frozenset({Command.ASSIGN, Command.PRIORITY, Command.TYPE, Command.SPENT, Command.MERGE, Command.SHOW})
_MOST_BARE_LINES = 10
_MOST_BARE_WORDS = {Command.DUE: 3}  # "due friday 3 pm"


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """One command line: where it stood, as it was written and what it means."""

    line: int  # 1 = first line of the new words
    written: str
    command: Command
    argument: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """A line that could not be carried out, and a sentence that says why and what to write instead."""

    line: int
    written: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Orders:
    """What a mail of an engineer holds: command lines, wrong lines and words for a person."""

    orders: tuple[Order, ...] = ()
    faults: tuple[Fault, ...] = ()
    words: str = ""

    def has(self, command: Command) -> bool:
        """Say whether a command stands in the mail."""
        return any(order.command is command for order in self.orders)

    @property
    def internal(self) -> bool:
        """Say whether the words of the mail are for staff only: #note and #escalate make them so."""
        return any(order.command in INTERNAL for order in self.orders)


def read_orders(text: str) -> Orders:
    """Separate command lines from words.

    A known command alone on a line that begins with '#' counts wherever it stands, but between words a blank behind
    the '#' makes it somebody's example ("# find /etc"), unless it is #note. An unknown '#word' counts as a wrong
    command at the top and at the bottom, and as words in between. Without '#' commands count only when the mail holds
    nothing else. A change of state that stands there twice counts once. An empty text gives no orders.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    bare = _bare_orders(lines)
    if bare:
        return Orders(orders=bare)
    edges = _edges(lines)
    orders: list[Order] = []
    faults: list[Fault] = []
    words: list[str] = []
    for position, line in enumerate(lines, start=1):
        order = _hash_order(line, position, at_edge=position in edges)
        if order is None and position in edges:
            faults.append(_unknown(position, plain_line(line)))
        elif order is None:
            words.append(line)
        elif second := second_command(order.argument):
            faults.append(_two_on_a_line(order, second))
        elif order.command not in _TAKE_WORDS or not _stands_in(order, orders):
            orders.append(order)
            if order.command in _TAKE_WORDS and order.argument and not _is_duration(order):
                words.append(order.argument)
    return Orders(orders=tuple(orders), faults=tuple(faults), words="\n".join(words).strip())


def _hash_order(line: str, position: int, *, at_edge: bool) -> Order | None:
    found = hash_line(line)
    if at_edge and (found is None or command_of(found[0]) is None):
        found = glued_line(line) or found
    command = command_of(found[0]) if found else None
    if not found or not command or (not at_edge and command is not Command.NOTE and is_comment(line)):
        return None
    argument = found[1].rstrip(_ENDS) if command in _STRIPPED else found[1]
    return Order(line=position, written=plain_line(line), command=command, argument=argument)


def _stands_in(order: Order, orders: list[Order]) -> bool:
    return any((each.command, each.argument) == (order.command, order.argument) for each in orders)


def _bare_orders(lines: list[str]) -> tuple[Order, ...]:
    """Return the commands of a mail that holds nothing but command lines without '#'; none for any other mail."""
    filled = [(position, line) for position, line in enumerate(lines, start=1) if line.strip()]
    if len(filled) > _MOST_BARE_LINES:
        return ()
    found = [_bare_order(line, position) for position, line in filled]
    orders = tuple(order for order in found if order is not None)
    return orders if len(orders) == len(found) else ()


def _bare_order(line: str, position: int) -> Order | None:
    found = bare_line(line)
    command = command_of(found[0]) if found else None
    if not found or not command:
        return None
    order = Order(line=position, written=plain_line(line), command=command, argument=found[1])
    shown = command is Command.SHOW and found[1].isdigit()
    listed = command is Command.LIST and list_kind(found[1]) is not None
    asked = command is Command.WHY and not found[1].strip(_ASKING)
    if shown or listed or asked:
        return order
    if found[1] and command not in _NEED_ARGUMENT and not _is_duration(order):
        return None
    if not found[1] and command in _NEED_ARGUMENT:
        return None
    if command in _NEVER_BARE or (
        command in _NEED_ARGUMENT and len(found[1].split()) > _MOST_BARE_WORDS.get(command, 1)
    ):
        return None
    if command is Command.MERGE and not found[1].strip("#").isdigit():
        return None
    return order


def _is_duration(order: Order) -> bool:
    counted = in_figures(order.argument)[:1].isdigit() or business_days(order.argument) is not None
    return order.command is Command.PENDING and counted


def _edges(lines: list[str]) -> set[int]:
    """Return the positions of the lines at the top and the bottom that begin with '#', blank lines passed over."""
    found: set[int] = set()
    for numbered in (list(enumerate(lines, start=1)), list(enumerate(lines, start=1))[::-1]):
        for position, line in numbered:
            if not line.strip():
                continue
            if not begins_with_hash(line):
                break
            found.add(position)
    return found


def _unknown(position: int, written: str) -> Fault:
    found = hash_line(f"#{written.lstrip('#＃ ')}")
    near = nearest(found[0]) if found else None
    instead = f"did you mean {near}?" if near else "write #help to read which commands there are."
    return Fault(line=position, written=written, sentence=f"“{written}” is not a command; {instead}")


def _two_on_a_line(order: Order, second: str) -> Fault:
    sentence = f"“{second}” stands on the line of another command; write each command on a line of its own."
    return Fault(line=order.line, written=order.written, sentence=sentence)
