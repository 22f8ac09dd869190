"""Finds the command lines in an engineer's new words and keeps the rest as words."""

from dataclasses import dataclass

from maildesk.desk.command_words import Command, bare_line, command_of, hash_line, nearest
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
_ASKING = " ?？!！.。"  # "why?" asks the desk, not the customer
_NEVER_BARE = frozenset({Command.ASSET, Command.NEW, Command.KB, Command.SEARCH})  # "device broken" is a sentence
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
        return self.has(Command.NOTE) or self.has(Command.ESCALATE)


def read_orders(text: str) -> Orders:
    """Separate command lines from words.

    A known command alone on a line that begins with '#' counts wherever it stands. An unknown '#word' counts as a
    wrong command at the top and at the bottom, and as words in between. Without '#' a command counts only when the
    mail holds nothing else. An empty text gives no orders.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    filled = [line for line in lines if line.strip()]
    if len(filled) == 1:
        bare = _bare_order(filled[0], lines.index(filled[0]) + 1)
        if bare:
            return Orders(orders=(bare,))
    edges = _edges(lines)
    orders: list[Order] = []
    faults: list[Fault] = []
    words: list[str] = []
    for position, line in enumerate(lines, start=1):
        found = hash_line(line)
        command = command_of(found[0]) if found else None
        if found and command:
            order = Order(line=position, written=line.strip(), command=command, argument=found[1])
            orders.append(order)
            if command in _TAKE_WORDS and found[1] and not _is_duration(order):
                words.append(found[1])
        elif line.lstrip().startswith(("#", "＃")) and position in edges:
            faults.append(_unknown(position, line.strip(), found[0] if found else ""))
        else:
            words.append(line)
    return Orders(orders=tuple(orders), faults=tuple(faults), words="\n".join(words).strip())


def _bare_order(line: str, position: int) -> Order | None:
    found = bare_line(line)
    command = command_of(found[0]) if found else None
    if not found or not command:
        return None
    order = Order(line=position, written=line.strip(), command=command, argument=found[1])
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
    return order.command is Command.PENDING and order.argument[:1].isdigit()


def _edges(lines: list[str]) -> set[int]:
    """Return the positions of the lines at the top and the bottom that begin with '#', blank lines passed over."""
    found: set[int] = set()
    for numbered in (list(enumerate(lines, start=1)), list(enumerate(lines, start=1))[::-1]):
        for position, line in numbered:
            if not line.strip():
                continue
            if not line.lstrip().startswith(("#", "＃")):
                break
            found.add(position)
    return found


def _unknown(position: int, written: str, word: str) -> Fault:
    near = nearest(word) if word else None
    instead = f"did you mean {near}?" if near else "write #help to read which commands there are."
    return Fault(line=position, written=written, sentence=f"“{written}” is not a command; {instead}")
