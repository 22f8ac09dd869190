"""Reads the durations that engineers write: 3d, 2 days, 3天."""

import re

_DAYS = re.compile(
    r"^\s*(\d{1,3})\s*(?:d|days?|business days?|bd|天|日|个工作日|個工作天|工作日|工作天)?\s*$", re.IGNORECASE
)


def business_days(text: str) -> int | None:
    """Return a number of business days, 1 to 365; None when the text is anything else."""
    found = _DAYS.match(text)
    days = int(found.group(1)) if found else 0
    return days if 1 <= days <= 365 else None


_WORK = re.compile(
    r"^\s*(?:(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:hours?|hrs?|h|个?小时|個?小時|小?时|小?時)\s*)?"
    r"(?:(\d{1,4})\s*(?:minutes?|mins?|min|m|分钟|分鐘|分)?)?\s*$",
    re.IGNORECASE,
)
_DAY_MINUTES = 24 * 60


def minutes_of(text: str) -> int | None:
    """Return a time of work in minutes, 1 to 1440: 45, 45m, 1h30, 1.5h, 1小时30分; None when it is anything else."""
    found = _WORK.match(text)
    if not found or not (found.group(1) or found.group(2)):
        return None
    hours = float((found.group(1) or "0").replace(",", "."))
    minutes = round(hours * 60) + int(found.group(2) or 0)
    return minutes if 1 <= minutes <= _DAY_MINUTES else None


def hours_and_minutes(minutes: int) -> str:
    """Return a number of minutes in words, "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{rest} min"] if rest or not hours else []
    return " ".join(parts)
