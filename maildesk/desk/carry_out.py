"""Carries out the orders of an engineer's mail on one ticket: all of them, or none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.asset_orders import carry_out_asset
from maildesk.desk.checklist import carry_out_check
from maildesk.desk.command_lines import Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.complaint_orders import carry_out_cause, carry_out_concerned
from maildesk.desk.decision import TicketWork
from maildesk.desk.draft import Draft
from maildesk.desk.due_orders import carry_out_due
from maildesk.desk.escalation_orders import carry_out_escalate
from maildesk.desk.field_orders import (
    carry_out_assign,
    carry_out_help,
    carry_out_note,
    carry_out_priority,
    carry_out_tag,
    carry_out_type,
)
from maildesk.desk.knowledge_orders import carry_out_kb, words_for_article_only
from maildesk.desk.looking_orders import carry_out_look
from maildesk.desk.lookups import StaffQuery
from maildesk.desk.merge_orders import carry_out_merge
from maildesk.desk.notices import enclose
from maildesk.desk.order_faults import SENDING
from maildesk.desk.order_work import OrderWork, keep_answer, keep_note
from maildesk.desk.outgoing import AttachedFile, CommandLine, DigestTicket, ExplainedStep
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.split_orders import carry_out_split
from maildesk.desk.state_orders import (
    answer,
    carry_out_close,
    carry_out_hold,
    carry_out_pending,
    carry_out_reopen,
    carry_out_resolve,
    carry_out_update,
)
from maildesk.desk.taking_part import carry_out_cc
from maildesk.desk.time_orders import carry_out_spent
from maildesk.desk.undo_set import NOTHING_UNDONE, Undone
from maildesk.desk.undoing import carry_out_undo
from maildesk.desk.why_orders import carry_out_why

_STEPS: dict[Command, Callable[[OrderWork, Order], str]] = {
    Command.RESOLVE: carry_out_resolve,
    Command.UPDATE: carry_out_update,
    Command.NOTE: carry_out_note,
    Command.ASSIGN: carry_out_assign,
    Command.PRIORITY: carry_out_priority,
    Command.PENDING: carry_out_pending,
    Command.HOLD: carry_out_hold,
    Command.CLOSE: carry_out_close,
    Command.REOPEN: carry_out_reopen,
    Command.DUE: carry_out_due,
    Command.ESCALATE: carry_out_escalate,
    Command.MERGE: carry_out_merge,
    Command.SPLIT: carry_out_split,
    Command.TAG: carry_out_tag,
    Command.TYPE: carry_out_type,
    Command.CC: carry_out_cc,
    Command.ASSET: carry_out_asset,
    Command.SPENT: carry_out_spent,
    Command.CHECK: carry_out_check,
    Command.CAUSE: carry_out_cause,
    Command.CONCERNED: carry_out_concerned,
    Command.KB: carry_out_kb,
    Command.WHY: carry_out_why,
    Command.SHOW: carry_out_look,
    Command.LIST: carry_out_look,
    Command.SEARCH: carry_out_look,
    Command.UNDO: carry_out_undo,
    Command.HELP: carry_out_help,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CarriedOut:
    """What was done: a line for each order, the words that left and those that stayed."""

    lines: tuple[CommandLine, ...]
    sent_to_customer: str = ""
    kept_as_note: str = ""
    listing: tuple[str, ...] = ()
    found: tuple[DigestTicket, ...] = ()
    files: tuple[AttachedFile, ...] = ()  # that the transcript carries
    queries: tuple[StaffQuery, ...] = ()
    undone: Undone = NOTHING_UNDONE
    works: tuple[TicketWork, ...] = ()  # of the other tickets that orders touch
    explanation: tuple[ExplainedStep, ...] = ()


def carry_out(situation: Situation, draft: Draft, person: Staff, orders: Orders, now: datetime) -> CarriedOut:
    """Carry out orders that were found to be without fault, and pass the words on as they ask for."""
    internal = orders.internal
    silent = internal or words_for_article_only(orders)
    limit = situation.desk.notice_attachment_bytes
    enclosed = enclose(situation.letter, situation.ledger_id, limit, to_customer=True)
    # A picture of the signature alone is not an answer.
    files = enclosed.files if orders.words else tuple(file for file in enclosed.files if file.content_id is None)
    work = OrderWork(
        desk=situation.desk, draft=draft, person=person, situation=situation, orders=orders, now=now,
        words="" if silent else orders.words, files=() if silent else files,
    )  # fmt: skip
    if internal and (orders.words or situation.letter.attachments):
        keep_note(work, orders.words)
    elif not internal and (work.words or work.files):
        keep_answer(work)
    results: dict[int, str] = {}
    for order in sorted(orders.orders, key=lambda order: order.command in SENDING):
        results[order.line] = _STEPS[order.command](work, order)
    if work.words or work.files:
        answer(work)
    lines = [
        CommandLine(line=order.line, command=order.written, done=True, result=results[order.line])
        for order in orders.orders
    ]
    lines += [CommandLine(line=0, command="", done=True, result=remark) for remark in work.remarks]
    if enclosed.left_out and not silent:
        names = ", ".join(file.filename for file in enclosed.left_out)
        sentence = f"Not passed on to the customer: {names}."
        lines.append(CommandLine(line=0, command="", done=False, result=sentence))
    return CarriedOut(
        lines=tuple(lines),
        sent_to_customer=work.sent,
        kept_as_note=work.noted,
        listing=work.listing,
        found=work.found,
        files=work.shown_files,
        queries=tuple(work.queries),
        undone=work.undone,
        works=tuple(other.work() for other in work.others),
        explanation=work.explanation,
    )
