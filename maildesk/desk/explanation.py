"""Tells in steps how a ticket came to stand as it does: how each mail was read and decided, what was done and sent."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from maildesk.desk.decision import ChangeKind
from maildesk.desk.outgoing import ExplainedStep
from maildesk.desk.people import People

_FIRST, _LAST = 30, 50  # steps that are shown of a long life
_ASKED = re.compile(
    r"^[ \t]*(?:[#＃]?\d{1,12}[ \t:：]+)?[#＃]?[ \t]?(?:why|explain|为什么|為什麼|为何|為何)", re.I | re.M
)
_SECTIONS = {
    ChangeKind.OPENED: "staff_state",
    ChangeKind.STATE_CHANGED: "staff_state",
    ChangeKind.PRIORITY_CHANGED: "priority",
    ChangeKind.TYPE_CHANGED: "type",
    ChangeKind.MAIL_SENT: "mail",
    ChangeKind.DELIVERY_FAILED: "mail",
    ChangeKind.DELIVERY_DELAYED: "mail",
}
_NAMES = frozenset({ChangeKind.OWNER_CHANGED, ChangeKind.CONCERNED_CHANGED})
_ROWS = frozenset(  # what they name is the row of a message
    {ChangeKind.MESSAGE_RECEIVED, ChangeKind.NOTE_ADDED, ChangeKind.MESSAGE_HELD}
    | {ChangeKind.MESSAGE_APPROVED, ChangeKind.MESSAGE_DISMISSED}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainedMail:
    """A mail on a ticket, as the ledger knows it."""

    at: datetime
    sender: str
    state: str
    reason: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ExplainedEvent:
    """A row of a ticket's event log; of a mail that was sent also to whom."""

    at: datetime
    kind: str
    actor: str
    before: str | None = None
    after: str | None = None
    reason: str = ""
    personal: bool = False


def asks_why(text: str) -> bool:
    """Say whether a line of a staff mail may ask why; rather once too often than not at all."""
    return _ASKED.search(text[:20_000]) is not None


def explanation(
    people: People, mails: Sequence[ExplainedMail], events: Sequence[ExplainedEvent]
) -> tuple[ExplainedStep, ...]:
    """Return the steps of a ticket's life in the order of time, a mail before what followed from it.

    Of a very long life the middle is left out and said to be.
    """
    steps = [_mail_step(mail) for mail in mails]
    steps += [_event_step(people, event, told=bool(mails)) for event in events]
    ordered = sorted(steps, key=lambda step: step.at)
    left = len(ordered) - _FIRST - _LAST
    if left <= 0:
        return tuple(ordered)
    gap = ExplainedStep(at=ordered[_FIRST].at, actor="desk", what="left_out", after=str(left))
    return (*ordered[:_FIRST], gap, *ordered[-_LAST:])


def _mail_step(mail: ExplainedMail) -> ExplainedStep:
    reasons = mail.reasons if mail.reason in mail.reasons else (*mail.reasons, mail.reason)
    return ExplainedStep(
        at=mail.at, actor=mail.sender, what="mail", after=mail.state, section="mail_end",
        reasons=tuple(reason for reason in reasons if reason),
    )  # fmt: skip


def _event_step(people: People, event: ExplainedEvent, *, told: bool) -> ExplainedStep:
    kind = event.kind
    person = people.by_id(event.actor)
    before, after = event.before or "", event.after or ""
    if kind in _NAMES:
        before, after = _named(people, before), _named(people, after)
    if kind in _ROWS or event.personal:
        before = after = ""
    # What opened it is told in full at the mail.
    reasons = () if told and kind == ChangeKind.OPENED else (event.reason,)
    return ExplainedStep(
        at=event.at,
        actor=person.name if person else event.actor,
        what=kind,
        before=before,
        after=after,
        section=next((section for each, section in _SECTIONS.items() if each == kind), ""),
        reasons=tuple(reason for reason in reasons if reason),
    )


def _named(people: People, ids: str) -> str:
    found = ((staff_id, people.by_id(staff_id)) for staff_id in ids.split())
    return ", ".join(person.name if person else staff_id for staff_id, person in found)
