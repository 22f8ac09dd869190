"""The order `#split`: the customer's newest message leaves its ticket and becomes one of its own."""

from maildesk.desk.acknowledging import acknowledge
from maildesk.desk.command_lines import Order
from maildesk.desk.draft import Draft
from maildesk.desk.notices import Notice, to_staff
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import MessageKind
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import State, Ticket

_LONGEST_SUBJECT = 200  # characters


def split_fault(situation: Situation, ticket: Ticket) -> str | None:
    """Return why no message can be split off; None when one can."""
    last = situation.looked_up.last_message.get(ticket.number)
    if last is None or last.alone:
        return "The ticket holds no second message of a customer that could become a ticket of its own."
    return None


def carry_out_split(work: OrderWork, order: Order) -> str:
    """Make a linked ticket of the newest message of a customer: same team and owner, its writer is the requester."""
    old, reason = work.draft.ticket, f"line {order.line}: split"
    last = work.situation.looked_up.last_message[old.number]
    subject = " ".join(order.argument.split())[:_LONGEST_SUBJECT] or old.subject
    fresh = Ticket(
        subject=subject,
        state=State.OPEN if old.owner else State.NEW,
        type=old.type,
        impact=old.impact,
        urgency=old.urgency,
        priority=old.priority,
        team=old.team,
        owner=old.owner,
        requester=last.author,
        participants=(last.author,),
        language=old.language,
        tags=old.tags,
        mailbox=old.mailbox,
        organisation=old.organisation,
        policy=old.policy,
        asset=old.asset,
        concerned=old.concerned,
        created_at=work.now,
        updated_at=work.now,
        response_since=min(last.at, work.now),
        linked_to=old.number,
        muted=old.muted,
    )
    new = Draft(fresh, work.now)
    new.commanded_by = work.person.id
    new.opened(work.person.id, f"split off ticket {old.number}")
    new.take_message(last.row)
    work.draft.split_off(last.row, work.person.id, reason)
    acknowledge(work.desk, new, work.person.id, work.now)
    owner = work.desk.people.by_id(old.owner)
    people = tuple(dict.fromkeys(each for each in (owner, work.person) if each and not each.suspended))
    notice = Notice(
        words=last.text, because=(f"{work.person.name} split it off ticket {old.number}.",), part_of="split"
    )
    to_staff(work.desk, new, MessageKind.ASSIGNMENT, people, notice, actor=work.person.id, reason=reason)
    work.others.append(new)
    return f"The last message of {last.author.address} is a ticket of its own now; its notice comes with the number."
