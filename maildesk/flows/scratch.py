"""Writes into a replay's scratch database what later decisions look at, and nothing else: it costs half of a commit.

Events, the search index, ended clocks and mails are of no use there. The desk's own data are written by `commit` alone.
"""

from datetime import datetime

from maildesk.desk.decision import Decision, TicketWork
from maildesk.desk.desk import Desk
from maildesk.desk.ticket import Ticket
from maildesk.desk.timers import state_timers
from maildesk.mail.token import subject_token
from maildesk.store.messages import MessageToKeep, add_messages, move_message, move_messages, settle_approval
from maildesk.store.people import count_hard_bounce, save_persons
from maildesk.store.surveys import save_survey
from maildesk.store.tickets import insert_ticket, lock_tickets, save_ticket
from maildesk.store.timers import set_timers
from maildesk.store.transaction import Transaction
from maildesk.store.workload import set_turns


def keep_for_later(tx: Transaction, desk: Desk, decision: Decision, now: datetime) -> tuple[int, ...]:
    """Write tickets, messages, approvals, scores, people, turns and the timers that change a state; return numbers."""
    numbers = tuple(_keep(tx, desk, work, now).number for work in decision.works)
    if decision.persons:
        save_persons(tx, decision.persons, now)
    for report in decision.deliveries:
        if report.delivery == "bounced":
            count_hard_bounce(tx, report.recipient, now)
    if decision.turns:
        set_turns(tx, dict(decision.turns))
    return numbers


def _keep(tx: Transaction, desk: Desk, work: TicketWork, now: datetime) -> Ticket:
    ticket = work.ticket
    if ticket.number == 0:
        ticket = insert_ticket(tx, ticket, lambda number: subject_token(desk.read.prefix, desk.key, number))
    else:
        if ticket.number not in tx.tickets:
            lock_tickets(tx, [ticket.number])
        save_ticket(tx, ticket)
    add_messages(tx, [MessageToKeep(ticket=ticket.number, message=message) for message in work.messages], now)
    for number in work.taken_over:
        move_messages(tx, number, ticket.number)
    for row in work.taken_messages:
        move_message(tx, row, ticket.number)
    for approval in work.approvals:
        settle_approval(tx, approval)
    if work.survey:
        save_survey(tx, ticket.number, work.survey, now)
    set_timers(tx, ticket.number, state_timers(desk, ticket))
    return ticket
