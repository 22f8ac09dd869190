"""The order `#kb`: question and solution of a ticket become a draft, which somebody else approves by mail (S13)."""

from collections.abc import Sequence
from dataclasses import replace

from maildesk.desk.article import LONGEST_PART, LONGEST_TITLE, ArticleText, NewArticle
from maildesk.desk.article_mails import approvers, send_article
from maildesk.desk.command_lines import Fault, Order, Orders
from maildesk.desk.command_words import Command
from maildesk.desk.decision import Change, ChangeKind
from maildesk.desk.desk import Desk
from maildesk.desk.masking import mask_personal
from maildesk.desk.order_work import OrderWork
from maildesk.desk.outgoing import ArticleView, HistoryLine
from maildesk.desk.people import Staff
from maildesk.desk.situation import Situation
from maildesk.desk.ticket import Ticket, TicketType
from maildesk.desk.views import supported_language
from maildesk.mail.subject_line import clean_subject

_SPEAKS = (
    *(Command.RESOLVE, Command.UPDATE, Command.CLOSE, Command.PENDING, Command.HOLD, Command.DUE, Command.REOPEN),
)


def words_for_article_only(orders: Orders) -> bool:
    """Say whether the words of a mail are an article's solution and go to nobody: #kb without an order to tell."""
    return orders.has(Command.KB) and not any(orders.has(command) for command in _SPEAKS)


def kb_faults(situation: Situation, person: Staff, orders: Orders, ticket: Ticket) -> tuple[Fault, ...]:
    """Return why a #kb line cannot be carried out, with what to write instead; empty when it can or is not there."""
    lines = [order for order in orders.orders if order.command is Command.KB]
    found = [(order, _fault(situation, person, orders, ticket, order)) for order in lines]
    found += [(order, "One mail makes one article; leave the other #kb out.") for order in lines[1:]]
    return tuple(Fault(line=order.line, written=order.written, sentence=why) for order, why in found if why)


def _fault(situation: Situation, person: Staff, orders: Orders, ticket: Ticket, order: Order) -> str | None:
    if ticket.type is TicketType.COMPLAINT:
        return "A complaint makes no article; write #kb on the ticket of the matter itself."
    if len(order.argument) > LONGEST_TITLE:
        return f"The title has {len(order.argument)} characters; write at most {LONGEST_TITLE}."
    if not approvers(situation.desk, person.id, ticket):
        return "There is no supervisor and no team lead who could approve an article."
    history = situation.history.get(ticket.number, ())
    if not _solution(orders, history):
        if orders.internal:
            return "#kb takes no internal words; answer the customer first, or leave #note out."
        return "#kb needs a solution; write it below the line in a reply to a notice of the ticket."
    if len(orders.words) > LONGEST_PART:
        return f"The solution has {len(orders.words)} characters; write at most {LONGEST_PART}."
    return None


def _solution(orders: Orders, history: Sequence[HistoryLine]) -> str:
    """Return the words of the mail, else the last ones a customer was sent; internal words never."""
    if orders.words.strip() and not orders.internal:
        return orders.words.strip()
    told = (line.text for line in reversed(history) if line.direction == "out" and line.visibility == "public")
    return next((text.strip() for text in told if text.strip()), "")


def _question(history: Sequence[HistoryLine]) -> str:
    asked = (line.text for line in history if line.direction == "in" and line.visibility == "public")
    return next((text.strip() for text in asked if text.strip()), "")


def carry_out_kb(work: OrderWork, order: Order) -> str:
    """Make the draft and ask for approval; what tells of persons is masked, and the reader is warned of the rest."""
    desk, ticket = work.desk, work.draft.ticket
    history = work.situation.history.get(ticket.number, ())
    text, masked = _text(work, order, history)
    people = approvers(desk, work.person.id, ticket)
    reason = f"line {order.line}: kb"
    work.draft.knowledge = replace(work.draft.knowledge, new=NewArticle(text=text, author=work.person.id))
    work.draft.record(Change(kind=ChangeKind.ARTICLE_DRAFTED, actor=work.person.id, reason=reason))
    view = ArticleView(
        desk_name=desk.name, staff_name="", token=ticket.token, number=ticket.number, article=0,
        title=text.title, question=text.question, solution=text.solution, language=text.language,
        author_name=work.person.name, masked=masked,
    )  # fmt: skip
    send_article(desk, work.draft, people, view, actor=work.person.id, reason=reason)
    if words_for_article_only(work.orders):
        work.words, work.files = "", ()
    names = ", ".join(person.name for person in people)
    silent = bool(work.orders.words) and words_for_article_only(work.orders)
    kept = " Your words are its solution; nothing was sent to the customer." if silent else ""
    return f"A draft was made of this ticket; {names} can approve it.{kept}"


def _text(work: OrderWork, order: Order, history: Sequence[HistoryLine]) -> tuple[ArticleText, int]:
    desk, ticket, letter = work.desk, work.draft.ticket, work.situation.letter
    said = letter.language if work.orders.words and letter.language in desk.languages else ticket.language
    language = supported_language(desk, said)
    names = _names(desk, ticket)
    parts = [
        mask_personal(text, names, language)
        for text in (
            order.argument or clean_subject(ticket.subject, desk.read.prefix),
            _question(history),
            _solution(work.orders, history),
        )
    ]
    title, question, solution = (part.text for part in parts)
    text = ArticleText(
        title=title[:LONGEST_TITLE], question=question[:LONGEST_PART], solution=solution, language=language
    )
    return text, sum(part.found for part in parts)


def _names(desk: Desk, ticket: Ticket) -> tuple[str, ...]:
    owner = desk.people.by_id(ticket.owner)
    people = (ticket.requester, *ticket.participants)
    return (*(person.name for person in people if person.name), *((owner.name,) if owner else ()))
