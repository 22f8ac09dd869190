"""Brings the knowledge base into a decision, and writes what a decision makes of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from maildesk.desk.article import Article, KnowledgeWork
from maildesk.desk.outgoing import ArticleOutcome, ArticleView, MessageKind, OutgoingMessage
from maildesk.desk.situation import SentMail
from maildesk.store.article_uses import note_solved, note_suggested
from maildesk.store.articles import add_article, change_article, lock_article
from maildesk.store.leases import set_setting, setting
from maildesk.store.transaction import Transaction


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
