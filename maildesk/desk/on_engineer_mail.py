"""What follows from a mail of staff: an answer to the customer, commands, an approval, a digest worked off."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.approving import approval_word, meant_by, settle_awaiting
from maildesk.desk.behalf import Behalf, behalf_of, new_fault, note_fault
from maildesk.desk.board_request import asks_for_board, on_board_request
from maildesk.desk.canary import holds_internal_text
from maildesk.desk.carry_out import CarriedOut, carry_out
from maildesk.desk.checklist import with_ticks
from maildesk.desk.command_lines import Fault, Orders, read_orders
from maildesk.desk.command_words import Command
from maildesk.desk.decision import ChangeKind, Decision, LedgerState, PersonUpdate, TicketWork, Verdict
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.mentoring import CHECK as MENTOR
from maildesk.desk.mentoring import ask_mentor, on_review, waits_for_mentor, with_reviewed_words
from maildesk.desk.on_article_reply import settle_article
from maildesk.desk.on_behalf import on_behalf, try_on_behalf
from maildesk.desk.on_customer_mail import on_customer_mail
from maildesk.desk.on_digest_reply import on_digest_reply
from maildesk.desk.only_looking import WITHOUT_TICKET, only_looking
from maildesk.desk.order_faults import find_faults
from maildesk.desk.outgoing import CommandLine, MessageKind
from maildesk.desk.people import Staff
from maildesk.desk.permissions import foreign_fault
from maildesk.desk.public_quotes import only_public_quotes
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.staff_proof import doubt, held_as_suspended, hold, proven_only_for, released_by_reply
from maildesk.desk.threading import UNSIGNED, ticket_of_staff
from maildesk.desk.ticket import Ticket, TicketType
from maildesk.desk.transcripts import refused, transcript


def on_engineer_mail(situation: Situation, person: Staff, now: datetime) -> Decision:
    """Decide about a mail whose From is a member of staff; nothing is carried out before the person is proven."""
    if person.suspended:
        return held_as_suspended(person)
    released = released_by_reply(situation, person, now)
    if released:
        return released
    why = doubt(situation, person, now)
    if why:
        return hold(situation, person, why, now)
    only_for = proven_only_for(situation, person, now)
    ticket, carrier = ticket_of_staff(situation)
    if only_for is not None and (ticket is None or ticket.number not in only_for):
        return hold(situation, person, "the notice it answers proves its writer for that notice's ticket only", now)
    answered = _answered(situation)
    if MessageKind.DIGEST in {sent.kind for sent in answered}:
        return on_digest_reply(situation, person, now)
    words = situation.letter.reply
    orders = read_orders(with_ticks(words) if ticket and ticket.checklist else words)
    own_matter = ticket is not None and ticket.requester.address.casefold() == person.address.casefold()
    if own_matter and not orders.orders and not orders.faults:
        return on_customer_mail(situation, now)
    if ticket is None:
        return _without_ticket(situation, person, orders, now)
    if person.id in ticket.concerned:
        sentence = "The mail names no ticket that you can work on; ask a supervisor."
        return refused(situation, person, orders, None, (Fault(line=0, written="", sentence=sentence),), now)
    wrong = _not_for(person, ticket, carrier)
    if wrong:
        return refused(situation, person, orders, ticket, (Fault(line=0, written="", sentence=wrong),), now)
    if answered and answered[0].kind is MessageKind.ARTICLE and not orders.orders:
        return _on_article(situation, person, ticket, answered[0], now)
    if answered and answered[0].kind in _QUESTIONS:
        return _on_question(situation, person, ticket, carrier, answered[0], orders, now)
    return _on_ticket(situation, person, ticket, carrier, orders, now)


_QUESTIONS = frozenset({MessageKind.APPROVAL_REQUEST, MessageKind.REVIEW_REQUEST})


def _on_question(
    situation: Situation, person: Staff, ticket: Ticket, carrier: str, asked: SentMail, orders: Orders, now: datetime
) -> Decision:
    """Take the answer to a request of ours; commands in the answer to an approval request are commands."""
    if asked.kind is MessageKind.REVIEW_REQUEST:
        return on_review(situation, person, ticket, asked, orders, now)
    if not orders.orders:
        return _on_approval(situation, person, ticket, asked, now)
    return _on_ticket(situation, person, ticket, carrier, orders, now)


def _answered(situation: Situation) -> tuple[SentMail, ...]:
    """Return our mails that this one answers, the newest first."""
    found = (situation.sent.get(clue.message_id) for clue in situation.letter.clues.own_ids)
    return tuple(sent for sent in found if sent is not None)


def _not_for(person: Staff, ticket: Ticket, carrier: str) -> str | None:
    foreign = foreign_fault(person, ticket)
    if foreign:
        return foreign
    if carrier in UNSIGNED:
        wanted = f"write [{ticket.token}] into the subject, or reply to a notice"
        return f"The subject names ticket {ticket.number} without its check code; {wanted}."
    return None


def _without_ticket(situation: Situation, person: Staff, orders: Orders, now: datetime) -> Decision:
    if asks_for_board(situation.letter):
        return on_board_request(situation, person, now)
    if orders.orders and all(order.command in WITHOUT_TICKET for order in orders.orders):
        return only_looking(situation, person, orders, now)
    if MessageKind.REPORT in {sent.kind for sent in _answered(situation)}:
        sentence = "A report takes no answers; write to a person, or a new mail to open a ticket."
        return refused(situation, person, orders, None, (Fault(line=0, written="", sentence=sentence),), now)
    customers = situation.behalf
    behalf = behalf_of(situation.desk, situation.letter)
    if customers is not None and behalf is not None:
        return _for_customer(situation, customers, behalf, person, orders, now)
    line = next((order for order in orders.orders if order.command is Command.NEW), None)
    wrong = new_fault(situation.desk, line) if line else None
    if line and wrong:
        fault = Fault(line=line.line, written=line.written, sentence=wrong)
        return refused(situation, person, orders, None, (fault,), now)
    if orders.orders or orders.faults:
        return refused(situation, person, orders, None, _without_ticket_faults(orders), now)
    return on_customer_mail(situation, now)


def _without_ticket_faults(orders: Orders) -> tuple[Fault, ...]:
    """Return the wrong lines of a mail that names no ticket, and that it names none where an order needs one."""
    if orders.faults and all(order.command in WITHOUT_TICKET for order in orders.orders):
        return orders.faults
    sentence = "The mail names no ticket; reply to a notice of the ticket, or put its token into the subject."
    return (Fault(line=0, written="", sentence=sentence), *orders.faults)


def _for_customer(
    situation: Situation, customers: Situation, behalf: Behalf, person: Staff, orders: Orders, now: datetime
) -> Decision:
    """Open a ticket for the customer the mail was written for, unless one of its orders is wrong."""
    line = next((order for order in orders.orders if order.command is Command.NEW), None)
    faults = list(try_on_behalf(customers, behalf, person, now))
    if bare_note := note_fault(behalf, forwarded=line is None):
        faults.append(bare_note)
    if not behalf.letter.reply and not behalf.letter.attachments:
        sentence = "The mail holds no words of the customer; write below #new what they said."
        faults.append(Fault(line=line.line if line else 0, written=line.written if line else "", sentence=sentence))
    if faults:
        return refused(situation, person, orders, None, tuple(faults), now)
    return on_behalf(situation, customers, behalf, person, line, now)


def _on_ticket(
    situation: Situation, person: Staff, ticket: Ticket, carrier: str, orders: Orders, now: datetime
) -> Decision:
    draft = Draft(ticket, now)
    orders, reviewed = with_reviewed_words(situation, orders)
    if not orders.internal:
        orders = replace(orders, words=only_public_quotes(orders.words, situation.history.get(ticket.number, ())))
    faults = list(find_faults(situation, person, orders, ticket, now))
    leak = "" if orders.internal else _leak(situation, ticket, orders.words)
    if leak:
        faults.append(Fault(line=0, written=leak, sentence=_LEAK))
    if not orders.orders and not orders.faults and not orders.words and not situation.letter.attachments:
        faults.append(Fault(line=0, written="", sentence="The mail holds no new words and no command; write #help."))
    if faults:
        return refused(situation, person, orders, ticket, tuple(faults), now)
    if waits_for_mentor(situation, person, orders):
        return ask_mentor(situation, person, ticket, orders, now)
    if situation.skip_check == MENTOR:
        waiting = situation.looked_up.reviews.get(ticket.number, ())
        draft.review_ended(tuple(each.asked_at for each in waiting if each.ledger_id != situation.ledger_id))
    draft.commanded_by = None if orders.has(Command.UNDO) else person.id
    done = carry_out(situation, draft, person, orders, now)
    done = replace(done, lines=(*reviewed, *done.lines))
    if done.lines:
        draft.send(transcript(situation, person, draft.ticket, done, orders), "desk", "the answer to a command mail")
    reason = f"{person.id} is proven ({situation.letter.proof.reason}); the {carrier} names ticket {ticket.number}"
    verdict = Verdict(state=LedgerState.TICKET, reason=reason)
    reasons = (reason, *(f"line {line.line}: {line.result}" for line in done.lines))
    work = draft.work()
    return Decision(
        verdict=verdict,
        works=(work, *done.works),
        persons=_served(situation.desk, work),
        queries=done.queries,
        undone=done.undone,
        reasons=reasons,
    )


def _served(desk: Desk, work: TicketWork) -> tuple[PersonUpdate, ...]:
    """Note who served the customer last, when this mail told the customer something; a complaint teaches nothing."""
    ticket = work.ticket
    told = any(change.kind is ChangeKind.ANSWERED for change in work.changes)
    inside = desk.people.by_address(ticket.requester.address) or not ticket.participants
    if not told or inside or ticket.owner is None or ticket.type is TicketType.COMPLAINT:
        return ()
    return (PersonUpdate(address=ticket.requester.address.casefold(), last_engineer=ticket.owner),)


_LEAK = "These words stand in an internal note of this ticket; take them out, or write #note to keep the mail internal."


def _leak(situation: Situation, ticket: Ticket, words: str) -> str:
    notes = tuple(line.text for line in situation.history.get(ticket.number, ()) if line.visibility == "internal")
    return holds_internal_text(words, notes) or ""


def _on_approval(situation: Situation, person: Staff, ticket: Ticket, asked: SentMail, now: datetime) -> Decision:
    """Take the answer to an approval request; nothing of it ever goes to a customer."""
    approved = approval_word(situation.letter.reply)
    if approved is None:
        sentence = (
            "Nothing was sent; write approve or reject, or answer the customer from another notice of the ticket."
        )
        fault = Fault(line=0, written="", sentence=sentence)
        return refused(situation, person, Orders(words=situation.letter.reply), ticket, (fault,), now)
    draft = Draft(ticket, now)
    awaiting = situation.awaiting.get(ticket.number, ())
    meant = meant_by(situation.desk.key, situation.letter.reply, awaiting, asked.created_at)
    word = "approved" if approved else "rejected"
    settle_awaiting(draft, awaiting, meant, approved=approved, actor=person.id, reason=f"{word} by a reply")
    result = f"{len(meant)} message(s) approved." if approved else f"{len(meant)} message(s) rejected."
    result = result if meant else "Nothing awaits approval on this ticket any more."
    line = CommandLine(line=1, command=situation.letter.reply.strip()[:60], done=bool(meant), result=result)
    done = CarriedOut(lines=(line,))
    draft.send(transcript(situation, person, draft.ticket, done, Orders()), "desk", "the answer to an approval")
    verdict = Verdict(state=LedgerState.TICKET, reason=f"{person.id} {word} what awaited approval")
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(verdict.reason,))


def _on_article(situation: Situation, person: Staff, ticket: Ticket, asked: SentMail, now: datetime) -> Decision:
    """Take the answer to a mail about an article; nothing of it ever goes to a customer."""
    settled = settle_article(situation, person, ticket, asked, now)
    words = situation.letter.reply
    if settled.draft is None:
        fault = Fault(line=0, written="", sentence=settled.sentence)
        return refused(situation, person, Orders(words=words), ticket, (fault,), now)
    line = CommandLine(line=1, command=words.strip().split("\n")[0][:60], done=True, result=settled.sentence)
    message = transcript(situation, person, ticket, CarriedOut(lines=(line,)), Orders())
    settled.draft.send(message, "desk", "the answer about an article")
    verdict = Verdict(state=LedgerState.TICKET, reason=f"{person.id}: {settled.sentence}")
    return Decision(verdict=verdict, works=(settled.draft.work(),), reasons=(verdict.reason,))
