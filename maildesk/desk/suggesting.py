"""Chooses what is suggested: approved articles to a customer, these and similar solved tickets to engineers.

A poor suggestion costs more than none: below the threshold nothing is shown, and what falls far behind the best
neither.
"""

from dataclasses import replace

from maildesk.desk.article import Article, ArticleLine, ArticleState, SimilarTicket
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.known import Known
from maildesk.desk.outgoing import CustomerView, OutgoingMessage
from maildesk.desk.ticket import State, Ticket, TicketType

_FEWEST_WORDS = 2  # that mail and article share
_BEHIND_THE_BEST = 0.5
_SHOWN = 600  # characters of a solution
_MOST_SIMILAR = 3
_NEVER = frozenset({TicketType.COMPLAINT, TicketType.MAINTENANCE})


def article_lines(desk: Desk, known: Known, ticket: Ticket) -> tuple[ArticleLine, ...]:
    """Return the articles that fit a new ticket well enough, the best first; empty when none does (SECURITY A25)."""
    settings = desk.knowledge
    if not settings.suggest or ticket.type in _NEVER:
        return ()
    fitting = [
        (each, known.articles[each.article])
        for each in known.ranked
        if each.confidence >= settings.threshold and each.matched >= _FEWEST_WORDS and each.article in known.articles
    ]
    shown = [(each, article) for each, article in fitting if article.state is ArticleState.APPROVED]
    best = max((each.score for each, _ in shown), default=0.0)
    close = [(each, article) for each, article in shown if each.score >= best * _BEHIND_THE_BEST]
    ordered = sorted(close, key=lambda pair: _language_distance(pair[1], ticket.language or desk.language))
    return tuple(
        ArticleLine(place=place, id=article.id, title=article.text.title, words=shortened(article.text.solution))
        for place, (_, article) in enumerate(ordered[: settings.most], start=1)
    )


def _language_distance(article: Article, language: str) -> int:
    if article.text.language == language:
        return 0
    return 1 if article.text.language.startswith("zh") == language.startswith("zh") else 2


def shortened(words: str) -> str:
    """Return the beginning of a solution, ended at a sentence where one ends in time."""
    words = words.strip()
    if len(words) <= _SHOWN:
        return words
    cut = words[:_SHOWN]
    end = max(cut.rfind(mark) for mark in ("\n", ". ", "。", "！", "；"))
    return f"{cut[: end + 1].rstrip() if end > _SHOWN // 2 else cut.rstrip()} …"


def similar_tickets(desk: Desk, known: Known, ticket: Ticket) -> tuple[SimilarTicket, ...]:
    """Return solved tickets of the same team that read alike, for its engineers only; empty for a complaint."""
    if not desk.knowledge.suggest or ticket.type in _NEVER:
        return ()
    fitting = [
        each
        for each in known.solved
        if each.team == ticket.team
        and each.state in (State.RESOLVED, State.CLOSED)
        and each.type is not TicketType.COMPLAINT
        and each.merged_into is None
        and each.number != ticket.number
    ]
    return tuple(
        SimilarTicket(number=each.number, token=each.token, subject=each.subject, owner_name=_owner(desk, each))
        for each in fitting[:_MOST_SIMILAR]
    )


def _owner(desk: Desk, ticket: Ticket) -> str | None:
    owner = desk.people.by_id(ticket.owner)
    return owner.name if owner else None


def note_suggestions(draft: Draft, message: OutgoingMessage) -> None:
    """Remember which articles an acknowledgement shows, so that the answer can name one."""
    view = message.view
    if isinstance(view, CustomerView) and view.articles:
        draft.knowledge = replace(draft.knowledge, suggested=tuple(line.id for line in view.articles))
