"""Writes the mails that follow from a decision: to the customers of a ticket and to its engineers."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from maildesk.desk.article import ArticleLine, SimilarTicket
from maildesk.desk.availability import Availability, deputy_of, why_away
from maildesk.desk.classifying import availability
from maildesk.desk.clock_lines import clock_lines
from maildesk.desk.complaint import independent, may_hear
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.links import confirm_url, survey_url
from maildesk.desk.outgoing import AttachedFile, Automatic, HistoryLine, MessageKind, OutgoingMessage
from maildesk.desk.people import Staff
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.desk.views import customer_view, staff_view, supported_language
from maildesk.mail.letter import Address, Attachment, Letter

_PERSONAL = frozenset({MessageKind.ANSWER, MessageKind.PROGRESS, MessageKind.INFORMATION_REQUEST})

# a person's words, passed on to staff
_PASSED_ON = frozenset(
    {
        *(MessageKind.ASSIGNMENT, MessageKind.CUSTOMER_ANSWERED),
        *(MessageKind.APPROVAL_REQUEST, MessageKind.REVIEW_REQUEST),
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Enclosure:
    """The harmless files of a kept mail that travel with an outgoing one, and those that are only named."""

    files: tuple[AttachedFile, ...] = ()
    sent: tuple[Attachment, ...] = ()
    left_out: tuple[Attachment, ...] = ()


_DANGEROUS = (
    ".exe", ".scr", ".com", ".bat", ".cmd", ".pif", ".lnk", ".iso", ".img", ".vhd", ".js", ".jse", ".vbs", ".vbe",
    ".wsf", ".hta", ".msi", ".msp", ".jar", ".ps1", ".reg", ".scf", ".url", ".cpl", ".dll", ".docm", ".xlsm", ".pptm",
    ".htm", ".html", ".shtml", ".svg", ".xhtml", ".one", ".chm",
)  # fmt: skip


def enclose(letter: Letter, ledger_id: int, limit: int, *, to_customer: bool = False) -> Enclosure:
    """Choose which attachments of a mail are passed on: harmless types, `limit` bytes together (SECURITY A42).

    To a customer no whole mail travels either: it may be one of our notices with notes in it (SECURITY A21).
    """
    files: list[AttachedFile] = []
    sent: list[Attachment] = []
    left: list[Attachment] = []
    room = limit
    for attachment in letter.attachments:
        whole_mail = to_customer and _holds_a_mail(attachment)
        if attachment.filename.casefold().rstrip(". ").endswith(_DANGEROUS) or whole_mail or attachment.size > room:
            left.append(attachment)
            continue
        room -= attachment.size
        sent.append(attachment)
        files.append(
            AttachedFile(
                ledger_id=ledger_id,
                part=attachment.part,
                filename=attachment.filename,
                content_type=attachment.content_type,
                size=attachment.size,
                content_id=attachment.content_id if attachment.inline else None,
            )
        )
    return Enclosure(files=tuple(files), sent=tuple(sent), left_out=tuple(left))


def fitting(files: Sequence[AttachedFile], limit: int) -> tuple[tuple[AttachedFile, ...], tuple[str, ...]]:
    """Choose which stored files travel with a mail to staff: harmless ones, `limit` bytes together; name the rest."""
    chosen: list[AttachedFile] = []
    left: list[str] = []
    room = limit
    for file in files:
        if file.filename.casefold().rstrip(". ").endswith(_DANGEROUS) or file.size > room:
            left.append(file.filename)
            continue
        room -= file.size
        chosen.append(file)
    return tuple(chosen), tuple(left)


def _holds_a_mail(attachment: Attachment) -> bool:
    named = attachment.filename.casefold().endswith((".eml", ".msg"))
    return named or attachment.content_type.startswith("message/") or attachment.content_type.endswith("ms-outlook")


def to_customers(
    desk: Desk,
    draft: Draft,
    kind: MessageKind,
    *,
    actor: str,
    reason: str,
    words: str = "",
    sender: Staff | None = None,
    previous: State | None = None,
    files: tuple[AttachedFile, ...] = (),
    answering: Letter | None = None,
    reminder: int = 0,
    merged_into: int | None = None,
) -> None:
    """Owe every participant of the ticket a mail of this kind, each their own."""
    ticket = draft.ticket
    personal = sender is not None and (bool(words) or kind in _PERSONAL)
    outcome = kind is MessageKind.COMPLAINT
    confirmed = kind is MessageKind.RESOLUTION or (outcome and ticket.state is State.RESOLVED)
    rated = desk.survey and (kind is MessageKind.CLOSED or (outcome and ticket.state is State.CLOSED))
    if ticket.muted and not words:
        return
    for person in ticket.participants:
        if desk.people.by_address(person.address) and person.address.casefold() != ticket.requester.address.casefold():
            continue
        links = (
            confirm_url(desk, ticket, person.address, draft.now) if confirmed else None,
            survey_url(desk, ticket, person.address, draft.now) if rated else None,
        )
        view = customer_view(
            desk,
            ticket,
            draft.now,
            to=person,
            words=words,
            previous=previous,
            links=links,
            reminder=reminder,
            merged_into=merged_into,
        )
        message = OutgoingMessage(
            kind=kind,
            to=person,
            view=view,
            language=supported_language(desk, ticket.language),
            automatic=Automatic.PERSON if personal else Automatic.GENERATED,
            sender_name=f"{sender.name} ({desk.name})" if sender and personal else None,
            in_reply_to=answering.message_id if answering else None,
            files=files,
            urgent=personal,
        )
        draft.send(message, actor, reason)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What a notice to staff says beside the ticket itself."""

    words: str = ""
    because: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    enclosure: Enclosure = field(default_factory=Enclosure)
    history: tuple[HistoryLine, ...] = ()
    suggestions: tuple[str, ...] = ()
    articles: tuple[ArticleLine, ...] = ()
    similar: tuple[SimilarTicket, ...] = ()
    headline: str = ""
    approve_code: str | None = None
    part_of: str = ""
    clocks: bool = False  # tell how long each clock ran and why it stood still


def to_staff(
    desk: Desk, draft: Draft, kind: MessageKind, people: Sequence[Staff], notice: Notice, *, actor: str, reason: str
) -> None:
    """Owe each of these members of staff a notice about the ticket; nobody gets it twice.

    Of a complaint only supervisors and its owner get any, never whom it may be about, whoever asked for it (S10).
    """
    automatic = Automatic.NOTICE if kind in _PASSED_ON else Automatic.GENERATED
    for person in dict.fromkeys(each for each in people if may_hear(each, draft.ticket)):
        language = supported_language(desk, person.language, desk.language)
        lines = clock_lines(desk, draft.ticket, draft.now, language, person.zone) if notice.clocks else ()
        view = staff_view(
            desk, draft.ticket, draft.now, to=person, words=notice.words, because=notice.because,
            cautions=notice.cautions, attachments=notice.enclosure.sent, left_out=notice.enclosure.left_out,
            history=notice.history, suggestions=notice.suggestions, headline=notice.headline,
            approve_code=notice.approve_code, articles=notice.articles, similar=notice.similar, clock_lines=lines,
        )  # fmt: skip
        message = OutgoingMessage(
            kind=kind,
            to=Address(name=person.name, address=person.address),
            view=view,
            language=language,
            automatic=automatic,
            files=notice.enclosure.files,
            part_of=notice.part_of,
        )
        draft.send(message, actor, reason)


def responsible(desk: Desk, ticket: Ticket, now: datetime) -> tuple[Staff, ...]:
    """Return who hears of a ticket: its owner, or the whole team when unowned; with an absent owner also the deputy.

    Where an absent owner has no deputy, or one who is away too, the team's lead hears.

    Of a complaint without an owner only supervisors hear, and never whom it may be about (S10).
    """
    apart = ticket.concerned
    owner = desk.people.by_id(ticket.owner if ticket.owner not in apart else None)
    if owner and not owner.suspended:
        when = availability(desk, now)
        deputy = _stand_in(desk, ticket, owner, when) if why_away(owner, when) else None
        also = deputy is not None and not deputy.suspended and deputy.id not in {owner.id, *apart}
        return (owner, deputy) if deputy and also else (owner,)
    if ticket.type is TicketType.COMPLAINT or apart:
        return independent(desk.people, apart)
    members = desk.people.members(ticket.team)
    return members or desk.people.supervisors()


def _stand_in(desk: Desk, ticket: Ticket, owner: Staff, when: Availability) -> Staff | None:
    team = desk.people.team(ticket.team)
    ids = (deputy_of(owner, when), team.lead if team else None)
    people = [person for person in map(desk.people.by_id, ids) if person is not None and person.id != owner.id]
    return next((person for person in people if why_away(person, when) is None), people[0] if people else None)
