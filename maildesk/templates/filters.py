"""What a template may do with a value: times, sizes and paragraphs in the words of its language."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from maildesk.templates.sentences import speaker
from maildesk.templates.words import Words

_NO_LOOK = Markup("")
_UNBROKEN = Markup('<span style="white-space:nowrap;">')
_BROKEN = Markup("</span>")


def filters(words: Words) -> dict[str, Callable[..., Any]]:
    """Return the filters of one language by name."""
    return {
        "moment": _moment_for(words),
        "day": lambda at, zone: day(at, zone, words),
        "word": lambda key, section: word(key, section, words),
        "age": lambda hours: age(hours, words),
        "said": speaker(words),
        "figure": figure,
        "measured": lambda value, unit, currency="": measured(value, unit, words, currency),
        "paragraphs": paragraphs,
        "lines": lines,
        "quote": quote,
        "indent_by": indent_by,
        "clip": clip,
    }


def _moment_for(words: Words) -> Callable[..., str]:
    # Each mail says the same few times in its text, its page and the line that mail programs preview.
    @lru_cache(maxsize=256)
    def both(at: datetime, zone: str) -> tuple[str, Markup]:
        said = moment(at, zone, words)
        # A date that is broken between its figures is read wrongly; the zone may go to the next line.
        clock = f"{at.astimezone(_zone(zone) or UTC):%H:%M}"
        date, _, rest = said.partition(clock)
        return said, _UNBROKEN + date + clock + _BROKEN + rest

    @pass_eval_context
    def shown(context: EvalContext, at: datetime, zone: str) -> str:
        return both(at, zone)[context.autoescape]

    return shown


def moment(at: datetime, zone: str, words: Words) -> str:
    """Return date, hour and zone: `2026-11-22 16:05 (Asia/Shanghai)`. An unknown zone is said in UTC."""
    known = _zone(zone)
    name = zone if known is not None else "UTC"
    local = at.astimezone(known or UTC)
    zones = getattr(words, "zone", None)
    said = (zones.get(name.rpartition("/")[2]) if zones is not None else None) or name
    pattern: str = words.moment  # type: ignore[attr-defined]
    return _date(local, pattern).replace("{zone}", said)


def day(at: datetime, zone: str, words: Words) -> str:
    """Return the date and the day of the week: `Sunday, 2026-11-22`."""
    local = at.astimezone(_zone(zone) or UTC)
    weekdays: list[str] = words.weekdays  # type: ignore[attr-defined]
    pattern: str = words.day  # type: ignore[attr-defined]
    return _date(local, pattern).replace("{weekday}", weekdays[local.weekday()])


def _date(local: datetime, pattern: str) -> str:
    # Not strftime: what it makes of letters outside ASCII depends on the machine's locale.
    return (
        pattern.replace("{year}", f"{local.year:04}")
        .replace("{month}", str(local.month))
        .replace("{day}", str(local.day))
        .replace("{month2}", f"{local.month:02}")
        .replace("{day2}", f"{local.day:02}")
        .replace("{time}", f"{local.hour:02}:{local.minute:02}")
    )


@cache
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def word(key: str, section: str, words: Words) -> str:
    """Return the word of an enum's member or a count; a key nobody has named is shown as it is."""
    table = getattr(words, section)
    return table.get(str(key)) or str(key).replace("_", " ")


def age(hours: int, words: Words) -> str:
    """Return how long ago in the largest fitting unit: hours up to two days, then days."""
    unit: Words = words.unit  # type: ignore[attr-defined]
    if hours < 48:
        return f"{hours}{unit.get('hours')}"
    return f"{hours // 24}{unit.get('days')}"


def figure(number: float) -> str:
    """Return a count or a mean as people write it: `7`, `2.5`, `1,204`."""
    whole = round(number, 1)
    return f"{whole:,.0f}" if whole == int(whole) else f"{whole:,.1f}"


def measured(value: float | None, unit: str, words: Words, currency: str = "") -> str:
    """Return a figure of a report in its unit: `86 %`, `3.2 h`, `28 min`, `1,204 EUR`; a dash where there is none."""
    if value is None:
        return "–"
    units: Words = words.unit  # type: ignore[attr-defined]
    match unit:
        case "share":
            return f"{figure(value * 100)}\u00a0%"
        case "hours" if 0 < abs(value) < 1:
            return f"{round(value * 60)}{units.get('minutes')}"
        case "hours":
            return f"{figure(value)}{units.get('hours')}"
        case "score":
            return f"{value:.2f}"
        case "money":
            return f"{value:,.0f}\u00a0{currency}".rstrip("\u00a0")
    return figure(value)


def lines(text: str) -> Markup:
    """Return a text escaped, with its line breaks and indentation kept."""
    return Markup(_broken(text))  # noqa: S704 - escaped


def _broken(text: str) -> str:
    # Escaped once as a whole, because a mail has many lines and Markup costs at every step.
    escaped = str(escape(text.expandtabs(4)))
    stripped: Iterable[str] = map(str.rstrip, escaped.split("\n"))
    if "  " in escaped or "\n " in escaped or escaped.startswith(" "):
        stripped = map(_indented, stripped)
    return "<br>".join(stripped)


def _indented(escaped: str) -> str:
    body = escaped.lstrip(" ")
    # Columns a person has lined up with spaces would otherwise collapse.
    return "&nbsp;" * (len(escaped) - len(body)) + body.replace("  ", " &nbsp;")


def paragraphs(text: str, look: Markup = _NO_LOOK) -> Markup:
    """Return a text escaped, as `<p>` for each paragraph; `look` holds the attributes of the tag."""
    parts = [part.strip("\n") for part in _split_paragraphs(text) if part.strip()]
    return Markup("\n".join([f"<p {escape(look)}>{_broken(part)}</p>" for part in parts]))  # noqa: S704 - escaped


def _split_paragraphs(text: str) -> list[str]:
    rows = text.split("\n")
    if all(map(str.strip, rows)):
        return [text]
    parts: list[list[str]] = [[]]
    for line in rows:
        if line.strip():
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return ["\n".join(part) for part in parts]


def quote(text: str) -> str:
    """Return a text with `> ` before each line."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip("\n").split("\n"))


def indent_by(text: str, width: int) -> str:
    """Return a text with spaces before each line that is not empty."""
    return "\n".join((" " * width + line).rstrip() for line in text.strip("\n").split("\n"))


def clip(text: str, length: int) -> str:
    """Return at most `length` characters of a text, with an ellipsis when something is missing."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
