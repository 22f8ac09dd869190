"""Carries out the lines of a reply to a digest: `1042 assign wang`, `Q17 release`."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from maildesk.desk.approving import NO, YES
from maildesk.desk.article_reply import ArticleReply
from maildesk.desk.carry_out import carry_out
from maildesk.desk.command_lines import Orders, read_orders
from maildesk.desk.command_words import ON_ITS_OWN
from maildesk.desk.decision import Decision, LedgerState, TicketWork, Verdict
from maildesk.desk.draft import Draft
from maildesk.desk.on_article_reply import decide_article, fault_of
from maildesk.desk.order_faults import find_faults
from maildesk.desk.outgoing import (
    Automatic,
    CommandLine,
    DigestTicket,
    DigestView,
    MessageKind,
    OutgoingMessage,
    TranscriptView,
)
from maildesk.desk.people import Staff
from maildesk.desk.permissions import foreign_fault
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.views import supported_language
from maildesk.mail.letter import Address

_TICKET_LINE = re.compile(r"^\s*(?:#|＃|[A-Z][A-Z0-9]*-)?(\d{1,12})(?:-[0-9A-Z]{5})?[\s:：]+[#＃]?(.+)$")
_ITEM_LINE = re.compile(r"^\s*([QIUAqiua])(\d{1,12})[\s:：]+[#＃]?(\S.*)$")
_RELEASE = frozenset({"release", "放行", "释放", "釋放", "retry"})
_DISCARD = frozenset({"discard", "delete", "丢弃", "丟棄", "删除", "刪除"})
_RESEND = frozenset({"resend", "retry", "again", "重发", "重發", "重寄"})
_WORDS_OF = {"Q": _RELEASE | _DISCARD, "I": _RELEASE | _DISCARD, "U": _RESEND, "A": YES | NO}
_WHAT_FITS = {"Q": "release or discard", "I": "release or discard", "U": "resend", "A": "approve or reject"}
_DISCARD_ONLY = ":discard"  # ends the item of a mail that is held for its author
_VALID = timedelta(days=7)


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestLine:
    """One line of a digest reply that can be worked."""

    line: int
    written: str
    item: str  # "1042" or "Q17"
    order: str  # "assign wang", "release", "reject"
    rest: str = ""  # what stands behind the word of an item: why a draft is rejected


_RESULTS = {
    "release": "Released; it is read again.",
    "discard": "Discarded.",
    "resend": "It is sent once more.",
}


def read_digest_lines(text: str) -> tuple[tuple[DigestLine, ...], tuple[CommandLine, ...]]:
    """Return the lines that name a ticket or an item, and those that could not be understood."""
    found: list[DigestLine] = []
    wrong: list[CommandLine] = []
    for position, written in enumerate(text.split("\n"), start=1):
        line = written.strip()
        if not line or line.startswith(">"):
            continue
        item = _ITEM_LINE.match(line)
        ticket = None if item else _TICKET_LINE.match(line)
        if item:
            code = f"{item.group(1).upper()}{item.group(2)}"
            order, _, rest = item.group(3).strip().partition(" ")
            order = order.rstrip(":：,.").casefold()
            found.append(DigestLine(line=position, written=line, item=code, order=order, rest=rest.strip()))
        elif ticket:
            found.append(DigestLine(line=position, written=line, item=ticket.group(1), order=ticket.group(2).strip()))
        else:
            sentence = "This line names no ticket and no item; write for example 1042 assign wang, or Q17 release."
            wrong.append(CommandLine(line=position, command=line[:80], done=False, result=sentence))
    return tuple(found), tuple(wrong)


def numbers_in_digest_reply(text: str) -> tuple[int, ...]:
    """Return the ticket numbers that a digest reply names, each once."""
    lines, _ = read_digest_lines(text)
    return tuple(dict.fromkeys(int(line.item) for line in lines if line.item.isdigit()))


def articles_in_digest_reply(text: str) -> tuple[int, ...]:
    """Return the numbers of the articles that a digest reply names, each once."""
    lines, _ = read_digest_lines(text)
    return tuple(dict.fromkeys(int(line.item[1:]) for line in lines if line.item.startswith("A")))


def items_of(view: DigestView) -> tuple[str, ...]:
    """Return what the lines of a digest can be worked by: ticket numbers and codes."""
    tickets = (*view.at_risk, *view.unowned, *view.waiting, *view.complaints, *view.maintenance)
    numbers = [str(ticket.number) for ticket in tickets] + [str(rating.number) for rating in view.ratings]
    items = (*view.quarantine, *view.ignored, *view.undeliverable, *view.drafts)
    codes = [
        f"{item.code}{_DISCARD_ONLY}" if item.action.endswith(" discard") else item.code
        for item in items
        if item.action
    ]
    return tuple(dict.fromkeys([*numbers, *codes]))


def on_digest_reply(situation: Situation, person: Staff, now: datetime) -> Decision:
    """Carry out every line of a supervisor's reply to a digest, or none of them."""
    digest = _digest_of(situation, person)
    lines, wrong = read_digest_lines(situation.letter.reply)
    faults = list(wrong)
    if digest is None or now - digest.created_at > _VALID:
        sentence = "This digest is not yours or older than seven days; reply to the newest one."
        faults.append(CommandLine(line=0, command="", done=False, result=sentence))
    plans: list[tuple[DigestLine, Orders | None]] = []
    tried: dict[int, Draft] = {}
    for line in lines:
        orders, fault = _plan(situation, line, digest, person, tried, now)
        if fault:
            faults.append(CommandLine(line=line.line, command=line.written, done=False, result=fault))
        plans.append((line, orders))
    if not lines and not faults:
        sentence = "The reply holds no line to work; write for example 1042 assign wang."
        faults.append(CommandLine(line=0, command="", done=False, result=sentence))
    if faults:
        return _refused(situation, person, tuple(faults), lines)
    return _done(situation, person, plans, now)


def _digest_of(situation: Situation, person: Staff) -> SentMail | None:
    for clue in situation.letter.clues.own_ids:
        sent = situation.sent.get(clue.message_id)
        if sent and sent.kind is MessageKind.DIGEST and sent.recipient.casefold() == person.address.casefold():
            return sent
    return None


def _plan(
    situation: Situation,
    line: DigestLine,
    digest: SentMail | None,
    person: Staff,
    drafts: dict[int, Draft],
    now: datetime,
) -> tuple[Orders | None, str | None]:
    """Read one line and try it on a draft that is thrown away; later lines are judged after earlier ones."""
    held_for_author = digest is not None and f"{line.item}{_DISCARD_ONLY}" in digest.items
    if digest is not None and line.item not in digest.items and not held_for_author:
        return None, f"{line.item} does not stand in that digest; only its own lines can be worked."
    if not line.item.isdigit():
        return None, _item_fault(situation, line, person, held_for_author=held_for_author)
    ticket = situation.tickets.get(int(line.item))
    if ticket is None:
        return None, f"There is no ticket {line.item}."
    foreign = foreign_fault(person, ticket)
    if foreign:
        return None, foreign
    orders = read_orders(f"#{line.order}")
    if any(orders.has(command) for command in ON_ITS_OWN):
        return None, f"“{line.order}” needs a mail of its own; reply to a notice of ticket {line.item}."
    tried = drafts.setdefault(ticket.number, Draft(ticket, now))
    faults = find_faults(situation, person, orders, tried.ticket, now)
    if faults:
        return orders, faults[0].sentence
    carry_out(_bare(situation), tried, person, orders, now)
    return orders, None


def _item_fault(situation: Situation, line: DigestLine, person: Staff, *, held_for_author: bool) -> str | None:
    letter = line.item[0]
    if line.order not in _WORDS_OF[letter]:
        return f"“{line.order}” does not fit {line.item}; write {_WHAT_FITS[letter]}."
    if held_for_author and line.order in _RELEASE:
        return f"{line.item} is held for its author, who alone can release it; write {line.item} discard."
    if letter != "A":
        return None
    article = situation.articles.get(int(line.item[1:]))
    ticket = situation.tickets.get(article.ticket or 0) if article else None
    if article is None or ticket is None:
        return f"{line.item} is not there any more."
    return fault_of(situation.desk, person, ticket, article, ArticleReply(approved=line.order in YES))


def _bare(situation: Situation) -> Situation:
    return replace(situation, letter=replace(situation.letter, attachments=()))


def _refused(
    situation: Situation, person: Staff, faults: tuple[CommandLine, ...], lines: tuple[DigestLine, ...]
) -> Decision:
    wrong = {fault.line for fault in faults}
    rest = tuple(
        CommandLine(line=line.line, command=line.written, done=False, result="Not carried out.")
        for line in lines
        if line.line not in wrong
    )
    shown = tuple(sorted((*faults, *rest), key=lambda line: line.line))
    reason = f"nothing of the digest reply was carried out: {faults[0].result}"
    verdict = Verdict(state=LedgerState.IGNORED, reason=reason)
    message = _answer(situation, person, MessageKind.COMMAND_ERROR, shown)
    return Decision(verdict=verdict, outgoing=(message,), reasons=(reason,))


def _done(
    situation: Situation, person: Staff, plans: list[tuple[DigestLine, Orders | None]], now: datetime
) -> Decision:
    bare = _bare(situation)
    drafts: dict[int, Draft] = {}
    shown: list[CommandLine] = []
    found: list[DigestTicket] = []
    releases: list[int] = []
    discards: list[int] = []
    resends: list[int] = []
    for line, orders in plans:
        if line.item.startswith("A"):
            result = _decide_article(situation, person, line, drafts, now)
            shown.append(CommandLine(line=line.line, command=line.written, done=True, result=result))
            continue
        if orders is None:
            letter, number = line.item[0], int(line.item[1:])
            target = resends if letter == "U" else releases if line.order in _RELEASE else discards
            target.append(number)
            result = _RESULTS["resend" if target is resends else "release" if target is releases else "discard"]
            shown.append(CommandLine(line=line.line, command=line.written, done=True, result=result))
            continue
        draft = drafts.setdefault(int(line.item), Draft(situation.tickets[int(line.item)], now))
        draft.commanded_by = person.id
        done = carry_out(bare, draft, person, orders, now)
        shown += [replace(part, line=line.line, command=line.written) for part in done.lines]
        found += done.found
    works: tuple[TicketWork, ...] = tuple(draft.work() for draft in drafts.values())
    reason = f"{len(plans)} line(s) of a digest reply carried out for {person.id}"
    return Decision(
        verdict=Verdict(state=LedgerState.IGNORED, reason=reason),
        works=works,
        outgoing=(_answer(situation, person, MessageKind.TRANSCRIPT, tuple(shown), tuple(found)),),
        releases=tuple(releases),
        discards=tuple(discards),
        resends=tuple(resends),
        reasons=(reason,),
    )


def _decide_article(
    situation: Situation, person: Staff, line: DigestLine, drafts: dict[int, Draft], now: datetime
) -> str:
    """Approve or reject a draft as it stands; its author is told."""
    article = situation.articles[int(line.item[1:])]
    ticket = situation.tickets[article.ticket or 0]
    draft = drafts.setdefault(ticket.number, Draft(ticket, now))
    reply = ArticleReply(approved=line.order in YES, rejected=line.order in NO, reason=line.rest)
    return decide_article(situation.desk, draft, person, article, reply).sentence


def _answer(
    situation: Situation,
    person: Staff,
    kind: MessageKind,
    lines: tuple[CommandLine, ...],
    found: tuple[DigestTicket, ...] = (),
) -> OutgoingMessage:
    return OutgoingMessage(
        kind=kind,
        to=Address(name=person.name, address=person.address),
        view=TranscriptView(
            desk_name=situation.desk.name,
            staff_name=person.name,
            number=None,
            token="",
            subject=situation.letter.subject,
            lines=lines,
            tickets=found,
            zone=person.zone or situation.desk.zone,
        ),
        language=supported_language(situation.desk, person.language, situation.desk.language),
        automatic=Automatic.REPLIED,
        in_reply_to=situation.letter.message_id,
    )
