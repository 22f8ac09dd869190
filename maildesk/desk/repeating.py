"""Recognises machines that mark nothing, by what they do (SECURITY 2.2 L16, L17)."""

from datetime import datetime, timedelta

from maildesk.desk.situation import Situation
from maildesk.desk.threading import Judgement
from maildesk.mail.letter import Trust

_SAME_WORDS_AN_HOUR = 3
_COARSE = timedelta(seconds=1)  # servers note arrivals in whole seconds
_BY_ITSELF = frozenset({"references", "bare number"})  # a person's second mail names only his own first one


def looks_like_a_responder(situation: Situation, judgement: Judgement) -> str | None:
    """Return why the mail seems to be written by a machine, in words; None when a person may have written it."""
    limits = situation.desk.limits
    seconds, last = limits.min_human_reply_seconds, _last_mail(situation)
    too_quick = (
        seconds > 0
        and judgement.ticket is not None
        and judgement.carrier not in _BY_ITSELF
        and last is not None
        and -_COARSE <= situation.received_at - last < timedelta(seconds=seconds)
        and situation.letter.proof.customer < Trust.PROVEN
        and not _is_staff(situation)
    )
    if too_quick:
        return f"it came less than {seconds} seconds after our own mail to that address (L16)"
    if situation.counts.same_words_hour >= _SAME_WORDS_AN_HOUR:
        # Without the count: the digest puts ignored mails together by their reason.
        return f"the same words of this sender more than {_SAME_WORDS_AN_HOUR} times in an hour (L17)"
    return None


def _last_mail(situation: Situation) -> datetime | None:
    """Return when our last mail of this thread left for the sender: as sent where it is named, else as written."""
    sender = situation.letter.sender
    named = (situation.sent.get(clue.message_id) for clue in situation.letter.clues.own_ids)
    moments = [
        sent.sent_at
        for sent in named
        if sent and sent.sent_at and sender and sent.recipient.casefold() == sender.address.casefold()
    ]
    return max([*moments, *([situation.last_mail_at] if situation.last_mail_at else [])], default=None)


def _is_staff(situation: Situation) -> bool:
    sender = situation.letter.sender
    return sender is not None and situation.desk.people.by_address(sender.address) is not None
