"""Carries out the orders of an engineer's mail on one ticket: all of them, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.assignment import why_unavailable
from maildesk.desk.calendar import add_business_days
from maildesk.desk.classifying import availability
from maildesk.desk.closing import close, resolve
from maildesk.desk.command_lines import Fault, Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.decision import Direction, NewMessage, Visibility
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.durations import business_days
from maildesk.desk.notices import Notice, enclose, to_customers, to_staff
from maildesk.desk.outgoing import AttachedFile, CommandLine, HistoryLine, MessageKind
from maildesk.desk.people import Role, Staff
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Priority, State, TicketType
from maildesk.desk.views import calendar_of
from maildesk.mail.address import parse_addresses
from maildesk.mail.letter import Address

_PRIORITIES = {
    "urgent": Priority.URGENT, "high": Priority.URGENT, "紧急": Priority.URGENT, "緊急": Priority.URGENT,
    "高": Priority.URGENT, "normal": Priority.NORMAL, "medium": Priority.NORMAL, "普通": Priority.NORMAL,
    "一般": Priority.NORMAL, "中": Priority.NORMAL, "low": Priority.LOW, "低": Priority.LOW,
}  # fmt: skip
_ME = frozenset({"me", "myself", "我"})
_NOBODY = frozenset({"nobody", "none", "无", "無"})
_SENDING = (Command.CLOSE, Command.RESOLVE, Command.PENDING, Command.HOLD, Command.UPDATE)  # one mail carries the words


@dataclass(slots=True)
class _Work:
    """One mail's orders on their way: the draft, who wrote them, and what has been done so far."""

    desk: Desk
    draft: Draft
    person: Staff
    situation: Situation
    orders: Orders
    now: datetime
    words: str
    files: tuple[AttachedFile, ...]
    sent: str = ""
    noted: str = ""
    listing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CarriedOut:
    """What was done: a line for each order, the words that left and those that stayed."""

    lines: tuple[CommandLine, ...]
    sent_to_customer: str
    kept_as_note: str
    listing: tuple[str, ...]


def find_faults(situation: Situation, orders: Orders, draft: Draft) -> tuple[Fault, ...]:
    """Return every order that cannot be carried out, with what to write instead; empty when all can."""
    found = list(orders.faults)
    for order in orders.orders:
        sentence = _fault_of(situation, orders, order, draft)
        if sentence:
            found.append(Fault(line=order.line, written=order.written, sentence=sentence))
    states = [order for order in orders.orders if order.command in (*_SENDING[:4], Command.REOPEN)]
    for order in states[1:]:
        sentence = f"“{order.written}” contradicts “{states[0].written}”; a mail can change the state once."
        found.append(Fault(line=order.line, written=order.written, sentence=sentence))
    return tuple(sorted(found, key=lambda fault: fault.line))


def _fault_of(situation: Situation, orders: Orders, order: Order, draft: Draft) -> str | None:
    desk, argument = situation.desk, order.argument
    if order.command is Command.ASSIGN:
        return _assign_fault(desk, argument)
    if order.command is Command.PRIORITY and argument.casefold() not in _PRIORITIES:
        return f"“{argument}” is no priority; write #priority urgent, #priority normal or #priority low."
    if order.command is Command.TYPE and argument.casefold().replace(" ", "_") not in set(TicketType):
        return f"“{argument}” is no type; write one of {', '.join(TicketType)}."
    if order.command is Command.TAG and not argument:
        return "#tag needs at least one word, for example #tag network."
    if order.command is Command.CC and not _addresses(argument):
        return f"“{argument}” holds no address; write #cc ann@example.com."
    if order.command is Command.PENDING and argument[:1].isdigit() and business_days(argument) is None:
        return f"“{argument}” is no number of business days; write #pending 3d."
    if order.command is Command.UPDATE and not orders.words:
        return "#update tells the customer something, but the mail holds no other words; write them above the line."
    if order.command is Command.REOPEN and draft.ticket.state not in (State.RESOLVED, State.CLOSED):
        return f"The ticket is {draft.ticket.state.value}; only a resolved or closed ticket can be reopened."
    if order.command in (Command.RESOLVE, Command.PENDING, Command.HOLD) and draft.ticket.state is State.CLOSED:
        return "The ticket is closed; write #reopen first."
    if order.command is Command.CLOSE and draft.ticket.state is State.CLOSED:
        return "The ticket is closed already."
    return None


def _assign_fault(desk: Desk, argument: str) -> str | None:
    if argument.casefold() in _ME or argument.casefold() in _NOBODY:
        return None
    if not argument:
        return "#assign needs a name, for example #assign wang or #assign me."
    found = desk.people.by_id(argument)
    known = ", ".join(sorted(member.id for member in desk.people.members(None)))
    if found is None:
        return f"Nobody here is called “{argument}”; write one of: {known}."
    if found.suspended:
        return f"{found.name} is suspended and takes no tickets; write one of: {known}."
    return None


def carry_out(situation: Situation, draft: Draft, person: Staff, orders: Orders, now: datetime) -> CarriedOut:
    """Carry out orders that were found to be without fault, and pass the words on as they ask for."""
    internal = orders.has(Command.NOTE)
    enclosed = enclose(situation.letter, situation.ledger_id, situation.desk.notice_attachment_bytes)
    work = _Work(
        desk=situation.desk, draft=draft, person=person, situation=situation, orders=orders, now=now,
        words="" if internal else orders.words, files=() if internal else enclosed.files,
    )  # fmt: skip
    if internal:
        _keep_note(work, orders.words)
    elif orders.words:
        _keep_answer(work)
    results: dict[int, str] = {}
    for order in sorted(orders.orders, key=lambda order: order.command in _SENDING):
        results[order.line] = _STEPS[order.command](work, order)
    if work.words:
        _answer(work)
    lines = tuple(
        CommandLine(line=order.line, command=order.written, done=True, result=results[order.line])
        for order in orders.orders
    )
    return CarriedOut(lines=lines, sent_to_customer=work.sent, kept_as_note=work.noted, listing=work.listing)


def _keep_note(work: _Work, words: str) -> None:
    work.noted = words
    message = _message(work, words, Visibility.INTERNAL)
    work.draft.add_message(message, work.person.id, "#note: internal")


def _keep_answer(work: _Work) -> None:
    message = _message(work, work.words, Visibility.PUBLIC, Direction.OUT)
    work.draft.add_message(message, work.person.id, "an engineer's words for the customer")


def _message(work: _Work, words: str, visibility: Visibility, direction: Direction = Direction.IN) -> NewMessage:
    letter = work.situation.letter
    return NewMessage(
        direction=direction,
        visibility=visibility,
        author=Address(name=work.person.name, address=work.person.address),
        text=words,
        language=letter.language,
        message_id=letter.message_id,
        ledger_id=work.situation.ledger_id,
        attachments=letter.attachments,
    )


def _spend_words(work: _Work) -> tuple[str, tuple[AttachedFile, ...]]:
    """Return the words and files for the one mail that carries them; a second mail gets none."""
    words, files = work.words, work.files
    if words:
        work.sent = words
        _take_over(work)
        work.draft.answered(work.person.id, "wrote to the customer")
    work.words, work.files = "", ()
    return words, files


def _take_over(work: _Work) -> None:
    if work.draft.ticket.owner is None:
        work.draft.set_owner(work.person.id, work.person.id, "answered a ticket that had no owner")
    if work.draft.ticket.state is State.NEW:
        work.draft.set_state(State.OPEN, work.person.id, "the first answer")


def _answer(work: _Work) -> None:
    words, files = _spend_words(work)
    to_customers(
        work.desk, work.draft, MessageKind.ANSWER, actor=work.person.id, reason="an engineer's answer", words=words,
        sender=work.person, files=files,
    )  # fmt: skip


def _resolve(work: _Work, order: Order) -> str:
    if work.draft.ticket.owner is None:
        _take_over(work)
    words, files = _spend_words(work)
    resolve(
        work.desk, work.draft, actor=work.person.id, reason=f"line {order.line}: {order.command.value}", words=words,
        sender=work.person, files=files,
    )  # fmt: skip
    return "Resolved; the customer is asked to confirm."


def _close(work: _Work, order: Order) -> str:
    words, files = _spend_words(work)
    close(
        work.desk, work.draft, actor=work.person.id, reason=f"line {order.line}: {order.command.value}", words=words,
        sender=work.person, files=files,
    )  # fmt: skip
    return "Closed; the customer gets the closing mail."


def _update(work: _Work, order: Order) -> str:
    words, files = _spend_words(work)
    if not words:
        return "The words went out with the other command of this mail."
    to_customers(
        work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason=f"line {order.line}: update",
        words=words, sender=work.person, files=files,
    )  # fmt: skip
    return "The customer gets a progress update."


def _pending(work: _Work, order: Order) -> str:
    days = business_days(order.argument)
    reason = f"line {order.line}: pending"
    words, files = _spend_words(work)
    previous = work.draft.ticket.state
    work.draft.set_state(State.PENDING, work.person.id, reason)
    until = add_business_days(work.now, days, calendar_of(work.desk)) if days else None
    work.draft.set_pending_until(until, work.person.id, reason)
    if words:
        to_customers(
            work.desk, work.draft, MessageKind.INFORMATION_REQUEST, actor=work.person.id, reason=reason, words=words,
            sender=work.person, previous=previous, files=files,
        )  # fmt: skip
    if days:
        return f"Waits for the customer; back to open after {days} business days without an answer."
    return "Waits for the customer."


def _hold(work: _Work, order: Order) -> str:
    reason = f"line {order.line}: hold"
    previous = work.draft.ticket.state
    words, files = _spend_words(work)
    work.draft.set_state(State.ON_HOLD, work.person.id, reason)
    to_customers(
        work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason=reason, words=words,
        sender=work.person if words else None, previous=previous, files=files,
    )  # fmt: skip
    return "On hold; the customer is told."


def _reopen(work: _Work, order: Order) -> str:
    work.draft.reopen(work.person.id, f"line {order.line}: reopen")
    return "Open again."


def _note(work: _Work, _order: Order) -> str:
    return "All words of this mail stay internal." if work.noted else "The mail holds no words to note."


def _assign(work: _Work, order: Order) -> str:
    reason = f"line {order.line}: assign"
    name = order.argument.casefold()
    if name in _NOBODY:
        work.draft.set_owner(None, work.person.id, reason)
        return "The ticket has no owner now."
    owner = work.person if name in _ME else work.desk.people.by_id(order.argument)
    if owner is None:
        raise ValueError(f"{order.argument} was checked before")
    had_owner = work.draft.ticket.owner is not None
    if not work.draft.set_owner(owner.id, work.person.id, reason):
        return f"{owner.name} owns it already."
    _tell_new_owner(work, owner, reason)
    if had_owner and not work.words and not work.orders.has(Command.NOTE):
        to_customers(
            work.desk, work.draft, MessageKind.PROGRESS, actor=work.person.id, reason="a new engineer takes over"
        )
    away = why_unavailable_words(work, owner)
    return f"{owner.name} owns it now.{away}"


def why_unavailable_words(work: _Work, owner: Staff) -> str:
    """Return a sentence when the new owner is away just now; the empty string else."""
    from maildesk.desk.assignment import AssignmentRequest

    why = why_unavailable(owner, AssignmentRequest(team=work.draft.ticket.team), availability(work.desk, work.now))
    return f" Note: {owner.name} {why}." if why else ""


def _tell_new_owner(work: _Work, owner: Staff, reason: str) -> None:
    if owner.id == work.person.id:
        return
    history = work.situation.history.get(work.draft.ticket.number, ())
    words = next(
        (line.text for line in reversed(history) if line.direction == "in" and line.visibility == "public"), ""
    )
    notice = Notice(words=words, because=(f"{work.person.name} gave it to you.",), history=history, part_of=owner.id)
    to_staff(work.desk, work.draft, MessageKind.ASSIGNMENT, (owner,), notice, actor=work.person.id, reason=reason)


def _priority(work: _Work, order: Order) -> str:
    priority = _PRIORITIES[order.argument.casefold()]
    work.draft.set_priority(priority, work.person.id, f"line {order.line}: priority")
    return f"Priority is {priority.value} now."


def _type(work: _Work, order: Order) -> str:
    type_ = TicketType(order.argument.casefold().replace(" ", "_"))
    work.draft.set_type(type_, work.person.id, f"line {order.line}: type")
    return f"Type is {type_.value} now."


def _tag(work: _Work, order: Order) -> str:
    tags = tuple(word.strip(",，") for word in order.argument.split())
    work.draft.set_tags(tags, work.person.id, f"line {order.line}: tag")
    return f"Tags: {' '.join(work.draft.ticket.tags)}."


def _cc(work: _Work, order: Order) -> str:
    for person in _addresses(order.argument):
        work.draft.add_participant(person, work.person.id, f"line {order.line}: cc")
    return f"Takes part now: {', '.join(person.address for person in _addresses(order.argument))}."


def _addresses(argument: str) -> tuple[Address, ...]:
    return tuple(person for person in parse_addresses(argument.replace(";", ",")) if "@" in person.address)


def _show(work: _Work, _order: Order) -> str:
    history: tuple[HistoryLine, ...] = work.situation.history.get(work.draft.ticket.number, ())
    work.listing = tuple(
        f"{line.at:%Y-%m-%d %H:%M} {line.author} ({line.direction}, {line.visibility}): {line.text}" for line in history
    )
    return "The ticket's last messages stand below."


def _help(_work: _Work, _order: Order) -> str:
    return "The commands stand below."


_STEPS: dict[Command, Callable[[_Work, Order], str]] = {
    Command.RESOLVE: _resolve,
    Command.UPDATE: _update,
    Command.NOTE: _note,
    Command.ASSIGN: _assign,
    Command.PRIORITY: _priority,
    Command.PENDING: _pending,
    Command.HOLD: _hold,
    Command.CLOSE: _close,
    Command.REOPEN: _reopen,
    Command.TAG: _tag,
    Command.TYPE: _type,
    Command.CC: _cc,
    Command.SHOW: _show,
    Command.HELP: _help,
}


def may_act_on(person: Staff, ticket_team: str | None, owner: str | None) -> bool:
    """Say whether a member of staff may work a ticket: supervisors all, engineers those of their teams or their own."""
    if person.role is Role.SUPERVISOR or ticket_team is None or owner == person.id:
        return True
    return any(team.casefold() == ticket_team.casefold() for team in person.teams)
