"""Conditions of a rule made ready once and asked for every mail; each answer says by which words it came."""

from collections.abc import Callable
from functools import partial

from maildesk.desk.calendar import is_open
from maildesk.desk.rule_model import HeaderWants, When
from maildesk.desk.rule_seen import Because, Seen
from maildesk.desk.rule_words import WordPattern, folded, whole_match, word_pattern

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


Check = Callable[[Seen], Because]


def compile_when(when: When) -> tuple[Check, ...]:
    """Return the checks of a group of conditions, cheap ones first; all must hold. Empty: everything matches."""
    checks: list[Check] = []
    for key, build in _BUILDERS.items():
        wanted = getattr(when, key)
        if wanted is not None:
            checks.append(build(wanted))
    if when.in_hours is not None:
        checks.append(partial(_in_hours, when.in_hours, when.calendar))
    for group in when.all or ():
        checks.extend(compile_when(group))
    if when.any is not None:
        checks.append(partial(_any, tuple(compile_when(group) for group in when.any)))
    if when.not_ is not None:
        checks.append(partial(_not, compile_when(when.not_)))
    return tuple(checks)


def all_hold(checks: tuple[Check, ...], seen: Seen) -> tuple[bool, tuple[Because, ...]]:
    """Ask the checks in order; on success all answers come back, on failure only the one that failed."""
    answers: list[Because] = []
    for check in checks:
        answer = check(seen)
        if not answer.held:
            return False, (answer,)
        answers.append(answer)
    return True, tuple(answers)


_NO_ALTERNATIVE = Because("any", False, "none of the alternatives holds")


def _any(groups: tuple[tuple[Check, ...], ...], seen: Seen) -> Because:
    for checks in groups:
        held, answers = all_hold(checks, seen)
        if held:
            return Because("any", True, " and ".join(answer.words for answer in answers) or "always")
    return _NO_ALTERNATIVE


def _not(checks: tuple[Check, ...], seen: Seen) -> Because:
    held, answers = all_hold(checks, seen)
    words = " and ".join(answer.words for answer in answers) or "always"
    return Because("not", not held, words)


def _text_any(key: str, name: str, patterns: tuple[WordPattern, ...], miss: Because, seen: Seen) -> Because:
    text = seen.subject if name == "subject" else seen.body
    for pattern in patterns:
        if pattern.found_in(text):
            return Because(key, True, f"{name} has {pattern.written!r}")
    return miss


def _text_all(key: str, name: str, patterns: tuple[WordPattern, ...], hit: Because, seen: Seen) -> Because:
    text = seen.subject if name == "subject" else seen.body
    for pattern in patterns:
        if not pattern.found_in(text):
            return Because(key, False, f"{name} does not have {pattern.written!r}")
    return hit


def _subject_or_body(patterns: tuple[WordPattern, ...], miss: Because, seen: Seen) -> Because:
    answer = _text_any("text_any", "subject", patterns, miss, seen)
    return answer if answer.held else _text_any("text_any", "body", patterns, miss, seen)


def _texts_any(key: str, name: str) -> Callable[[tuple[str, ...]], Check]:
    miss = Because(key, False, f"{name} has none of the words")
    return lambda words: partial(_text_any, key, name, _patterns(words), miss)


def _texts_all(key: str, name: str) -> Callable[[tuple[str, ...]], Check]:
    def build(words: tuple[str, ...]) -> Check:
        hit = Because(key, True, f"{name} has all of {', '.join(repr(word) for word in words)}")
        return partial(_text_all, key, name, _patterns(words), hit)

    return build


def _text_either(words: tuple[str, ...]) -> Check:
    miss = Because("text_any", False, "subject and body have none of the words")
    return partial(_subject_or_body, _patterns(words), miss)


def _patterns(words: tuple[str, ...]) -> tuple[WordPattern, ...]:
    return tuple(word_pattern(word) for word in words)


def _whole(key: str, wanted: tuple[str, ...], values: Callable[[Seen], tuple[str, ...]], seen: Seen) -> Because:
    found = values(seen)
    for value in found:
        plain = folded(value)
        for pattern in wanted:
            if whole_match(pattern, plain):
                return Because(key, True, f"{key} is {value!r}")
    return Because(key, False, f"{key} is {', '.join(repr(value) for value in found[:3]) or 'empty'}")


def _wholes(key: str, values: Callable[[Seen], tuple[str, ...]]) -> Callable[[tuple[str, ...]], Check]:
    return lambda wanted: partial(_whole, key, tuple(folded(word) for word in wanted), values)


def _domain(wanted: tuple[str, ...], seen: Seen) -> Because:
    domain = seen.sender.rpartition("@")[2]
    for name in wanted:
        if domain == name or domain.endswith("." + name) or whole_match(name, domain):
            return Because("sender_domain", True, f"the sender's domain is {domain!r}")
    return Because("sender_domain", False, f"the sender's domain is {domain!r}")


def _header(name: str, words: tuple[WordPattern, ...], written: str, seen: Seen) -> Because:
    values = seen.header(name)
    if not values:
        return Because("header", False, f"there is no {written} field")
    if not words:
        return Because("header", True, f"{written} is there")
    for pattern in words:
        if any(pattern.found_in(value) for value in values):
            return Because("header", True, f"{written} has {pattern.written!r}")
    return Because("header", False, f"{written} has none of the words")


def _header_check(wants: HeaderWants) -> Check:
    return partial(_header, wants.name.casefold(), _patterns(wants.contains or ()), wants.name)


def _hour(spans: tuple[tuple[int, int], ...], seen: Seen) -> Because:
    minute = seen.local[1]
    clock = f"{minute // 60:02d}:{minute % 60:02d}"
    held = any(low <= minute < high if low < high else minute >= low or minute < high for low, high in spans)
    return Because("hour", held, f"it was {clock}")


def _spans(written: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return tuple((_minute(span.partition("-")[0]), _minute(span.partition("-")[2])) for span in written)


def _minute(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def _weekday(days: tuple[str, ...], seen: Seen) -> Because:
    day = _WEEKDAYS[seen.local[0]]
    return Because("weekday", day in days, f"it was {day}")


def _in_hours(wanted: bool, name: str | None, seen: Seen) -> Because:
    calendar = seen.facts.calendars.get(name or seen.facts.calendar)
    working = calendar is None or is_open(calendar, seen.facts.at)
    return Because("in_hours", working is wanted, f"it was {'within' if working else 'outside'} working hours")


def _language(wanted: tuple[str, ...], seen: Seen) -> Because:
    language = (seen.facts.language or "").casefold()
    # "zh" stands for both scripts.
    held = any(language == name or language.startswith(name + "-") for name in wanted)
    return Because("language", held, f"language is {seen.facts.language or 'undecided'}")


def _flag(key: str, yes: str, no: str) -> Callable[[bool], Check]:
    def check(answers: tuple[Because, Because], seen: Seen) -> Because:
        return answers[bool(getattr(seen.facts, key))]

    return lambda wanted: partial(check, (Because(key, not wanted, no), Because(key, wanted, yes)))


def _at_least(key: str, words: str) -> Callable[[int], Check]:
    def check(wanted: int, seen: Seen) -> Because:
        value = int(getattr(seen.facts, key))
        return Because(key, value >= wanted, f"{words} {value}")

    return lambda wanted: partial(check, wanted)


def _kind(wanted: tuple[str, ...], seen: Seen) -> Because:
    return Because("kind", seen.facts.kind in wanted, f"kind is {seen.facts.kind}")


_BUILDERS: dict[str, Callable[..., Check]] = {
    "kind": lambda wanted: partial(_kind, wanted),
    "trust": _at_least("trust", "trust level is"),
    "vip": _flag("vip", "the customer is marked VIP", "the customer is not marked VIP"),
    "first_time": _flag("first_time", "the customer is new", "the customer wrote before"),
    "open_tickets": _at_least("open_tickets", "open tickets of the customer:"),
    "mailbox": _wholes("mailbox", lambda seen: (seen.facts.mailbox,)),
    "organisation": _wholes("organisation", lambda seen: (seen.facts.organisation or "",)),
    "language": lambda wanted: partial(_language, tuple(word.casefold() for word in wanted)),
    "sender_domain": lambda wanted: partial(_domain, tuple(word.casefold().lstrip("@") for word in wanted)),
    "sender": _wholes("sender", lambda seen: (seen.facts.sender,)),
    "to": _wholes("to", lambda seen: seen.facts.to),
    "hour": lambda wanted: partial(_hour, _spans(wanted)),
    "weekday": lambda wanted: partial(_weekday, wanted),
    "attachment_name": _wholes("attachment_name", lambda seen: tuple(name for name, _ in seen.facts.attachments)),
    "attachment_type": _wholes("attachment_type", lambda seen: tuple(sort for _, sort in seen.facts.attachments)),
    "header": _header_check,
    "subject_any": _texts_any("subject_any", "subject"),
    "subject_all": _texts_all("subject_all", "subject"),
    "text_any": _text_either,
    "body_any": _texts_any("body_any", "body"),
    "body_all": _texts_all("body_all", "body"),
}
