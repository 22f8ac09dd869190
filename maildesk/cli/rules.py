"""`maildesk rules explain`: which rule matched a mail, by what, and what it changed."""

import json
from datetime import datetime
from typing import TextIO, TypedDict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from maildesk.desk.desk import Desk
from maildesk.desk.rule_facts import facts_of
from maildesk.desk.rules import RuleTrace, Ruling, match
from maildesk.mail.letter import Letter

_FIELDS = ("type", "impact", "urgency", "team", "owner", "skill", "policy", "template", "asset", "hold", "drop")


class BecauseJson(TypedDict):
    """One condition and what it found."""

    condition: str
    held: bool
    words: str


class EffectJson(TypedDict):
    """One field a rule wanted to set; not applied when an earlier rule had set it."""

    field: str
    value: str
    applied: bool


class RuleJson(TypedDict):
    """What one rule made of the mail."""

    number: int
    name: str
    matched: bool
    because: list[BecauseJson]
    effects: list[EffectJson]
    skipped: str | None


RulingJson = TypedDict(
    "RulingJson",
    {
        "message_id": str | None,
        "from": str | None,
        "subject": str,
        "type": str | None,
        "impact": str | None,
        "urgency": str | None,
        "priority": str,
        "team": str | None,
        "owner": str | None,
        "skill": str | None,
        "policy": str | None,
        "template": str | None,
        "asset": str | None,
        "tags": list[str],
        "cc": list[str],
        "hold": str | None,
        "drop": str | None,
        "rules": list[RuleJson],
    },
)


def rule_on(
    letter: Letter,
    desk: Desk,
    at: datetime,
    *,
    mailbox: str = "",
    first_time: bool = False,
    open_tickets: int = 0,
) -> Ruling:
    """Return what the desk's rules make of a letter that came to a mailbox at a moment."""
    sender = letter.sender.address if letter.sender else ""
    facts = facts_of(
        letter,
        at=at,
        mailbox=mailbox,
        organisation=desk.people.organisation_of(sender),
        first_time=first_time,
        open_tickets=open_tickets,
        zone=desk.zone,
        calendar=desk.calendar,
        calendars=desk.calendars,
    )
    return match(desk.rules, facts)


def ruling_json(letter: Letter, ruling: Ruling) -> RulingJson:
    """Return a ruling in the shape that scripts rely on; fields no rule touched are null."""
    single = {key: getattr(ruling, key) for key in _FIELDS}
    return {
        "message_id": letter.message_id,
        "from": letter.sender.address if letter.sender else None,
        "subject": letter.subject,
        "priority": ruling.decided_priority.value,
        "tags": list(ruling.tags),
        "cc": list(ruling.cc),
        "rules": [_rule(trace) for trace in ruling.trace],
        **single,  # type: ignore[typeddict-item]
    }


def explain(letter: Letter, ruling: Ruling, out: TextIO, *, as_json: bool, width: int | None = None) -> int:
    """Write the ruling as a readable table or as one JSON document and return the exit code 0."""
    if as_json:
        out.write(json.dumps(ruling_json(letter, ruling), ensure_ascii=False, indent=2) + "\n")
        return 0
    console = Console(file=out, width=width, highlight=False)
    sender = letter.sender.address if letter.sender else "nobody"
    # Text, not markup: the words of a mail stay words.
    console.print(Text(f"{letter.subject or '(no subject)'} - from {sender}"))
    console.print(_table(ruling) if ruling.trace else Text("There are no rules; the desk's defaults apply."))
    console.print(Text(f"Outcome: {outcome_words(ruling)}."))
    return 0


def outcome_words(ruling: Ruling) -> str:
    """Return what follows from the rules in one line."""
    impact, urgency = ruling.levels
    how = "set directly" if ruling.priority else f"impact {impact}, urgency {urgency}"
    words = [f"priority {ruling.decided_priority} ({how})"]
    words += [
        f"{key} {getattr(ruling, key)}" for key in _FIELDS if key not in ("impact", "urgency") and getattr(ruling, key)
    ]
    if ruling.tags:
        words.append(f"tags {', '.join(ruling.tags)}")
    if ruling.cc:
        words.append(f"cc {', '.join(ruling.cc)}")
    return "; ".join(words)


def _table(ruling: Ruling) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("#", justify="right")
    table.add_column("Rule", min_width=12)
    table.add_column("Match")
    table.add_column("Because", ratio=3)
    table.add_column("Set", ratio=2)
    for trace in ruling.trace:
        match_words = "-" if trace.skipped else "yes" if trace.matched else "no"
        table.add_row(str(trace.number), Text(trace.name), match_words, Text(_because(trace)), Text(_effects(trace)))
    return table


def _because(trace: RuleTrace) -> str:
    if trace.skipped:
        return f"not asked: {trace.skipped}"
    return " and ".join(answer.words for answer in trace.because) or "it matches every mail"


def _effects(trace: RuleTrace) -> str:
    return ", ".join(
        f"{effect.field} {effect.value}" + ("" if effect.applied else " (already set)") for effect in trace.effects
    )


def _rule(trace: RuleTrace) -> RuleJson:
    return {
        "number": trace.number,
        "name": trace.name,
        "matched": trace.matched,
        "because": [
            {"condition": answer.condition, "held": answer.held, "words": answer.words} for answer in trace.because
        ],
        "effects": [
            {"field": effect.field, "value": effect.value, "applied": effect.applied} for effect in trace.effects
        ],
        "skipped": trace.skipped,
    }
