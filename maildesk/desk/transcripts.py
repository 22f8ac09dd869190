"""The answers to mails with commands: the transcript of what was done, or what was wrong and what to write instead."""

from dataclasses import replace
from datetime import datetime

from maildesk.desk.carry_out import CarriedOut
from maildesk.desk.command_lines import Fault, Orders
from maildesk.desk.command_words import EXPLAINED, Command
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.draft import Draft
from maildesk.desk.outgoing import AttachedFile, Automatic, CommandLine, MessageKind, OutgoingMessage, TranscriptView
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Ticket
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address


def refused(
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
    before = situation.counts.command_errors_hour
    told = not limit or before <= limit
    if limit and before == limit:
        # One mail stands for all that would follow within the hour.
        sentence = f"More than {limit} of your mails had wrong commands within an hour; further ones get no answer."
        lines.append(CommandLine(line=0, command="", done=False, result=sentence))
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


def transcript(
    situation: Situation, person: Staff, ticket: Ticket | None, done: CarriedOut, orders: Orders
) -> OutgoingMessage:
    """Return the short answer to a mail whose orders were carried out; a new ticket's number is filled in later."""
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
        explanation=done.explanation,
        tickets=done.found,
        zone=person.zone or situation.desk.zone,
    )
    return replace(_message(situation, person, MessageKind.TRANSCRIPT, view), files=_once(done.files))


def _once(files: tuple[AttachedFile, ...]) -> tuple[AttachedFile, ...]:
    return tuple({(file.ledger_id, file.part): file for file in files}.values())


def _message(situation: Situation, person: Staff, kind: MessageKind, view: TranscriptView) -> OutgoingMessage:
    return OutgoingMessage(
        kind=kind,
        to=Address(name=person.name, address=person.address),
        view=view,
        language=supported_language(situation.desk, person.language, situation.desk.language),
        automatic=Automatic.REPLIED,
        in_reply_to=situation.letter.message_id,
    )
