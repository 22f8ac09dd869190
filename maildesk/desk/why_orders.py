"""The order `#why`: the transcript tells how the ticket came to stand as it does."""

from maildesk.desk.command_lines import Order
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import ExplainedStep
from maildesk.desk.sla_words import ledger
from maildesk.desk.views import clocks_of, supported_language


def carry_out_why(work: OrderWork, _order: Order) -> str:
    """Put the steps of the ticket's life and the state of its clocks into the transcript."""
    desk, ticket, now = work.desk, work.draft.ticket, work.now
    language = supported_language(desk, work.person.language, desk.language)
    zone = work.person.zone or desk.zone
    clocks = tuple(
        ExplainedStep(
            at=now, actor="desk", what="clock", after=reading.clock.value, section="clock_name",
            reasons=(ledger(reading, now, language, zone),),
        )
        for reading in clocks_of(desk, ticket, now).all()
    )  # fmt: skip
    work.explanation = (*work.situation.explained.get(ticket.number, ()), *clocks)
    return "How it came to this stands below."
