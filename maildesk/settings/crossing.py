"""Finds what in a configuration names something that does not exist, stands twice, or contradicts its own examples."""

from maildesk.desk.calendar import Calendar
from maildesk.desk.calendar_entry import zone_exists
from maildesk.desk.people import People
from maildesk.desk.rule_examples import RuleSurroundings, check_examples, check_names
from maildesk.desk.rules import RuleSet
from maildesk.desk.sla_policy import Policy
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration


def crossing(
    conf: Configuration,
    tables: Tables,
    people: People,
    calendars: dict[str, Calendar],
    policies: dict[str, Policy],
    rules: RuleSet,
) -> list[str]:
    """Return what names something that does not exist, and what stands twice."""
    found: list[str] = []
    names = ", ".join(sorted(team.name for team in people.teams)) or "none yet"
    ids = ", ".join(sorted(person.id for person in people.staff)) or "none yet"

    def need(ok: object, where: str, sentence: str) -> None:
        if not ok:
            found.append(f"{where} {sentence}")

    need(
        zone_exists(conf.desk.zone),
        "maildesk.toml: [desk] zone:",
        'is no time zone; write one such as "Asia/Shanghai".',
    )
    need(conf.desk.calendar in calendars, "maildesk.toml: [desk] calendar:", f"write one of {', '.join(calendars)}.")
    need(not conf.desk.team or people.team(conf.desk.team), "maildesk.toml: [desk] team:", f"write one of: {names}.")
    for index, staff in enumerate(conf.staff):
        where = f"{tables.file_of('staff', index)}: [[staff]] {staff.id},"
        for team in staff.teams:
            need(people.team(team), f"{where} teams:", f"there is no [[team]] {team}; write one of: {names}.")
        for key, other in (("mentor", staff.mentor), ("deputy", staff.deputy)):
            need(not other or people.by_id(other), f"{where} {key}:", f"nobody is called {other}; write one of: {ids}.")
        need(
            not staff.calendar or staff.calendar in calendars,
            f"{where} calendar:",
            f"write one of {', '.join(calendars)}.",
        )
        need(not staff.zone or zone_exists(staff.zone), f"{where} zone:", "is no time zone.")
        need("@" in staff.address, f"{where} address:", "is no address; write one such as wang@example.com.")
    for index, team_form in enumerate(conf.team):
        where = f"{tables.file_of('team', index)}: [[team]] {team_form.name},"
        need(not team_form.lead or people.by_id(team_form.lead), f"{where} lead:", f"write one of: {ids}.")
    for index, mailbox in enumerate(conf.mailbox):
        where = f"{tables.file_of('mailbox', index)}: [[mailbox]] {mailbox.name},"
        need(not mailbox.team or people.team(mailbox.team), f"{where} team:", f"write one of: {names}.")
        need("@" in mailbox.address, f"{where} address:", "is no address; write one such as support@example.com.")
    for index, entry in enumerate(conf.organisation):
        where = f"{tables.file_of('organisation', index)}: [[organisation]] {entry.name},"
        need(not entry.policy or entry.policy in policies, f"{where} policy:", f"write one of {', '.join(policies)}.")
    found += _twice("staff", "id", [form.id.casefold() for form in conf.staff], tables)
    found += _twice("staff", "address", [form.address.casefold() for form in conf.staff], tables)
    found += _twice("mailbox", "name", [form.name for form in conf.mailbox], tables)
    found += _twice("mailbox", "address", [form.address.casefold() for form in conf.mailbox], tables)
    found += _rules(conf, tables, people, calendars, policies, rules)
    return found


def _twice(table: str, key: str, values: list[str], tables: Tables) -> list[str]:
    return [
        f"{tables.file_of(table, index)}: [[{table}]] {key} = {value!r} stands twice; every {table} needs its own."
        for index, value in enumerate(values)
        if value in values[:index]
    ]


def _rules(
    conf: Configuration,
    tables: Tables,
    people: People,
    calendars: dict[str, Calendar],
    policies: dict[str, Policy],
    rules: RuleSet,
) -> list[str]:
    """Return what rules name that does not exist; where all exists, every example that does not come out."""
    around = RuleSurroundings(
        people=people,
        calendars=calendars,
        calendar=conf.desk.calendar,
        zone=conf.desk.zone if zone_exists(conf.desk.zone) else "UTC",
        policies=tuple(policies),
        mailboxes=tuple(form.name for form in conf.mailbox),
    )
    file = tables.file_of("rule")
    wrong = check_names(rules, around) or check_examples(rules, around)
    return [f"{file}: {sentence}" for sentence in wrong]
