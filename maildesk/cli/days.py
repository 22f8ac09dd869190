"""Days as people write them on the command line, and the moments they begin at in the desk's zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maildesk.errors import UsageError


def first_moment(option: str, words: str, zone: str) -> datetime:
    """Return the moment a day begins; UsageError, naming the option, when the words are no day."""
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise UsageError(f"{option} {words}: write a day such as 2026-11-01.") from None
    if not 1970 <= day.year < 9000:
        raise UsageError(f"{option} {words}: write a day of our time, such as 2026-11-01.")
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def period(since: str, until: str, zone: str, now: datetime) -> tuple[datetime, datetime]:
    """Return the moments from the begin of one day to the end of another; an empty end means now.

    UsageError for words that are no days, a period that ends before it begins, or one that lies ahead.
    """
    begins = first_moment("--from", since, zone)
    if begins > now:
        raise UsageError(f"--from {since}: that day has not come yet.")
    if not until:
        return begins, now
    ends = first_moment("--to", until, zone)
    if ends < begins:
        raise UsageError(f"--to {until}: the period ends before it begins ({since}).")
    return begins, first_moment("--to", (date.fromisoformat(until) + timedelta(days=1)).isoformat(), zone)
