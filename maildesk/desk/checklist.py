"""Ticking the lines of a maintenance ticket's check list by reply: "done 2 4", 完成 2."""

import re
from dataclasses import replace

from maildesk.desk.command_lines import Order
from maildesk.desk.decision import Change, ChangeKind
from maildesk.desk.order_work import OrderWork
from maildesk.desk.ticket import Ticket

_TICK = re.compile(
    (
        r"^[ \t]*[#＃]?[ \t]?(?:done|ticked|tick|check|checked|完成|已完成|勾选|勾選)[ \t]*[:：]?[ \t]*"
        r"(\d[\d \t,，、.]{0,60})$"
    ),
    re.IGNORECASE | re.MULTILINE,
)
_ALL = re.compile(
    r"^[ \t]*[#＃]?[ \t]?(?:done all|all done|check all|全部完成|完成全部|全部勾选|全部勾選)[ \t.。!！]*$",
    re.IGNORECASE | re.MULTILINE,
)
_NUMBER = re.compile(r"\d{1,3}")


def with_ticks(text: str) -> str:
    """Return the words of a reply with each tick line written as `#check 2 4`, whatever its form."""
    plain = text.replace("\r\n", "\n")
    return _ALL.sub("#check all", _TICK.sub(lambda line: f"#check {line.group(1).strip()}", plain))


def check_fault(ticket: Ticket, argument: str) -> str | None:
    """Return what is wrong with a tick line and what to write instead; None when it can be carried out."""
    last = len(ticket.checklist)
    if not last:
        return f"Ticket {ticket.number} has no check list; take the line out."
    numbers = lines_named(ticket, argument)
    wrong = [number for number in numbers if not 1 <= number <= last]
    if wrong or not numbers:
        said = ", ".join(str(number) for number in wrong) or f"“{argument}”"
        return f"The check list has lines 1 to {last}, not {said}; write, for example, done 1."
    return None


def lines_named(ticket: Ticket, argument: str) -> tuple[int, ...]:
    """Return the line numbers an argument names, each once; `all` names every line."""
    if argument.strip().casefold() == "all":
        return tuple(range(1, len(ticket.checklist) + 1))
    return tuple(dict.fromkeys(int(number) for number in _NUMBER.findall(argument)))


def carry_out_check(work: OrderWork, order: Order) -> str:
    """Tick lines; a line that is ticked stays with whoever ticked it first."""
    ticket = work.draft.ticket
    numbers = set(lines_named(ticket, order.argument))
    lines = tuple(
        replace(line, done_at=work.now, done_by=work.person.id) if number in numbers and line.done_at is None else line
        for number, line in enumerate(ticket.checklist, start=1)
    )
    work.draft.ticket = replace(ticket, checklist=lines)
    ticked = " ".join(str(number) for number in sorted(numbers))
    work.draft.record(
        Change(kind=ChangeKind.CHECKED, actor=work.person.id, after=ticked, reason=f"line {order.line}: check")
    )
    work.listing = tuple(
        f"{number}. [{'x' if line.done_at else ' '}] {line.text}" for number, line in enumerate(lines, start=1)
    )
    left = sum(line.done_at is None for line in lines)
    return f"Ticked: {ticked}; {left} left." if left else f"Ticked: {ticked}; everything is done. Write #resolve."
