"""What is wrong with a rule, as sentences that say what to write instead."""

import difflib
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from maildesk.desk.rule_model import MAX_DEPTH, Example, Expect, HeaderWants, RuleForm, Then, When

_FORMS: Mapping[str, type[BaseModel]] = {
    "when": When, "all": When, "any": When, "not": When, "set": Then, "then": Then, "example": Example,
    "expect": Expect, "header": HeaderWants,
}  # fmt: skip


_GROUPS = ("all", "any", "not")
_LONGEST_VALUE = 60  # characters of a wrong value that are shown


def sentences(number: int, table: Mapping[str, object], error: ValidationError) -> tuple[str, ...]:
    """Return one sentence for each fault of a [[rule]], naming the rule, the key and what to write."""
    label = _label(number, table)
    return tuple(dict.fromkeys(f"{label}, {_key(fault)}: {_advice(fault)}" for fault in error.errors()))


def depth_problem(number: int, table: Mapping[str, object]) -> str | None:
    """Return the sentence for groups within groups beyond the limit; None when they lie flat enough."""
    layer, depth = [table.get("when")], 0
    while layer:
        depth += 1
        if depth > MAX_DEPTH + 1:
            return (
                f"{_label(number, table)}, when: groups lie deeper than {MAX_DEPTH}; write it flatter, or as two rules."
            )
        groups = [group[key] for group in layer if isinstance(group, Mapping) for key in _GROUPS if key in group]
        layer = [inner for group in groups for inner in (group if isinstance(group, list | tuple) else [group])]
    return None


def _label(number: int, table: Mapping[str, object]) -> str:
    name = table.get("name")
    return f"rule {number} ({name[:80]})" if isinstance(name, str) and name else f"rule {number}"


def _key(fault: ErrorDetails) -> str:
    key = ""
    for step in fault["loc"]:
        key += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if key else str(step)
    return key or "rule"


def _advice(fault: ErrorDetails) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(fault)
    if kind == "missing":
        return "it is missing; give every rule a name of its own." if fault["loc"][-1] == "name" else "it is missing."
    if kind in ("enum", "literal_error"):
        return f"{_shown(fault['input'])} is not known here; write one of {context.get('expected')}."
    if kind == "string_pattern_mismatch":
        return f'{_shown(fault["input"])} is not a span of hours; write "18:00-08:00".'
    if kind == "value_error":
        return f"{context.get('error')}."
    return f"{_shown(fault['input'])} does not fit: {fault['msg'][:1].lower()}{fault['msg'][1:]}."


def _unknown_key(fault: ErrorDetails) -> str:
    wrong = str(fault["loc"][-1])
    known = _known_keys(fault["loc"][:-1])
    close = difflib.get_close_matches(wrong, known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]!r}?" if close else f"known here are {', '.join(known)}."
    return f"there is no such key; {hint}"


def _known_keys(path: Iterable[int | str]) -> list[str]:
    names = [step for step in path if isinstance(step, str)]
    form = next((_FORMS[name] for name in reversed(names) if name in _FORMS), RuleForm)
    return [field.alias or key for key, field in form.model_fields.items()]


def _shown(value: object) -> str:
    words = repr(value)
    return words if len(words) <= _LONGEST_VALUE else words[:_LONGEST_VALUE] + "…"
