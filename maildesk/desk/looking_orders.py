"""The orders that only show something: #list, #search and #show, for tickets of the own teams (SECURITY A69)."""

from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.clock_lines import clock_lines
from maildesk.desk.command_lines import Fault, Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.conversation_lines import conversation_lines
from maildesk.desk.digest import risk_line
from maildesk.desk.list_words import ListKind, list_kind
from maildesk.desk.lookups import StaffQuery, number_in
from maildesk.desk.notices import fitting
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import AttachedFile, DigestTicket, HistoryLine
from maildesk.desk.people import Staff
from maildesk.desk.permissions import foreign_fault, may_act_on
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Priority, State, Ticket, TicketType
from maildesk.desk.ticket_words import words_asked
from maildesk.desk.views import supported_language

MOST_ROWS = 50
MOST_QUERIES = 30  # within an hour
LOOKING = (Command.LIST, Command.SEARCH, Command.SHOW)
_RANK = {"late": 0, "soon": 1, "calm": 2}
_PRIORITIES = {Priority.URGENT: 0, Priority.NORMAL: 1, Priority.LOW: 2}
_ACTIVE = frozenset({State.NEW, State.OPEN, State.PENDING, State.ON_HOLD})
_WORKED = frozenset({State.NEW, State.OPEN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What was found: a sentence, rows of tickets or a conversation, and what is noted for supervisors."""

    result: str
    tickets: tuple[DigestTicket, ...] = ()
    conversation: tuple[str, ...] = ()
    query: StaffQuery | None = None
    files: tuple[AttachedFile, ...] = ()
    left_out: tuple[str, ...] = ()


def looking_faults(situation: Situation, person: Staff, orders: Orders, ticket: Ticket | None) -> tuple[Fault, ...]:
    """Return what is wrong with the orders that show something; `ticket` is the one the mail names."""
    asked = [order for order in orders.orders if order.command in LOOKING and not _shows_own(order, ticket)]
    found = [
        Fault(line=order.line, written=order.written, sentence=sentence)
        for order in asked
        if (sentence := _fault(situation, person, order))
    ]
    if asked and situation.looked_up.queries_hour + len(asked) > MOST_QUERIES:
        sentence = f"You have looked up tickets {MOST_QUERIES} times within an hour; ask again later."
        found.append(Fault(line=asked[-1].line, written=asked[-1].written, sentence=sentence))
    return tuple(found)


def _shows_own(order: Order, ticket: Ticket | None) -> bool:
    if order.command is not Command.SHOW or ticket is None:
        return False
    return not order.argument or number_in(order.argument) == ticket.number


def _fault(situation: Situation, person: Staff, order: Order) -> str | None:
    if order.command is Command.LIST:
        known = list_kind(order.argument) or situation.desk.people.team(order.argument)
        return None if known else f"“{order.argument}” is no list; write one of {', '.join(ListKind)}, or a team."
    if order.command is Command.SEARCH:
        return (
            None
            if words_asked(order.argument)
            else "#search needs a word that means something, of two letters or more."
        )
    number = number_in(order.argument)
    if number is None:
        return "#show needs the number of a ticket here, for example #show 1042."
    ticket = situation.looked_up.tickets.get(number)
    if ticket is None:
        return f"There is no ticket {number}."
    return foreign_fault(person, ticket)


def look(situation: Situation, person: Staff, order: Order, now: datetime) -> Looked:
    """Return what an order without fault shows; complaints about the person are never among it."""
    if order.command is Command.SHOW:
        return _one(situation, person, order, now)
    if order.command is Command.SEARCH:
        found = situation.looked_up.searched.get(order.argument, ())
        rows = [ticket for ticket in found if may_act_on(person, ticket)]
        lines = [risk_line(situation.desk, ticket, now) for ticket in rows]
    else:
        rows = [ticket for ticket in situation.looked_up.open_tickets if may_act_on(person, ticket)]
        lines = _listed(situation, person, order, rows, now)
    shown = tuple(lines[:MOST_ROWS])
    more = f" {len(shown)} of them stand below." if len(lines) > len(shown) else ""
    words = " ".join(order.argument.split())[:200]
    return Looked(
        result=f"{len(lines)} ticket(s) found.{more}",
        tickets=shown,
        query=StaffQuery(staff_id=person.id, kind=order.command.value, words=words, rows=len(shown)),
    )


def _listed(
    situation: Situation, person: Staff, order: Order, tickets: list[Ticket], now: datetime
) -> list[DigestTicket]:
    kind = list_kind(order.argument)
    team = situation.desk.people.team(order.argument) if kind is None else None
    lines = [
        risk_line(situation.desk, ticket, now)
        for ticket in tickets
        if (team and ticket.team and ticket.team.casefold() == team.name.casefold() and ticket.state in _ACTIVE)
        or (kind and _belongs(kind, person, ticket))
    ]
    if kind is ListKind.OVERDUE:
        lines = [line for line in lines if line.severity == "late"]
    return sorted(lines, key=lambda line: (_RANK[line.severity], _PRIORITIES[line.priority], line.number))


def _belongs(kind: ListKind, person: Staff, ticket: Ticket) -> bool:
    active = ticket.state in _ACTIVE
    return {
        ListKind.MINE: active and ticket.owner == person.id,
        ListKind.TEAM: active,
        ListKind.OPEN: ticket.state in _WORKED,
        ListKind.UNOWNED: active and ticket.owner is None,
        ListKind.OVERDUE: active,
        ListKind.URGENT: active and ticket.priority is Priority.URGENT,
        ListKind.PENDING: ticket.state is State.PENDING,
        ListKind.HOLD: ticket.state is State.ON_HOLD,
        ListKind.RESOLVED: ticket.state is State.RESOLVED,
        ListKind.COMPLAINTS: active and ticket.type is TicketType.COMPLAINT,
    }[kind]


def _one(situation: Situation, person: Staff, order: Order, now: datetime) -> Looked:
    number = number_in(order.argument)
    ticket = situation.looked_up.tickets[number or 0]
    history = situation.looked_up.histories.get(ticket.number, ())
    files, left = _files(situation, ticket)
    return Looked(
        result=f"Ticket {ticket.number} stands below.",
        tickets=(risk_line(situation.desk, ticket, now),),
        conversation=_clocks(situation, person, ticket, now) + _conversation(situation, person, history),
        query=StaffQuery(staff_id=person.id, kind=order.command.value, words=str(ticket.number), rows=1),
        files=files,
        left_out=left,
    )


def _files(situation: Situation, ticket: Ticket) -> tuple[tuple[AttachedFile, ...], tuple[str, ...]]:
    """Return the files of a ticket that travel with the answer, and the names of those that do not."""
    return fitting(situation.looked_up.files.get(ticket.number, ()), situation.desk.notice_attachment_bytes)


def left_out(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sentence that names files that are too large or not harmless; none when there are none."""
    return (f"Not sent along: {', '.join(names)}.",) if names else ()


def _clocks(situation: Situation, person: Staff, ticket: Ticket, now: datetime) -> tuple[str, ...]:
    """Return how the clocks of a ticket stand, in the language and the zone of the person."""
    desk = situation.desk
    lines = clock_lines(desk, ticket, now, supported_language(desk, person.language), person.zone)
    return tuple(f"{name}: {words}" for name, words in lines)


def _conversation(situation: Situation, person: Staff, history: tuple[HistoryLine, ...]) -> tuple[str, ...]:
    """Return the last messages of a ticket, in the language and the zone of the person."""
    desk = situation.desk
    return conversation_lines(history, supported_language(desk, person.language), person.zone or desk.zone)


def carry_out_look(work: OrderWork, order: Order) -> str:
    """Show tickets in the transcript; `#show` alone shows the ticket of the mail."""
    ticket = work.draft.ticket
    if _shows_own(order, ticket):
        work.found += (risk_line(work.desk, ticket, work.now),)
        files, left = _files(work.situation, ticket)
        work.shown_files += files
        work.remarks += left_out(left)
        history = work.situation.history.get(ticket.number, ())
        work.listing += _clocks(work.situation, work.person, ticket, work.now)
        work.listing += _conversation(work.situation, work.person, history)
        return "The ticket's last messages stand below." if history else f"Ticket {ticket.number} stands below."
    looked = look(work.situation, work.person, order, work.now)
    work.found += looked.tickets
    work.listing += looked.conversation
    work.shown_files += looked.files
    work.remarks += left_out(looked.left_out)
    if looked.query:
        work.queries.append(looked.query)
    return looked.result
