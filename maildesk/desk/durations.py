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
