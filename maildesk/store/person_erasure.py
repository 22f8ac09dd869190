"""Erasing somebody: own tickets are bared, that person's words and mails go, what others wrote stays unnamed."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from maildesk.desk.article import Article, ArticleChange, ArticleState, ArticleText
from maildesk.desk.decision import Change, ChangeKind
from maildesk.store.article_index import forget_solved
from maildesk.store.articles import change_article, listed_articles
from maildesk.store.columns import packed_json
from maildesk.store.erasing import (
    ERASED_SUBJECT,
    Erased,
    begin_erasing,
    erase_mails,
    erase_sent,
    erase_tickets,
)
from maildesk.store.events import append_events
from maildesk.store.prepared import Prepared, among
from maildesk.store.schema import event, message, metadata, participant, survey, ticket
from maildesk.store.ticket_index import forget_words, index_text, index_ticket
from maildesk.store.ticket_rows import address_key
from maildesk.store.tickets import lock_tickets, new_personal_key, read_tickets
from maildesk.store.traces import Traces, naming, texts_of
from maildesk.store.transaction import Transaction

REASON = "erased on request"
_OF_MESSAGES = tuple(
    Prepared(delete(table).where(among(column, "ids", "BIGINT")))
    for table in reversed(metadata.sorted_tables)
    for column in table.c
    if message.c.id in {key.column for key in column.foreign_keys}
)
_MESSAGES = Prepared(delete(message).where(among(message.c.id, "ids", "BIGINT")))
_SCORES = Prepared(delete(survey).where(func.lower(survey.c.address) == bindparam("who")))
_TAKES_PART = Prepared(delete(participant).where(participant.c.address == bindparam("who")))
_PEOPLE = Prepared(select(ticket.c.participants).where(ticket.c.number == bindparam("row")))
_WITHOUT = Prepared(
    update(ticket)
    .where(ticket.c.number == bindparam("row"))
    .values(participants=bindparam("people"), personal_key=bindparam("key"))
)
_WORDS = Prepared(select(message.c.text).where(message.c.ticket == bindparam("row")).order_by(message.c.id))
_FORGET_TOLD = Prepared(
    update(ticket)
    .where(
        ticket.c.number.in_(select(message.c.ticket).where(among(message.c.id, "ids", "BIGINT"))),
    )
    .values(intake=None)
)


def erase_person(tx: Transaction, key: bytes, traces: Traces, *, actor: str, now: datetime) -> Erased:
    """Take away everything that names somebody, except in the event log, whose digests lose their keys.

    Legal holds are not asked here: whoever calls has refused before.
    """
    begin_erasing(tx)
    own = erase_tickets(tx, key, traces.own_tickets, actor=actor, reason=REASON, now=now)
    given = {"ids": list(traces.messages)}
    if traces.messages:
        tx.do(_FORGET_TOLD, given)
        for statement in (*_OF_MESSAGES, _MESSAGES):
            tx.do(statement, given)
    tx.do(_SCORES, {"who": traces.address})
    for number in traces.other_tickets:
        _leave_ticket(tx, key, number, traces.address, actor, now)
    tx.do(_TAKES_PART, {"who": traces.address})
    mails = erase_mails(tx, traces.mails, REASON, now)
    erase_sent(tx, traces.sent)
    _change_articles(tx, traces, now)
    _mask_everywhere(tx, traces.needles)
    for number in traces.other_tickets:
        _index_again(tx, number)
    return Erased(
        tickets=own.tickets,
        mails=max(own.mails, mails),
        messages=own.messages + len(traces.messages),
        sent=max(own.sent, len(traces.sent)),
    )


def _leave_ticket(tx: Transaction, key: bytes, number: int, who: str, actor: str, now: datetime) -> None:
    """Take somebody out of a ticket of another person; its events cannot be linked to anybody any more."""
    lock_tickets(tx, [number])
    fact = Change(kind=ChangeKind.ERASED, actor=actor, reason="a participant was erased on request")
    append_events(tx, key, number, [fact], now)
    row = tx.row(_PEOPLE, {"row": number})
    people = [each for each in json.loads(row[0]) if address_key(each[1]) != who] if row else []
    tx.do(_WITHOUT, {"row": number, "people": packed_json(people), "key": new_personal_key()})
    tx.tickets.pop(number, None)


def _index_again(tx: Transaction, number: int) -> None:
    """Let a ticket be found by the words that are left on it, and by no others."""
    forget_words(tx, [number])
    forget_solved(tx, number)  # it is no longer shown as a similar solved ticket
    for found in read_tickets(tx, [number]).values():
        index_ticket(tx, found)
    for (words,) in tx.rows(_WORDS, {"row": number}):
        index_text(tx, number, words)


def _change_articles(tx: Transaction, traces: Traces, now: datetime) -> None:
    """Mask names in articles, whose index follows; drafts made of the person's own tickets lose their words."""
    for article in list(listed_articles(tx)):
        change = _changed_article(article, traces)
        if change is not None:
            change_article(tx, change, now)


def _changed_article(article: Article, traces: Traces) -> ArticleChange | None:
    if article.state is ArticleState.DRAFT and article.ticket in traces.own_tickets:
        gone = replace(article.text, title=ERASED_SUBJECT, question="", solution="")
        return ArticleChange(
            id=article.id, revision=article.revision, actor="operator", text=gone,
            state=ArticleState.WITHDRAWN, reason=REASON,
        )  # fmt: skip
    masked = ArticleText(
        title=masked_text(article.text.title, traces.needles),
        question=masked_text(article.text.question, traces.needles),
        solution=masked_text(article.text.solution, traces.needles),
        language=article.text.language,
    )
    if masked == article.text:
        return None
    return ArticleChange(id=article.id, revision=article.revision, actor="operator", text=masked)


def masked_text(text: str, needles: Sequence[str]) -> str:
    """Return a text with `[erased]` in the place of an address and its names, compared without case."""
    for needle in needles:
        text = re.sub(re.escape(needle), ERASED_SUBJECT, text, flags=re.IGNORECASE)
    return text


def _mask_everywhere(tx: Transaction, needles: Sequence[str]) -> None:
    """Go through every text of every table but the event log: keys that name the person are deleted, texts masked."""
    for table in reversed(metadata.sorted_tables):
        if table is event:
            continue
        keys = list(table.primary_key.columns)
        for column in texts_of(table):
            if column in keys:
                tx.do(Prepared(delete(table).where(naming(column, needles))))
                continue
            found = tx.rows(Prepared(select(*keys, column).where(naming(column, needles))))
            change = Prepared(
                update(table)
                .where(*(each == bindparam(f"key_{each.name}", type_=each.type) for each in keys))
                .values({column.name: bindparam("masked")})
            )
            for row in found:
                values = {f"key_{each.name}": cell for each, cell in zip(keys, row, strict=False)}
                tx.do(change, {**values, "masked": masked_text(row[-1], needles)})
