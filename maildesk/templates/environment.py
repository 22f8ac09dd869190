"""A Jinja2 sandbox in which templates see plain values and nothing else (SECURITY A32)."""

import re
from collections.abc import MutableMapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from maildesk.desk.article import ArticleLine, SimilarTicket
from maildesk.desk.board_view import BoardDay, BoardEngineer, BoardLinkView, BoardTicket, BoardView
from maildesk.desk.canary import CANARY_CLOSE, CANARY_OPEN
from maildesk.desk.outgoing import (
    ArticleView,
    CommandLine,
    CustomerView,
    DigestCount,
    DigestEngineer,
    DigestItem,
    DigestRating,
    DigestTicket,
    DigestView,
    HistoryLine,
    Reconciliation,
    ReleaseView,
    StaffView,
    TranscriptView,
)
from maildesk.desk.report_view import (
    ReportCard,
    ReportCost,
    ReportCount,
    ReportFigure,
    ReportHour,
    ReportRepeat,
    ReportView,
)
from maildesk.mail.letter import Address
from maildesk.templates.code import HOLDERS, PlainCode, as_html
from maildesk.templates.filters import filters
from maildesk.templates.words import Words, load_looks, load_words

_VALUES = (
    Address,
    BoardDay,
    BoardEngineer,
    BoardLinkView,
    BoardTicket,
    BoardView,
    ArticleLine,
    ArticleView,
    CommandLine,
    CustomerView,
    DigestCount,
    DigestEngineer,
    DigestItem,
    DigestRating,
    DigestTicket,
    DigestView,
    HistoryLine,
    Reconciliation,
    ReleaseView,
    SimilarTicket,
    ReportCard,
    ReportCost,
    ReportCount,
    ReportFigure,
    ReportHour,
    ReportRepeat,
    ReportView,
    StaffView,
    TranscriptView,
)


# What never changes within a language: `{{ s.text }}`, `{{ w.label.subject }}`.
_CONSTANT = re.compile(r"\{\{ ([sw])\.([a-z_]+)(?:\.([a-z_]+))? \}\}")


class _Constants(Extension):
    """Writes looks and words into a template before it is compiled; finding them each time would double its cost."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        """Put each constant where it is named; what is not there stays, and is told when it is rendered."""

        def constant(found: re.Match[str]) -> str:
            value: object = self.environment.globals[found[1]]
            for key in (found[2], found[3]):
                value = getattr(value, key, None) if key else value
            if not isinstance(value, str) or "{" in value or "\n" in value:
                return found[0]
            return str(escape(value)) if _is_html(name) else value

        return _CONSTANT.sub(constant, source)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox of one language; fields of our own values are read without the sandbox's slow questions."""

    code_generator_class = PlainCode
    as_html = staticmethod(as_html)

    def __init__(self, folders: tuple[Path, ...], language: str) -> None:
        super().__init__(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            undefined=StrictUndefined,
            autoescape=_is_html,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            cache_size=-1,
            extensions=[_Constants],
        )
        self._compiled: dict[str | Template, Template] = {}
        self._readable = {kind: frozenset(field.name for field in fields(kind)) for kind in _VALUES}
        for name in frozenset().union(*self._readable.values()):
            setattr(self, HOLDERS + name, frozenset(kind for kind, names in self._readable.items() if name in names))
        words = load_words(folders, language)
        looks, self.sheet = load_looks(folders, words.fonts)  # type: ignore[attr-defined]
        self.filters.update(filters(words))
        self.globals = {
            "lang": language,
            "w": words,
            "s": looks,
            "sheet": self.sheet,
            "canary_open": CANARY_OPEN,
            "canary_close": CANARY_CLOSE,
            "outlook": _outlook,
            "range": range,
        }

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals as one plain table: each rendering copies them, and Jinja's own chain copies slowly."""
        return {**self.globals, **(d or {})}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> Template:
        """Return a template; one that is compiled already is found without Jinja's questions."""
        found = self._compiled.get(name) if globals is None else None
        if found is None:
            found = self._compiled[name] = super().get_template(name, parent, globals)
        return found

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro of a template at once: it is never unsafe; everything else asks the sandbox."""
        if type(obj) is not Macro:
            return super().call(context, obj, *args, **kwargs)
        for name in ("_block_vars", "_loop_vars"):
            kwargs.pop(name, None)
        return obj(context.eval_ctx, *args, **kwargs)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Read a word or a look by a name that is only known now; everything else asks the sandbox."""
        if type(obj) is Words and type(argument) is str:
            return self.getattr(obj, argument)
        return super().getitem(obj, argument)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Read a field of a view or a word at once; everything else asks the sandbox."""
        kind = type(obj)
        readable = self._readable.get(kind)
        if readable is not None:
            return getattr(obj, attribute) if attribute in readable else self.undefined(obj=obj, name=attribute)
        if kind is Words:
            word = obj.__dict__.get(attribute)
            return word if word is not None else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def _is_html(name: str | None) -> bool:
    return name is None or name.endswith(".html")


def _outlook(inner: str) -> Markup:
    # Only a frame that an operator has changed calls this, with text of its own for Outlook on Windows.
    return Markup(f"<!--[if mso]>{inner}<![endif]-->")  # noqa: S704
