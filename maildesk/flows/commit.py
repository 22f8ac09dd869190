"""The narrow waist: the only place that writes what follows from a decision, all of it in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.article import NO_KNOWLEDGE
from maildesk.desk.decision import Decision, TicketWork
from maildesk.desk.desk import Desk
from maildesk.desk.ended_clocks import ended_clocks
from maildesk.desk.on_digest_reply import items_of
from maildesk.desk.outgoing import TO_CUSTOMERS, DigestView, MessageKind
from maildesk.desk.ticket import Ticket
from maildesk.desk.timers import timers_of
from maildesk.desk.undo_set import NOTHING_UNDONE, Undone
from maildesk.flows.compose import Writes
from maildesk.flows.gathering import digest_items_key
from maildesk.flows.knowing import index_when_solved, remember_article, with_article, write_knowledge
from maildesk.flows.restraint import unwanted, within_limits
from maildesk.mail.token import subject_token
from maildesk.store.absences import save_absences
from maildesk.store.claims import LetterFacts, judge
from maildesk.store.command_sets import add_command_set, mark_undone, withdraw_words
from maildesk.store.ended_clocks import add_ended_clocks, forget_ended
from maildesk.store.events import append_events
from maildesk.store.followups import decline_followups
from maildesk.store.leases import set_setting
from maildesk.store.messages import MessageToKeep, add_messages, move_message, move_messages, settle_approval
from maildesk.store.outbox import NewMail, cancel_mail, enqueue, record_delivery, send_again
from maildesk.store.people import count_hard_bounce, save_persons
from maildesk.store.quarantine import discard_mails, release_mails
from maildesk.store.reviews import ask_review, settle_reviews
from maildesk.store.staff_queries import add_queries
from maildesk.store.surveys import save_survey
from maildesk.store.threads import last_message_id
from maildesk.store.ticket_index import index_text, index_ticket
from maildesk.store.tickets import insert_ticket, lock_tickets, save_ticket
from maildesk.store.time_spent import add_time
from maildesk.store.timers import set_timers
from maildesk.store.transaction import Transaction
from maildesk.store.workload import set_turns
from maildesk.store.wrong_codes import add_wrong_codes

_ANSWERS = frozenset({MessageKind.TRANSCRIPT, MessageKind.COMMAND_ERROR})


@dataclass(frozen=True, kw_only=True, slots=True)
class Committed:
    """What was written: the tickets that were touched and how many mails are owed now."""

    tickets: tuple[int, ...] = ()
    owed: int = 0


def commit(
    tx: Transaction,
    desk: Desk,
    writer: Writes,
    decision: Decision,
    *,
    cause: str,
    now: datetime,
    ledger_id: int | None = None,
    facts: LetterFacts | None = None,
    silent: str | None = None,
) -> Committed:
    """Write a decision; `cause` ("mail:12", "timer:7:close") makes every repeat of it harmless.

    `silent` says why customers must not get what follows for them: it is noted in the outbox as cancelled.
    """
    touched: list[int] = []
    owed: list[NewMail] = []
    sets: list[_Commanded] = []
    moved: dict[int, list[int]] = {}
    for work in decision.works:
        before = _as_it_stands(tx, work.ticket.number)
        ticket = _write_ticket(tx, desk, work, moved, now)
        touched.append(ticket.number)
        article = (
            write_knowledge(tx, work.knowledge, ticket.number, now) if work.knowledge is not NO_KNOWLEDGE else None
        )
        mails = _write_mails(tx, writer, work, ticket, article, cause, now)
        if work.commanded_by:
            sets.append(_Commanded(work=work, before=before, after=ticket, first=len(owed), mails=mails))
        owed += mails
    for message in decision.outgoing:
        mail = writer.write(tx, message, cause, now)
        if isinstance(message.view, DigestView):
            set_setting(tx, digest_items_key(mail.message_id), ",".join(items_of(message.view)))
        owed.append(mail)
    ids = _owe(tx, desk, owed, now, silent)
    _keep_sets(tx, sets, moved, ids, cause, now)
    if ledger_id is not None and decision.verdict is not None:
        ticket_number = touched[0] if touched and decision.verdict.state.value == "ticket" else None
        judge(tx, ledger_id, decision.verdict, now=now, ticket=ticket_number, letter=facts, reasons=decision.reasons)
    _write_rest(tx, decision, now)
    return Committed(tickets=tuple(touched), owed=len(owed))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Commanded:
    """What the commands of somebody did to a ticket; `first` is the place of its mails among all that are owed."""

    work: TicketWork
    before: Ticket | None
    after: Ticket
    first: int
    mails: list[NewMail]


def _as_it_stands(tx: Transaction, number: int) -> Ticket | None:
    if number == 0:
        return None
    if number not in tx.tickets:
        lock_tickets(tx, [number])
    return tx.tickets[number].ticket


def _keep_sets(
    tx: Transaction, sets: list[_Commanded], moved: dict[int, list[int]], ids: list[int], cause: str, now: datetime
) -> None:
    """Keep what commands did, so that #undo can take it back; the answers to commands are no part of it."""
    together = any(each.before is None or each.after.number in moved for each in sets)
    for each in sets:
        places = range(each.first, each.first + len(each.mails))
        mails = [ids[at] for at, mail in zip(places, each.mails, strict=True) if mail.kind not in _ANSWERS]
        add_command_set(
            tx,
            staff_id=each.work.commanded_by or "",
            cause=cause,
            before=each.before,
            after=each.after,
            spent=sum(spent.minutes for spent in each.work.spent),
            moved=moved.get(each.after.number, ()),
            mails=mails,
            now=now,
            together=together,
        )


def _owe(tx: Transaction, desk: Desk, owed: list[NewMail], now: datetime, silent: str | None) -> list[int]:
    """Put mails into the outbox; what a person does not want is noted there as cancelled, what is too much is held."""
    refused = [(silent if mail.kind in TO_CUSTOMERS else None) or unwanted(tx, mail) for mail in owed]
    ids = enqueue(tx, [within_limits(tx, desk.limits, mail, now) for mail in owed], now)
    for outbox_id, why in zip(ids, refused, strict=True):
        if why:
            cancel_mail(tx, outbox_id, why)
    return ids


def _write_ticket(tx: Transaction, desk: Desk, work: TicketWork, moved: dict[int, list[int]], now: datetime) -> Ticket:
    ticket = work.ticket
    before: Ticket | None = None
    if ticket.number == 0:
        ticket = insert_ticket(tx, ticket, lambda number: subject_token(desk.read.prefix, desk.key, number))
        index_ticket(tx, ticket)
    else:
        if ticket.number not in tx.tickets:
            lock_tickets(tx, [ticket.number])
        before = tx.tickets[ticket.number].ticket
        save_ticket(tx, ticket)
    append_events(tx, desk.key, ticket.number, work.changes, now)
    add_messages(tx, [MessageToKeep(ticket=ticket.number, message=message) for message in work.messages], now)
    for message in work.messages:
        if not message.machine:
            index_text(tx, ticket.number, message.text)
    for number in work.taken_over:
        moved[number] = move_messages(tx, number, ticket.number)
    for row in work.taken_messages:
        index_text(tx, ticket.number, move_message(tx, row, ticket.number))
    for approval in work.approvals:
        settle_approval(tx, approval)
    index_when_solved(tx, desk, before, ticket)
    add_time(tx, ticket.number, work.spent, now)
    add_ended_clocks(tx, ticket.number, ended_clocks(desk, before, ticket, now))
    if work.survey:
        save_survey(tx, ticket.number, work.survey, now)
    set_timers(tx, ticket.number, timers_of(desk, ticket, now))
    return ticket


def _write_mails(
    tx: Transaction, writer: Writes, work: TicketWork, ticket: Ticket, article: int | None, cause: str, now: datetime
) -> list[NewMail]:
    answering: str | None = None
    if any(message.kind in TO_CUSTOMERS and message.in_reply_to is None for message in work.outgoing):
        answering = last_message_id(tx, ticket.number)
    written: list[NewMail] = []
    for owed in work.outgoing:
        message = with_article(owed, article) if owed.kind is MessageKind.ARTICLE else owed
        mail = writer.write(
            tx,
            message,
            f"{cause}:{ticket.number}",
            now,
            ticket=ticket,
            answering=answering if message.kind in TO_CUSTOMERS else None,
        )
        if message.kind is MessageKind.ARTICLE:
            remember_article(tx, message, mail.message_id)
        written.append(mail)
    return written


def _write_rest(tx: Transaction, decision: Decision, now: datetime) -> None:
    if decision.persons:
        save_persons(tx, decision.persons, now)
    for report in decision.deliveries:
        record_delivery(tx, report.outbox_id, report.delivery, report.words, now)
        if report.delivery == "bounced":
            count_hard_bounce(tx, report.recipient, now)
    if decision.turns:
        set_turns(tx, dict(decision.turns))
    add_queries(tx, decision.queries, now)
    _write_reviews(tx, decision, now)
    if decision.undone is not NOTHING_UNDONE:
        _take_back(tx, decision.undone, now)
    save_absences(tx, decision.absences, now)
    release_mails(tx, decision.releases)
    if decision.discards:
        discard_mails(tx, decision.discards, "disowned or discarded by staff", now)
    if decision.wrong_codes:
        add_wrong_codes(tx, *decision.wrong_codes, now)
    if decision.no_followup:
        decline_followups(tx, decision.no_followup, now)
    for outbox_id in decision.resends:
        send_again(tx, outbox_id, now)
    for outbox_id in decision.cancelled:
        cancel_mail(tx, outbox_id, "taken back before it left")


def _write_reviews(tx: Transaction, decision: Decision, now: datetime) -> None:
    """Write what waits for a mentor from now on, and how reviews ended."""
    if decision.review_asked:
        ask_review(tx, decision.review_asked)
    if decision.reviewed:
        settle_reviews(tx, decision.reviewed, now)


def _take_back(tx: Transaction, undone: Undone, now: datetime) -> None:
    """Write what follows when commands are taken back, beside the tickets themselves."""
    for outbox_id in undone.cancelled:
        cancel_mail(tx, outbox_id, "taken back before it left")
    withdraw_words(tx, undone.withdrawn)
    forget_ended(tx, undone.clocks)
    mark_undone(tx, undone.rows, now)
