"""The examples rules carry, and the names they use, checked before the desk starts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from maildesk.desk.assignment import Method
from maildesk.desk.calendar import ALWAYS, Calendar
from maildesk.desk.people import People
from maildesk.desk.rule_facts import Facts
from maildesk.desk.rule_model import Example, Expect, When
from maildesk.desk.rules import Rule, RuleSet, Ruling, match
from maildesk.mail.letter import Trust

# A Wednesday noon, for examples that do not say when: within anybody's working hours.
_ORDINARY = datetime(2026, 3, 11, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleSurroundings:
    """What of the desk rules speak of."""

    people: People = field(default_factory=People)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    calendar: str = "default"
    zone: str = "UTC"
    policies: tuple[str, ...] = ("default",)
    mailboxes: tuple[str, ...] = ()


def check_examples(ruleset: RuleSet, desk: RuleSurroundings) -> tuple[str, ...]:
    """Return a sentence for each example whose outcome is not the one it expects; empty when all are right.

    An example is asked of the whole rule set, so a rule that is hidden by an earlier one shows up here.
    """
    return tuple(
        f"rule {rule.number} ({rule.name}), example {count}: {wrong}"
        for rule in ruleset.rules
        if rule.form.enabled
        for count, example in enumerate(rule.form.example, start=1)
        for wrong in _check(ruleset, rule, example, desk)
    )


def check_names(ruleset: RuleSet, desk: RuleSurroundings) -> tuple[str, ...]:
    """Return a sentence for each team, person, policy, mailbox or calendar that a rule names and nobody defined."""
    return tuple(
        f"rule {rule.number} ({rule.name}), {problem}" for rule in ruleset.rules for problem in _unknown(rule, desk)
    )


def facts_of_example(example: Example, desk: RuleSurroundings) -> Facts:
    """Return the facts of an example; an organisation follows from the sender, the hour is noon when none is given."""
    organisation = desk.people.organisation_of(example.sender)
    return Facts(
        sender=example.sender,
        organisation=organisation.name if organisation else None,
        vip=organisation.vip if organisation else False,
        mailbox=example.mailbox or "",
        to=example.to or (),
        subject=example.subject,
        body=example.body,
        language=example.language,
        headers=tuple(example.headers.items()),
        attachments=tuple((name, _type_of(name)) for name in example.attachments or ()),
        at=_moment(example, desk),
        zone=desk.zone,
        calendar=desk.calendar,
        calendars=desk.calendars,
        first_time=example.first_time,
        open_tickets=example.open_tickets,
        trust=Trust(example.trust),
        kind=example.kind,
    )


def _check(ruleset: RuleSet, rule: Rule, example: Example, desk: RuleSurroundings) -> Iterator[str]:
    ruling = match(ruleset, facts_of_example(example, desk))
    trace = next(trace for trace in ruling.trace if trace.number == rule.number)
    if trace.matched is not example.matches:
        why = trace.skipped or " and ".join(answer.words for answer in trace.because) or "it matches every mail"
        verb = "does not match" if example.matches else "matches"
        yield f"the rule {verb} it: {why}."
        return
    for key, wanted, found in _compared(example.expect, ruling):
        if wanted != found:
            yield f"{key} should be {_shown(wanted)} but becomes {_shown(found)}{_by_whom(ruling, key)}."


def _compared(expect: Expect, ruling: Ruling) -> Iterator[tuple[str, object, object]]:
    for key in expect.model_fields_set:
        wanted: object = getattr(expect, key)
        if key == "priority":
            yield key, wanted, ruling.decided_priority
        elif key == "tags":
            yield key, sorted(expect.tags or ()), sorted(ruling.tags)
        elif key in ("hold", "drop"):
            yield key, wanted, getattr(ruling, key) is not None
        else:
            yield key, wanted, getattr(ruling, key)


def _by_whom(ruling: Ruling, key: str) -> str:
    for trace in ruling.trace:
        if any(effect.field == key and effect.applied for effect in trace.effects):
            return f" by rule {trace.number} ({trace.name})"
    return ""


def _unknown(rule: Rule, desk: RuleSurroundings) -> Iterator[str]:
    then = rule.form.then
    if then.team and desk.people.team(then.team) is None:
        yield _missing("set.team", "team", then.team, [team.name for team in desk.people.teams])
    if then.owner and then.owner.casefold() not in set(Method) and desk.people.by_id(then.owner) is None:
        choices = [method.value for method in Method if method is not Method.NAMED]
        yield _missing(
            "set.owner", "member of staff", then.owner, [person.id for person in desk.people.staff] + choices
        )
    if then.policy and then.policy not in desk.policies:
        yield _missing("set.policy", "SLA policy", then.policy, list(desk.policies))
    for when in _groups(rule.form.when):
        if when.calendar and when.calendar != ALWAYS and when.calendar not in desk.calendars:
            yield _missing("when.calendar", "calendar", when.calendar, list(desk.calendars))
        for mailbox in when.mailbox or ():
            if "*" not in mailbox and mailbox.casefold() not in {name.casefold() for name in desk.mailboxes}:
                yield _missing("when.mailbox", "mailbox", mailbox, list(desk.mailboxes))


def _groups(when: When) -> Iterator[When]:
    yield when
    for inner in (*(when.all or ()), *(when.any or ()), *((when.not_,) if when.not_ else ())):
        yield from _groups(inner)


def _missing(key: str, what: str, name: str, known: list[str]) -> str:
    return f"{key}: no {what} is called {name!r}; known are {', '.join(known) or 'none'}."


def _moment(example: Example, desk: RuleSurroundings) -> datetime:
    if example.at is None:
        return _ORDINARY
    # A time without an offset is the desk's own.
    return example.at.replace(tzinfo=ZoneInfo(desk.zone)) if example.at.tzinfo is None else example.at


def _type_of(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].casefold(), "application/octet-stream")


_TYPES = {
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "eml": "message/rfc822",
    "gif": "image/gif",
    "ics": "text/calendar",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "log": "text/plain",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def _shown(value: object) -> str:
    if value is None:
        return "unset"
    return ", ".join(value) if isinstance(value, list) and value else "none" if value == [] else str(value)
