"""What follows from the reply to a mail about an article; nothing of it ever goes to a customer."""

from dataclasses import dataclass, replace
from datetime import datetime

from maildesk.desk.article import LONGEST_PART, LONGEST_TITLE, Article, ArticleChange, ArticleState, ArticleText
from maildesk.desk.article_mails import approvers, may_approve, send_article
from maildesk.desk.article_reply import ArticleReply, read_article_reply
from maildesk.desk.decision import Change, ChangeKind
from maildesk.desk.desk import Desk
from maildesk.desk.draft import Draft
from maildesk.desk.outgoing import ArticleOutcome, ArticleView
from maildesk.desk.people import Staff
from maildesk.desk.situation import SentMail, Situation
from maildesk.desk.ticket import Ticket


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """What became of a reply: a sentence, and the ticket's draft; None when nothing was carried out."""

    sentence: str
    draft: Draft | None = None


def settle_article(situation: Situation, person: Staff, ticket: Ticket, asked: SentMail, now: datetime) -> Settled:
    """Approve, reject or amend the draft that the answered mail showed, if the person may and it is still the same."""
    number, revision = asked.items if len(asked.items) == 2 else ("", "")
    article = situation.articles.get(int(number)) if number else None
    if article is None:
        return Settled(
            sentence="This mail asks nothing, and nothing was sent; reply to a notice of the ticket instead."
        )
    reply = read_article_reply(situation.letter.reply, article.text)
    wrong = fault_of(situation.desk, person, ticket, article, reply, int(revision))
    if wrong:
        return Settled(sentence=wrong)
    return decide_article(situation.desk, Draft(ticket, now), person, article, reply)


def decide_article(desk: Desk, draft: Draft, person: Staff, article: Article, reply: ArticleReply) -> Settled:
    """Carry out on the ticket's draft what a person says of an article; `fault_of` has found nothing against it."""
    if reply.rejected:
        return _rejected(desk, draft, person, article, reply)
    if reply.approved:
        return _approved(desk, draft, person, article, reply)
    return _amended(desk, draft, person, article, reply)


def fault_of(
    desk: Desk, person: Staff, ticket: Ticket, article: Article, reply: ArticleReply, revision: int | None = None
) -> str | None:
    """Return why a reply about an article cannot be carried out; None when it can.

    `revision` is the one that the answered mail showed; None where only the article as it stands was named.
    """
    if not may_approve(desk, person, ticket):
        return "Only supervisors, and team leads where the desk is set so, decide about articles."
    asked = approvers(desk, article.author, ticket)
    if article.author == person.id and person not in asked:
        return f"You wrote article {article.id} yourself; {', '.join(each.name for each in asked)} can approve it."
    if article.state is ArticleState.APPROVED:
        return f"Article {article.id} was approved before; take it back with maildesk kb withdraw {article.id}."
    if article.state is ArticleState.WITHDRAWN:
        return f"Article {article.id} was taken back before; write #kb on the ticket for a new one."
    if revision is not None and article.revision != revision:
        return f"Article {article.id} was changed after this mail; reply to the newest mail about it."
    if revision is not None and not (reply.approved or reply.rejected or reply.text):
        return "The reply changes nothing; write approve, reject with a reason, or the new words of the article."
    return _too_long(reply.text) if reply.text else None


def _too_long(text: ArticleText) -> str | None:
    if len(text.title) > LONGEST_TITLE:
        return f"The title has {len(text.title)} characters; write at most {LONGEST_TITLE}."
    if max(len(text.question), len(text.solution)) > LONGEST_PART:
        return f"A part has more than {LONGEST_PART} characters; write less."
    return None


def _change(draft: Draft, change: ArticleChange, kind: ChangeKind, reason: str) -> None:
    draft.knowledge = replace(draft.knowledge, changes=(*draft.knowledge.changes, change))
    draft.record(Change(kind=kind, actor=change.actor, after=str(change.id), reason=reason))


def _rejected(desk: Desk, draft: Draft, person: Staff, article: Article, reply: ArticleReply) -> Settled:
    change = ArticleChange(
        id=article.id, revision=article.revision, state=ArticleState.WITHDRAWN, actor=person.id, reason=reply.reason
    )
    _change(draft, change, ChangeKind.ARTICLE_REJECTED, "rejected by a reply")
    told = _tell_author(desk, draft, person, article, ArticleOutcome.REJECTED, reply.reason)
    return Settled(sentence=f"Article {article.id} was rejected{told}.", draft=draft)


def _approved(desk: Desk, draft: Draft, person: Staff, article: Article, reply: ArticleReply) -> Settled:
    change = ArticleChange(
        id=article.id, revision=article.revision, text=reply.text, state=ArticleState.APPROVED, actor=person.id
    )
    _change(draft, change, ChangeKind.ARTICLE_APPROVED, "approved by a reply")
    final = replace(article, text=reply.text or article.text)
    told = _tell_author(desk, draft, person, final, ArticleOutcome.APPROVED, "")
    return Settled(sentence=f"Article {article.id} was approved and is found from now on{told}.", draft=draft)


def _amended(desk: Desk, draft: Draft, person: Staff, article: Article, reply: ArticleReply) -> Settled:
    change = ArticleChange(id=article.id, revision=article.revision, text=reply.text, actor=person.id)
    _change(draft, change, ChangeKind.ARTICLE_AMENDED, "amended by a reply")
    after = replace(article, text=reply.text or article.text, revision=article.revision + 1)
    view = _view(desk, draft.ticket, after)
    people = tuple(dict.fromkeys((person, *approvers(desk, article.author, draft.ticket))))
    send_article(desk, draft, people, view, actor=person.id, reason="the draft as amended")
    return Settled(sentence=f"Article {article.id} was changed; the new mail about it asks for approval.", draft=draft)


def _tell_author(
    desk: Desk, draft: Draft, person: Staff, article: Article, outcome: ArticleOutcome, reason: str
) -> str:
    author = desk.people.by_id(article.author)
    if author is None or author.suspended or author.id == person.id:
        return ""
    view = replace(_view(desk, draft.ticket, article), outcome=outcome, reason=reason, decided_by=person.name)
    send_article(desk, draft, (author,), view, actor=person.id, reason="what became of an article")
    return f"; {author.name} is told"


def _view(desk: Desk, ticket: Ticket, article: Article) -> ArticleView:
    author = desk.people.by_id(article.author)
    text = article.text
    return ArticleView(
        desk_name=desk.name, staff_name="", token=ticket.token, number=ticket.number, article=article.id,
        revision=article.revision, title=text.title, question=text.question, solution=text.solution,
        language=text.language, author_name=author.name if author else article.author,
    )  # fmt: skip
