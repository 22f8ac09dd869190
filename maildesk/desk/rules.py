"""Rules: what a mail is about, how much it matters and who gets it, decided by data and explained.

Rules are asked in the order they are written. For every field the first matching rule that sets it wins; tags and cc
of all matching rules are added up. `stop = true` ends the asking after that rule. What no rule touches stays None,
and the desk's defaults apply.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from maildesk.desk.assignment import Method
from maildesk.desk.rule_facts import Facts
from maildesk.desk.rule_match import Check, all_hold, compile_when
from maildesk.desk.rule_model import RuleForm, Then, When
from maildesk.desk.rule_problems import depth_problem, sentences
from maildesk.desk.rule_seen import Because, Seen
from maildesk.desk.ticket import Level, Priority, TicketType, priority_of

_SINGLE = ("type", "impact", "urgency", "priority", "team", "owner", "skill", "policy", "template", "asset")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule made ready for matching."""

    number: int  # 1 = first in the file
    form: RuleForm
    checks: tuple[Check, ...]

    @property
    def name(self) -> str:
        """The rule's name as written."""
        return self.form.name


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All rules in their order; without any, every mail keeps the desk's defaults."""

    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """One field a rule wanted to set."""

    field: str
    value: str
    applied: bool  # False: an earlier rule had set it


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleTrace:
    """What one rule made of a mail."""

    number: int
    name: str
    matched: bool
    because: tuple[Because, ...]  # on a miss only the condition that failed
    effects: tuple[Effect, ...] = ()
    skipped: str | None = None  # why it was not asked


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """What the rules decided; None where none of them did."""

    type: TicketType | None = None
    impact: Level | None = None
    urgency: Level | None = None
    priority: Priority | None = None  # set directly; see `decided_priority`
    team: str | None = None
    owner: str | None = None  # as written; see `method` and `named`
    skill: str | None = None
    policy: str | None = None
    template: str | None = None
    asset: str | None = None
    tags: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    hold: str | None = None  # reason
    drop: str | None = None  # reason
    trace: tuple[RuleTrace, ...] = ()

    @property
    def levels(self) -> tuple[Level, Level]:
        """Impact and urgency, medium where no rule set them."""
        return (self.impact or Level.MEDIUM, self.urgency or Level.MEDIUM)

    @property
    def decided_priority(self) -> Priority:
        """The priority set directly, else what impact and urgency make."""
        return self.priority or priority_of(*self.levels)

    @property
    def method(self) -> Method | None:
        """How an owner is to be chosen; None when no rule said so."""
        if self.owner is None:
            return None
        written = self.owner.casefold()
        return next((method for method in Method if method == written and method is not Method.NAMED), Method.NAMED)

    @property
    def named(self) -> str | None:
        """The staff member a rule names as owner; None for every other method."""
        return self.owner if self.method is Method.NAMED else None

    def reasons(self) -> tuple[str, ...]:
        """Return a sentence for each rule that changed something, for the ticket's record."""
        return tuple(
            f"Rule {trace.number} ({trace.name}): {_words(trace.because)}; set "
            f"{', '.join(f'{effect.field} {effect.value}' for effect in trace.effects if effect.applied)}."
            for trace in self.trace
            if any(effect.applied for effect in trace.effects)
        )


def parse_rules(tables: Sequence[Mapping[str, object]]) -> tuple[RuleSet, tuple[str, ...]]:
    """Return the rules of [[rule]] tables and every problem as a sentence; rules with a problem are left out."""
    rules: list[Rule] = []
    problems: list[str] = []
    names: dict[str, int] = {}
    for number, table in enumerate(tables, start=1):
        if (too_deep := depth_problem(number, table)) is not None:
            problems.append(too_deep)
            continue
        try:
            form = RuleForm.model_validate(table)
        except ValidationError as error:
            problems.extend(sentences(number, table, error))
            continue
        earlier = names.setdefault(form.name.casefold(), number)
        if earlier != number:
            problems.append(
                f"rule {number} ({form.name}), name: rule {earlier} has this name already; give each rule its own."
            )
        rules.append(Rule(number, form, compile_when(form.when)))
    return RuleSet(tuple(rules)), tuple(problems)


def match(ruleset: RuleSet, facts: Facts) -> Ruling:
    """Ask every rule about a mail and return what they decide, with a trace of each; pure and without exceptions."""
    seen = Seen(facts)
    fields: dict[str, object] = {}
    tags: list[str] = []
    cc: list[str] = []
    traces: list[RuleTrace] = []
    stopped: Rule | None = None
    for rule in ruleset.rules:
        skipped = f"rule {stopped.number} said stop" if stopped else None if rule.form.enabled else "it is switched off"
        if skipped:
            traces.append(RuleTrace(number=rule.number, name=rule.name, matched=False, because=(), skipped=skipped))
            continue
        held, because = all_hold(rule.checks, seen)
        effects = _apply(rule.form.then, fields, tags, cc) if held else ()
        traces.append(RuleTrace(number=rule.number, name=rule.name, matched=held, because=because, effects=effects))
        if held and rule.form.then.stop:
            stopped = rule
    return Ruling(tags=tuple(tags), cc=tuple(cc), trace=tuple(traces), **fields)  # type: ignore[arg-type]


def asks_open_tickets(ruleset: RuleSet) -> bool:
    """Say whether a rule looks at how many open tickets the sender has, so that they must be counted."""
    return any(rule.form.enabled and _asks(rule.form.when) for rule in ruleset.rules)


def _asks(when: When) -> bool:
    groups = (*(when.all or ()), *(when.any or ()), *((when.not_,) if when.not_ else ()))
    return when.open_tickets is not None or any(_asks(group) for group in groups)


def _apply(then: Then, fields: dict[str, object], tags: list[str], cc: list[str]) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    for key in _SINGLE:
        value = getattr(then, key)
        if value is not None:
            effects.append(Effect(field=key, value=str(value), applied=key not in fields))
            fields.setdefault(key, value)
    for key in ("hold", "drop"):
        reason = getattr(then, key)
        if reason is not None:
            free = "hold" not in fields and "drop" not in fields
            effects.append(Effect(field=key, value=reason, applied=free))
            if free:
                fields[key] = reason
    for key, known, added in (("tags", tags, then.tags), ("cc", cc, then.cc)):
        for value in added or ():
            effects.append(Effect(field=key, value=value, applied=value not in known))
            if value not in known:
                known.append(value)
    return tuple(effects)


def _words(because: tuple[Because, ...]) -> str:
    return " and ".join(answer.words for answer in because) or "it matches every mail"
