"""What an SMTP reply means for the mail it answers, by the command it answers."""

import re
from dataclasses import dataclass
from enum import StrEnum

from maildesk.net.words import server_words

_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}(?!\d)")
# Microsoft's "not allowed to send as this address": the account's fault, wherever it is said.
_OUR_FAULT = ("5.7.60", "5.2.252")
_SERVICE_CLOSING = 421
_AUTHENTICATION = (530, 534, 535, 538)
_SIZE_EXCEEDED = 552


class Outcome(StrEnum):
    """What became of one mail to one recipient."""

    SENT = "sent"  # the server took it
    DEFERRED = "deferred"  # not taken, surely; try later
    REFUSED = "refused"  # never to be taken as it is
    UNCERTAIN = "uncertain"  # all was sent, the answer never came
    ACCOUNT_TROUBLE = "account_trouble"  # not this mail's fault: its tries are not counted


class Stage(StrEnum):
    """How far the conversation came; the word is kept with the result."""

    CHECK = "check"  # before anything was sent
    CONNECT = "connect"  # up to the end of the login
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"  # up to the final dot
    ANSWER = "answer"  # after the final dot


@dataclass(frozen=True, kw_only=True, slots=True)
class SendResult:
    """The end of one try; `code` and `enhanced` are None where the server did not say them."""

    outcome: Outcome
    stage: Stage
    words: str  # one line, the server's or ours
    code: int | None = None
    enhanced: str | None = None  # "5.1.1", RFC 3463


def judge(stage: Stage, code: int, said: str) -> SendResult:
    """Return what a reply of the server to `stage` means; 2xx to the final dot is sent, any other 2xx is a bug."""
    words = server_words(said)
    found = _ENHANCED.match(words)
    enhanced = found[0] if found else None
    outcome = _outcome(stage, code, enhanced)
    return SendResult(outcome=outcome, stage=stage, words=f"{code} {words}".strip(), code=code, enhanced=enhanced)


def _outcome(stage: Stage, code: int, enhanced: str | None) -> Outcome:
    if stage is Stage.ANSWER and 200 <= code <= 299:
        return Outcome.SENT
    if code == _SERVICE_CLOSING or code in _AUTHENTICATION or enhanced in _OUR_FAULT:
        return Outcome.ACCOUNT_TROUBLE
    if 400 <= code <= 499:
        return Outcome.DEFERRED
    if stage is Stage.MAIL and code != _SIZE_EXCEEDED:
        return Outcome.ACCOUNT_TROUBLE  # the sender address is ours
    if 500 <= code <= 599:
        return Outcome.REFUSED
    # 1xx, 3xx or nonsense: nobody knows what the server means
    return Outcome.UNCERTAIN if stage is Stage.ANSWER else Outcome.DEFERRED
