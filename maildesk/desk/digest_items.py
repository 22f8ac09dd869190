"""The lines of a digest that are no tickets: mails held, ignored or undeliverable, drafts of articles, searches."""

from dataclasses import dataclass

from maildesk.desk.desk import Desk
from maildesk.desk.outgoing import DigestItem


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldItem:
    """A mail that lies in quarantine or was ignored."""

    ledger_id: int
    sender: str
    subject: str
    reason: str
    own_person_only: bool = False  # held for its author: no supervisor can release it


@dataclass(frozen=True, kw_only=True, slots=True)
class FailedMail:
    """A mail of ours that failed or came back."""

    outbox_id: int
    kind: str  # a MessageKind's value
    recipients: str
    why: str  # the server's words, or a sentence of the desk


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingDraft:
    """A draft of an article that nobody has approved; `ticket` None where it came from a file."""

    article: int
    title: str
    author: str  # staff id
    ticket: int | None
    days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffSearches:
    """How often a member of staff looked tickets up, and how many were shown."""

    staff_id: str
    times: int
    found: int


def undeliverable_line(mail: FailedMail) -> DigestItem:
    """Return the line of a mail of ours that failed or came back."""
    code = f"U{mail.outbox_id}"
    why = f"{mail.kind.replace('_', ' ')} mail not delivered: {mail.why}"
    return DigestItem(code=code, who=mail.recipients, why=why, action=f"{code} resend")


def held_line(item: HeldItem) -> DigestItem:
    """Return the line of a mail in quarantine; what is held for its author can only be discarded."""
    code = f"Q{item.ledger_id}"
    action = f"{code} {'discard' if item.own_person_only else 'release'}"
    return DigestItem(code=code, who=item.sender or "?", subject=item.subject or "-", why=item.reason, action=action)


def ignored_line(count: int, item: HeldItem) -> DigestItem:
    """Return the line of all mails that were ignored for one reason; it shows and releases the newest of them."""
    code = f"I{item.ledger_id}"
    why = f"{count} mails, this is the newest: {item.reason}" if count > 1 else item.reason
    return DigestItem(code=code, who=item.sender or "?", subject=item.subject or "-", why=why, action=f"{code} release")


def draft_line(desk: Desk, draft: WaitingDraft) -> DigestItem:
    """Return the line of a draft; one without a ticket is approved on the command line."""
    author = desk.people.by_id(draft.author)
    code = f"A{draft.article}"
    return DigestItem(
        code=code,
        who=author.name if author else draft.author,
        subject=draft.title,
        why=f"waiting for {draft.days} d",
        action=f"{code} approve" if draft.ticket is not None else "",
    )


def search_line(desk: Desk, searches: StaffSearches) -> DigestItem:
    """Return the line of what one member of staff looked up."""
    person = desk.people.by_id(searches.staff_id)
    times = "1 look-up" if searches.times == 1 else f"{searches.times} look-ups"
    return DigestItem(
        code=person.name if person else searches.staff_id, why=f"{times}, {searches.found} tickets shown", action=""
    )
