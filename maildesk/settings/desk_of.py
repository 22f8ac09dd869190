"""Builds the desk that decisions look at from the configuration, and tells whatever does not fit together."""

from dataclasses import fields
from datetime import date

from maildesk.desk.assignment import OnCallWeek
from maildesk.desk.calendar import Calendar, default_calendar, unknown_years
from maildesk.desk.calendar_entry import calendar_from, zone_exists
from maildesk.desk.desk import Desk, Limits, MailboxPolicy
from maildesk.desk.people import Absence, Organisation, People, Staff, Team
from maildesk.desk.rules import RuleSet, parse_rules
from maildesk.desk.sla import BREACH
from maildesk.desk.sla_policy import Duration, EscalationStep, Policy, Rung, Target, duration_from
from maildesk.desk.ticket import Priority
from maildesk.errors import ConfigurationError
from maildesk.mail.letter import ReadContext
from maildesk.settings.crossing import crossing
from maildesk.settings.crossing_time import time_problems
from maildesk.settings.files import Tables
from maildesk.settings.forms import Configuration
from maildesk.settings.people_forms import CalendarForm, PolicyForm, StaffForm, TargetForm
from maildesk.settings.service_of import (
    alerts_of,
    costs_of,
    followup_of,
    knowledge_of,
    recurring_of,
    reminders_of,
    reports_of,
    service_problems,
)


def build_desk(conf: Configuration, tables: Tables, key: bytes, instance: str) -> tuple[Desk, list[str]]:
    """Return the desk and a sentence for each thing that does not fit; the desk is usable only without sentences."""
    problems: list[str] = []
    people = _people(conf)
    calendars = _calendars(conf, tables, problems)
    policies = _policies(conf, tables, problems)
    rules = _rules(conf, tables, problems)
    problems += crossing(conf, tables, people, calendars, policies, rules)
    problems += time_problems(conf, tables, people, calendars)
    problems += service_problems(conf, tables, people)
    limits = conf.limits.model_dump() | {"ack_max_age_hours": conf.ack.max_age_hours}
    desk = Desk(
        name=conf.desk.name,
        key=key,
        zone=conf.desk.zone,
        language=conf.desk.language,
        languages=conf.desk.languages,
        default_team=conf.desk.team,
        base_url=conf.web.base_url if conf.web else None,
        board=conf.web.board if conf.web else False,
        people=people,
        rules=rules,
        calendars=calendars,
        calendar=conf.desk.calendar,
        policies=policies,
        mailboxes=_mailboxes(conf),
        assign_by=conf.tickets.assign,
        absence_days=conf.tickets.absence_days,
        rota=tuple(OnCallWeek(team=week.team, monday=week.monday, staff=week.staff) for week in conf.on_call),
        read=_reading(conf, people, key, instance),
        ack_require=conf.ack.require,
        cc=conf.tickets.cc,
        staff_proof=conf.trust.staff_proof,
        limits=Limits(**{name.name: limits[name.name] for name in fields(Limits)}),
        reopen_days=conf.tickets.reopen_days,
        close_after_business_days=conf.tickets.close_after_business_days,
        stranger_lead_days=conf.tickets.stranger_lead_days,
        stranger_split_days=conf.tickets.stranger_split_days,
        survey=conf.survey.enabled,
        low_score=conf.survey.low_score,
        complaint_causes=tuple(conf.complaints.causes.items()),
        notice_attachment_bytes=conf.tickets.notice_attachment_bytes,
        reminders=reminders_of(conf),
        alerts=alerts_of(conf),
        followup=followup_of(conf),
        recurring=recurring_of(conf),
        costs=costs_of(conf),
        knowledge=knowledge_of(conf),
        reports=reports_of(conf),
    )
    return desk, problems


def reading_of(conf: Configuration, key: bytes, instance: str) -> ReadContext:
    """Return what reading a mail must know of the desk."""
    return _reading(conf, _people(conf), key, instance)


def unknown_holidays(desk: Desk, today: date) -> list[str]:
    """Return a warning for each calendar whose holidays of this or the next year are not published yet."""
    return [
        f"calendars.toml: [[calendar]] {calendar.name}: the make-up workdays of {year} are not known yet; "
        f"add them as closed and open dates once they are published."
        for calendar in desk.calendars.values()
        for year in unknown_years(calendar, today.year, today.year + 1)
    ]


def _people(conf: Configuration) -> People:
    return People(
        staff=tuple(_staff(form) for form in conf.staff),
        teams=tuple(Team(name=form.name, lead=form.lead, calendar=form.calendar) for form in conf.team),
        organisations=tuple(
            Organisation(
                name=form.name,
                domains=form.domains,
                policy=form.policy,
                language=form.language,
                calendar=form.calendar,
                vip=form.vip,
            )
            for form in conf.organisation
        ),
    )


def _staff(form: StaffForm) -> Staff:
    values = form.model_dump(exclude={"absence"})
    absences = tuple(Absence(first=one.first, last=one.last, deputy=one.deputy) for one in form.absence)
    return Staff(**values, absences=absences)


def _mailboxes(conf: Configuration) -> tuple[MailboxPolicy, ...]:
    return tuple(
        MailboxPolicy(
            name=form.name, address=form.address, aliases=form.aliases, team=form.team, complaints=form.complaints
        )
        for form in conf.mailbox
    )


def _reading(conf: Configuration, people: People, key: bytes, instance: str) -> ReadContext:
    own = [address.casefold() for form in conf.mailbox for address in (form.address, *form.aliases)]
    if conf.smtp.from_address:
        own.append(conf.smtp.from_address.casefold())
    domain = conf.desk.domain or (conf.mailbox[0].address.rpartition("@")[2] if conf.mailbox else "localhost")
    staff = [address for person in people.staff for address in (person.address, *person.aliases) if "@" in address]
    return ReadContext(
        key=key,
        instance=instance,
        prefix=conf.desk.prefix,
        domain=domain,
        own_addresses=tuple(dict.fromkeys(own)),
        staff_addresses=tuple(address.casefold() for address in staff),
        plus_addressing=any(form.plus_addressing for form in conf.mailbox),
        trusted_authserv=conf.trust.authserv,
        trusted_hops=conf.trust.hops,
        customer_domains=tuple(domain for entry in people.organisations for domain in entry.domains),
    )


def _calendars(conf: Configuration, tables: Tables, problems: list[str]) -> dict[str, Calendar]:
    zone = conf.desk.zone if zone_exists(conf.desk.zone) else "UTC"
    found = {
        "default": default_calendar(zone, conf.desk.country),
        "24x7": Calendar.always("24x7", zone),
    }
    for index, form in enumerate(conf.calendar):
        try:
            found[form.name] = _calendar(form, zone)
        except ConfigurationError as error:
            problems += [f"{tables.file_of('calendar', index)}: {problem}" for problem in error.problems]
    return found


def _calendar(form: CalendarForm, zone: str) -> Calendar:
    return calendar_from(
        name=form.name,
        zone=form.zone or zone,
        hours=form.hours,
        always_open=form.always_open,
        country=form.country,
        subdivision=form.subdivision,
        closed=form.closed,
        worked=form.open,
        worked_hours=form.open_hours,
    )


def _policies(conf: Configuration, tables: Tables, problems: list[str]) -> dict[str, Policy]:
    found = {"default": Policy()}
    for index, form in enumerate(conf.policy):
        where = f"{tables.file_of('policy', index)}: [[policy]] {form.name}"
        found[form.name] = _policy(form, where, problems)
    return found


def _policy(form: PolicyForm, where: str, problems: list[str]) -> Policy:
    shipped = Policy()
    targets = dict(shipped.targets)
    for priority, target in ((Priority.URGENT, form.urgent), (Priority.NORMAL, form.normal), (Priority.LOW, form.low)):
        if target:
            targets[priority] = _target(target, f"{where}, {priority.value}", problems)
    complaint = _target(form.complaint, f"{where}, complaint", problems) if form.complaint else shipped.complaint
    updates = dict(shipped.next_update) | {Priority(name): days for name, days in form.next_update.items()}
    return Policy(
        name=form.name,
        targets=targets,
        next_update=updates,
        complaint=complaint,
        warnings=shipped.warnings if form.warnings is None else tuple(sorted(set(form.warnings))),
        escalation=_escalation(form, where, problems),
    )


def _escalation(form: PolicyForm, where: str, problems: list[str]) -> tuple[EscalationStep, ...]:
    """Return the steps, rising; the breach itself is always one of them, for it is counted there."""
    if form.escalation is None:
        return Policy().escalation
    steps = {step.at: EscalationStep(at=step.at, to=step.to) for step in form.escalation}
    if len(steps) < len(form.escalation):
        problems.append(f"{where}, escalation: two steps have the same at; write each percentage once.")
    steps.setdefault(BREACH, EscalationStep(at=BREACH, to=(Rung.OWNER,)))
    return tuple(steps[at] for at in sorted(steps))


def _target(form: TargetForm, where: str, problems: list[str]) -> Target:
    read: dict[str, Duration | None] = {}
    for key in ("response", "resolution", "reminder"):
        text = getattr(form, key)
        try:
            read[key] = duration_from(text) if text else None
        except ValueError as error:
            problems.append(f"{where}.{key}: {error}")
            read[key] = None
    response = read["response"] or Duration.business(hours=2)
    return Target(response=response, resolution=read["resolution"], calendar=form.calendar, reminder=read["reminder"])


def _rules(conf: Configuration, tables: Tables, problems: list[str]) -> RuleSet:
    rules, wrong = parse_rules(conf.rule)
    file = tables.file_of("rule")
    problems += [problem if problem.startswith(file) else f"{file}: {problem}" for problem in wrong]
    return rules
