"""Warns the supervisors when the work of a month has cost more than its budget (S16)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from maildesk.desk.cost import CostFigures, TimeSpent, cost_figures
from maildesk.desk.desk import Desk
from maildesk.desk.durations import hours_and_minutes
from maildesk.desk.outgoing import Automatic, MessageKind, OutgoingMessage, StaffView
from maildesk.desk.ticket import Priority, State, TicketType
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address

_DEAREST = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Overrun:
    """A budget that is used up; `key` is the same for the whole month."""

    key: str
    headline: str
    words: str


def months_days(day: date) -> tuple[date, date]:
    """Return the first day of a day's month and that of the next."""
    first = day.replace(day=1)
    return first, date(first.year + first.month // 12, first.month % 12 + 1, 1)


def overruns(desk: Desk, spent: Iterable[TimeSpent], day: date) -> tuple[Overrun, ...]:
    """Return the budgets that the work of a day's month has used up so far: the desk's and those of teams."""
    costs, month = desk.costs, f"{day:%Y-%m}"
    figures = cost_figures(costs, spent, *months_days(day))
    found: list[Overrun] = []
    if costs.monthly_budget and figures.cost > costs.monthly_budget:
        sums = f"{figures.cost:,.2f} of {costs.monthly_budget:,.2f} {costs.currency}"
        words = "\n".join(_lines(desk, figures))
        found.append(
            Overrun(key=f"{month}:", headline=f"The budget of {month} is used up: {sums}".strip(), words=words)
        )
    budgets = dict(costs.team_budgets)
    for line in figures.teams:
        budget = budgets.get(line.name, 0.0)
        if budget and line.cost > budget:
            sums = f"{line.cost:,.2f} of {budget:,.2f} {costs.currency}"
            headline = f"The budget of team {line.name} for {month} is used up: {sums}".strip()
            words = f"{line.name}: {hours_and_minutes(line.minutes)}, {line.cost:,.2f} {costs.currency}".strip()
            found.append(Overrun(key=f"{month}:{line.name}", headline=headline, words=words))
    return tuple(found)


def _lines(desk: Desk, figures: CostFigures) -> Iterator[str]:
    for line in figures.staff[:_DEAREST]:
        person = desk.people.by_id(line.name)
        name = person.name if person else line.name
        yield f"{name}: {hours_and_minutes(line.minutes)}, {line.cost:,.2f} {figures.currency}".strip()
    for line in figures.tickets[:_DEAREST]:
        yield f"#{line.name}: {hours_and_minutes(line.minutes)}, {line.cost:,.2f} {figures.currency}".strip()


def budget_warnings(desk: Desk, overrun: Overrun) -> Iterator[OutgoingMessage]:
    """Yield a mail for each supervisor."""
    for person in desk.people.supervisors():
        yield OutgoingMessage(
            kind=MessageKind.ALERT,
            to=Address(name=person.name, address=person.address),
            view=StaffView(
                desk_name=desk.name, staff_name=person.name, token="", number=0, subject="", state=State.NEW,
                type=TicketType.OTHER, priority=Priority.NORMAL, team=None, owner_name=None,
                customer=Address(address=""), headline=overrun.headline, words=overrun.words,
                zone=person.zone or desk.zone,
            ),
            language=supported_language(desk, person.language, desk.language),
            automatic=Automatic.GENERATED,
            part_of=overrun.key,
        )  # fmt: skip
