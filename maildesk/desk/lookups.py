"""What the orders of a staff mail need from the store before anything is decided, and what was found."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from maildesk.desk.command_lines import Orders
from maildesk.desk.command_words import Command
from maildesk.desk.outgoing import AttachedFile, HistoryLine
from maildesk.desk.review import Review
from maildesk.desk.ticket import Ticket
from maildesk.desk.undo_set import CommandSet
from maildesk.mail.letter import Address

_TO = re.compile(r"^(?:(?:into|with|to)\s+|[到至入]\s*)?(?:(?:ticket|工单|工單)\s*)?", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:#|＃|№)?\s*(?:[A-Z][A-Z0-9]*-)?(\d{1,12})(?:-[0-9A-Z]{5})?$", re.IGNORECASE)
_NAMING = frozenset({Command.MERGE, Command.SHOW})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wishes:
    """What must be looked up for the orders of a mail."""

    numbers: tuple[int, ...] = ()  # tickets that orders name
    last_message: bool = False  # of the customers, for #split
    shown: tuple[int, ...] = ()  # tickets whose conversation is shown
    shows_own: bool = False  # #show of the ticket the mail names
    lists: bool = False  # the open tickets of the person's teams
    searches: tuple[str, ...] = ()  # arguments of #search
    undo: bool = False  # the person's last set of commands

    @property
    def queries(self) -> bool:
        """Whether something is looked up that counts against the limit of an hour."""
        return self.lists or bool(self.searches or self.shown)

    @property
    def none(self) -> bool:
        """Whether nothing must be looked up."""
        return self == Wishes()


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerMessage:
    """The newest message of a customer on a ticket."""

    row: int
    ledger_id: int | None
    author: Address
    text: str
    at: datetime
    alone: bool  # the only one of a customer on its ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffQuery:
    """What somebody looked up; supervisors can read it."""

    staff_id: str
    kind: str  # list, search, show
    words: str
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LookedUp:
    """What was found; everything is empty where nothing was asked."""

    tickets: Mapping[int, Ticket] = field(default_factory=dict)  # by the number an order names, merges followed
    last_message: Mapping[int, CustomerMessage] = field(default_factory=dict)  # by ticket
    histories: Mapping[int, tuple[HistoryLine, ...]] = field(default_factory=dict)  # by ticket
    files: Mapping[int, tuple[AttachedFile, ...]] = field(default_factory=dict)  # by ticket, of the newest mail first
    open_tickets: tuple[Ticket, ...] = ()
    searched: Mapping[str, tuple[Ticket, ...]] = field(default_factory=dict)  # by the argument of #search
    undo: Mapping[int, CommandSet] = field(default_factory=dict)  # by ticket
    reviews: Mapping[int, tuple[Review, ...]] = field(default_factory=dict)  # by ticket; what waits for a mentor
    queries_hour: int = 0  # what this person looked up within the last hour


def number_in(argument: str) -> int | None:
    """Return the ticket number of an argument: 1042, #1042, into 1042, ACME-1042-7KQX2; None for anything else."""
    found = _NUMBER.match(_TO.sub("", argument.strip()).strip("[]"))
    return int(found[1]) if found else None


def wishes_of(orders: Orders) -> Wishes:
    """Return what the orders of a mail need."""
    shown = (number_in(order.argument) for order in orders.orders if order.command is Command.SHOW)
    named = (number_in(order.argument) for order in orders.orders if order.command in _NAMING)
    return Wishes(
        numbers=tuple(dict.fromkeys(number for number in named if number is not None)),
        last_message=orders.has(Command.SPLIT),
        shows_own=any(order.command is Command.SHOW and not order.argument for order in orders.orders),
        shown=tuple(dict.fromkeys(number for number in shown if number is not None)),
        lists=orders.has(Command.LIST),
        undo=orders.has(Command.UNDO),
        searches=tuple(dict.fromkeys(order.argument for order in orders.orders if order.command is Command.SEARCH)),
    )
