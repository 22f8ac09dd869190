"""A desk in memory for the tests of the pages: it keeps the same promises as the real one."""

import threading
from dataclasses import dataclass, field, replace

from maildesk.web.ports import ConfirmForm, Form, Outcome, Page, PageKind, ReleaseForm, SurveyForm

_FORMS = {PageKind.CONFIRM: ConfirmForm, PageKind.SURVEY: SurveyForm, PageKind.RELEASE: ReleaseForm}


@dataclass
class MemoryAnswers:
    """Pages by token, and every answer that was carried out, in order."""

    pages: dict[str, Page] = field(default_factory=dict)
    carried_out: list[tuple[str, Form]] = field(default_factory=list)
    looks: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: PageKind, language: str = "en", **changes: object) -> str:
        """Make a valid link and return its token."""
        token = f"{kind.value[0]}-1042-{len(self.pages)}-20261222-7kqx2abc-0123456789abcdefghjkmnpqrs"
        page = Page(
            kind=kind,
            number=0 if kind is PageKind.RELEASE else 1042,
            subject="The printer on the third floor prints blank pages",
            desk_name="Acme Support",
            language=language,
        )
        self.pages[token] = replace(page, **changes)  # type: ignore[arg-type]
        return token

    def look(self, token: str) -> Page | None:
        with self.lock:
            self.looks += 1
            return self.pages.get(token)

    def answer(self, token: str, form: Form) -> Outcome:
        with self.lock:
            page = self.pages.get(token)
            if page is None or type(form) is not _FORMS[page.kind]:
                return Outcome.GONE
            if page.done and page.kind is not PageKind.SURVEY:
                return Outcome.NOTED
            self.carried_out.append((token, form))
            score = form.score if isinstance(form, SurveyForm) else None
            self.pages[token] = replace(page, done=True, score=score)
            return _outcome(form)


def _outcome(form: Form) -> Outcome:
    if isinstance(form, SurveyForm):
        return Outcome.RATED
    if isinstance(form, ConfirmForm):
        return Outcome.SOLVED if form.solved else Outcome.NOT_SOLVED
    return Outcome.RELEASED if form.mine else Outcome.DISOWNED
