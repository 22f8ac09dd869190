"""Draws the pages from `templates/_web`, in the words of `templates/LANGUAGE/words.toml`."""

from pathlib import Path

from maildesk.templates import Templates
from maildesk.templates.plain import plain
from maildesk.templates.problems import languages
from maildesk.web.form import form_token
from maildesk.web.ports import BoardPage, Outcome, Page

_KIND = "_web"


class Pages:
    """The pages of one desk; each template is compiled once."""

    def __init__(self, folders: tuple[Path, ...], desk_name: str, language: str) -> None:
        self._templates = templates = Templates(folders, language)
        self.languages = frozenset(languages(folders))
        self._desk_name = desk_name
        self.style = templates.shared_text(f"{_KIND}/style.css")
        self.gone = self._draw("en", "gone.html")

    def ask(
        self, page: Page, token: str, *, score: int | None = None, answer: str | None = None, missing: bool = False
    ) -> str:
        """Return the page of a link; `score` and `answer` are chosen beforehand, `missing` tells that nothing was."""
        chosen = score or page.score
        return self._draw(
            page.language,
            "ask.html",
            page=page,
            form=form_token(token),
            score=chosen,
            answer=answer,
            missing=missing,
        )

    def thanks(self, outcome: Outcome, language: str) -> str:
        """Return the page after an answer; it holds nothing that anybody else must not see."""
        return self._draw(language, "done.html", outcome=outcome)

    def enter(self, token: str, language: str) -> str:
        """Return the page with the button that lets into the board."""
        return self._draw(language, "enter.html", form=form_token(token))

    def board(self, page: BoardPage, form: str) -> str:
        """Return the board; `form` is the hidden field of the button that leaves it."""
        return self._draw(page.language, "board.html", v=plain(page.view), form=form)

    def left(self, language: str) -> str:
        """Return the page after leaving the board."""
        return self._draw(language, "left.html")

    def language(self, wanted: str) -> str:
        """Return the language folder that serves a language."""
        return self._templates.language_of(wanted)

    def _draw(self, language: str, name: str, **values: object) -> str:
        environment = self._templates.environment(self.language(language))
        return environment.get_template(f"{_KIND}/{name}").render(desk_name=self._desk_name, **values)
