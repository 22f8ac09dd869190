"""What names a ticket on the command line."""

from maildesk.errors import UsageError


def ticket_named(words: str) -> int | None:
    """Return the number that `1042`, `#1042` or `[ACME-1042-7KQX2]` names; None for everything else."""
    parts = words.strip("[]#").split("-")
    found = parts[0] if len(parts) == 1 else parts[1] if len(parts) == 3 and "@" not in words else ""
    return int(found) if found.isascii() and found.isdigit() and len(found) <= 12 else None


def ticket_number(words: str) -> int:
    """Return the number of the ticket that is named; UsageError when the words name none."""
    found = ticket_named(words)
    if found is None:
        raise UsageError(f"{words!r} is no ticket; write its number, such as 1042, or its token.")
    return found
