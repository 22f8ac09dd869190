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


def undeliverable_line(outbox_id: int, text: str) -> DigestItem:
    """Return the line of a mail of ours that failed or came back."""
    return DigestItem(code=f"U{outbox_id}", text=text, action=f"U{outbox_id} resend")


def held_line(item: HeldItem) -> DigestItem:
    """Return the line of a mail in quarantine; what is held for its author can only be discarded."""
    code = f"Q{item.ledger_id}"
    text = f"{item.sender or '?'}: {item.subject or '-'} ({item.reason})"
    return DigestItem(code=code, text=text, action=f"{code} {'discard' if item.own_person_only else 'release'}")


def ignored_line(reason: str, count: int, item: HeldItem) -> DigestItem:
    """Return the line of all mails that were ignored for one reason; it releases the newest of them."""
    code = f"I{item.ledger_id}"
    text = f"{count} × {reason}; newest: {item.sender or '?'}, {item.subject or '-'}"
    return DigestItem(code=code, text=text, action=f"{code} release")


def draft_line(desk: Desk, draft: WaitingDraft) -> DigestItem:
    """Return the line of a draft; one without a ticket is approved on the command line."""
    author = desk.people.by_id(draft.author)
    code = f"A{draft.article}"
    text = f"{draft.title} ({author.name if author else draft.author}), waiting for {draft.days} d"
    return DigestItem(code=code, text=text, action=f"{code} approve" if draft.ticket is not None else "")


def search_line(desk: Desk, searches: StaffSearches) -> DigestItem:
    """Return the line of what one member of staff looked up."""
    person = desk.people.by_id(searches.staff_id)
    times = "1 look-up" if searches.times == 1 else f"{searches.times} look-ups"
    return DigestItem(
        code=person.name if person else searches.staff_id, text=f"{times}, {searches.found} tickets shown", action=""
    )
