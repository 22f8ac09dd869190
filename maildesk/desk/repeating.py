"""Recognises machines that mark nothing, by what they do (SECURITY 2.2 L16, L17)."""

from datetime import timedelta

from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Ticket
from maildesk.mail.letter import Trust

_SAME_WORDS_AN_HOUR = 3


def looks_like_a_responder(situation: Situation, ticket: Ticket | None) -> str | None:
    """Return why the mail seems to be written by a machine, in words; None when a person may have written it."""
    seconds = situation.desk.limits.min_human_reply_seconds
    last = situation.last_automatic_at
    too_quick = (
        seconds > 0
        and ticket is not None
        and last is not None
        and timedelta(0) <= situation.received_at - last < timedelta(seconds=seconds)
        and situation.letter.proof.customer < Trust.PROVEN
    )
    if too_quick:
        return f"it came less than {seconds} seconds after our own mail to that address (L16)"
    if situation.counts.same_words_hour >= _SAME_WORDS_AN_HOUR:
        return f"the same words of this sender for the {situation.counts.same_words_hour + 1}th time in an hour (L17)"
    return None
