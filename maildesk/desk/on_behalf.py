"""What follows from a mail that staff wrote for a customer: a ticket whose requester is the customer."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.acknowledging import acknowledgement_refusal
from maildesk.desk.behalf import Behalf
from maildesk.desk.carry_out import CarriedOut, carry_out
from maildesk.desk.classifying import classify_ticket
from maildesk.desk.command_lines import Fault, Order
from maildesk.desk.command_words import Command
from maildesk.desk.decision import Decision, Direction, LedgerState, NewMessage, Verdict, Visibility
from maildesk.desk.incoming import learned_of
from maildesk.desk.new_ticket import acknowledgement, open_draft, tell_staff
from maildesk.desk.order_faults import find_faults
from maildesk.desk.outgoing import CommandLine
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.suggesting import note_suggestions
from maildesk.desk.threading import Judgement, Standing
from maildesk.desk.ticket import State
from maildesk.desk.transcripts import transcript
from maildesk.mail.letter import Address

_OVER = frozenset({State.RESOLVED, State.CLOSED})


def on_behalf(
    situation: Situation, customers: Situation, behalf: Behalf, person: Staff, line: Order | None, now: datetime
) -> Decision:
    """Open a ticket for the customer, carry out the other orders on it, and tell the customer and who works on it.

    `customers` is the situation as it would be had the customer written; rules that drop or hold mail do not count,
    because a person asks. `line` is the `#new for` line; None for a forwarded mail.
    """
    customer = customers.letter.sender or Address(address="unknown")
    reason = f"{person.id} wrote it for {customer.address}" if line else f"{person.id} forwarded it"
    classified = classify_ticket(customers, now)
    judgement = Judgement(standing=Standing.NONE, reason=reason)
    draft, copied = open_draft(customers, classified, judgement, now, person.id)
    if behalf.note and not behalf.orders.internal:
        draft.add_message(_note(situation, person, behalf.note), person.id, "the words above a forwarded mail")
    bare = replace(customers, letter=replace(customers.letter, attachments=()))
    done = carry_out(bare, draft, person, behalf.orders, now)
    refusal = acknowledgement_refusal(customers, now)
    if draft.ticket.state in _OVER:
        refusal = refusal or "the ticket is solved already"
    if not refusal:
        message = acknowledgement(customers, draft.ticket, classified.template, now)
        draft.send(message, person.id, "staff opened it for them")
        note_suggestions(draft, message)
    if not behalf.orders.has(Command.ASSIGN):
        tell_staff(customers, draft, classified, copied, refusal, now)
    told = f"the customer was not told: {refusal}." if refusal else "the customer is told."
    opened = CommandLine(
        line=line.line if line else 0,
        command=line.written if line else "",
        done=True,
        result=f"A ticket of {customer.address} is open now; {told}",
    )
    shown = CarriedOut(lines=(opened, *done.lines), kept_as_note=behalf.note)
    draft.send(transcript(situation, person, None, shown, behalf.orders), "desk", "the answer to a command mail")
    verdict = Verdict(state=LedgerState.TICKET, reason=reason)
    learned = replace(learned_of(customers), proven=None)
    return Decision(
        verdict=verdict,
        works=(draft.work(), *done.works),
        persons=(learned,),
        turns=classified.turns,
        reasons=(reason, *classified.reasons),
    )


def try_on_behalf(customers: Situation, behalf: Behalf, person: Staff, now: datetime) -> tuple[Fault, ...]:
    """Return what is wrong with the other orders of the mail, held against the ticket that would be opened."""
    judgement = Judgement(standing=Standing.NONE, reason="")
    draft, _ = open_draft(customers, classify_ticket(customers, now), judgement, now)
    return find_faults(customers, person, behalf.orders, draft.ticket, now)


def _note(situation: Situation, person: Staff, words: str) -> NewMessage:
    return NewMessage(
        direction=Direction.IN,
        visibility=Visibility.INTERNAL,
        author=Address(name=person.name, address=person.address),
        text=words,
        language=situation.letter.language,
        ledger_id=situation.ledger_id,
    )
