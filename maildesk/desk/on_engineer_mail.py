"""What follows from a mail of staff: an answer to the customer, commands, an approval, a digest worked off."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.approving import approval_word, meant_by, settle_awaiting
from maildesk.desk.canary import holds_internal_text
from maildesk.desk.carry_out import CarriedOut, carry_out
from maildesk.desk.checklist import with_ticks
from maildesk.desk.command_lines import Fault, Orders, read_orders
from maildesk.desk.command_words import EXPLAINED, Command
from maildesk.desk.decision import ChangeKind, Decision, LedgerState, PersonUpdate, TicketWork, Verdict
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.on_customer_mail import on_customer_mail
from maildesk.desk.on_digest_reply import on_digest_reply
from maildesk.desk.order_faults import find_faults, may_act_on
from maildesk.desk.outgoing import Automatic, CommandLine, MessageKind, OutgoingMessage, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.public_quotes import only_public_quotes
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.staff_proof import doubt, held_as_suspended, hold, proven_only_for, released_by_reply
from maildesk.desk.threading import UNSIGNED, ticket_of_staff
from maildesk.desk.ticket import Ticket, TicketType
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address


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
        return _refused(situation, person, orders, None, (Fault(line=0, written="", sentence=sentence),), now)
    wrong = _not_for(person, ticket, carrier)
    if wrong:
        return _refused(situation, person, orders, ticket, (Fault(line=0, written="", sentence=wrong),), now)
    if answered and answered[0].kind is MessageKind.APPROVAL_REQUEST and not orders.orders:
        return _on_approval(situation, person, ticket, answered[0], now)
    return _on_ticket(situation, person, ticket, carrier, orders, now)


def _answered(situation: Situation) -> tuple[SentMail, ...]:
    """Return our mails that this one answers, the newest first."""
    found = (situation.sent.get(clue.message_id) for clue in situation.letter.clues.own_ids)
    return tuple(sent for sent in found if sent is not None)


def _not_for(person: Staff, ticket: Ticket, carrier: str) -> str | None:
    if not may_act_on(person, ticket):
        if ticket.type is TicketType.COMPLAINT:
            return f"Ticket {ticket.number} is a complaint; only supervisors and its owner work on it."
        return f"Ticket {ticket.number} belongs to team {ticket.team}; ask its lead or a supervisor."
    if carrier in UNSIGNED:
        wanted = f"write [{ticket.token}] into the subject, or reply to a notice"
        return f"The subject names ticket {ticket.number} without its check code; {wanted}."
    return None


def _without_ticket(situation: Situation, person: Staff, orders: Orders, now: datetime) -> Decision:
    if orders.orders and all(order.command is Command.HELP for order in orders.orders):
        lines = tuple(
            CommandLine(line=order.line, command=order.written, done=True, result="The commands stand below.")
            for order in orders.orders
        )
        done = CarriedOut(lines=lines)
        message = _transcript(situation, person, None, done, orders)
        verdict = Verdict(state=LedgerState.IGNORED, reason="asked for the list of commands")
        return Decision(verdict=verdict, outgoing=(message,), reasons=("only #help and no ticket",))
    if orders.orders or orders.faults:
        sentence = "The mail names no ticket; reply to a notice of the ticket, or put its token into the subject."
        return _refused(situation, person, orders, None, (Fault(line=0, written="", sentence=sentence),), now)
    return on_customer_mail(situation, now)


def _on_ticket(
    situation: Situation, person: Staff, ticket: Ticket, carrier: str, orders: Orders, now: datetime
) -> Decision:
    draft = Draft(ticket, now)
    if not orders.internal:
        orders = replace(orders, words=only_public_quotes(orders.words, situation.history.get(ticket.number, ())))
    faults = list(find_faults(situation.desk, person, orders, ticket, now))
    leak = "" if orders.internal else _leak(situation, ticket, orders.words)
    if leak:
        faults.append(Fault(line=0, written=leak, sentence=_LEAK))
    if not orders.orders and not orders.words and not situation.letter.attachments:
        faults.append(Fault(line=0, written="", sentence="The mail holds no new words and no command; write #help."))
    if faults:
        return _refused(situation, person, orders, ticket, tuple(faults), now)
    done = carry_out(situation, draft, person, orders, now)
    if done.lines:
        draft.send(_transcript(situation, person, draft.ticket, done, orders), "desk", "the answer to a command mail")
    reason = f"{person.id} is proven ({situation.letter.proof.reason}); the {carrier} names ticket {ticket.number}"
    verdict = Verdict(state=LedgerState.TICKET, reason=reason)
    reasons = (reason, *(f"line {line.line}: {line.result}" for line in done.lines))
    work = draft.work()
    return Decision(verdict=verdict, works=(work,), persons=_served(situation.desk, work), reasons=reasons)


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
        return _refused(situation, person, Orders(words=situation.letter.reply), ticket, (fault,), now)
    draft = Draft(ticket, now)
    awaiting = situation.awaiting.get(ticket.number, ())
    meant = meant_by(situation.desk.key, situation.letter.reply, awaiting, asked.created_at)
    word = "approved" if approved else "rejected"
    settle_awaiting(draft, awaiting, meant, approved=approved, actor=person.id, reason=f"{word} by a reply")
    result = f"{len(meant)} message(s) approved." if approved else f"{len(meant)} message(s) rejected."
    result = result if meant else "Nothing awaits approval on this ticket any more."
    line = CommandLine(line=1, command=situation.letter.reply.strip()[:60], done=bool(meant), result=result)
    done = CarriedOut(lines=(line,))
    draft.send(_transcript(situation, person, draft.ticket, done, Orders()), "desk", "the answer to an approval")
    verdict = Verdict(state=LedgerState.TICKET, reason=f"{person.id} {word} what awaited approval")
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(verdict.reason,))


def _refused(
    situation: Situation, person: Staff, orders: Orders, ticket: Ticket | None, faults: tuple[Fault, ...], now: datetime
) -> Decision:
    """Carry out nothing and tell the engineer which line was wrong and what to write instead."""
    wrong = {fault.line for fault in faults}
    lines = [CommandLine(line=fault.line, command=fault.written, done=False, result=fault.sentence) for fault in faults]
    lines += [
        CommandLine(line=order.line, command=order.written, done=False, result="Not carried out.")
        for order in orders.orders
        if order.line not in wrong
    ]
    reason = f"nothing carried out: {faults[0].sentence}"
    limit = situation.desk.limits.command_errors_per_hour
    told = not (limit and situation.counts.command_errors_hour >= limit)
    message = _message(
        situation, person, MessageKind.COMMAND_ERROR,
        TranscriptView(
            desk_name=situation.desk.name,
            staff_name=person.name,
            number=ticket.number if ticket else None,
            token=ticket.token if ticket else "",
            subject=ticket.subject if ticket else situation.letter.subject,
            lines=tuple(sorted(lines, key=lambda line: line.line)),
            sent_to_customer="",
            kept_as_note=orders.words,
            zone=person.zone or situation.desk.zone,
        ),
    )  # fmt: skip
    outgoing = (message,) if told else ()
    state = LedgerState.TICKET if ticket else LedgerState.IGNORED
    verdict = Verdict(state=state, reason=reason)
    if ticket is None:
        return Decision(verdict=verdict, outgoing=outgoing, reasons=(reason,))
    draft = Draft(ticket, now)
    for owed in outgoing:
        draft.send(owed, "desk", reason)
    return Decision(verdict=verdict, works=(draft.work(),), reasons=(reason,))


def _transcript(
    situation: Situation, person: Staff, ticket: Ticket | None, done: CarriedOut, orders: Orders
) -> OutgoingMessage:
    language = supported_language(situation.desk, person.language, situation.desk.language)
    helped = orders.has(Command.HELP)
    view = TranscriptView(
        desk_name=situation.desk.name,
        staff_name=person.name,
        number=ticket.number if ticket else None,
        token=ticket.token if ticket else "",
        subject=ticket.subject if ticket else situation.letter.subject,
        lines=done.lines,
        sent_to_customer=done.sent_to_customer,
        kept_as_note=done.kept_as_note,
        help=tuple(EXPLAINED.get(language, EXPLAINED["en"]).values()) if helped else (),
        listing=done.listing,
        zone=person.zone or situation.desk.zone,
    )
    return _message(situation, person, MessageKind.TRANSCRIPT, view)


def _message(situation: Situation, person: Staff, kind: MessageKind, view: TranscriptView) -> OutgoingMessage:
    return OutgoingMessage(
        kind=kind,
        to=Address(name=person.name, address=person.address),
        view=view,
        language=supported_language(situation.desk, person.language, situation.desk.language),
        automatic=Automatic.REPLIED,
        in_reply_to=situation.letter.message_id,
    )
