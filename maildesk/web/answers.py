"""The desk as the pages see it: the port of the pages on the flow that carries answers out."""

from maildesk.desk.on_link import Confirmation, Vote
from maildesk.flows.answer import Answering
from maildesk.mail.link_token import LinkPurpose
from maildesk.web.ports import ConfirmForm, Form, Outcome, Page, PageKind, ReleaseForm, SurveyForm

_KINDS = {
    LinkPurpose.CONFIRM: PageKind.CONFIRM,
    LinkPurpose.SURVEY: PageKind.SURVEY,
    LinkPurpose.RELEASE: PageKind.RELEASE,
}


class DeskAnswers:
    """Fulfils `Answers` on a real desk; may be called from several threads."""

    def __init__(self, answering: Answering, desk_name: str) -> None:
        """Keep the flow and the name that the pages show."""
        self._answering = answering
        self._desk_name = desk_name

    def look(self, token: str) -> Page | None:
        """Return what the page of a token shows; None for every token that is not good."""
        asked = self._answering.look(token)
        if asked is None:
            return None
        kind = _KINDS[asked.purpose]
        return Page(
            kind=kind,
            number=0 if kind is PageKind.RELEASE else asked.number,
            subject=asked.subject,
            desk_name=self._desk_name,
            language=asked.language,
            score=asked.score,
            done=asked.done,
        )

    def answer(self, token: str, form: Form) -> Outcome:
        """Carry an answer out; GONE for a token that is not good or not for this kind of form."""
        match form:
            case ConfirmForm():
                return self._confirm(token, form)
            case SurveyForm():
                rated = self._answering.vote(token, Vote(score=form.score, comment=form.comment))
                return Outcome.RATED if rated else Outcome.GONE
            case ReleaseForm():
                done = self._answering.own(token, mine=form.mine)
                return (Outcome.RELEASED if form.mine else Outcome.DISOWNED) if done else Outcome.GONE

    def _confirm(self, token: str, form: ConfirmForm) -> Outcome:
        changed = self._answering.confirm(token, Confirmation(solved=form.solved, words=form.words))
        if changed is None:
            return Outcome.GONE
        if not changed:
            return Outcome.NOTED
        return Outcome.SOLVED if form.solved else Outcome.NOT_SOLVED
