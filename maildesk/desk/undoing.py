"""The order `#undo`: the last set of commands of a person on a ticket is taken back, as far as it has not left."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.clock_reading import ClockName
from maildesk.desk.command_lines import Fault, Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, to_staff
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import TO_CUSTOMERS, MessageKind
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Ticket
from maildesk.desk.undo_set import RunningAgain, SetPart, Undone

_MOST_NAMED = 5
_WITH_STATE = ("state", "reopened", "closings", "merged_into")  # fields that go with the state
_IN_WORDS = {
    "due_at": "agreed date", "pending_until": "end of waiting", "checklist": "check list", "intake": "intake record",
    "concerned": "people concerned", "awaiting_since": "approval", "review_since": "review",
}  # fmt: skip


def undo_faults(situation: Situation, orders: Orders, ticket: Ticket) -> tuple[Fault, ...]:
    """Return why nothing can be taken back, with what to write instead; empty when it can or nobody asks."""
    order = next((each for each in orders.orders if each.command is Command.UNDO), None)
    if order is None:
        return ()
    sentence = _fault(situation, orders, ticket)
    return (Fault(line=order.line, written=order.written, sentence=sentence),) if sentence else ()


def _fault(situation: Situation, orders: Orders, ticket: Ticket) -> str | None:
    if len(orders.orders) > 1 or orders.words:
        return "#undo stands alone in a mail; send the rest in another one."
    last = situation.looked_up.undo.get(ticket.number)
    if last is None:
        return "There is nothing of yours on this ticket that could be taken back."
    if any(part.opened for part in last.parts):
        return "Your last mail opened another ticket, which stays; write #merge on that one instead."
    changed = next((part for part in last.parts if part.changed_since), None)
    if changed:
        return "The ticket has changed since in the same places; write the commands that are right now instead."
    return None


def carry_out_undo(work: OrderWork, order: Order) -> str:
    """Put every ticket of the set back, cancel what has not left, and name what has."""
    last = work.situation.looked_up.undo[work.draft.ticket.number]
    reason = f"line {order.line}: undo"
    for part in last.parts:
        draft = work.draft
        if part.ticket.number != draft.ticket.number:
            draft = Draft(part.ticket, work.now)
            work.others.append(draft)
        _put_back(work, draft, part, reason)
    mails = [mail for part in last.parts for mail in part.mails]
    queued = tuple(mail.outbox_id for mail in mails if mail.queued)
    left = [mail for mail in mails if mail.left]
    to_customers = [mail for mail in mails if mail.kind in TO_CUSTOMERS]
    withdrawn = bool(to_customers) and not any(mail.left for mail in to_customers)
    work.undone = Undone(
        cancelled=queued,
        withdrawn=(last.ledger_id,) if withdrawn and last.ledger_id is not None else (),
        rows=tuple(part.row for part in last.parts),
        clocks=tuple(clock for part in last.parts for clock in _running_again(part, last.at)),
    )
    if queued:
        work.remarks.append(f"{len(queued)} mail(s) were cancelled before they left.")
    work.remarks += [
        f"Left already and cannot be unsent: {mail.kind.value} to {mail.recipient}." for mail in left[:_MOST_NAMED]
    ]
    if len(left) > _MOST_NAMED:
        work.remarks.append(f"{len(left) - _MOST_NAMED} further mail(s) have left as well.")
    return f"Your commands of {last.at.astimezone(work.zone):%Y-%m-%d %H:%M} are taken back."


def _running_again(part: SetPart, since: datetime) -> tuple[RunningAgain, ...]:
    """Return the clocks that run again: the resolution, and the response unless the customer has read an answer."""
    clocks = [ClockName.RESOLUTION] if "spans" in part.fields else []
    if "answered_at" in part.fields and not _read_by_customers(part):
        clocks.append(ClockName.RESPONSE)
    return tuple(RunningAgain(ticket=part.ticket.number, clock=clock, since=since) for clock in clocks)


def _read_by_customers(part: SetPart) -> bool:
    return any(mail.left and mail.kind in TO_CUSTOMERS for mail in part.mails)


def _put_back(work: OrderWork, draft: Draft, part: SetPart, reason: str) -> None:
    former = part.former
    if _read_by_customers(part):
        # The customer has read an answer: that the desk owed one is settled.
        former = replace(former, answered_at=part.ticket.answered_at, last_update_at=part.ticket.last_update_at)
    loser = work.desk.people.by_id(part.ticket.owner) if part.ticket.owner != former.owner else None
    names = tuple(name for name in part.fields if not name.startswith(("response_", "answered_", "last_", "spans")))
    draft.put_back(former, names, work.person.id, reason)
    for row in part.moved:
        draft.take_message(row)
    if part.spent:
        draft.spend(-part.spent, work.person.id, reason)
    work.remarks += [f"As before: {_IN_WORDS.get(name, name)}." for name in names if name not in _WITH_STATE[1:]]
    if loser and loser.id != work.person.id and not loser.suspended:
        notice = Notice(headline=f"{work.person.name} took back what gave you this ticket", part_of="undo")
        to_staff(work.desk, draft, MessageKind.WARNING, (loser,), notice, actor=work.person.id, reason=reason)
