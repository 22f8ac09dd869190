"""Counts the check codes that somebody gets wrong, so that nobody finds a ticket by trying (SECURITY A16)."""

from maildesk.desk.desk import Limits
from maildesk.desk.situation import Situation


def wrong_codes(situation: Situation) -> int:
    """Return how many codes of a mail are wrong and name no ticket its sender takes part in."""
    letter = situation.letter
    address = letter.sender.address if letter.sender else ""
    tokens = (*letter.clues.plus, *letter.clues.subject, *letter.clues.body)
    wrong = {token.token for token in tokens if not token.valid}
    own = {
        token.token
        for token in tokens
        if (ticket := situation.tickets.get(token.number)) is not None and ticket.takes_part(address)
    }
    return len(wrong - own)


def too_many_guesses(limits: Limits, of_address: int, of_desk: int) -> str:
    """Return why a stranger's code is not looked up any more; the empty string while it is. 0 switches a limit off."""
    if limits.wrong_codes_per_address_day and of_address >= limits.wrong_codes_per_address_day:
        return "its sender has given too many wrong codes today, so the code of a stranger is not looked up"
    if limits.wrong_codes_per_hour and of_desk >= limits.wrong_codes_per_hour:
        return "too many wrong codes came within this hour, so the code of a stranger is not looked up"
    return ""
