"""A mail of staff that names no ticket and only asks to see something: #help, #list, #search, #show 1042."""

from datetime import datetime

from maildesk.desk.carry_out import CarriedOut
from maildesk.desk.command_lines import Orders
from maildesk.desk.command_words import Command
from maildesk.desk.decision import Decision, LedgerState, Verdict
from maildesk.desk.looking_orders import LOOKING, Looked, left_out, look, looking_faults
from maildesk.desk.outgoing import CommandLine
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.transcripts import refused, transcript

WITHOUT_TICKET = frozenset({*LOOKING, Command.HELP})


def only_looking(situation: Situation, person: Staff, orders: Orders, now: datetime) -> Decision:
    """Answer with what was asked for; other words of the mail go to nobody."""
    faults = (*orders.faults, *looking_faults(situation, person, orders, None))
    if faults:
        return refused(situation, person, orders, None, faults, now)
    looked = {
        order.line: Looked(result="The commands stand below.")
        if order.command is Command.HELP
        else look(situation, person, order, now)
        for order in orders.orders
    }
    done = CarriedOut(
        lines=tuple(
            CommandLine(line=order.line, command=order.written, done=True, result=looked[order.line].result)
            for order in orders.orders
        )
        + tuple(
            CommandLine(line=0, command="", done=True, result=sentence)
            for each in looked.values()
            for sentence in left_out(each.left_out)
        ),
        listing=tuple(line for each in looked.values() for line in each.conversation),
        found=tuple(line for each in looked.values() for line in each.tickets),
        files=tuple(file for each in looked.values() for file in each.files),
        queries=tuple(each.query for each in looked.values() if each.query),
    )
    verdict = Verdict(state=LedgerState.IGNORED, reason="asked only to see something")
    return Decision(
        verdict=verdict,
        outgoing=(transcript(situation, person, None, done, orders),),
        queries=done.queries,
        reasons=(verdict.reason, *(f"line {line.line}: {line.result}" for line in done.lines)),
    )
