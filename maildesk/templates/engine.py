"""Renders an outgoing message: the operator's templates first, the shipped ones behind them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from jinja2 import Template

from maildesk.desk.outgoing import MessageKind, View
from maildesk.errors import ConfigurationError
from maildesk.templates.environment import Environment
from maildesk.templates.language import folder_names
from maildesk.templates.plain import plain
from maildesk.templates.sheet import StyleSheet

PARTS = ("subject.txt", "body.txt", "body.html")
LAST_LANGUAGE = "en"
_LONGEST_SUBJECT = 200  # characters; what a phone shows of it is a fifth of that
_HOLE = "\n\n\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """A mail in words: the subject is one line, the text ends with a line break."""

    subject: str
    text: str
    html: str


class Renderable(Protocol):
    """What is rendered: an `OutgoingMessage`, or as much of one as templates need."""

    @property
    def kind(self) -> MessageKind:
        """Which templates."""

    @property
    def language(self) -> str:
        """The reader's, BCP 47."""

    @property
    def variant(self) -> str:
        """The folder beside the kind's, empty for its own."""

    @property
    def view(self) -> View:
        """What the template sees."""


@dataclass(frozen=True, slots=True)
class _Triple:
    subject: Template
    text: Template
    html: Template
    sheet: StyleSheet


class Templates:
    """Every template of a desk, each compiled once when it is first needed.

    `folders` are searched in order for each single file, so that an operator overrides one template
    and keeps the others. A variant has a folder of its own beside the kind, `acknowledgement.vip`; where a language
    lacks it, the kind's own folder serves. A language without a kind is served by the desk's language, then by English.
    A changed file is seen after a restart.
    """

    def __init__(self, folders: tuple[Path, ...], language: str = LAST_LANGUAGE) -> None:
        self._folders = folders
        self._language = language
        self._environments: dict[str, Environment] = {}
        self._triples: dict[tuple[str, MessageKind, str], _Triple] = {}

    def render(self, message: Renderable) -> Rendered:
        """Return subject, text and HTML of a message.

        A ticket's mail has its token before the subject. Raises ConfigurationError when a template's
        subject has more than one line; errors inside a template are jinja2's, with file and line.
        """
        key = (message.language, message.kind, message.variant)
        triple = self._triples.get(key)
        if triple is None:
            triple = self._triples[key] = self._compile(*key)
        values = {"v": plain(message.view)}
        subject = _one_line(triple.subject, triple.subject.render(values))
        token = getattr(message.view, "token", "")
        return Rendered(
            subject=f"[{token}] {subject}" if token else subject,
            text=_tidy(triple.text.render(values)),
            html=triple.sheet.into(triple.html.render(values)),
        )

    def environment(self, language: str) -> Environment:
        """Return the sandbox of a language folder, with its words and looks."""
        if language not in self._environments:
            self._environments[language] = Environment(self._folders, language)
        return self._environments[language]

    def shared_text(self, name: str) -> str:
        """Return a file of the template folders as it is, the operator's before the shipped one."""
        environment = self.environment(LAST_LANGUAGE)
        if environment.loader is None:
            raise ConfigurationError((f"There is no folder of templates to take {name} from.",))
        return environment.loader.get_source(environment, name)[0]

    def language_of(self, language: str) -> str:
        """Return the folder whose words serve a reader of a language."""
        wanted = (*folder_names(language), *folder_names(self._language))
        found = (name for name in wanted if any((folder / name / "words.toml").is_file() for folder in self._folders))
        return next(found, LAST_LANGUAGE)

    def folder_of(self, language: str, kind: str) -> str:
        """Return the language folder that serves a kind for a reader of a language. Raises ConfigurationError."""
        wanted = (*folder_names(language), *folder_names(self._language), LAST_LANGUAGE)
        for name in wanted:
            if any((folder / name / kind).is_dir() for folder in self._folders):
                return name
        places = " or ".join(str(folder / LAST_LANGUAGE / kind) for folder in self._folders)
        raise ConfigurationError((f"There is no template for {kind}; make the folder {places} with {PARTS}.",))

    def _compile(self, language: str, kind: MessageKind, variant: str) -> _Triple:
        folder = self.folder_of(language, kind)
        name = f"{kind}.{variant}"
        if variant and any((each / folder / name).is_dir() for each in self._folders):
            return self._triple(folder, name)
        return self._triple(folder, kind)

    def _triple(self, folder: str, name: str) -> _Triple:
        environment = self.environment(folder)
        subject, text, html = (environment.get_template(f"{folder}/{name}/{part}") for part in PARTS)
        return _Triple(subject, text, html, environment.sheet)


def _one_line(template: Template, rendered: str) -> str:
    subject = rendered.strip()
    if "\n" in subject or "\r" in subject:
        raise ConfigurationError((f"{template.filename}: a subject is one line, this one has several.",))
    subject = " ".join(subject.split())
    return subject if len(subject) <= _LONGEST_SUBJECT else subject[: _LONGEST_SUBJECT - 1].rstrip() + "…"


def _tidy(text: str) -> str:
    # Templates may then put their tags on lines of their own without leaving holes in the mail.
    tidy = "\n".join(map(str.rstrip, text.split("\n")))
    # Replaced again and again, and still at a fifth of what looking for `\n{3,}` costs.
    while _HOLE in tidy:
        tidy = tidy.replace(_HOLE, "\n\n")
    return tidy.strip("\n") + "\n"
