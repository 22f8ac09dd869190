"""What a replay found: how each mail ended before and after, and the differences."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from maildesk.desk.ticket import Ticket

FIELDS = ("verdict", "ticket", "priority", "owner", "team", "type")


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """How one mail ended; of a mail that opened a ticket also what that ticket was then."""

    verdict: str  # ticket, ignored, quarantine
    reason: str = ""
    ticket: str | None = None  # number; "new" for one that does not exist in the desk
    opened: bool = False
    priority: str | None = None
    owner: str | None = None
    team: str | None = None
    type: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplayedMail:
    """One mail with both of its ends."""

    ledger_id: int
    sender: str
    subject: str
    before: Outcome
    after: Outcome

    def differences(self) -> tuple[tuple[str, str, str], ...]:
        """Return (field, before, after) for each field that differs; what a ticket was counts if both opened one."""
        both = self.before.opened and self.after.opened
        names = FIELDS if both else FIELDS[:2]
        pairs = ((name, getattr(self.before, name), getattr(self.after, name)) for name in names)
        return tuple((name, was or "-", is_ or "-") for name, was, is_ in pairs if was != is_)


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplayReport:
    """All mails of a replay that ended differently, and how many there were."""

    mails: int
    changed: tuple[ReplayedMail, ...]
    counts: tuple[tuple[str, int], ...]  # field, mails in which it differs; the most frequent first
    unread: int = 0  # mails without bytes, or that no reader could read: left out
    failed: tuple[tuple[int, str], ...] = ()  # ledger id, error of our own code


def report_of(mails: Sequence[ReplayedMail], unread: int, failed: Sequence[tuple[int, str]]) -> ReplayReport:
    """Gather the differences of many mails."""
    changed = tuple(mail for mail in mails if mail.differences())
    counter = Counter(name for mail in changed for name, _, _ in mail.differences())
    return ReplayReport(
        mails=len(mails), changed=changed, counts=tuple(counter.most_common()), unread=unread, failed=tuple(failed)
    )


def outcome_of_ticket(verdict: str, reason: str, number: str | None, opened: Ticket | None) -> Outcome:
    """Return an outcome; `opened` is the ticket the mail opened, as it was then."""
    if opened is None:
        return Outcome(verdict=verdict, reason=reason, ticket=number)
    return Outcome(
        verdict=verdict, reason=reason, ticket=number, opened=True, priority=opened.priority.value, owner=opened.owner,
        team=opened.team, type=opened.type.value,
    )  # fmt: skip
