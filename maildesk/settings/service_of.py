"""Builds the settings of reminders, follow-ups, maintenance and cost, and tells what does not fit together."""

from datetime import UTC, datetime

from cronsim import CronSim, CronSimError

from maildesk.desk.calendar_entry import zone_exists
from maildesk.desk.people import People
from maildesk.desk.service_settings import Alerts, Costs, FollowUp, Knowledge, Recurring, Reminders, Reports
from maildesk.mail.addr_spec import is_addr_spec
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration


def reminders_of(conf: Configuration) -> Reminders:
    """Return when customers are reminded."""
    return Reminders(days=tuple(sorted(set(conf.reminders.days))), close_after=conf.reminders.close_after)


def alerts_of(conf: Configuration) -> Alerts:
    """Return whom the desk tells of its own troubles."""
    return Alerts(**conf.alerts.model_dump())


def followup_of(conf: Configuration) -> FollowUp:
    """Return how often customers are asked how things are going."""
    return FollowUp(**conf.followup.model_dump())


def recurring_of(conf: Configuration) -> tuple[Recurring, ...]:
    """Return the maintenance that comes back; an entry without a zone has the desk's."""
    return tuple(Recurring(**(form.model_dump() | {"zone": form.zone or conf.desk.zone})) for form in conf.recurring)


def knowledge_of(conf: Configuration) -> Knowledge:
    """Return what is suggested from the knowledge base and who approves its articles."""
    return Knowledge(**conf.knowledge.model_dump())


def costs_of(conf: Configuration) -> Costs:
    """Return rates and budgets."""
    form = conf.cost
    return Costs(
        currency=form.currency,
        hourly_rate=form.hourly_rate,
        rates=tuple(form.rates.items()),
        monthly_budget=form.monthly_budget,
        team_budgets=tuple(form.team_budgets.items()),
        tolerance=form.tolerance,
        warn=form.warn,
    )


_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def reports_of(conf: Configuration) -> Reports:
    """Return when reports are mailed and to whom."""
    form = conf.reports
    return Reports(**(form.model_dump(exclude={"weekday"}) | {"weekday": _WEEKDAYS.index(form.weekday)}))


def service_problems(conf: Configuration, tables: Tables, people: People) -> list[str]:
    """Return a sentence for each name, cron line or zone of these tables that does not exist."""
    teams = ", ".join(sorted(team.name for team in people.teams)) or "none yet"
    ids = ", ".join(sorted(person.id for person in people.staff)) or "none yet"
    found: list[str] = []
    for index, form in enumerate(conf.recurring):
        where = f"{tables.file_of('recurring', index)}: [[recurring]] {form.name},"
        if any(other.name == form.name for other in conf.recurring[:index]):
            found.append(f"{where} name: stands twice; every recurring entry needs its own.")
        if not _is_cron(form.when):
            found.append(f'{where} when: "{form.when}" is no cron line; write one such as "0 9 1 * *".')
        if form.zone and not zone_exists(form.zone):
            found.append(f'{where} zone: is no time zone; write one such as "Asia/Shanghai".')
        if form.team and not people.team(form.team):
            found.append(f"{where} team: there is no [[team]] {form.team}; write one of: {teams}.")
        if form.owner and not people.by_id(form.owner):
            found.append(f"{where} owner: nobody is called {form.owner}; write one of: {ids}.")
    found += [
        f"{tables.file_of('alerts')}: [alerts] to: “{address}” is no address; write one such as ops@example.com."
        for address in conf.alerts.to
        if not is_addr_spec(address)
    ]
    found += [f"{tables.file_of('reports')}: [reports] recipients: {each} is no address; write one such as "
              "manager@example.com." for each in conf.reports.recipients if not is_addr_spec(each)]  # fmt: skip
    where = f"{tables.file_of('cost')}: [cost]"
    found += [f"{where} rates: nobody is called {who}; write one of: {ids}." for who in conf.cost.rates
              if not people.by_id(who)]  # fmt: skip
    found += [f"{where} team_budgets: there is no [[team]] {team}; write one of: {teams}."
              for team in conf.cost.team_budgets if not people.team(team)]  # fmt: skip
    return found


def _is_cron(line: str) -> bool:
    try:
        next(CronSim(line, datetime(2026, 1, 1, tzinfo=UTC)), None)
    except CronSimError:
        return False
    return True
