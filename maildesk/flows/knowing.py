"""Brings the knowledge base into a decision, and writes what a decision makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from maildesk.desk.article import Article, KnowledgeWork
from maildesk.desk.article_ranking import Ranked, query_of_mail
from maildesk.desk.desk import Desk
from maildesk.desk.known import Known
from maildesk.desk.outgoing import ArticleOutcome, ArticleView, MessageKind, OutgoingMessage
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.solved_words import alike, words_of_new, words_of_solved
from maildesk.desk.ticket import State, Ticket, TicketType
from maildesk.mail.letter import Kind
from maildesk.mail.subject_line import clean_subject
from maildesk.store.article_index import find_articles, find_solved, index_solved
from maildesk.store.article_uses import note_solved, note_suggested, suggested_on
from maildesk.store.articles import add_article, articles_by_id, change_article, lock_article
from maildesk.store.leases import set_setting, setting
from maildesk.store.messages import first_words
from maildesk.store.tickets import read_tickets
from maildesk.store.transaction import Transaction

_SPARE = 3  # articles looked at beyond those that are shown
_CANDIDATES = 8  # solved tickets of all teams; those of other teams fall away
_MOST_NAMED = 50


def _items_key(message_id: str) -> str:
    return f"article:{message_id}"


def asked_about(tx: Transaction, sent: Mapping[str, SentMail]) -> tuple[dict[str, SentMail], dict[int, Article]]:
    """Return our answered mails that are about articles, with number and revision, and these articles, locked."""
    mails: dict[str, SentMail] = {}
    articles: dict[int, Article] = {}
    for key, mail in sent.items():
        if mail.kind is MessageKind.ARTICLE:
            stored = setting(tx, _items_key(mail.message_id))
            if stored:
                items = tuple(stored.split(":"))
                mails[key] = replace(mail, items=items)
                article = lock_article(tx, int(items[0]))
                if article is not None:
                    articles[article.id] = article
    return mails, articles


def with_suggested(tx: Transaction, situation: Situation) -> Situation:
    """Add which articles the answered acknowledgements suggested."""
    acknowledged = {
        mail.ticket
        for mail in situation.sent.values()
        if mail.kind is MessageKind.ACKNOWLEDGEMENT and mail.ticket is not None
    }
    found = {number: suggested_on(tx, number) for number in acknowledged}
    return replace(situation, suggested=found) if any(found.values()) else situation


def with_known(tx: Transaction, situation: Situation, anything: tuple[bool, bool]) -> Situation:
    """Add the articles and solved tickets that read like a mail which may become a ticket.

    `anything` says whether there is an approved article and whether a solved ticket is known.
    """
    desk, letter = situation.desk, situation.letter
    if situation.tickets or letter.kind is not Kind.REQUEST or not any(anything):
        return situation
    subject, words = clean_subject(letter.subject, desk.read.prefix), letter.reply or letter.text
    ranked: tuple[Ranked, ...] = ()
    if anything[0]:
        ranked = find_articles(tx, query_of_mail(subject, words, letter.language), desk.knowledge.most + _SPARE)
        ranked = tuple(each for each in ranked if each.confidence >= desk.knowledge.threshold)
    asked = words_of_new(subject, words) if anything[1] else ()
    numbers = alike(asked, find_solved(tx, asked), _CANDIDATES)
    if not ranked and not numbers:
        return situation
    solved = read_tickets(tx, numbers) if numbers else {}
    known = Known(
        ranked=ranked,
        articles=articles_by_id(tx, [each.article for each in ranked]),
        solved=tuple(solved[number] for number in numbers if number in solved),
    )
    return replace(situation, known=known)


def index_when_solved(tx: Transaction, desk: Desk, before: Ticket | None, ticket: Ticket) -> None:
    """Keep by which words a ticket is found, at the moment it is solved; a complaint is never found."""
    over = (State.RESOLVED, State.CLOSED)
    if ticket.state not in over or (before is not None and before.state in over):
        return
    if not desk.knowledge.suggest or ticket.type is TicketType.COMPLAINT or ticket.merged_into is not None:
        return
    index_solved(tx, ticket.number, ticket.team, words_of_solved(ticket, first_words(tx, ticket.number)))


def named_articles(tx: Transaction, numbers: Sequence[int]) -> dict[int, Article]:
    """Return the articles that somebody names by number, locked; a number that stands for none is missing."""
    found = {number: lock_article(tx, number) for number in sorted(numbers)[:_MOST_NAMED]}
    return {number: article for number, article in found.items() if article is not None}


def write_knowledge(tx: Transaction, work: KnowledgeWork, ticket: int, now: datetime) -> int | None:
    """Write what follows for the knowledge base; returns the number of a new draft, None when there is none."""
    number = add_article(tx, work.new, now, ticket=ticket) if work.new else None
    for change in work.changes:
        if change_article(tx, change, now) is None:
            raise RuntimeError(f"Article {change.id} changed although its row was locked.")
    note_suggested(tx, ticket, work.suggested, now)
    if work.solved_by is not None:
        note_solved(tx, ticket, work.solved_by, now)
    return number


def with_article(message: OutgoingMessage, new: int | None) -> OutgoingMessage:
    """Fill the number of a new draft into the mail about it."""
    view = message.view
    if isinstance(view, ArticleView) and not view.article and new is not None:
        return replace(message, view=replace(view, article=new))
    return message


def remember_article(tx: Transaction, message: OutgoingMessage, message_id: str) -> None:
    """Keep which draft a mail asks about, so that its answer finds it."""
    view = message.view
    if isinstance(view, ArticleView) and view.outcome is ArticleOutcome.ASKED:
        set_setting(tx, _items_key(message_id), f"{view.article}:{view.revision}")
